"""Where text stands on a page."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.package.text.boxes import text_boxes
from zikao.package.text.crops import Levels
from zikao.package.text.inked import STEP, inked
from zikao.package.text.lines import Box
from zikao.package.text.planes import fill

if TYPE_CHECKING:
    from zikao.package.text.runtime import Models, Tensor

LONG_SIDE: Final = 960
"""Pages are looked at in this size, in pixels; larger costs time and finds no more numbers."""
_MOST_PIXELS: Final = LONG_SIDE * 736
"""Those of a photograph of 3 by 4; a square page is looked at no larger, for the sake of memory."""
_SMALL: Final = 640
"""Below it a picture is enlarged, at most twice."""

# The model takes blue first but was trained with ImageNet's means of red first; so it must stay.
_MEAN: Final = np.array([0.485, 0.456, 0.406], np.float32) * 255
_SPREAD: Final = np.array([0.229, 0.224, 0.225], np.float32) * 255


def find_boxes(page: Levels, models: Models) -> list[Box]:
    """Boxes around the lines of text, in pixels of the page."""
    near = _near(page)
    part = inked(near)
    if part is None:
        return []
    left, top, *_ = part
    # The two sides are stretched by slightly different amounts, by a share too small to turn a line.
    x, y = page.picture.width / near.width, page.picture.height / near.height
    return [
        replace(
            box,
            x=(box.x + left) * x,
            y=(box.y + top) * y,
            width=box.width * (x if lies else y),
            height=box.height * (y if lies else x),
        )
        for box in text_boxes(models.lines(_batch(near.crop(part))))
        for lies in [abs(np.cos(box.angle)) > abs(np.sin(box.angle))]
    ]


def _near(page: Levels) -> Image.Image:
    """The page in the size in which it is looked at, sides multiples of STEP."""
    longest = max(page.picture.size)
    scale = min(2.0, _SMALL / longest) if longest < _SMALL else min(1.0, LONG_SIDE / longest)
    area = page.picture.width * page.picture.height
    scale = min(scale, math.sqrt(_MOST_PIXELS / area))
    width, height = (max(STEP, round(side * scale / STEP) * STEP) for side in page.picture.size)
    return page.reduced(longest // LONG_SIDE).resize((width, height), Image.Resampling.BILINEAR)


def _batch(picture: Image.Image) -> Tensor:
    """What the model wants: (1, 3, H, W), sides multiples of 32."""
    batch = np.empty((1, 3, picture.height, picture.width), np.float32)
    fill(batch[0], picture, _MEAN, _SPREAD)
    return batch
