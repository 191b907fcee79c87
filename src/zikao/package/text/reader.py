"""Reading a page: find its lines, read them, and turn the page round where that reads better."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final

from zikao.package.text.crops import Levels
from zikao.package.text.detect import find_boxes
from zikao.package.text.lines import Box, Line, mean_score
from zikao.package.text.recognise import read_lines
from zikao.package.text.sharpness import sharpness
from zikao.package.text.upright import in_columns

if TYPE_CHECKING:
    from PIL import Image

    from zikao.package.text.runtime import Models

_DOUBTFUL: Final = 0.85
"""Mean score below which the page may stand on its head: upright pages reach 0.95, turned ones 0.8."""
_SAMPLE: Final = 8
"""Lines tried the other way round before all of them are."""
_OPPOSED: Final = (3, 24)
"""Doubtful lines from which a part of the page may lie the other way round, and the most that are tried."""
_OBLONG: Final = 1.5
"""Width by height of such a line; of a shorter one the direction cannot be told."""
_SIDEWAYS: Final = 270
"""The turn of lines that are read downwards."""
_NOISE: Final = 0.5
"""Lines with a lower score are no text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one page."""

    lines: list[Line]
    """Each with some text in it."""
    turn: int
    """By how many degrees clockwise the picture must be turned to be read: 0, 90, 180 or 270."""
    sharpness: float | None
    """As `sharpness` measures it; None where no line has contrast."""

    @property
    def score(self) -> float:
        """Mean score over all characters, 0..1; 0 where nothing was read."""
        return mean_score(self.lines)

    @property
    def characters(self) -> int:
        """Characters read, spaces left out."""
        return sum(len(line.text) - line.text.count(" ") for line in self.lines)


def read(picture: Image.Image, models: Models, deadline: float = math.inf) -> Reading:
    """Read a page given in RGB.

    Args:
        picture: the page, upright by its own marks if it has any.
        models: the networks.
        deadline: on the clock of `time.thread_time`, in seconds.

    Raises:
        OutOfTimeError: the deadline passed.
    """
    page = Levels(picture)
    lines, crops = read_lines(page, find_boxes(page, models), models, deadline)
    if lines and mean_score(lines) < _DOUBTFUL:
        lines = _other_way(page, lines, models, deadline)
    lines = _opposed(page, lines, models, deadline)
    kept = [line.score >= _NOISE and bool(line.text.strip()) for line in lines]
    lines = list(compress(lines, kept))
    turn = _turn([line.box for line in lines])
    if turn == _SIDEWAYS and in_columns(page, lines, models):
        turn = 0
    return Reading(lines, turn, sharpness(compress(crops, kept)))


def _other_way(page: Levels, lines: list[Line], models: Models, deadline: float) -> list[Line]:
    """The lines read from the other end, if a sample of them says that this is better."""
    sample = sorted(lines, key=lambda line: -line.box.width)[:_SAMPLE]
    turned, _ = read_lines(page, [line.box.turned() for line in sample], models, deadline)
    if mean_score(turned) <= mean_score(sample):
        return lines
    return read_lines(page, [line.box.turned() for line in lines], models, deadline)[0]


def _opposed(page: Levels, lines: list[Line], models: Models, deadline: float) -> list[Line]:
    """The lines, those of a paper that lies against the rest of the page read from their own end."""
    fewest, most = _OPPOSED
    doubtful = [
        place
        for place, line in enumerate(lines)
        if line.score < _DOUBTFUL and line.box.width > _OBLONG * line.box.height
    ]
    if len(doubtful) < fewest:
        return lines
    tried = sorted(doubtful, key=lambda place: -lines[place].box.width)[:most]
    turned, _ = read_lines(page, [lines[place].box.turned() for place in tried], models, deadline)
    better = {place: line for place, line in zip(tried, turned, strict=True) if line.score >= _DOUBTFUL}
    return [better.get(place, line) for place, line in enumerate(lines)]


def _turn(boxes: list[Box]) -> int:
    x = sum(math.cos(box.angle) * box.width for box in boxes)
    y = sum(math.sin(box.angle) * box.width for box in boxes)
    return -round(math.degrees(math.atan2(y, x)) / 90) * 90 % 360
