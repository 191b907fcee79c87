"""Text set in columns: its characters stand upright below each other, and its page lies as it should.

The reader takes a column for a line that lies on its side, and reads it as well. So a sample of the columns
is cut into its characters, each as it stands on the page: in a column they read the same, on a page that lies
on its side they do not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PIL import Image

from zikao.package.text.crops import HEIGHT, Levels
from zikao.package.text.ctc import decode
from zikao.package.text.lines import Box, Line
from zikao.package.text.recognise import line_batch

if TYPE_CHECKING:
    from zikao.package.text.runtime import Models

_COLUMNS: Final = 3
"""Looked at, the longest."""
_CHARACTERS: Final = 8
"""Of each."""
_FEWEST: Final = 4
"""Shorter lines have no say."""
_SAME: Final = 0.5
"""Share of a column's characters that must be read again; on a page that lies on its side hardly one is."""


def in_columns(page: Levels, lines: Sequence[Line], models: Models) -> bool:
    """Whether lines that stand on the page are columns of upright characters.

    Args:
        page: in RGB.
        lines: all of it, as read.
        models: the networks.
    """
    standing = [line for line in lines if _stands(line.box) and len(line.text) >= _FEWEST]
    sample = sorted(standing, key=lambda line: -line.box.width)[:_COLUMNS]
    if not sample:
        return False
    rows = [_row(page, line) for line in sample]
    read = [text for text, _ in decode(models.reader(line_batch(rows)), models.alphabet)]
    wanted = [set(line.text[:_CHARACTERS]) for line in sample]
    same = sum(len(characters.intersection(text)) for characters, text in zip(wanted, read, strict=True))
    return same >= _SAME * sum(map(len, wanted))


def _stands(box: Box) -> bool:
    return abs(math.sin(box.angle)) > math.sqrt(0.5)


def _row(page: Levels, line: Line) -> Image.Image:
    """The first characters of a column side by side, as they stand on the page."""
    box, count = line.box, min(_CHARACTERS, len(line.text))
    pitch = box.width / len(line.text)
    row = Image.new("RGB", (HEIGHT * count, HEIGHT))
    for place in range(count):
        along = (place + 0.5) * pitch - box.width / 2
        x, y = box.x + along * math.cos(box.angle), box.y + along * math.sin(box.angle)
        cell = Box(x, y, box.height, pitch, box.angle - math.pi / 2)
        row.paste(page.crop(cell).resize((HEIGHT, HEIGHT)), (place * HEIGHT, 0))
    return row
