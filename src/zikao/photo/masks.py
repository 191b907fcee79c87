"""Which pixels, or cells of a grid, are meant: small operations on truth values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


def grown(mask: Mask, by: int) -> Mask:
    """The mask and everything up to `by` rows and columns from it."""
    for _ in range(mask.ndim):
        wider = mask.copy()
        for step in range(1, by + 1):
            wider[step:] |= mask[:-step]
            wider[:-step] |= mask[step:]
        mask = wider.T
    return mask


def shrunk(mask: Mask, by: int) -> Mask:
    """What of the mask lies further than `by` rows and columns from everything else."""
    return ~grown(~mask, by)


def connected(mask: Mask, seeds: Mask) -> Mask:
    """What of the mask can be reached from the seeds in it, by steps to any of the eight neighbours."""
    reached = mask & seeds
    while True:
        further = mask & grown(reached, 1)
        if (further == reached).all():
            return reached
        reached = further
