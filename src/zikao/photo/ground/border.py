"""A frame, or bars, along the picture's edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.picture import Picture

_DEEPEST: Final = 0.08
"""How far into the picture a frame's inner edge is looked for, by the side's length."""
_STEP: Final = 10
"""Luma between frame and picture over two pixels."""
_ALONG: Final = 0.75
"""Share of the side's length along which there is a step; dark clothes may hide a part of a dark frame's."""


def find_frame(picture: Picture) -> float:
    """Thickness of a frame in pixels; 0 where there is none.

    A frame is a straight step in parallel to at least two of the four edges, along most of their length.
    One such line alone may be the edge of a door or of a backdrop.
    """
    width, height = picture.width, picture.height
    across, down = int(width * _DEEPEST) + 2, int(height * _DEEPEST) + 2
    top, bottom = _luma(picture, (0, 0, width, down)), _luma(picture, (0, height - down, width, height))
    left, right = _luma(picture, (0, 0, across, height)), _luma(picture, (width - across, 0, width, height))
    found = [depth for strip in (top, bottom[::-1], left.T, right.T[::-1]) if (depth := _step_depth(strip))]
    return float(max(found)) if len(found) >= 2 else 0.0


def _luma(picture: Picture, box: tuple[int, int, int, int]) -> NDArray[np.int16]:
    return np.asarray(picture.rgb.crop(box).convert("L"), np.int16)


def _step_depth(strip: NDArray[np.int16]) -> int:
    """Rows before the deepest line of steps; 0 where there is none. The picture's edge comes first."""
    if len(strip) < 3:
        return 0
    step = np.abs(strip[2:] - strip[:-2]) >= _STEP
    (rows,) = np.nonzero(step.mean(axis=1) >= _ALONG)
    return int(rows[-1]) + 2 if len(rows) else 0
