"""Whether the picture was enlarged, by what the finest details of the face still hold.

Enlarging by 1.4 to 2.2 leaves the coarser half of the detail whole and cuts off the finer half with a kink in
the spectrum; a blur bends it down evenly. Measured over the face, in cycles a pixel along either axis.
"""

from __future__ import annotations

from functools import lru_cache
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
    power = np.abs(np.fft.rfft2((luma - luma.mean()) * np.outer(window, window))) ** 2
    coarse, middle, fine = (np.log10(power[band].mean() + 1e-6) for band in _bands(side))
    return bool(fine - middle <= _MISSING and (fine - middle) - (middle - coarse) <= _KINK)


@lru_cache(maxsize=4)
def _bands(side: int) -> tuple[NDArray[np.bool_], ...]:
    """Which of the half spectrum of a square belong to the coarse, the middle and the fine details."""
    frequency = np.maximum(np.abs(np.fft.fftfreq(side))[:, None], np.fft.rfftfreq(side)[None])
    return tuple((frequency >= low) & (frequency < high) for low, high in (_COARSE, _MIDDLE, _FINE))
