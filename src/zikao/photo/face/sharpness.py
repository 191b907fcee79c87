"""How sharp the face is, and whether the picture was enlarged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.masks import shrunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.face.skin import Skin

    Floats = NDArray[np.float32]

PUPIL_DISTANCE: Final = 100.0
"""Pixels between the pupils at which sharpness is compared: those of a portrait of 480x640."""
_SIGMA: Final = 1.5
_REACH: Final = 5
_WEIGHTS: Final = np.exp(-(np.arange(-_REACH, _REACH + 1) ** 2) / (2 * _SIGMA**2)).astype(np.float32)
_KERNEL: Final = (_WEIGHTS / _WEIGHTS.sum())[_REACH:]
"""From the middle on: the other half is the same."""
_ROUNDING: Final = 20 / 6
"""Variance that two roundings (1/12 each) add to a Laplacian, whose squared weights sum to 20.
Left in, the noise of a very blurred face would pass for detail."""


def sharpness(skin: Skin) -> float | None:
    """Share of the face's detail that a blur of 1.5 pixels takes away, 0..1; 0 where there is none at all.

    Detail is the standard deviation of the Laplacian. A sharp face loses four fifths of it, a blurred one has
    little that could still be lost. None for a face of too few pixels.
    """
    luma = skin.luma.astype(np.int16)
    laplacian = luma[1:-1, :-2] + luma[1:-1, 2:]
    laplacian += luma[:-2, 1:-1]
    laplacian += luma[2:, 1:-1]
    laplacian -= 4 * luma[1:-1, 1:-1]
    # The edge of the face is the background's affair.
    inside = np.flatnonzero(shrunk(skin.mask, 5)[1:-1, 1:-1])
    if not len(inside):
        return None
    detail = laplacian.astype(np.float32)
    before = _variance(detail.take(inside)) - _ROUNDING
    after = _variance(_blurred(detail).take(inside))
    return 1 - math.sqrt(after / before) if before > after else 0.0


def _variance(values: Floats) -> float:
    """Of values about zero, where single precision is enough."""
    mean = float(values.mean())
    return float(values @ values) / len(values) - mean * mean


def _blurred(values: Floats) -> Floats:
    for _ in range(2):
        length, width = values.shape
        padded = np.empty((length + 2 * _REACH, width), np.float32)
        padded[_REACH:-_REACH] = values
        padded[:_REACH], padded[-_REACH:] = values[0], values[-1]
        values = _KERNEL[0] * values
        both = np.empty_like(values)
        for away in range(1, _REACH + 1):
            np.add(padded[_REACH - away :][:length], padded[_REACH + away :][:length], out=both)
            both *= _KERNEL[away]
            values += both
        values = np.ascontiguousarray(values.T)
    return values
