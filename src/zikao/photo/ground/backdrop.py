"""The background as a coarse grid of colours: all but the person, a margin around them, and any frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageFilter

from zikao.photo.color import distance, lab
from zikao.photo.face.networks import NotMeasured
from zikao.photo.masks import grown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.color import Floats
    from zikao.photo.face.outline import Outline
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture, Pixels

CELLS: Final = 128
"""Cells of the longer side: 5x5 pixels of a portrait of 480x640, about the eye's own averaging."""
_SURELY_NOT: Final = 0.1
"""Probability of a person up to which a cell is background."""
_MARGIN: Final = 3
"""Cells around the person that are left out: stray hair, and the outline's own error."""
_LEAST_SHARE: Final = 0.03
_EVERY: Final = 5
"""Of so many cells one is fitted to."""
_ROUNDS: Final = 4
_NEAR: Final = 6.0
"""dE*ab to the last fit up to which a cell always takes part in the next."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Grids have the shape (rows, columns); lists hold one row a background cell, in the grid's order."""

    rgb: Pixels
    """Grid of stored colours."""
    mask: Mask
    """Grid: which cells are background."""
    edge: Mask
    """Grid: cells left out along the picture's edges, whatever they show."""
    seen: Floats
    """List of L*a*b*."""
    median: Floats
    """L*a*b*, channel by channel."""
    slope: Floats
    """(3, 3): L*a*b* in the picture's middle, and its change over the width and over the height, of the even
    slope that the background would be without shadows and things."""
    even: Floats
    """List of L*a*b* of that slope."""

    def grid(self, which: Mask) -> Mask:
        """A list of truth values as a grid."""
        grid = np.zeros_like(self.mask)
        grid[self.mask] = which
        return grid

    def color(self) -> Floats:
        """Median stored red, green, blue."""
        return _median(self.rgb[self.mask])

    def unevenness(self, skip: Mask) -> float:
        """95th percentile of dE*ab to the median, outside the grid `skip`."""
        cells = self.seen[~skip[self.mask]]
        return float(np.percentile(distance(cells, self.median), 95)) if len(cells) else 0.0

    def gradient(self) -> float:
        """dE*ab between the two most different cells of the fitted slope."""
        rows, columns = np.nonzero(self.mask)
        x, y = _places(*self.mask.shape)
        # The slope's extremes lie along its steepest line.
        steepest = np.linalg.svd(self.slope[1:])[0][:, 0]
        along = x[columns] * steepest[0] + y[rows] * steepest[1]
        low, high = along.argmin(), along.argmax()
        across, down = x[columns[high]] - x[columns[low]], y[rows[high]] - y[rows[low]]
        return float(np.linalg.norm(across * self.slope[1] + down * self.slope[2]))

    def darker(self, by: float, skip: Mask) -> float:
        """Share of the background whose L* is that much below the slope's, outside the grid `skip`."""
        dark = self.seen[:, 0] < self.even[:, 0] - by
        return float((dark & ~skip[self.mask]).mean())


def _places(rows: int, columns: int) -> tuple[Floats, Floats]:
    """Places of columns and of rows: 0 in the picture's middle, a half at its edges."""
    x, y = (np.arange(each, dtype=np.float32) / np.float32(each) for each in (columns, rows))
    return x - np.float32(0.5), y - np.float32(0.5)


def _median(colors: NDArray[np.generic]) -> Floats:
    """Channel by channel, of (n, 3)."""
    median: Floats = np.median(np.ascontiguousarray(colors.T), axis=1).astype(np.float32)
    return median


def read_backdrop(picture: Picture, outline: Outline, frame: float = 0.0) -> Backdrop:
    """The background; `frame` is the thickness of a frame to leave out, in pixels.

    Raises NotMeasured where too little of it is to be seen.
    """
    scale = CELLS / max(picture.width, picture.height)
    columns, rows = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    rgb = picture.reduced(columns, rows)
    smooth = np.asarray(Image.fromarray(rgb).filter(ImageFilter.BoxBlur(1)))
    mask = ~grown(outline.sized(columns, rows) > _SURELY_NOT, _MARGIN)
    rim = int(np.ceil(frame * scale)) + 1  # the blur looks one cell beyond
    edge = np.ones_like(mask)
    edge[rim:-rim, rim:-rim] = False
    mask = mask & ~edge
    if mask.sum() < _LEAST_SHARE * mask.size:
        raise NotMeasured("露出的背景太少，未检查背景")
    seen = lab(smooth[mask])
    median = _median(seen)
    slope = _slope(seen, mask, median)
    return Backdrop(rgb, mask, edge, seen, median, slope, _even(slope, mask))


def _even(slope: Floats, mask: Mask) -> Floats:
    rows, columns = np.nonzero(mask)
    x, y = _places(*mask.shape)
    even: Floats = slope[0] + x[columns, None] * slope[1] + y[rows, None] * slope[2]
    return even


def _slope(seen: Floats, mask: Mask, median: Floats) -> Floats:
    """The slope through most of the cells: fitted again without those far from the last fit."""
    x, y = _places(*mask.shape)
    rows, columns = (each[::_EVERY] for each in np.nonzero(mask))
    places = np.stack([np.ones(len(rows), np.float32), x[columns], y[rows]], axis=1)
    colors = seen[::_EVERY]
    slope = np.stack([median, np.zeros(3, np.float32), np.zeros(3, np.float32)])
    for _ in range(_ROUNDS):
        off = distance(places @ slope, colors)
        near = off <= max(_NEAR, float(np.median(off)) * 2.5)
        here = places[near]
        slope = np.linalg.lstsq(here.T @ here, here.T @ colors[near], rcond=None)[0]
    return slope
