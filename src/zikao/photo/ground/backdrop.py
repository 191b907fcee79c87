"""The background as a coarse grid of colours: all but the person, a margin around them, and any frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import distance, lab
from zikao.photo.face.networks import NotMeasured
from zikao.photo.masks import grown
from zikao.photo.quantiles import median, median_color, quantile
from zikao.photo.seen_words import LITTLE_GROUND

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
_SHADOW: Final = 4.0
"""L* below the background's slope from which on a place is in the shadow."""
_EVERY: Final = 5
"""Of so many cells one is fitted to."""
_ROUNDS: Final = 4
_TOLD: Final = 1e-6
"""By the strongest, from which on the cells tell a direction of the slope; of others it stays level."""
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
    places: Floats
    """List of places across and down: 0 in the picture's middle, a half at its edges."""
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
        return median_color(self.rgb[self.mask])

    def unevenness(self, skip: Mask) -> float:
        """95th percentile of dE*ab to the median, outside the grid `skip`."""
        cells = self.seen[~skip[self.mask]]
        return quantile(distance(cells, self.median), 0.95) if len(cells) else 0.0

    def gradient(self) -> float:
        """dE*ab between the two most different cells of the fitted slope."""
        along = self._along()[0]
        between = self.places[along.argmax()] - self.places[along.argmin()]
        return float(np.linalg.norm(between @ self.slope[1:]))

    def ends(self) -> tuple[int, int]:
        """Which cells of the list lie furthest apart along the slope, of such as lie opposite each other."""
        along, aside = self._along()
        low, top = int(along.argmin()), along.max()
        far = np.flatnonzero(along >= top - (top - along[low]) / 50)
        return low, int(far[np.abs(aside[far] - aside[low]).argmin()])

    def _along(self) -> tuple[Floats, Floats]:
        """Lists of how far the cells lie along the slope's steepest line, and aside of it."""
        (across, mixed), (_, down) = (self.slope[1:] @ self.slope[1:].T).tolist()
        turn = math.atan2(2 * mixed, across - down) / 2
        x, y = math.cos(turn), math.sin(turn)
        return self.places @ np.array((x, y), np.float32), self.places @ np.array((-y, x), np.float32)

    def dark(self) -> Mask:
        """List: which cells are in the shadow."""
        dark: Mask = self.seen[:, 0] < self.even[:, 0] - _SHADOW
        return dark

    def shadow(self, skip: Mask, more: Mask) -> float:
        """Share of the background in the shadow, outside the grid `skip`; `more` hides in the outline."""
        hidden = np.count_nonzero(more)
        return float(np.count_nonzero(self.dark() & ~skip[self.mask]) + hidden) / (len(self.seen) + hidden)

    def level(self) -> Floats:
        """Grid of L*a*b* of the even slope, also where the person stands."""
        rows, columns = self.mask.shape
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
        return self.at(x / columns, y / rows)

    def at(self, x: NDArray[np.floating], y: NDArray[np.floating]) -> Floats:
        """L*a*b* of the even slope at places, in shares of the width and of the height."""
        places = np.stack([x, y], axis=-1, dtype=np.float32) - np.float32(0.5)
        along: Floats = self.slope[0] + places @ self.slope[1:]
        return along


def smoothed(rgb: Pixels) -> Pixels:
    """Each cell averaged with its eight neighbours; the cells along the edges stay as they are."""
    sums = rgb.astype(np.uint16)
    for _ in range(2):
        sums = (sums[:-2] + sums[1:-1] + sums[2:]).swapaxes(0, 1)
    smooth = rgb.copy()
    smooth[1:-1, 1:-1] = (sums + 4) // 9
    return smooth


def _places(mask: Mask) -> Floats:
    rows, columns = np.nonzero(mask)
    places = np.empty((len(rows), 2), np.float32)
    for axis, (cells, length) in enumerate(zip((columns, rows), mask.shape[::-1], strict=True)):
        np.divide(cells, length, out=places[:, axis], casting="same_kind")
    places -= np.float32(0.5)
    return places


def read_backdrop(picture: Picture, outline: Outline, frame: float = 0.0) -> Backdrop:
    """The background; `frame` is the thickness of a frame to leave out, in pixels.

    Raises:
        NotMeasured: too little of it is to be seen.
    """
    scale = CELLS / max(picture.width, picture.height)
    columns, rows = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    rgb = picture.reduced(columns, rows)
    smooth = smoothed(rgb)
    mask = ~grown(outline.sized(columns, rows) > _SURELY_NOT, _MARGIN)
    rim = int(np.ceil(frame * scale)) + 1  # the blur looks one cell beyond
    edge = np.ones_like(mask)
    edge[rim:-rim, rim:-rim] = False
    mask = mask & ~edge
    if mask.sum() < _LEAST_SHARE * mask.size:
        raise NotMeasured(LITTLE_GROUND)
    seen, places = lab(smooth[mask]), _places(mask)
    middle = median_color(seen)
    slope = _slope(seen[::_EVERY], places[::_EVERY], middle)
    return Backdrop(rgb, mask, edge, seen, places, middle, slope, slope[0] + places @ slope[1:])


def _slope(colors: Floats, places: Floats, middle: Floats) -> Floats:
    """The slope through most of the cells: fitted again without those far from the last fit."""
    places = np.concatenate([np.ones((len(places), 1), np.float32), places], axis=1)
    slope = np.stack([middle, np.zeros(3, np.float32), np.zeros(3, np.float32)])
    last = None
    for _ in range(_ROUNDS):
        off = distance(places @ slope, colors)
        near = off <= max(_NEAR, median(off) * 2.5)
        if last is not None and (near == last).all():
            break
        # Sums of so many squares lose some thousandths of L* in single precision.
        here, last = places[near].astype(np.float64), near
        fitted = np.linalg.lstsq(here.T @ here, here.T @ colors[near], rcond=_TOLD)[0]
        slope = fitted.astype(np.float32)
    return slope
