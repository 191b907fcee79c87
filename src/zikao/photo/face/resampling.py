"""Whether the picture was enlarged, by what the finest details of the face still hold.

Enlarging by 1.4 to 2.2 leaves the coarser half of the detail whole and cuts off the finer half with a kink in
the spectrum; a blur bends it down evenly. Measured over the face, in cycles a pixel along either axis.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.face.skin import Skin

_COARSE, _MIDDLE, _FINE = (0.05, 0.10), (0.14, 0.22), (0.26, 0.34)
_MISSING: Final = -1.15
"""log10 of fine to middle power, up to which the fine details count as missing. Untouched portraits: -0.9."""
_KINK: Final = 0.32
"""log10 by which the fall from middle to fine exceeds that before it, at most, where there is a kink."""
_SMALLEST, _LARGEST = 64, 224
"""Pixels of the square that is looked at."""


def was_enlarged(skin: Skin) -> bool | None:
    """True where the finest details are cut off; None where the face is too small to tell.

    `skin` has the file's own pixels, not resized ones.
    """
    rows, columns = skin.luma.shape
    side = min(rows, columns, _LARGEST)
    if side < _SMALLEST:
        return None
    top, left = (rows - side) // 2, (columns - side) // 2
    luma = skin.luma[top : top + side, left : left + side].astype(np.float32)
    window = np.hanning(side).astype(np.float32)
    luma -= luma.mean()
    luma *= window[:, None]
    luma *= window
    # Along the rows first: nobody looks at the finest half of what comes of them.
    waves = np.fft.fft(np.fft.rfft(luma, axis=1)[:, : math.ceil(_FINE[1] * side)], axis=0)
    power = waves.real**2 + waves.imag**2
    coarse, middle, fine = (math.log10(_mean(power, *band) + 1e-6) for band in (_COARSE, _MIDDLE, _FINE))
    return bool(fine - middle <= _MISSING and (fine - middle) - (middle - coarse) <= _KINK)


def _mean(power: NDArray[np.floating], low: float, high: float) -> float:
    """Mean over a square's half spectrum, from one frequency along either axis to below another."""
    start, stop = math.ceil(low * len(power)), math.ceil(high * len(power))
    # Rows run from frequency 0 up, then on from the lowest negative one; columns have no negative ones.
    parts = [
        *(power[:stop, start:stop], power[1 - stop :, start:stop]),
        *(power[start:stop, :start], power[1 - stop : 1 - start, :start]),
    ]
    return float(sum(part.sum() for part in parts) / sum(part.size for part in parts))
