"""The part of a page where anything stands: a network's time on what is blank finds nothing."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

STEP: Final = 32
"""Sides that the network takes are multiples of it; so much stays around what stands there."""
_CELL: Final = 8
"""Small enough that light which falls off over a page is even within one."""
_FAINTEST: Final = 6
"""Levels between ink and paper; print of 8 is found in traces, print of 6 not at all."""

Part = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


def inked(picture: Image.Image) -> Part | None:
    """Around all cells that are not of one colour, with some room; None where there is none.

    Args:
        picture: in RGB, its sides multiples of STEP; so are the part's.
    """
    levels = np.asarray(picture)
    high, low = (_by_cells(levels, each) for each in (np.maximum, np.minimum))
    busy = high - low >= _FAINTEST
    (left, right), (top, bottom) = (_ends(np.any(busy, axis=(axis, 2))) for axis in (0, 1))
    return (left, top, right, bottom) if right else None


def _by_cells(levels: npt.NDArray[np.uint8], of: np.ufunc) -> npt.NDArray[np.uint8]:
    """The highest or the lowest of each cell: (rows, columns, bands)."""
    height, width, bands = levels.shape
    # Whole rows first, for those lie in one piece.
    rows = of.reduce(levels.reshape(height // _CELL, _CELL, width * bands), axis=1)
    cells: npt.NDArray[np.uint8] = of.reduce(
        rows.reshape(height // _CELL, width // _CELL, _CELL, bands), axis=2
    )
    return cells


def _ends(busy: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """From where to where, in pixels; zeros where nothing is."""
    places = np.flatnonzero(busy)
    if not places.size:
        return 0, 0
    first, behind = int(places[0]) * _CELL, (int(places[-1]) + 1) * _CELL
    return max(0, first // STEP - 1) * STEP, min(len(busy) * _CELL, (-(-behind // STEP) + 1) * STEP)
