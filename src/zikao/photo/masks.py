"""Which pixels, or cells of a grid, are meant: small operations on truth values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


def areas(mask: Mask, least: float = 1) -> list[tuple[int, int, int, int]]:
    """Bounds of each connected area of at least so many cells, the largest area first.

    First column, first row, and those after the last.
    """
    found = []
    left = mask.copy()
    while left.any():
        seed = np.zeros_like(left)
        seed.flat[left.argmax()] = True
        area = connected(left, seed)
        left &= ~area
        if (size := int(area.sum())) >= least:
            rows, columns = np.nonzero(area)
            box = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
            found.append((size, box))
    return [box for _, box in sorted(found, reverse=True)]


def grown(mask: Mask, by: int) -> Mask:
    """The mask and everything up to `by` rows and columns from it."""
    for axis in range(mask.ndim):
        reach = 0
        while reach < by:
            # What reaches so far, be it to one side only at the edge, leaves no gap when laid beside itself.
            step = min(reach + 1, by - reach)
            wider = mask.copy()
            ahead, behind = ((slice(None),) * axis + (part,) for part in (slice(step, None), slice(-step)))
            wider[ahead] |= mask[behind]
            wider[behind] |= mask[ahead]
            mask, reach = wider, reach + step
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
