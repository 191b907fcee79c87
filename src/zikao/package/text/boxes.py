"""From the map of how likely each pixel belongs to text to boxes around its lines.

What OpenCV's contours and minAreaRect do elsewhere, for the simple shapes that text lines are: connected
pieces by runs of pixels, then the smallest rectangle by trying angles. All of it in numpy.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from zikao.package.text.lines import Box

# The model's own post-processing values (inference.yml beside the weights).
_PIXEL: Final = 0.2
_PIECE: Final = 0.4
_WIDEN: Final = 1.4
_LEAST_SIDE: Final = 3
_MOST_BOXES: Final = 300
"""A page of print has a hundred lines; a picture stuffed with specks must not cost minutes."""
_LYING: Final = 1.5
"""Boxes less oblong than this say nothing about the direction in which they are read."""

Map = npt.NDArray[np.float32]
_Integers = npt.NDArray[np.intp]
_Reals = npt.NDArray[np.float64]

_ANGLES: Final = tuple(
    np.radians(np.arange(*steps)) for steps in ((0.0, 90.0, 5.0), (-5.0, 5.5, 0.5), (-0.5, 0.55, 0.05))
)
"""Tried one after the other, each around the best one before."""


def text_boxes(likely: Map) -> list[Box]:
    """Boxes around the text of a probability map, in its pixels, best supported first.

    All of them read to the right, or, where most of the page's text stands upright, downwards; which of the
    two ends a line begins at is for the reader to find out.
    """
    runs = _Runs(likely > _PIXEL)
    if runs.count == 0:
        return []
    piece = runs.pieces()
    size = np.bincount(piece, runs.stop - runs.start)
    score = np.bincount(piece, runs.sums(likely)) / np.maximum(size, 1)
    rows = np.bincount(piece)
    good = np.flatnonzero((rows >= _LEAST_SIDE) & (score >= _PIECE))
    good = good[np.argsort(-size[good], kind="stable")][:_MOST_BOXES]

    order = np.argsort(piece, kind="stable")
    first = np.searchsorted(piece[order], good)
    rectangles = []
    for start, length in zip(first, rows[good], strict=True):
        own = order[start : start + length]
        ends = np.concatenate([runs.start[own], runs.stop[own]]).astype(np.float64)
        middles = np.tile(runs.row[own] + 0.5, 2)
        rectangle = _smallest_rectangle(ends, middles)
        if rectangle.height > _LEAST_SIDE:
            rectangles.append(rectangle)
    upright = _mostly_upright(rectangles)
    return [_widened(_directed(rectangle, upright)) for rectangle in rectangles]


class _Runs:
    """Runs of set pixels, row by row from left to right."""

    def __init__(self, bits: npt.NDArray[np.bool_]) -> None:
        # With a clear pixel on either side of each row, all of them are one long row.
        padded = np.pad(bits, ((0, 0), (1, 1)))
        flat = padded.ravel()
        edges = np.flatnonzero(flat[1:] != flat[:-1])
        self._stride = padded.shape[1]
        self.row, self.start = np.divmod(edges[::2], self._stride)
        self.stop = edges[1::2] - self.row * self._stride
        self.count = len(self.row)

    def sums(self, values: Map) -> _Reals:
        """For each run the sum of the values of its pixels."""
        at = self.row * values.shape[1]
        ends = np.stack([at + self.start, at + self.stop], axis=1).ravel()
        # A run may end with the last pixel of all, where no sum can begin: the last sum ends there by itself.
        return np.add.reduceat(values.ravel(), ends[ends < values.size])[::2].astype(np.float64)

    def pieces(self) -> _Integers:
        """For each run the number of its connected piece; neighbours touch by side or corner."""
        upper, lower = self._touching()
        piece = np.arange(self.count)
        while True:
            # Every root learns of the smallest neighbour, then chains are cut short: few rounds are needed.
            least = np.minimum(piece[upper], piece[lower])
            new = piece.copy()
            np.minimum.at(new, piece[upper], least)
            np.minimum.at(new, piece[lower], least)
            new = new[new]
            if np.array_equal(new, piece):
                return piece
            piece = new

    def _touching(self) -> tuple[_Integers, _Integers]:
        """Pairs of touching runs in adjacent rows."""
        starts = self.row * self._stride + self.start
        stops = self.row * self._stride + self.stop
        below = (self.row + 1) * self._stride
        low = np.searchsorted(stops, below + self.start, "left")
        high = np.searchsorted(starts, below + self.stop, "right")
        counts = np.maximum(high - low, 0)
        upper = np.repeat(np.arange(self.count), counts)
        within = np.arange(len(upper)) - np.repeat(np.cumsum(counts) - counts, counts)
        return upper, np.repeat(low, counts) + within


def _smallest_rectangle(xs: _Reals, ys: _Reals) -> Box:
    """The rectangle of least area around the points, lying along its longer side."""
    middle_x, middle_y = xs.mean(), ys.mean()
    xs, ys = xs - middle_x, ys - middle_y
    angle = 0.0
    for around in _ANGLES:
        angles = angle + around
        along, across = _extents(xs, ys, angles)
        angle = float(angles[np.argmin(np.ptp(along, axis=0) * np.ptp(across, axis=0))])
    (along,), (across,) = (part.T for part in _extents(xs, ys, np.array([angle])))
    # The points are the middles of rows: half a row is missing at either end.
    width = np.ptp(along) + abs(math.sin(angle))
    height = np.ptp(across) + abs(math.cos(angle))
    u, v = (along.max() + along.min()) / 2, (across.max() + across.min()) / 2
    x = middle_x + u * math.cos(angle) - v * math.sin(angle)
    y = middle_y + u * math.sin(angle) + v * math.cos(angle)
    if height > width:
        width, height, angle = height, width, angle + math.pi / 2
    return Box(float(x), float(y), float(width), float(height), angle)


def _extents(xs: _Reals, ys: _Reals, angles: _Reals) -> tuple[_Reals, _Reals]:
    cos, sin = np.cos(angles), np.sin(angles)
    return np.outer(xs, cos) + np.outer(ys, sin), np.outer(ys, cos) - np.outer(xs, sin)


def _mostly_upright(boxes: list[Box]) -> bool:
    """Whether most of the text stands upright, by length."""
    oblong = [box for box in boxes if box.width > _LYING * box.height]
    return sum(box.width if abs(math.sin(box.angle)) > math.sqrt(0.5) else -box.width for box in oblong) > 0


def _directed(box: Box, upright: bool) -> Box:
    """The same box with an angle that says how it is read; short ones follow the page."""
    stands = abs(math.sin(box.angle)) > math.sqrt(0.5)
    width, height, angle = box.width, box.height, box.angle
    if stands != upright and width <= _LYING * height:
        width, height, angle, stands = height, width, angle + math.pi / 2, upright
    # To the right or downwards, never to the left or upwards.
    forward = math.sin(angle) if stands else math.cos(angle)
    return Box(box.x, box.y, width, height, angle if forward > 0 else angle - math.pi)


def _widened(box: Box) -> Box:
    """The model marks the core of a line only; this undoes it by the same amount on every side."""
    more = box.width * box.height * _WIDEN / (box.width + box.height)
    return Box(box.x, box.y, box.width + more, box.height + more, box.angle)
