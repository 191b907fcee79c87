"""What stands in the lines of a page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.package.text.crops import HEIGHT, Levels
from zikao.package.text.ctc import decode
from zikao.package.text.lines import Box, Line
from zikao.package.text.planes import fill

if TYPE_CHECKING:
    from zikao.package.text.runtime import Models, Tensor

_NARROWEST: Final = 160
_STEP: Final = 8
_HALF: Final = np.full(3, 127.5, np.float32)


class OutOfTimeError(Exception):
    """The CPU time for reading pages is spent."""


def read_lines(
    page: Levels, boxes: Sequence[Box], models: Models, deadline: float
) -> tuple[list[Line], list[Image.Image]]:
    """The text of each box, empty where nothing was recognised, and the picture it was read from.

    Args:
        page: in RGB.
        boxes: in its pixels.
        models: the networks.
        deadline: on the clock of `time.thread_time`, in seconds.

    Raises:
        OutOfTimeError: the deadline passed before the last line.
    """
    crops = [page.crop(box) for box in boxes]
    lines = []
    # One at a time: beside a longer one a line is read worse, and the room to its right costs as text does.
    for box, crop in zip(boxes, crops, strict=True):
        if time.thread_time() >= deadline:
            raise OutOfTimeError
        ((text, score),) = decode(models.reader(line_batch([crop])), models.alphabet)
        lines.append(Line(text, score, box))
    return lines, crops


def line_batch(crops: Sequence[Image.Image]) -> Tensor:
    """Crops as the model wants them: (N, 3, 48, W), blue first, -1..1, zeros to the right."""
    widest = max(_NARROWEST, *(image.width for image in crops))
    batch = np.zeros((len(crops), 3, HEIGHT, -(-widest // _STEP) * _STEP), np.float32)
    for row, image in zip(batch, crops, strict=True):
        fill(row[:, :, : image.width], image, _HALF, _HALF)
    return batch
