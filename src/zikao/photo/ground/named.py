"""Names of background colours, and how far a colour is from those that a rulebook allows."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zikao.photo.color import distance, lab
from zikao.photo.ground.colors import RGB

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from zikao.photo.facts import BackgroundColor

_COLORLESS: Final = 9.0
"""Chroma up to which a colour passes for white or grey."""
_WHITE_FROM, _LIGHT_FROM = 88.0, 64.0
"""L* of the darkest white, and of the darkest light blue."""


def name_of(color: NDArray[np.float32]) -> BackgroundColor:
    """What a photo studio would call a colour, given as L*a*b*."""
    lightness, a, b = (float(each) for each in color)
    if math.hypot(a, b) <= _COLORLESS:
        return "white" if lightness >= _WHITE_FROM else "grey"
    hue = math.degrees(math.atan2(b, a)) % 360
    if 215 <= hue <= 310:
        return "light_blue" if lightness >= _LIGHT_FROM else "blue"
    if (hue <= 50 or hue >= 340) and math.hypot(a, b) >= 35:
        return "red"
    return "other"


def distance_to(color: NDArray[np.float32], allowed: Mapping[str, RGB]) -> float | None:
    """dE*ab to the nearest allowed colour; None where none is allowed."""
    return float(distance(color, _seen(tuple(allowed.values()))).min()) if allowed else None


@lru_cache(maxsize=16)
def _seen(colors: tuple[RGB, ...]) -> NDArray[np.float32]:
    return lab(colors)
