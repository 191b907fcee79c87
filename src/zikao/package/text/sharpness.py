"""How sharp the lines of a page are, by their own size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from PIL import Image

from zikao.package.text.quantile import quantile

_LINES: Final = 6
_CONTRAST: Final = 20
"""Grey levels between ink and paper below which a line says nothing."""


def sharpness(crops: Iterable[Image.Image]) -> float | None:
    """The steepest step from ink to paper, as a share of their contrast, in the longest of the lines.

    The lines are all of one height, so blur counts by the size of the characters, as it does for a reader.
    About 0.5 for a clean scan and 0.2 where the blur's sigma is a tenth of a digit's height; beyond it
    reading fails. None where no line has contrast.
    """
    steps = []
    for image in sorted(crops, key=lambda image: -image.width)[:_LINES]:
        grey = np.asarray(image.convert("L"), np.int16)
        dark, light = quantile(grey, 0.02), quantile(grey, 0.98)
        if light - dark >= _CONTRAST:
            steps.append(quantile(np.abs(np.diff(grey, axis=1)), 0.99) / (light - dark))
    return min(1.0, float(np.median(steps))) if steps else None
