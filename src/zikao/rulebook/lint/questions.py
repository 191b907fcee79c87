"""Questions that some candidate has no true answer to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.rulebook.conditions import items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.tree import Spot

_HOW = {
    "set": "一项也不选等于没有回答，请用 none 写上“以上都没有”之类的选项",
    "list": "一项也没有的人答不了，请用 none 写上“一门也没有”之类的选项；不会有这样的人，就写 minimum: 1",
}
"""What to do, by type of question."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Questions with several answers but none for those to whom nothing of it applies.

    A list without a tick is not answered and stays unknown; only the label under `none` says "nothing".
    """
    for item in items_of(library):
        if item.kind == "procedure":
            for fact in item.spot.below("facts"):
                yield from _without_none(fact)
                for field in fact.below("fields"):
                    yield from _without_none(field)


def _without_none(asked: Spot) -> Iterator[Fault]:
    kind = asked.value["type"]
    if kind in _HOW and "none" not in asked.value and "minimum" not in asked.value:
        yield asked.fault(_HOW[kind], severity="info", key=True)
