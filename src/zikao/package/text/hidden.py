"""Whether something may lie unseen where a line ends: light that washes it out, or the end of the picture."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from zikao.package.text.crops import Levels
from zikao.package.text.lines import Box, Line

_WHITE: Final = 250
"""Level in all three colours from which nothing can be told from light."""
_PAPER: Final = 240
"""Brighter paper is as white as light that washes it out, as in most scans."""
_WASHED: Final = 0.5
"""Share of white beside a line that is more than an edge."""
_REACH: Final = 2.0
"""How far beside a line is looked, in its heights: about three digits."""
_EDGE: Final = 0.3
"""How near the end of the picture a line must not come, in its heights."""


def may_go_on(page: Levels, line: Line) -> bool:
    """Whether a line may have more to it, on either side, than can be seen.

    Args:
        page: in RGB.
        line: on it.
    """
    if any(_leaves(page.picture, line.box, side) for side in (-1, 1)):
        return True
    # Ink covers less than half of a line, and so does the light that ends it.
    if np.median(_darkest(page, line.box)) >= _PAPER:
        return False
    return any(bool((_darkest(page, _beside(line.box, side)) >= _WHITE).mean() > _WASHED) for side in (-1, 1))


def _beside(box: Box, side: int) -> Box:
    away = side * (box.width + _REACH * box.height) / 2
    x, y = box.x + away * math.cos(box.angle), box.y + away * math.sin(box.angle)
    return replace(box, x=x, y=y, width=_REACH * box.height)


def _darkest(page: Levels, box: Box) -> npt.NDArray[np.uint8]:
    """The least of each pixel's three colours."""
    least: npt.NDArray[np.uint8] = np.asarray(page.crop(box)).min(axis=2)
    return least


def _leaves(picture: Image.Image, box: Box, side: int) -> bool:
    """Whether the line's end on this side stands at an edge of the picture."""
    away = side * (box.width / 2 + _EDGE * box.height)
    x, y = box.x + away * math.cos(box.angle), box.y + away * math.sin(box.angle)
    return not (0 <= x < picture.width and 0 <= y < picture.height)
