"""Laying one tree over another: dictionaries by key, lists by their items' identity, places kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.reader import MAX_DEPTH
from zikao.rulebook.tree import Map, Position, Seq, Spot

IDENTITY = ("id", "who", "word", "term", "label", "name", "ask")
"""What tells one item of a list from another, in the order in which it is looked for."""

NOT_TAKEN_OVER = ("examples", "extends")
"""Examples test the numbers beside which they stand; over replaced numbers they would prove nothing."""

_CALLED = {"rules": "规则", "notices": "提醒"}

IN_ONE_PIECE = ("cite",)
"""Mappings that are replaced whole: half of one origin and half of another would name neither."""

HEARTS = {"rules": "require", "notices": "text"}
"""A rule without its requirement, and a notice without its text, amends the one of its id: what it does not
say it takes over."""


def merge(base: Map, over: Map, levels: int = MAX_DEPTH) -> Map:
    """The base with the other laid over it.

    Mappings merge by key, this many levels deep. A list merges with a list where the items of both are
    mappings with an identity: an item of the same identity is replaced as a whole, a new one is appended.
    A rule or notice that amends is laid over the one of its id instead. Anything else is replaced.
    """
    made = base.copy()
    made.position, made.label = over.position, over.label
    made.blank |= over.blank
    for key, value in over.items():
        under = base.get(key)
        if key in IN_ONE_PIECE:
            made.take(key, over)
        elif levels > 1 and isinstance(under, Map) and isinstance(value, Map):
            made.put(key, merge(under, value, levels - 1), over.keys_at[key], over.values_at[key])
        elif isinstance(under, Seq) and isinstance(value, Seq) and (identity := _identity(under, value)):
            made.put(
                key,
                _merge_items(under, value, identity, HEARTS.get(key)),
                over.keys_at[key],
                over.values_at[key],
            )
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
    for spot, under in _pairs(base, over):
        if "cite" in under and "cite" not in spot.value:
            faults.append(spot.fault("改写了有出处的内容，却没有写自己的 cite", key=True))
        faults += uncited(under, spot)
    return faults


def amends_nothing(base: Map, over: Map) -> list[Fault]:
    """Rules without a requirement and notices without a text, where none of that id has one to take over."""
    faults = []
    for key, heart in HEARTS.items():
        known = _by_id(base.get(key))
        for spot in Spot(over).each(key):
            if _amends(spot.value, heart) and (name := spot.value["id"]) not in known:
                said = (
                    f"沿用的内容里没有{_CALLED[key]} {name}，不能只改一部分；新的{_CALLED[key]}要写 {heart}"
                )
                faults.append(spot.fault(said, nearest=nearest(name, known)))
    return faults


def _pairs(base: Map, over: Spot) -> Iterator[tuple[Spot, Map]]:
    """The mappings below a spot that are laid over one of the base, each with that one."""
    for spot in over:
        under = base.get(spot.name)
        if isinstance(under, Map) and isinstance(spot.value, Map):
            yield spot, under
        elif heart := HEARTS.get(str(spot.name)):
            known = _by_id(under)
            for item in spot:
                if _amends(item.value, heart) and item.value["id"] in known:
                    yield item, known[item.value["id"]]


def _by_id(list_: object) -> dict[str, Map]:
    items = list_ if isinstance(list_, Seq) else ()
    return {each["id"]: each for each in items if isinstance(each, Map) and isinstance(each.get("id"), str)}


def _amends(item: object, heart: str | None) -> bool:
    if heart is None or not isinstance(item, Map):
        return False
    return isinstance(item.get("id"), str) and heart not in item


def _identity(*lists: Seq) -> str | None:
    items = [item for each in lists for item in each]
    for key in IDENTITY:
        if items and all(isinstance(item, Map) and isinstance(item.get(key), str) for item in items):
            return key
    return None


def _merge_items(under: Seq, over: Seq, identity: str, heart: str | None) -> Seq:
    found: dict[str, tuple[Any, Position]] = {}
    for items in (under, over):
        for item, at in zip(items, items.items_at, strict=True):
            base, _ = found.get(item[identity], (Map(at), at))
            found[item[identity]] = (
                merge(base, item, levels=1) if _amends(item, heart) and heart in base else item,
                at,
            )
    made = Seq(over.position)
    for item, at in found.values():
        made.add(item, at)
    return made
