"""Which made-up candidates are told something else: found at the rules' own limits, in both versions.

A rule that differs is asked about every case at and beside its limits (`zikao.judge.boundaries`), those of
the old version and those of the new one. Where its answers part, the case is stripped to what makes them
part, and the rest of the questions is answered as well as it can be, so that nothing else stands between the
candidate and a yes. Two rules that differ are tried together as well. All of it is bounded, and the same
every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from zikao.authoring.difference.made_up import Answers, Side
from zikao.judge.boundaries import boundaries
from zikao.judge.judgement import Outcome
from zikao.judge.walk import rule_leaves
from zikao.rulebook.document import Document

MOST_CASES = 1500
"""Cases of one rule in one version; beyond that they are thinned evenly."""
MOST_REASONS = 4
"""Of each way in which the answers of one rule part."""
MOST_CANDIDATES = 400
"""Candidates of one item that are led through all of its questions."""

_WORDED = ("title", "todo")
_GRAVE = ("fail", "pass", "attention", "unknown", "elsewhere", "impossible", "unconcerned")
"""Of what is told now, what concerns a reader first."""


@dataclass(frozen=True)
class Candidate:
    """One made-up candidate: the answers that make the difference, and all that were given."""

    reason: Answers
    answers: Answers


@dataclass(frozen=True)
class Group:
    """Candidates who were told the same before, and are told the same now, over the same rules."""

    before: str
    now: str
    parts: tuple[str, ...]
    """Ids of the rules whose answers part; `elsewhere:ID` and the like for what stands beside them."""
    candidates: tuple[Candidate, ...]
    """Those with the fewest answers that make the difference first."""


@dataclass(frozen=True)
class Effects:
    """What a difference of one item means for made-up candidates."""

    parts: tuple[str, ...]
    """What is judged otherwise, by id."""
    tried: int
    """Cases and candidates that were judged in both versions."""
    groups: tuple[Group, ...]

    @property
    def verdicts(self) -> tuple[Group, ...]:
        """The groups whose whole verdict is another."""
        return tuple(each for each in self.groups if each.before != each.now)


def effects(old: Document, new: Document, now: datetime) -> Effects | None:
    """What parts the verdicts of two versions of one item; None where they judge alike."""
    search = _Search(Side(old, now), Side(new, now))
    return search.run() if search.parts else None


class _Search:
    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        names = dict.fromkeys([*old.parts, *new.parts])
        self.parts = tuple(name for name in names if _judged(old, name) != _judged(new, name))
        order = dict.fromkeys([*new.declared, *old.declared])
        self.place = {name: place for place, name in enumerate(order)}
        self.tried = 0
        self.found: dict[tuple[str, str, tuple[str, ...]], dict[str, Candidate]] = {}

    def run(self) -> Effects:
        reasons = {name: self.reasons(name) for name in self.parts}
        for name in self.parts:
            for reason in reasons[name]:
                self.tell(reason)
        for one, other in combinations(self.parts, 2):
            for reason in self.together(reasons[one], reasons[other]):
                self.tell(reason)
        return Effects(self.parts, self.tried, tuple(sorted(self.groups(), key=self.rank)))

    def reasons(self, part: str) -> list[Answers]:
        """The least answers over which the two versions of one part differ, a few of each way to differ."""
        ways: dict[tuple[object, object], dict[str, Answers]] = {}
        for case in self.cases(part):
            self.tried += 1
            apart = self.apart(part, case)
            if apart is None:
                continue
            reason = self.stripped(part, case, apart)
            ways.setdefault(apart, {}).setdefault(_text(reason), reason)
        found: dict[str, Answers] = {}
        for apart in sorted(ways, key=repr):
            few = sorted(ways[apart].values(), key=self.size)[:MOST_REASONS]
            found |= {_text(each): each for each in few}
        return sorted(found.values(), key=self.size)

    def cases(self, part: str) -> Iterator[Answers]:
        seen = set()
        for side in (self.old, self.new):
            if part not in side.parts:
                continue
            for case in boundaries(side.grounds, part, MOST_CASES).cases:
                flat = _flat(case.facts)
                if (text := _text(flat)) not in seen:
                    seen.add(text)
                    yield flat

    def apart(self, part: str, answers: Answers) -> tuple[object, object] | None:
        """What the two versions of a part come to, None where that is the same."""
        before, now = (self.outcome(side, part, answers) for side in (self.old, self.new))
        return None if before == now else (before, now)

    def outcome(self, side: Side, part: str, answers: Answers) -> object:
        found = side.part(part, answers)
        if found is None or found.outcome in ("yes", "not_applicable"):
            return ("clear", *_dues(found))
        return (found.outcome, side.parts[part].severity, *_dues(found))

    def stripped(self, part: str, answers: Answers, apart: object) -> Answers:
        """The answers without those that make no difference."""
        kept = dict(answers)
        for name in sorted(answers, key=self.order, reverse=True):
            less = {key: value for key, value in kept.items() if key != name}
            if self.apart(part, less) == apart:
                kept = less
        return kept

    def together(self, one: list[Answers], other: list[Answers]) -> Iterator[Answers]:
        """Reasons of two parts in one candidate, where they do not contradict each other."""
        for mine in one[:MOST_REASONS]:
            for theirs in other[:MOST_REASONS]:
                both = {**mine, **theirs}
                if both != mine and both != theirs and all(both[name] == mine[name] for name in mine):
                    yield both

    def tell(self, reason: Answers) -> None:
        """Lead a candidate through the rest of the questions, and keep who is told something else.

        Where every question answered hides it, the candidate answers only what the new version asks: the old
        one may have asked for what a window says now.
        """
        orders = (self.old, self.new), (self.new, self.old)
        found = [self.kept(reason, second.asked(first.completed(reason))) for first, second in orders]
        if not any(found):
            self.kept(reason, self.new.completed(reason))

    def kept(self, reason: Answers, answers: Answers) -> bool:
        """Whether such a candidate is told something else; who is, is kept."""
        if sum(map(len, self.found.values())) >= MOST_CANDIDATES:
            return False
        self.tried += 1
        before, now = self.old.told(answers), self.new.told(answers)
        parts = tuple(name for name in self.parts if self.apart(name, answers))
        if before.verdict == now.verdict and (before.verdict == "impossible" or not parts):
            return False
        group = self.found.setdefault((before.verdict, now.verdict, parts), {})
        group.setdefault(_text(reason), Candidate(self.ordered(reason), self.ordered(answers)))
        return True

    def groups(self) -> Iterator[Group]:
        told = {part for before, now, parts in self.found if before != now for part in parts}
        for (before, now, parts), found in self.found.items():
            # A rule that turns somebody's verdict is told there; where it turns none, it is told alone.
            if before == now and told.issuperset(parts):
                continue
            few = sorted(found.values(), key=lambda each: self.size(each.reason))
            yield Group(before, now, parts, tuple(few))

    def rank(self, group: Group) -> tuple[object, ...]:
        fewest = len(group.candidates[0].reason)
        return group.before == group.now, fewest, _GRAVE.index(group.now), group.before, group.parts

    def size(self, answers: Answers) -> tuple[object, ...]:
        return len(answers), sorted(map(self.order, answers)), _text(answers)

    def order(self, name: str) -> int:
        return self.place.get(name, len(self.place))

    def ordered(self, answers: Answers) -> Answers:
        return {name: answers[name] for name in sorted(answers, key=self.order)}


def _judged(side: Side, name: str) -> str | None:
    """All that decides what a part comes to: the rule, the tables and the questions that it reads."""
    rule = side.parts.get(name)
    if rule is None:
        return None
    document = side.document
    read: set[str] = set()
    tables: set[str] = set()
    for leaf in rule_leaves(rule):
        read.add(leaf.fact)
        for operand in leaf.operands():
            _names(operand, read, tables)
    facts = {}
    for fact_name in sorted(read & set(document.facts)):
        fact = document.facts[fact_name]
        window = fact.from_window and document.windows[fact.from_window.window]
        said = window and window.model_dump(exclude={"title", "stated", "look_up"})
        options = fact.options and list(fact.options)
        facts[fact_name] = [fact.type, options, fact.none is None, fact.from_city, said]
    return _text(
        [_unworded(rule.model_dump()), {each: document.tables.get(each) for each in sorted(tables)}, facts]
    )


def _names(operand: Any, facts: set[str], tables: set[str]) -> None:
    if not isinstance(operand, dict):
        return
    facts.update(each for key in ("fact", "by", "year") if isinstance(each := operand.get(key), str))
    if isinstance(operand.get("table"), str):
        tables.add(operand["table"])
    _names(operand.get("day"), facts, tables)


def _unworded(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _unworded(each) for key, each in node.items() if key not in _WORDED}
    return [_unworded(each) for each in node] if isinstance(node, list | tuple) else node


def _dues(outcome: Outcome | None) -> tuple[object, ...]:
    return tuple((duty.due, duty.state) for duty in outcome.duties) if outcome else ()


def _flat(facts: Answers) -> Answers:
    """A case with the fields of its one item beside the other facts, as `list.field`."""
    found: Answers = {}
    for name, value in facts.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {f"{name}.{field}": each for field, each in value[0].items()}
        else:
            found[name] = value
    return found


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
