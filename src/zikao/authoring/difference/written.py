"""What is written differently: two trees compared piece by piece, each with its place on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from zikao.rulebook.merge import IDENTITY
from zikao.rulebook.tree import Map, Position, Seq, plain

How = Literal["added", "removed", "changed", "moved"]

WHOLE = ("require", "when", "must", "due", "cite", "basis", "given", "from_window")
"""Told in one piece: half a condition, or half a cite, says nothing."""
ORDERED = ("facts", "options", "steps", "materials")
"""Where it matters to a reader what comes first."""
NO_MEANING = ("examples",)
"""Tests beside the rules, wherever they stand."""
NO_MEANING_ON_TOP = ("reviewed_on", "version", "changes")
"""That somebody looked again, and what is said of a version, is not what it says."""
NO_MEANING_IN = {"sources": ("read",)}


@dataclass(frozen=True)
class Piece:
    """One difference. `loc` names keys and the identity of items; an item without one is counted from 1."""

    loc: tuple[str, ...]
    how: How
    old: Any
    new: Any
    old_at: Position | None
    new_at: Position | None


def compare(old: Map, new: Map) -> Iterator[Piece]:
    """The pieces in which two trees of one file differ, but for what has no meaning for a candidate."""
    yield from _maps(old, new, ())


def _maps(old: Map, new: Map, loc: tuple[str, ...]) -> Iterator[Piece]:
    for key in [*old, *(key for key in new if key not in old)]:
        if _means_nothing(loc, key):
            continue
        here = (*loc, key)
        if key not in new:
            yield Piece(here, "removed", plain(old[key]), None, old.keys_at[key], None)
        elif key not in old:
            yield Piece(here, "added", None, plain(new[key]), None, new.keys_at[key])
        else:
            yield from _values(old[key], new[key], here, old.keys_at[key], new.keys_at[key])
    if loc and loc[-1] in ORDERED:
        yield from _order(list(old), list(new), loc, old.position, new.position)


def _means_nothing(loc: tuple[str, ...], key: str) -> bool:
    if key in NO_MEANING or (not loc and key in NO_MEANING_ON_TOP):
        return True
    return len(loc) == 2 and key in NO_MEANING_IN.get(loc[0], ())


def _values(old: Any, new: Any, loc: tuple[str, ...], old_at: Position, new_at: Position) -> Iterator[Piece]:
    whole = loc[-1] in WHOLE
    if isinstance(old, Map) and isinstance(new, Map) and not whole:
        yield from _maps(old, new, loc)
    elif isinstance(old, Seq) and isinstance(new, Seq) and not whole and _of_maps(old) and _of_maps(new):
        yield from _lists(old, new, loc)
    elif _text(old) != _text(new):
        yield Piece(loc, "changed", plain(old), plain(new), old_at, new_at)


def _of_maps(items: Sequence[Any]) -> bool:
    return all(isinstance(each, Map) for each in items)


def _lists(old: Seq, new: Seq, loc: tuple[str, ...]) -> Iterator[Piece]:
    key = _identity(old, new)
    if key is None:
        yield from _unnamed(old, new, loc)
        return
    olds = {each[key]: (each, at) for each, at in zip(old, old.items_at, strict=True)}
    news = {each[key]: (each, at) for each, at in zip(new, new.items_at, strict=True)}
    for name in [*olds, *(name for name in news if name not in olds)]:
        here = (*loc, name)
        if name not in news:
            yield Piece(here, "removed", plain(olds[name][0]), None, olds[name][1], None)
        elif name not in olds:
            yield Piece(here, "added", None, plain(news[name][0]), None, news[name][1])
        else:
            yield from _maps(olds[name][0], news[name][0], here)
    if loc[-1] in ORDERED:
        yield from _order(list(olds), list(news), loc, old.position, new.position)


def _identity(old: Seq, new: Seq) -> str | None:
    for key in IDENTITY:
        names = [[each.get(key) for each in items] for items in (old, new)]
        if all(isinstance(name, str) for each in names for name in each) and all(
            len(set(each)) == len(each) for each in names
        ):
            return key
    return None


def _unnamed(old: Seq, new: Seq, loc: tuple[str, ...]) -> Iterator[Piece]:
    """Items that nothing names: what is alike stays, the rest is compared in its order."""
    matcher = SequenceMatcher(None, [_text(each) for each in old], [_text(each) for each in new], False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            yield from _maps(old[start + step], new[new_start + step], (*loc, str(new_start + step + 1)))
        for place in range(start + both, end):
            here = (*loc, str(place + 1))
            yield Piece(here, "removed", plain(old[place]), None, old.items_at[place], None)
        for place in range(new_start + both, new_end):
            here = (*loc, str(place + 1))
            yield Piece(here, "added", None, plain(new[place]), None, new.items_at[place])


def _order(
    old: list[str], new: list[str], loc: tuple[str, ...], old_at: Position, new_at: Position
) -> Iterator[Piece]:
    before = [name for name in old if name in new]
    now = [name for name in new if name in old]
    if before != now:
        yield Piece(loc, "moved", before, now, old_at, new_at)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
