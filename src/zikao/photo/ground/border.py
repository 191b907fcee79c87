"""A frame, or bars, along the picture's edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zikao.photo.picture import apart
from zikao.photo.quantiles import median

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.picture import Picture, Pixels

_DEEPEST: Final = 0.08
"""How far into the picture a frame's inner edge is looked for, by the side's length."""
_STEP: Final = 10
"""Luma between frame and picture over two pixels."""
_ALONG: Final = 0.75
"""Share of the side's length along which there is a step; dark clothes may hide a part of a dark frame's."""

_ONE_COLOR: Final = 16
"""Luma around a line's median in which that share of a frame's own pixels lies, unlike a wild ground's."""


class Frame(NamedTuple):
    """How far it reaches into the picture from each edge, in pixels; 0 where it has no such side."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


def find_frame(picture: Picture) -> Frame | None:
    """The frame; None where there is none.

    A frame is of one colour and ends in a straight step in parallel to at least two of the four edges, along
    most of their length. One such line alone may be the edge of a door or of a backdrop.
    """
    luma = picture.luma
    across, down = int(picture.width * _DEEPEST) + 2, int(picture.height * _DEEPEST) + 2
    left, right = luma[:, :across].T, luma[:, : -across - 1 : -1].T
    top, bottom = luma[:down], luma[: -down - 1 : -1]
    found = Frame(*map(_step_depth, (left, top, right, bottom)))
    return found if sum(depth > 0 for depth in found) >= 2 else None


def _step_depth(strip: Pixels) -> int:
    """Rows before the deepest line of steps; 0 where there is none. The picture's edge comes first."""
    if len(strip) < 3:
        return 0
    # A step along so much of a line is also found along a good part of its first half: few get beyond that.
    half = strip.shape[1] // 2
    missing = (1 - _ALONG) * strip.shape[1]
    if not (_steps(strip[:, :half]) >= half - missing).any():
        return 0
    (rows,) = np.nonzero(_steps(strip) >= strip.shape[1] - missing)
    lines = [row for row in rows.tolist() if _one_color(strip[row]) or _one_color(strip[row + 1])]
    return lines[-1] + 2 if lines else 0


def _one_color(line: Pixels) -> bool:
    """Whether most of a line is equally bright."""
    return bool((apart(line, np.full_like(line, median(line))) <= _ONE_COLOR).mean() >= _ALONG)


def _steps(strip: Pixels) -> NDArray[np.int32]:
    """How many pixels of each line, two rows on, are a step away."""
    counts: NDArray[np.int32] = np.add.reduce(apart(strip[2:], strip[:-2]) >= _STEP, axis=1, dtype=np.int32)
    return counts
