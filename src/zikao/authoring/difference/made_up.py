"""One document as made-up candidates meet it: what can be answered, what it comes to, the best way on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from zikao.checks.clock import clock_facts, known_facts, window_facts
from zikao.judge import document as judged
from zikao.judge.boundaries import Choice, choices_of
from zikao.judge.dates import date_kind
from zikao.judge.document import Fact, Rule
from zikao.judge.judgement import Judgement, Outcome
from zikao.judge.operators import NONE
from zikao.judge.rules import judge, judge_rule
from zikao.judge.walk import rule_leaves
from zikao.rulebook.answers import impossible
from zikao.rulebook.document import Document

Answers = dict[str, Any]

PARTS = ("elsewhere", "unconcerned", "impossible")
"""What is judged beside the rules; each is looked at as a rule of that name and its id."""
MOST_STEPS = 80
"""Questions that one candidate is led through; no procedure asks as many."""
MOST_REPAIRS = 3
A_WHILE, NOON = 30, "12:00"
"""Days and an hour ahead of the moment: a date that is still to come."""
CLOCK = ("today", "now")
"""Told to every document, and asked of nobody."""

_RANK = ("pass", "attention", "unknown", "unconcerned", "fail", "elsewhere", "impossible")
"""From the way to a yes to the ends that are none; what is open may still become one."""


@dataclass(frozen=True)
class Told:
    """What a candidate is told: the verdict's key, and what each rule came to."""

    verdict: str
    outcomes: Mapping[str, Outcome]
    judgement: Judgement | None

    @property
    def score(self) -> tuple[int, ...]:
        """How far from a plain yes; the smaller the better."""
        found = [each.outcome for each in self.outcomes.values()]
        return _RANK.index(self.verdict), found.count("no"), found.count("unknown"), -found.count("yes")


