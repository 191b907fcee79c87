"""Medians and other quantiles: numpy's own values, sooner for as few as are measured here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.color import Floats


def quantile(values: NDArray[np.generic], share: float) -> float:
    """Of (n,): between the two values beside it, by how far it lies from either."""
    at = share * (len(values) - 1)
    low, high = math.floor(at), math.ceil(at)
    beside = np.partition(values, (low, high))
    return float(beside[low] + (at - low) * (float(beside[high]) - float(beside[low])))


def median(values: NDArray[np.generic]) -> float:
    """Of (n,)."""
    return quantile(values, 0.5)


def median_color(colors: NDArray[np.generic]) -> Floats:
    """Channel by channel, of (n, 3)."""
    return np.array([median(channel) for channel in colors.T], np.float32)
