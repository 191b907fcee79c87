"""The portrait as it is shown: upright, in sRGB, at a size that is quick to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from zikao.formats.upright import plain, upright
from zikao.photo.limits import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.formats.icc import Colors

    Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A shown picture. What is measured in it is in pixels of `rgb`; times `scale` they are shown pixels."""

    rgb: Image.Image
    scale: float
    native: bool
    """Its pixels are the file's own: neither the decoder nor this module made fewer of them."""
    _fewer: dict[int, Image.Image] = field(default_factory=dict, init=False, repr=False, compare=False)
    _squares: dict[int, Image.Image] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def width(self) -> int:
        return self.rgb.width

    @property
    def height(self) -> int:
        return self.rgb.height

    @cached_property
    def luma(self) -> Pixels:
        """BT.601, as JPEG stores it: uint8 of shape (height, width)."""
        return np.asarray(self.rgb.convert("L"))

    def fewer(self, times: int) -> Image.Image:
        """The picture with squares of `times` by `times` pixels averaged to one; made once."""
        if times not in self._fewer:
            self._fewer[times] = self.rgb.reduce(times) if times > 1 else self.rgb
        return self._fewer[times]

    def stretched(self, side: int) -> Image.Image:
        """The whole picture on a square, as networks look at it; made once."""
        if side not in self._squares:
            self._squares[side] = self.rgb.resize((side, side), Image.Resampling.BILINEAR, reducing_gap=2)
        return self._squares[side]

    def reduced(self, width: int, height: int) -> Pixels:
        """The picture averaged to this size: uint8 of shape (height, width, 3)."""
        if self.width % width == 0 and self.height % height == 0:  # the same, sooner
            return np.asarray(self.rgb.reduce((self.width // width, self.height // height)))
        return np.asarray(self.rgb.resize((width, height), Image.Resampling.BOX))


def show(decoded: Image.Image, orientation: int, shown_height: int, colors: Colors | None = None) -> Picture:
    """The picture a viewer sees.

    Args:
        decoded: the pixels as stored.
        orientation: the file's mark, 1..8 as in EXIF.
        shown_height: that of the file, which the decoder may have reduced.
        colors: what the numbers mean; None for sRGB.
    """
    rgb = plain(upright(decoded, orientation))
    ratio = LONGEST / max(rgb.size)
    if ratio < 1:
        size = (max(1, round(rgb.width * ratio)), max(1, round(rgb.height * ratio)))
        rgb = rgb.resize(size, Image.Resampling.BOX)
    native = rgb.height == shown_height
    return Picture(colors.srgb(rgb) if colors else rgb, shown_height / rgb.height, native)


def apart(one: Pixels, other: Pixels) -> Pixels:
    """Difference of bytes, without room for a sign."""
    difference: Pixels = np.maximum(one, other) - np.minimum(one, other)
    return difference
