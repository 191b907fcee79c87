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
    before = float(detail.take(inside).var()) - _ROUNDING
    after = float(_blurred(detail).take(inside).var())
    return 1 - math.sqrt(after / before) if before > after else 0.0


def _blurred(values: Floats) -> Floats:
    reach = 5
    kernel = np.exp(-(np.arange(reach + 1) ** 2) / (2 * _SIGMA**2)).astype(np.float32)
    kernel /= 2 * kernel.sum() - kernel[0]
    for _ in range(2):
        first, last = (np.broadcast_to(values[at], (reach, values.shape[1])) for at in (0, -1))
        padded, length = np.concatenate([first, values, last]), len(values)
        values = kernel[0] * values
        both = np.empty_like(values)
        for away in range(1, reach + 1):
            np.add(padded[reach - away :][:length], padded[reach + away :][:length], out=both)
            both *= kernel[away]
            values += both
        values = np.ascontiguousarray(values.T)
    return values
