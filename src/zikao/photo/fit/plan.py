"""Where to cut and how much to scale, so that hair, eyes, face width and centring all come out right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

Side = Literal["top", "left", "right"]
MayExtend = Callable[[Side, float, float], bool]
"""Whether plain background may be added at a side of which the crop shows this stretch, in shown pixels."""

Reason = Literal["too small", "proportions", "cut off"]

_SCALES: Final = 400
"""Scales that are tried: a step is a third of a pixel of the face's width."""
_SURE: Final = 0.9
"""Distance to the middle, in half widths of a range, that is allowed: the rest is for measuring errors."""
_OFF_CENTER: Final = 0.02
"""Share of the width that the face may stand off the middle rather than have background added."""


class Range(NamedTuple):
    """Both ends allowed, in pixels of the made file."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The made file, in its pixels; heights are counted from the upper edge."""

    width: int
    height: int
    hair_top: Range
    eyes: Range
    face_width: Range


@dataclass(frozen=True, slots=True)
class Head:
    """What was measured in the original, in shown pixels."""

    hair_top: float
    eyes: tuple[float, float]
    face_width: float
    center_x: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The crop in shown pixels, which may lie partly outside the picture, and what becomes of it."""

    left: float
    top: float
    right: float
    bottom: float
    scale: float
    """Pixels of the made file to one shown pixel; never above the `largest` asked for."""
    extend: tuple[Side, ...]
    """Sides at which the crop lies outside the picture."""


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No crop satisfies everything; why."""

    reason: Reason
    face_width: float
    """The widest that the face could be in the made file, in its pixels."""


def plan(
    head: Head, size: tuple[int, int], wanted: Wanted, largest: float, may_extend: MayExtend
) -> Plan | NoPlan:
    """The crop that lies nearest to the middle of all ranges, with as little background added as possible.

    Args:
        head: the measured places.
        size: width and height of the original, in shown pixels.
        wanted: the made file.
        largest: the scale beyond which pixels would have to be invented.
        may_extend: asked for each side at which the crop would leave the picture.
    """
    widest = head.face_width * largest
    if widest < wanted.face_width.low:
        return NoPlan("too small", widest)
    # On an endless picture: what is still impossible, no background would mend.
    if not _fits_anywhere(head, wanted, largest):
        return NoPlan("too small" if _fits_anywhere(head, wanted, math.inf) else "proportions", widest)
    for extend_top, extend_sides in itertools.product((False, True), repeat=2):
        found = _within(head, size, wanted, largest, extend_top, extend_sides)
        if found and all(may_extend(side, *_stretch(found, side)) for side in found.extend):
            return found
    return NoPlan("cut off", widest)


def _fits_anywhere(head: Head, wanted: Wanted, largest: float) -> bool:
    return (
        _best(head, wanted, _scales(head, wanted, largest), lambda scale: (-math.inf, math.inf)) is not None
    )


def _scales(head: Head, wanted: Wanted, largest: float) -> list[float]:
    low, high = (each / head.face_width for each in wanted.face_width)
    return [float(each) for each in np.linspace(low, min(high, largest), _SCALES)]


def _within(
    head: Head, size: tuple[int, int], wanted: Wanted, largest: float, extend_top: bool, extend_sides: bool
) -> Plan | None:
    width, height = size
    scales = _scales(head, wanted, largest)
    if not extend_sides:
        scales = [each for each in scales if _left(head, width, wanted, each, inside=True) is not None]
    # The shift is what is added to a scaled height. Below the person nothing can be added.
    best = _best(
        head, wanted, scales, lambda scale: (wanted.height - scale * height, math.inf if extend_top else 0.0)
    )
    if best is None:
        return None
    scale, shift = best
    left = _left(head, width, wanted, scale, inside=not extend_sides)
    if left is None:
        return None
    top = -shift / scale
    right, bottom = left + wanted.width / scale, top + wanted.height / scale
    outside: tuple[tuple[Side, bool], ...] = (
        ("left", left < -1e-6),
        ("right", right > width + 1e-6),
        ("top", top < -1e-6),
    )
    return Plan(left, top, right, bottom, scale, tuple(side for side, needed in outside if needed))


def _left(head: Head, width: int, wanted: Wanted, scale: float, *, inside: bool) -> float | None:
    """The crop's left edge; None where it leaves the picture although it has to lie `inside`."""
    across = wanted.width / scale
    left = head.center_x - across / 2
    if not inside:
        return left
    kept = min(max(left, 0.0), width - across)
    return kept if kept >= -1e-6 and abs(kept - left) <= _OFF_CENTER * across else None


def _best(
    head: Head, wanted: Wanted, scales: list[float], shifts: Callable[[float], tuple[float, float]]
) -> tuple[float, float] | None:
    """Scale and shift that keep the greatest distance to a middle least; None where that is too great."""
    upper, lower = min(head.eyes), max(head.eyes)
    best, least = None, _SURE
    for scale in scales:
        eyes_half = wanted.eyes.half - scale * (lower - upper) / 2
        low, high = shifts(scale)
        if eyes_half <= 0 or low > high:
            continue
        hair = scale * head.hair_top - wanted.hair_top.middle
        eyes = scale * (upper + lower) / 2 - wanted.eyes.middle
        # Both are the same share of their range off, to either side.
        even = -(hair * eyes_half + eyes * wanted.hair_top.half) / (eyes_half + wanted.hair_top.half)
        shift = min(max(even, low), high)
        off = max(
            abs(hair + shift) / wanted.hair_top.half,
            abs(eyes + shift) / eyes_half,
            abs(scale * head.face_width - wanted.face_width.middle) / wanted.face_width.half,
        )
        if off < least:
            best, least = (scale, shift), off
    return best


def _stretch(found: Plan, side: Side) -> tuple[float, float]:
    return (found.left, found.right) if side == "top" else (found.top, found.bottom)
