"""Whether a page is too dark or too grainy for its text: then what was not read on it says nothing.

A reader finds no lines in a dark photograph, or some of them, and is as sure of those as on any page. So the
page itself is measured. What light washes out of white paper cannot be told from blank paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from zikao.package.page_words import TOO_DARK, TOO_GRAINY
from zikao.package.text.quantile import quantile

_AREA: Final = 8
"""Pixels along a side that are averaged, so that grain does not count as light."""
_BRIGHT: Final = 0.99
_ROWS: Final = 8
"""Of so many rows one is enough for grain."""
_SECOND: Final = math.sqrt(6)
"""Deviation of the second difference of three pixels by theirs."""
_MEDIAN: Final = 0.6745
"""Median of the absolute values of a normal distribution by its deviation."""

_DARK: Final = 40.0
"""Level of the brightest below which lines go unseen. Drawn pages in a dim room: all text at 65, two thirds
at 32; published photographs of papers have 66 and more."""
_DIM: Final = 60.0
"""Below it darkness is why a page cannot be read."""
_GRAINY: Final = 0.4
"""Grain from which lines go unseen and digits are misread with confidence; up to 0.37 none in 132 numbers.
Published photographs have 0.1 and less."""
_GRAIN: Final = 0.2
"""From it grain is why a page cannot be read."""


@dataclass(frozen=True, slots=True)
class Light:
    """How a page is lit."""

    level: float
    """Of its brightest parts, 0..255."""
    grain: float
    """Deviation of its grain by the difference between its bright and its dark parts."""

    def hides(self, *, poor: bool) -> str | None:
        """Why text may be there that was not read, in zh-CN; None where it would have been.

        Args:
            poor: whether next to nothing was read, or badly.
        """
        if self.level < (_DIM if poor else _DARK):
            return TOO_DARK
        return TOO_GRAINY if self.grain >= (_GRAIN if poor else _GRAINY) else None


def light_of(picture: Image.Image) -> Light:
    """Measure a page in RGB."""
    grey = picture.convert("L")
    levels = np.asarray(grey)[::_ROWS].astype(np.int16)
    grain = quantile(np.abs(np.diff(levels, n=2, axis=1)), 0.5) / _MEDIAN / _SECOND
    smooth = np.asarray(grey.reduce(_AREA))
    bright, dark = quantile(smooth, _BRIGHT), quantile(smooth, 1 - _BRIGHT)
    return Light(float(bright), grain / max(1, bright - dark))
