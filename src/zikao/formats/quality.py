"""JPEG quality from the quantisation tables.

The Independent JPEG Group's library (so also libjpeg-turbo, Pillow, OpenCV, Android) scales two base tables
by a quality of 1..100; they are the examples of ITU-T T.81, annex K.1. A table that equals a scaled one names
its quality exactly. Other encoders (Photoshop, Apple, mozjpeg) bring their own tables: then the nearest
quality is given, and said to be about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Table = tuple[int, ...]
"""64 steps in natural order, row by row."""

# fmt: off
_LUMINANCE: Final[Table] = (
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
)
_CHROMINANCE: Final[Table] = (
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    *(99,) * 32,
)
_ZIGZAG: Final[Table] = (
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
    12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
    58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality of 1..100; `residual` is the mean distance of a luminance step to the IJG table of it."""

    value: int
    exact: bool
    residual: float


def natural_order(steps: Sequence[int]) -> Table:
    """64 steps as a DQT segment lists them, put into rows."""
    rows = [0] * 64
    for place, step in zip(_ZIGZAG, steps, strict=True):
        rows[place] = step
    return tuple(rows)


@cache
def _scaled(base: Table) -> tuple[Table, ...]:
    """The 8-bit tables of the qualities 1..100."""
    scales = (5000 // quality if quality < 50 else 200 - 2 * quality for quality in range(1, 101))
    return tuple(tuple(min(max((step * scale + 50) // 100, 1), 255) for step in base) for scale in scales)


def quality_of(tables: Sequence[Table]) -> Quality:
    """The quality of a picture that uses these tables, one a component, luminance first."""
    luminance, scaled = tables[0], _scaled(_LUMINANCE)
    if luminance not in scaled:
        residuals = [sum(abs(a - b) for a, b in zip(luminance, table, strict=True)) / 64 for table in scaled]
        # Of equally near ones the better: a picture is not called worse than it may be.
        best = min(range(100), key=lambda i: (residuals[i], -i))
        return Quality(best + 1, exact=False, residual=residuals[best])
    best = scaled.index(luminance)
    own = (luminance, _scaled(_CHROMINANCE)[best])
    return Quality(best + 1, exact=all(table in own for table in tables), residual=0.0)
