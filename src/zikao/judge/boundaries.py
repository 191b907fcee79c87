"""Cases at and beside every limit of a rule, generated from the rule itself.

Each comparison asks for the value at its limit and one step to either side, each choice for every option,
each boolean for both, "not yet" where it is offered, and every fact for being missing. All combinations make
a grid; where it is too large it is thinned evenly, always in the same way. What a mistake in a rule changes,
such as a day too many or an exception left out, shows in some case of the grid.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import gcd, prod
from typing import Any

from zikao.judge.dates import NOT_YET
from zikao.judge.document import Document, Fact, Rule, facts_of_items
from zikao.judge.evaluate import Facts, Tables, value_of
from zikao.judge.judgement import Outcome
from zikao.judge.rules import judge_rule
from zikao.judge.values import around, combinations
from zikao.judge.walk import Leaf, rule_leaves

Choice = Callable[[Facts], object]
"""One way to answer a question, given the facts on which its limits rest; None leaves it unanswered."""

DRIVERS: dict[str, tuple[object, ...]] = {
    "integer": (2024, 2025),
    "number": (0, 1),
    "date": ("2024-02-29", "2025-06-30"),
    "datetime": ("2024-02-29T23:59", "2025-06-30T16:30"),
    "text": ("甲", "乙"),
}
"""Answers to a question that is itself only a limit; the years are a leap year and a common one."""

_UNDECLARED = Fact(type="text")

MOST_COMBINED = 3
"""Options of a set of which every selection is tried; of more, each alone and all together."""


@dataclass(frozen=True, slots=True)
class Case:
    """Facts and what the rule comes to over them."""

    facts: dict[str, Any]
    outcome: Outcome

    def as_json(self) -> dict[str, object]:
        return {"facts": self.facts, "outcome": self.outcome.as_json()}


@dataclass(frozen=True, slots=True)
class Grid:
    """The cases of one rule. `total` counts all combinations, `thinned` those that were left out."""

    cases: tuple[Case, ...]
    total: int
    thinned: int


def boundaries(document: Document, rule_id: str, most: int = 5000) -> Grid:
    """The boundary cases of one rule, `most` combinations at most.

    For a rule with `each` the list has one item. Combinations that come to the same facts count once.

    Raises:
        KeyError: the document has no such rule.
    """
    rule = rule_of(document, rule_id)
    items = facts_of_items(document.facts, rule.each)
    choices = choices_of(list(rule_leaves(rule)), {**document.facts, **items}, document.tables)
    total = prod(map(len, choices.values()))
    facts: dict[str, dict[str, object]] = {}
    for place in _spread(total, most):
        case = _decode(place, choices)
        if rule.each:
            item = {name: case.pop(name) for name in list(case) if name in items}
            case[rule.each] = [item]
        facts[json.dumps(case, sort_keys=True)] = case
    cases = tuple(Case(case, judge_rule(rule, document, case)) for case in facts.values())
    return Grid(cases, total, max(0, total - most))


def rule_of(document: Document, rule_id: str) -> Rule:
    """The rule of that id.

    Raises:
        KeyError: there is none.
    """
    for rule in document.rules:
        if rule.id == rule_id:
            return rule
    raise KeyError(rule_id)


def choices_of(leaves: list[Leaf], declared: Mapping[str, Fact], tables: Tables) -> dict[str, list[Choice]]:
    """The choices for each fact that comparisons read, those first on which the limits of others rest."""
    rests_on: dict[str, set[str]] = {}
    for leaf in leaves:
        read = {name for operand in leaf.operands() for name in value_of(operand, {}, tables)[1]}
        rests_on.setdefault(leaf.fact, set()).update(read - {leaf.fact})
    for name in [name for names in rests_on.values() for name in names]:
        rests_on.setdefault(name, set())
    try:
        order = list(TopologicalSorter(rests_on).static_order())
    except CycleError:
        order = list(rests_on)
    return {
        name: [_constant(None), *_answers(declared.get(name, _UNDECLARED), name, leaves, tables)]
        for name in order
    }


def _answers(fact: Fact, name: str, leaves: list[Leaf], tables: Tables) -> Iterator[Choice]:
    operands = {
        json.dumps(operand): operand for leaf in leaves if leaf.fact == name for operand in leaf.operands()
    }
    if fact.type == "boolean":
        yield from map(_constant, (True, False))
    elif fact.type == "choice":
        yield from map(_constant, fact.options or ())
    elif fact.type == "set":
        options = [operand for operand in operands.values() if not isinstance(operand, Mapping)]
        few = len(options) <= MOST_COMBINED
        yield from map(
            _constant, combinations(options) if few else [[], *([each] for each in options), options]
        )
    elif limits := [operand for operand in operands.values() if operand != NOT_YET]:
        for operand in limits:
            yield from (_beside(operand, place, tables) for place in range(3))
    else:
        yield from map(_constant, DRIVERS[fact.type])
    if fact.type == "text" and operands:
        yield _constant("")
    if fact.none and fact.type != "set":
        yield _constant(NOT_YET)


def _constant(value: object) -> Choice:
    return lambda known: value


def _beside(operand: object, place: int, tables: Tables) -> Choice:
    """Below, at or above a limit; anything that has no neighbours stands alone."""

    def choose(known: Facts) -> object:
        limit, _ = value_of(operand, known, tables)
        near = around(limit)
        return near[place] if place < len(near) else None

    return choose


def _spread(total: int, most: int) -> Iterator[int]:
    """Every place of a grid, or so many of them as evenly as can be, and never in step with a column."""
    stride = 1
    if total > most:
        stride = int(total * 0.618) | 1
        while gcd(stride, total) > 1:
            stride += 2
    for number in range(min(total, most)):
        yield number * stride % total


def _decode(place: int, choices: Mapping[str, list[Choice]]) -> dict[str, object]:
    facts: dict[str, object] = {}
    for name, ways in choices.items():
        place, way = divmod(place, len(ways))
        value = ways[way](facts)
        if value is not None:
            facts[name] = value
    return facts
