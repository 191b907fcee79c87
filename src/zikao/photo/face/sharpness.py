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
    luma = skin.luma.astype(np.float32)
    laplacian = luma[1:-1, :-2] + luma[1:-1, 2:] + luma[:-2, 1:-1] + luma[2:, 1:-1] - 4 * luma[1:-1, 1:-1]
    # The edge of the face is the background's affair.
    inside = shrunk(skin.mask, 5)[1:-1, 1:-1]
    if not inside.any():
        return None
    before = float(laplacian[inside].var()) - _ROUNDING
    after = float(_blurred(laplacian)[inside].var())
    return 1 - math.sqrt(after / before) if before > after else 0.0


def _blurred(values: Floats) -> Floats:
    reach = 5
    kernel = np.exp(-(np.arange(reach + 1) ** 2) / (2 * _SIGMA**2)).astype(np.float32)
    kernel /= 2 * kernel.sum() - kernel[0]
    for _ in range(2):
        padded, length = np.pad(values, [(reach, reach), (0, 0)], mode="edge"), len(values)
        values = kernel[0] * values
        for away in range(1, reach + 1):
            before, after = padded[reach - away :][:length], padded[reach + away :][:length]
            values += kernel[away] * (before + after)
        values = np.ascontiguousarray(values.T)
    return values
