"""The picture that a photo spec asks for, read from its rules: how large, and where what has to lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from zikao.judge.operators import BETWEEN, EQUALS
from zikao.judge.walk import Leaf, leaves
from zikao.report import Band, Frame

if TYPE_CHECKING:
    from zikao.rulebook.document import Document, DocumentRule

Line = Literal["hair_top", "eye_line", "face_width", "face_center", "side_space"]


class _Place(NamedTuple):
    line: Line
    name: str
    part_of: Literal["width", "height"] | None = None
    """Side of the frame of which the fact is a share; None: it is in pixels."""


_PLACES: Final = {
    "hair_top_y": _Place("hair_top", "头顶"),
    "left_eye_y": _Place("eye_line", "眼睛"),
    "right_eye_y": _Place("eye_line", "眼睛"),
    "face_width": _Place("face_width", "脸宽"),
    "face_center_x": _Place("face_center", "脸的中间"),
    "hair_top_share": _Place("hair_top", "头顶", "height"),
    "left_space_share": _Place("side_space", "左右留空", "width"),
    "right_space_share": _Place("side_space", "左右留空", "width"),
}


def frame_of(document: Document) -> Frame | None:
    """What a compiled photo spec's rules ask for; None where they state no size in pixels."""
    asked = [(rule, leaf) for rule in document.rules for leaf in leaves(rule.require)]
    sides = {leaf.fact: leaf.operand for _, leaf in asked if leaf.operator == EQUALS and _is_side(leaf)}
    width, height = (sides.get(side) for side in ("width", "height"))
    if not isinstance(width, int) or not isinstance(height, int):
        return None
    bands = {band.line: band for band in _bands(asked, {"width": width, "height": height})}
    return Frame(width=width, height=height, bands=tuple(bands.values()))


def _is_side(leaf: Leaf) -> bool:
    return leaf.fact in ("width", "height")


def _bands(asked: list[tuple[DocumentRule, Leaf]], sides: dict[str, int]) -> Iterator[Band]:
    for rule, leaf in asked:
        place = _PLACES.get(leaf.fact)
        if place is None or leaf.operator != BETWEEN:
            continue
        low, high = leaf.operands()
        if isinstance(low, int | float) and isinstance(high, int | float):
            whole = sides[place.part_of] if place.part_of else 1
            yield Band(
                line=place.line,
                name=place.name,
                low=round(low * whole, 1),
                high=round(high * whole, 1),
                rule=f"photo.{rule.id}",
                severity=rule.severity,
            )
