"""What stands beside a label, on its row, however the page lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zikao.package.text.lines import Box, Line

_ROW: Final = 0.6
"""How far off the label's row a number may stand, in heights of the label."""
_DRIFT: Final = 0.04
"""How far it may drift from the row on its way, for pages photographed from the side."""
_GAP: Final = 12
"""How far from its label a number may stand, in heights of the label."""


def next_on_row(label: Line, lines: Sequence[Line]) -> Line | None:
    """The line that follows on the label's row, whatever stands in it."""
    nearest: tuple[float, Line] | None = None
    for line in lines:
        gap, off = _beside(label.box, line.box)
        follows = line is not label and -label.box.height < gap < _GAP * label.box.height
        on_row = off <= _ROW * label.box.height + _DRIFT * max(0.0, gap + line.box.width / 2)
        if follows and on_row and (nearest is None or gap < nearest[0]):
            nearest = gap, line
    return nearest[1] if nearest else None


def _beside(label: Box, other: Box) -> tuple[float, float]:
    """Gap between the two along the label's direction, and how far the other stands off its row."""
    along, across = label.from_here(other)
    return along - (label.width + other.width) / 2, abs(across)
