"""What can never happen: steps that wait for each other, conditions that never hold, exceptions at odds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from zikao.judge import document as judged
from zikao.judge.boundaries import boundaries
from zikao.judge.document import facts_of_items
from zikao.judge.evaluate import Condition
from zikao.judge.operators import ALL
from zikao.rulebook.compile import compile_item
from zikao.rulebook.conditions import Item, conditions_in, items_of
from zikao.rulebook.document import Document, DocumentRule
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.tree import Spot

MOST_CASES = 1000
"""Cases tried for one condition before nothing is said of it."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Steps in a circle, conditions that no case meets, exceptions that repeat or oppose each other."""
    for item in items_of(library):
        document = compile_item(item.book, item.kind, item.name)
        yield from _circles(item.spot)
        yield from _never(item, document)
        for rule, spot in zip(document.rules, item.spot.below("rules"), strict=True):
            yield from _one_sided(rule, spot, document)
            yield from _at_odds(rule, spot, document)


def can_hold(condition: dict[str, Any], document: Document, each: str | None = None) -> bool | None:
    """Whether some boundary case meets a condition; None where there are too many cases to try them all.

    With `each`, the condition is one over an item of that list.
    """
    outcomes, whole = _outcomes(condition, document, each)
    return True if "yes" in outcomes else False if whole else None


def _outcomes(condition: dict[str, Any], document: Document, each: str | None) -> tuple[set[str], bool]:
    """What a condition comes to over its boundary cases, and whether all of them were tried."""
    alone = judged.Document(
        facts={**document.facts, **facts_of_items(document.facts, each)},
        tables=document.tables,
        rules=(judged.Rule(id="condition", severity="must", require=condition),),
    )
    grid = boundaries(alone, "condition", MOST_CASES)
    return {case.outcome.outcome for case in grid.cases}, not grid.thinned


def _circles(spot: Spot) -> Iterator[Fault]:
    """Steps that can never be begun, because each waits for another of them."""
    waiting = {step["id"]: set(step.get("after", ())) for step in spot.value.get("steps", ())}
    while ready := {name for name, before in waiting.items() if not before & waiting.keys()}:
        for name in ready:
            del waiting[name]
    for step in spot.below("steps"):
        if step.value["id"] in waiting:
            others = "、".join(name for name in waiting if name != step.value["id"]) or "自己"
            yield (step / "after").fault(f"永远轮不到这一步：它和 {others} 互相等待")
            return  # one of a ring tells of all


def _never(item: Item, document: Document) -> Iterator[Fault]:
    """Conditions of steps, materials, rules, exceptions and elsewhere that no case meets."""
    for written in conditions_in(item.spot):
        if written.spot.name == "when":
            condition = written.lowered(item.values)
            if can_hold(condition, document, written.each) is False:
                message = "找不到能让这个条件成立的情形"
                yield written.spot.fault(message, severity="warning", key=True)


def _one_sided(rule: DocumentRule, spot: Spot, document: Document) -> Iterator[Fault]:
    """A requirement that no answer meets, or that every answer meets, whomever it concerns.

    One that is decided by the rule's own `when` is a way of telling those it concerns, and meant so.
    """
    outcomes, whole = _outcomes(rule.require, document, rule.each)
    if not whole:
        return
    if "yes" not in outcomes and "no" in outcomes and not rule.exceptions:
        message = "没有一种回答能满足它：谁来都是不符合"
        yield (spot / "require").fault(message, severity="warning", key=True)
    if "no" not in outcomes and "yes" in outcomes:
        message = "怎么回答都满足：这一条从来不会不符合"
        yield (spot / "require").fault(message, severity="warning", key=True)


def _at_odds(rule: DocumentRule, spot: Spot, document: Document) -> Iterator[Fault]:
    """Pairs of exceptions with one condition, or with duties that cannot be met together."""
    each = rule.each
    pairs = combinations(zip(rule.exceptions, spot.below("exceptions"), strict=True), 2)
    for (first, _), (second, at) in pairs:
        if _text(first.when) == _text(second.when):
            yield (at / "when").fault(f"与例外 {first.id} 的条件完全相同，请合并")
            continue
        both = [first.when, second.when]
        duties = [duty.must for exception in (first, second) for duty in exception.duties]
        together, with_duties = {ALL: both}, {ALL: both + duties}
        if duties and can_hold(together, document, each) and can_hold(with_duties, document, each) is False:
            message = f"与例外 {first.id} 可以同时成立，两边要求办的事却不能都做到"
            yield (at / "when").fault(message, severity="warning", key=True)


def _text(condition: Condition) -> str:
    return json.dumps(condition, ensure_ascii=False, sort_keys=True)