class Side:
    """One version of an item, judged at one moment."""

    def __init__(self, document: Document, now: datetime) -> None:
        self.document = document
        self.now = now

    @cached_property
    def parts(self) -> dict[str, Rule]:
        """Everything that decides over a candidate, as rules: the rules, and what stands beside them."""
        found: dict[str, Rule] = {rule.id: rule for rule in self.document.rules}
        for kind in PARTS:
            for place, each in enumerate(getattr(self.document, kind)):
                name = f"{kind}:{getattr(each, 'id', place)}"
                found[name] = Rule(id=name, severity="must", require={NONE: [each.when]})
        return {name: plain_rule(rule) for name, rule in found.items()}

    @cached_property
    def grounds(self) -> judged.Document:
        """The same as a document of rules alone, out of which cases are made.

        What a window answers stands in it as that date: nobody is asked for it, and what is compared with it
        turns there.
        """
        document = self.document
        dates = window_facts(document, clock_facts(self.now)["today"])
        rules = tuple(
            Rule.model_validate(_dated(rule.model_dump(), dates)) if dates else rule
            for rule in self.parts.values()
        )
        return judged.Document(facts=document.facts, tables=document.tables, rules=rules)

    @cached_property
    def declared(self) -> dict[str, Fact]:
        """The facts of the document, and under `list.field` those of one item of each list."""
        found: dict[str, Fact] = dict(self.document.facts)
        for name, fact in self.document.facts.items():
            found |= {f"{name}.{field}": each for field, each in (fact.items or {}).items()}
        return found

    @cached_property
    def ways(self) -> dict[str, list[Choice]]:
        """For every fact that anything reads, the answers at and beside its limits."""
        leaves = [leaf for rule in self.parts.values() if not rule.each for leaf in rule_leaves(rule)]
        found = choices_of(leaves, self.document.facts, self.document.tables)
        for rule in self.parts.values():
            if rule.each:
                items = self.document.facts[rule.each].items or {}
                facts = {**self.document.facts, **items}
                for name, ways in choices_of(list(rule_leaves(rule)), facts, self.document.tables).items():
                    found.setdefault(f"{rule.each}.{name}" if name in items else name, []).extend(ways)
        return found

    def taken(self, answers: Answers) -> Answers:
        """The answers that this version knows and takes; it never gets to hear the others."""
        return {
            name: value for name, value in answers.items()
            if name in self.declared and (value is None or _fits(self.declared[name], value))
        }  # fmt: skip

    def known(self, answers: Answers) -> Answers:
        """All that is known of a candidate at the moment, lists put together."""
        given = self.taken(answers)
        at = str(given.pop("now", None) or given.pop("today", None) or "")
        given.pop("today", None)
        nested: Answers = {}
        for name, value in given.items():
            each, dot, field = name.partition(".")
            if dot:
                nested.setdefault(each, [{}])[0][field] = value
            else:
                nested[name] = value
        now = datetime.fromisoformat(at) if at else self.now
        return known_facts(self.document, nested, now)

    def told(self, answers: Answers) -> Told:
        """What a candidate is told who answers so."""
        known = self.known(answers)
        if wrong := impossible(self.document, known):
            return Told("impossible", {f"impossible:{each.id}": _no(each.id) for each in wrong}, None)
        found = judge(self.document, known)
        if found.elsewhere:
            return Told("elsewhere", {f"elsewhere:{found.elsewhere}": _no(found.elsewhere)}, found)
        outcomes = {each.id: each for each in found.outcomes}
        nothing = all(each.outcome == "not_applicable" for each in found.outcomes)
        verdict = "unconcerned" if nothing and found.verdict == "pass" else found.verdict
        return Told(verdict, outcomes, found)

    def part(self, name: str, answers: Answers) -> Outcome | None:
        """What one part comes to; None where this version has none of that name."""
        rule = self.parts.get(name)
        return None if rule is None else judge_rule(rule, self.document, self.known(answers))

    def completed(self, fixed: Answers) -> Answers:
        """The same candidate with every other question answered as well as it can be."""
        if self.document.kind == "procedure":
            answers = self._repaired(self.asked(fixed), fixed)
            return self.asked(answers)
        return self._repaired({**self.measured, **fixed}, fixed)

    def asked(self, answers: Answers) -> Answers:
        """The same candidate with the questions answered that are still asked, in the order of the page."""
        for _ in range(MOST_STEPS if self.document.kind == "procedure" else 0):
            told = self.told(answers)
            question = told.judgement and told.judgement.next
            # An answer that this version does not take is one all the same: its question stays open.
            if not question or question in answers:
                break
            answers = self._answered(answers, question)
        return answers

    @cached_property
    def measured(self) -> Answers:
        """A file of which everything is measured, and as it should be: each in turn, for nobody asks."""
        answers: Answers = {}
        for name in self.ways:
            if name not in CLOCK:
                answers = self._answered(answers, name)
        return answers

    def _repaired(self, answers: Answers, fixed: Answers) -> Answers:
        """What speaks against the candidate answered otherwise, as long as that helps.

        What a window or the city answers is left to them.
        """
        for _ in range(MOST_REPAIRS):
            told, given = self.told(answers), self.known(answers)
            wrong = [name for name, each in told.outcomes.items() if each.outcome in ("no", "unknown")]
            names = dict.fromkeys(name for part in wrong if part in self.reads for name in self.reads[part])
            better = answers
            for name in names:
                if name not in fixed and name not in CLOCK and (name in answers or name not in given):
                    better = min(
                        [better, self._answered(better, name)], key=lambda each: self.told(each).score
                    )
            if self.told(better).score >= told.score:
                break
            answers = better
        return answers

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """The facts that each part reads, as they are answered here."""
        found = {}
        for name, rule in self.parts.items():
            items = set(self.document.facts[rule.each].items or {}) if rule.each else set()
            choices = choices_of(list(rule_leaves(rule)), self.declared, self.document.tables)
            found[name] = tuple(f"{rule.each}.{each}" if each in items else each for each in choices)
        return found

    def _answered(self, answers: Answers, question: str) -> Answers:
        tried = [{**answers, question: value} for value in self.values(question, answers)]
        # Null is "not sure": a question to which nothing can be said is not asked again.
        return min(tried, key=lambda each: self.told(each).score, default={**answers, question: None})

    def values(self, name: str, answers: Answers) -> Iterator[Any]:
        """The answers to one question at and beside its limits, given the others.

        A day may also be any of those that are known already: it may itself be the limit of another.
        """
        seen = set()
        beside = {key.partition(".")[2] or key: value for key, value in self.known(answers).items()}
        kind = self.declared[name].type if name in self.declared else None
        tried = [way(beside) for way in self.ways.get(name, ())]
        if kind in ("date", "datetime"):
            ahead = self.now + timedelta(days=A_WHILE)
            dates = {str(each) for each in beside.values() if date_kind(each)} | {f"{ahead:%Y-%m-%d}"}
            tried += [
                each[:10] if kind == "date" else f"{each[:10]}T{each[11:] or NOON}" for each in sorted(dates)
            ]
        for value in tried:
            if value is not None and (text := repr(value)) not in seen:
                seen.add(text)
                yield value


def plain_rule(rule: Rule) -> Rule:
    """The judged part of a rule, whatever texts its own class adds."""
    return Rule.model_validate(
        {name: value for name, value in rule.model_dump().items() if name in Rule.model_fields}
    )


def _dated(node: Any, dates: Mapping[str, str]) -> Any:
    """A piece of a rule with the dates of windows in the place of the facts that take them."""
    if isinstance(node, dict):
        if node.get("fact") in dates:
            literal = {"literal": dates[node["fact"]]}
            return {**literal, "plus": node["plus"]} if "plus" in node else literal["literal"]
        return {key: _dated(each, dates) for key, each in node.items()}
    if isinstance(node, list | tuple):
        return [_dated(each, dates) for each in node]
    return node


def _no(name: str) -> Outcome:
    return Outcome(name, "no")


def _fits(fact: Fact, value: Any) -> bool:
    """Whether an answer is one that the question offers."""
    match fact.type:
        case "boolean":
            return isinstance(value, bool)
        case "choice":
            return fact.options is None or value in fact.options
        case "set":
            return isinstance(value, list) and (
                fact.options is None or all(each in fact.options for each in value)
            )
        case "integer" | "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "list":
            return isinstance(value, list)
    return isinstance(value, str)
