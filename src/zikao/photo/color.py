"""Colours as an eye tells them apart: CIELAB, and the distance in it.

sRGB to linear light and to XYZ: IEC 61966-2-1. XYZ to L*a*b* under its white, D65, and dE*ab of 1976: CIE 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float32]

_STORED: Final = np.arange(256) / 255
LINEAR: Final[Floats] = np.where(
    _STORED <= 0.04045, _STORED / 12.92, ((_STORED + 0.055) / 1.055) ** 2.4
).astype(np.float32)
"""Linear light 0..1 of a stored byte."""

_TO_XYZ: Final = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32
)
_RELATIVE: Final = (_TO_XYZ / _TO_XYZ.sum(axis=1, keepdims=True)).T
"""To XYZ by that of white, so that any grey has three equal values."""

_FROM_ROOTS: Final = np.array([[0, 500, 0], [116, -500, 200], [0, 0, -200]], np.float32)


def lab(rgb: ArrayLike) -> Floats:
    """L*, a*, b* of stored sRGB bytes; the last axis is the channel."""
    relative = LINEAR[np.asarray(rgb, np.uint8)] @ _RELATIVE
    f = np.cbrt(relative)
    dark = relative <= (6 / 29) ** 3
    if dark.any():
        f[dark] = relative[dark] * ((29 / 6) ** 2 / 3) + 4 / 29
    colors: Floats = f @ _FROM_ROOTS
    colors[..., 0] -= 16
    return colors


def distance(one: Floats, other: Floats) -> Floats:
    """dE*ab (1976) between L*a*b* colours along the last axis."""
    apart = one - other
    length: Floats = np.sqrt(np.einsum("...i,...i->...", apart, apart))
    return length
