"""What a page says before anything is answered: whom a condition means, what a brace stands for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.judge.document import facts_of_items
from zikao.judge.evaluate import Tables
from zikao.judge.walk import leaves
from zikao.rulebook.compile import facts_of
from zikao.rulebook.conditions import Item, facts_in, items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.text import placeholders
from zikao.rulebook.tree import Spot, plain

_CONDITIONED = ("steps", "materials", "rules", "elsewhere")


def check(library: Library, today: date) -> Iterator[Fault]:
    """Conditions that would be shown as several quoted questions, and braces that a page cannot fill."""
    for item in items_of(library):
        if item.kind == "procedure":
            yield from _conditions(item)
        yield from _braces(item)


def _conditions(item: Item) -> Iterator[Fault]:
    tables = plain(item.spot.value.get("tables", {}))
    asked = item.spot.value.get("facts", {})
    for key in _CONDITIONED:
        for part in item.spot.below(key):
            if "when" in part.value and "who" not in part.value:
                number = _questions(part / "when", asked, tables)
                if number > 1:
                    message = f"这个条件在网页上要引 {number} 次问题，读不清楚，请用 who 另写一句说的是谁"
                    yield (part / "when").fault(message, severity="warning", key=True)


def _questions(condition: Spot, asked: dict[str, object], tables: Tables) -> int:
    """How many times a condition names a question."""
    named = (name for leaf in leaves(plain(condition.value)) for name in facts_in(leaf, tables))
    return sum(name in asked for name in named)


def _braces(item: Item) -> Iterator[Fault]:
    facts = facts_of(item.model, item.kind)
    called = {name for name, fact in item.spot.value.get("facts", {}).items() if "called" in fact}
    for rule in item.spot.below("rules"):
        blank = {*facts, *facts_of_items(facts, rule.value.get("each"))} - called
        no = "if_no_in_general" if "if_no_in_general" in rule.value else "if_no"
        yield from _unfilled([rule / key for key in (no, "required", "mend") if key in rule.value], blank)
        for exception in rule.below("exceptions"):
            yield from _unfilled([duty / "todo" for duty in exception.below("duties")], blank)
    for place in item.spot.below("elsewhere"):
        yield from _unfilled(
            [place / key for key in ("text", "mend") if key in place.value], {*facts} - called
        )


def _unfilled(texts: list[Spot], blank: set[str]) -> Iterator[Fault]:
    for text in texts:
        for name in dict.fromkeys(placeholders(text.value)):
            if name in blank:
                way = (
                    "请另写一句 if_no_in_general"
                    if text.name == "if_no"
                    else "请在这个事实上写 called，或者改写"
                )
                yield text.fault(f"网页上还没有 {name} 的值，{way}", severity="warning")
