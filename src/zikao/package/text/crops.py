"""Cutting lines out of a page: straightened, and in the height that the reader wants."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from zikao.package.text.lines import Box

HEIGHT: Final = 48
_WIDTHS: Final = (16, 1600)


class Levels:
    """A page and reduced copies of it, made when they are wanted.

    Sampling from a page that is much too large would skip pixels, and reducing it anew for each line would
    cost more than reading the line.
    """

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self._copies = {1: picture}

    def reduced(self, factor: int) -> Image.Image:
        """The page with so many pixels made one along both sides; 0 counts as 1."""
        factor = max(1, factor)
        if factor not in self._copies:
            self._copies[factor] = self.picture.reduce(factor)
        return self._copies[factor]

    def crop(self, box: Box) -> Image.Image:
        """One line of the page, HEIGHT pixels high."""
        narrowest, widest = _WIDTHS
        width = min(widest, max(narrowest, round(HEIGHT * box.width / box.height)))
        factor = max(1, round(box.height / HEIGHT))
        cos, sin = math.cos(box.angle) / factor, math.sin(box.angle) / factor
        step_x, step_y = box.width / width, box.height / HEIGHT
        (left, top), *_ = box.corners()
        matrix = (cos * step_x, -sin * step_y, left / factor, sin * step_x, cos * step_y, top / factor)
        # Small lines gain from the better curve; for large ones the straight one is as good and faster.
        by = Image.Resampling.BICUBIC if box.height < HEIGHT else Image.Resampling.BILINEAR
        size = (width, HEIGHT)
        return self.reduced(factor).transform(size, Image.Transform.AFFINE, matrix, by)
