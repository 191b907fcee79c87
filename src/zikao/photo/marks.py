"""What a rule objects to, marked on a drawing: red boxes with a letter, and the letters' meaning below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.photo.lettering import chinese, font, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import ImageDraw

    from zikao.photo.places import Place

OFFENDS: Final = (208, 2, 27)

ARROWS: Final = ("gradient",)
"""Lines that nothing else in a drawing shows."""
SIZE: Final = 20
ROW: Final = 30
_RADIUS: Final = 11
_SMALL: Final = 40
"""Pixels of a box beside which, not in which, its letter stands."""
_THIN: Final = 14
"""Pixels of a box that has no room inside an outline: a strip is filled, a spot gets it around itself."""
_AROUND: Final = 9
_TIP: Final = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """One rule that said no."""

    text: str
    """What is wrong, in zh-CN."""
    places: tuple[Place, ...]

    @property
    def boxed(self) -> tuple[Place, ...]:
        """The places to mark; lines that are drawn anyway are only coloured."""
        return tuple(place for place in self.places if place.line is None or place.line in ARROWS)

    @property
    def lines(self) -> frozenset[str]:
        """Names of its other lines."""
        return frozenset(place.line for place in self.places if place.line) - set(ARROWS)


def lettered(marks: Iterable[Mark]) -> list[tuple[str, Mark]]:
    """The marks that get a letter, from A on, in their order."""
    return [(chr(ord("A") + at), mark) for at, mark in enumerate(mark for mark in marks if mark.boxed)]


def draw_marks(
    pen: ImageDraw.ImageDraw, marks: Sequence[tuple[str, Mark]], scale: tuple[float, float]
) -> None:
    """Boxes and letters on the picture; `scale` is its pixels by those of the places, across and down."""
    width, height = pen.im.size
    taken: list[tuple[float, float]] = []
    for _, mark in marks:
        for place in mark.boxed:
            _outline(pen, place, scale)
    for letter, mark in marks:
        for place in mark.boxed:
            left, top, right, bottom = _on_drawing(place, scale)
            x, y = left + _RADIUS + 4, top + _RADIUS + 4
            if place.line:
                x, y = (left + right) / 2, (top + bottom) / 2
            elif min(right - left, bottom - top) < _SMALL:
                x, y = left - _RADIUS - _AROUND - 2, (top + bottom) / 2
            x, y = (min(max(at, _RADIUS + 1), side - _RADIUS - 2) for at, side in ((x, width), (y, height)))
            while any(math.dist((x, y), other) < 2 * _RADIUS + 2 for other in taken):
                x += 2 * _RADIUS + 3
                if x > width - _RADIUS:
                    x, y = _RADIUS + 1.0, y + 2 * _RADIUS + 3
            taken.append((x, y))
            draw_letter(pen, letter, x, y)


def draw_letter(pen: ImageDraw.ImageDraw, letter: str, x: float, y: float) -> None:
    """White on a red disk around this point."""
    pen.circle((x, y), _RADIUS, fill=OFFENDS, outline=(255, 255, 255), width=1)
    pen.text((x, y), letter, (255, 255, 255), font(_RADIUS + 6), anchor="mm")


def explained(marks: Sequence[tuple[str, Mark]], width: float) -> list[tuple[str, str]]:
    """The letters' meaning in lines: the letter, empty where a line goes on, and the text."""
    rows = []
    for letter, mark in marks:
        lines = wrapped(mark.text, SIZE, width) if chinese(SIZE) else [""]
        rows += [(letter if at == 0 else "", text) for at, text in enumerate(lines)]
    return rows


def _on_drawing(place: Place, scale: tuple[float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = place.box
    return left * scale[0], top * scale[1], right * scale[0], bottom * scale[1]


def _outline(pen: ImageDraw.ImageDraw, place: Place, scale: tuple[float, float]) -> None:
    left, top, right, bottom = _on_drawing(place, scale)
    if place.line:
        _arrow(pen, (left, top), (right, bottom))
        return
    box = [round(each) for each in (left, top, max(left, right - 1), max(top, bottom - 1))]
    if max(right - left, bottom - top) < 2 * _THIN:
        box = [box[0] - _AROUND, box[1] - _AROUND, box[2] + _AROUND, box[3] + _AROUND]
    elif min(right - left, bottom - top) < _THIN:
        pen.rectangle(box, fill=(*OFFENDS, 110), outline=OFFENDS)
        return
    pen.rectangle(box, outline=(255, 255, 255), width=5)
    pen.rectangle([box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1], outline=OFFENDS, width=3)


def _arrow(pen: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A straight line with a tip at both ends."""
    along = math.atan2(end[1] - start[1], end[0] - start[0])
    for color, width in (((255, 255, 255), 7), (OFFENDS, 3)):
        pen.line((*start, *end), color, width)
        for (x, y), back in ((start, along), (end, along + math.pi)):
            for turn in (-0.5, 0.5):
                tip = (x + _TIP * math.cos(back + turn), y + _TIP * math.sin(back + turn))
                pen.line((x, y, *tip), color, width)
