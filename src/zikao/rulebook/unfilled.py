"""Places of a skeleton that nobody has filled in yet.

Such a place is marked in its text, so that the mark is seen in an editor, on a page and by lint alike. It is
an error wherever it stands: a skeleton never passes as finished. Whatever else would be said against the
marked text, such as that it is no date, is left unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zikao.rulebook.faults import Fault, Waiting, errors
from zikao.rulebook.tree import Loc, Map, Spot

MARK = "【待填"
"""How a mark begins; behind a colon it says what is wanted: 【待填：文件的标题】."""
WORD = "还没填"
STAND_INS = {"issued": "undated", "code": "99"}
"""For marked places that hold no text: with these the rest can be looked at, in a preview alone."""

_MARKED = re.compile(r"【待填[:：]?([^】]*)】?")


@dataclass(frozen=True)
class Unfilled(Fault):
    """A place that is still marked."""


def unfilled(tree: Map) -> list[Unfilled]:
    """Every marked key and text of a file's tree; what cannot be a text has its stand-in afterwards."""
    return list(_below(tree, tree, ()))


def others(faults: Iterable[Fault]) -> list[Fault]:
    """What is wrong beside what has still to be filled in."""
    return [fault for fault in faults if not isinstance(fault, Unfilled)]


def without_echoes(faults: Iterable[Fault]) -> list[Fault]:
    """The faults without those that say of a marked place what its mark says already."""
    found = list(faults)
    marked = {(fault.file, fault.line, fault.column) for fault in found if isinstance(fault, Unfilled)}
    kept = [
        fault
        for fault in found
        if isinstance(fault, Unfilled) or (fault.file, fault.line, fault.column) not in marked
    ]
    faulty = {fault.file for fault in errors(others(kept))}
    return [fault for fault in kept if not isinstance(fault, Waiting) or fault.file in faulty]


def _below(root: Map, value: Any, loc: Loc) -> Iterator[Unfilled]:
    if isinstance(value, str):
        if MARK in value:
            yield _fault(Spot(root, loc), value)
    elif isinstance(value, Map):
        for key, inside in value.items():
            if MARK in key:
                yield _fault(Spot(root, (*loc, key)), key, key=True)
            yield from _below(root, inside, (*loc, key))
            if key in STAND_INS and isinstance(inside, str) and MARK in inside:
                value[key] = STAND_INS[key]
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _below(root, inside, (*loc, index))


def _fault(spot: Spot, text: str, *, key: bool = False) -> Unfilled:
    wanted = "；".join(found.strip() for found in _MARKED.findall(text) if found.strip())
    return Unfilled(*spot.position(key=key), spot.path, f"{WORD}：{wanted}" if wanted else WORD)
