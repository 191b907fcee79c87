"""Laying one tree over another: dictionaries by key, lists by their items' identity, places kept."""

from __future__ import annotations

from typing import Any

from zikao.rulebook.faults import Fault
from zikao.rulebook.reader import MAX_DEPTH
from zikao.rulebook.tree import Map, Position, Seq, Spot

IDENTITY = ("id", "who", "word", "term", "label", "name", "ask")
"""What tells one item of a list from another, in the order in which it is looked for."""

NOT_TAKEN_OVER = ("examples", "extends")
"""Examples test the numbers beside which they stand; over replaced numbers they would prove nothing."""


def merge(base: Map, over: Map, levels: int = MAX_DEPTH) -> Map:
    """The base with the other laid over it.

    Mappings merge by key, this many levels deep. A list merges with a list where the items of both are
    mappings with an identity: an item of the same identity is replaced as a whole, a new one is appended.
    Anything else is replaced.
    """
    made = base.copy()
    made.position, made.label = over.position, over.label
    for key, value in over.items():
        under = base.get(key)
        if levels > 1 and isinstance(under, Map) and isinstance(value, Map):
            made.put(key, merge(under, value, levels - 1), over.keys_at[key], over.values_at[key])
        elif isinstance(under, Seq) and isinstance(value, Seq) and (identity := _identity(under, value)):
            made.put(key, _merge_items(under, value, identity), over.keys_at[key], over.values_at[key])
        else:
            made.take(key, over)
    return made


def inherit(base: Map, over: Map) -> Map:
    """`merge` for a spec or procedure that extends another: tests and ancestry are not taken over."""
    made = base.copy()
    for key in NOT_TAKEN_OVER:
        made.pop(key, None)
    return merge(made, over)


def uncited(base: Map, over: Spot) -> list[Fault]:
    """Pieces that replace something cited without a cite of their own: their origin would be told wrongly."""
    faults = []
    for spot in over:
        under = base.get(spot.name)
        if not (isinstance(under, Map) and isinstance(spot.value, Map)):
            continue
        if "cite" in under and "cite" not in spot.value:
            faults.append(spot.fault("改写了有出处的内容，却没有写自己的 cite", key=True))
        faults += uncited(under, spot)
    return faults


def _identity(*lists: Seq) -> str | None:
    items = [item for each in lists for item in each]
    for key in IDENTITY:
        if items and all(isinstance(item, Map) and isinstance(item.get(key), str) for item in items):
            return key
    return None


def _merge_items(under: Seq, over: Seq, identity: str) -> Seq:
    found: dict[str, tuple[Any, Position]] = {}
    for items in (under, over):
        for item, at in zip(items, items.items_at, strict=True):
            found[item[identity]] = (item, at)
    made = Seq(over.position)
    for item, at in found.values():
        made.add(item, at)
    return made
