"""Walking conditions and rules: their comparisons, and what each compares with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zikao.judge.document import Rule, RuleDuty
from zikao.judge.evaluate import Condition, Facts, Tables, value_of
from zikao.judge.operators import GROUPS, NO_LATER

TODAY = "today"
"""The fact that holds the current date in Asia/Shanghai; the judge itself reads no clock."""


class Leaf(NamedTuple):
    """One comparison, as it is written."""

    operator: str
    fact: str
    operand: object

    def operands(self) -> list[object]:
        """The single operands: each of several, else the one."""
        return list(self.operand) if isinstance(self.operand, list) else [self.operand]


class Comparison(NamedTuple):
    """One comparison over given facts.

    `names` is the fact on the left, then those that the limit lacks; `limit` is null where it lacks any.
    """

    names: tuple[str, ...]
    limit: object


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The comparisons of a condition in the order in which they are written."""
    ((name, body),) = condition.items()
    if name in GROUPS:
        for child in body:
            yield from leaves(child)
    else:
        ((fact, operand),) = body.items()
        yield Leaf(name, fact, operand)


def rule_leaves(rule: Rule) -> Iterator[Leaf]:
    """Every comparison of a rule, and for each duty the one with its last day."""
    if rule.when:
        yield from leaves(rule.when)
    yield from leaves(rule.require)
    for exception in rule.exceptions:
        yield from leaves(exception.when)
        for duty in exception.duties:
            yield from leaves(in_time(duty))
            yield from leaves(duty.must)


def in_time(duty: RuleDuty) -> Condition:
    """The condition under which a duty can still be done."""
    return {NO_LATER: {TODAY: duty.due}}


def comparisons(rule: Rule, facts: Facts, tables: Tables) -> Iterator[Comparison]:
    """What the facts are compared with."""
    for leaf in rule_leaves(rule):
        for operand in leaf.operands():
            limit, lacking = value_of(operand, facts, tables)
            yield Comparison(tuple(dict.fromkeys((leaf.fact, *lacking))), limit)
