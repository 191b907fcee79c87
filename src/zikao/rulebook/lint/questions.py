"""Questions that some candidate has no true answer to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.rulebook.conditions import items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library


def check(library: Library, today: date) -> Iterator[Fault]:
    """Questions with several answers but none for those to whom nothing of it applies.

    A list without a tick is not answered and stays unknown; only the label under `none` says "nothing".
    """
    for item in items_of(library):
        if item.kind == "procedure":
            for fact in item.spot.below("facts"):
                if fact.value["type"] == "set" and "none" not in fact.value:
                    message = "一项也不选等于没有回答，请用 none 写上“以上都没有”之类的选项"
                    yield fact.fault(message, severity="info", key=True)
