"""The portrait as it is shown: upright, in plain colours, at a size that is quick to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

_LONGEST: Final = 1280
"""Pixels of the longer side that are looked at: twice a portal's portrait."""

TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation to what shows the picture upright (CIPA DC-008, tag 0x0112)."""


@dataclass(frozen=True)
class Picture:
    """A shown picture. What is measured in it is in pixels of `rgb`; times `scale` they are shown pixels."""

    rgb: Image.Image
    scale: float
    native: bool
    """Its pixels are the file's own: neither the decoder nor this module made fewer of them."""
    _shared: dict[int, Image.Image] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        if times not in self._shared:
            self._shared[times] = self.rgb.reduce(times) if times > 1 else self.rgb
        return self._shared[times]

    def reduced(self, width: int, height: int) -> Pixels:
        """The picture averaged to this size: uint8 of shape (height, width, 3)."""
        if self.width % width == 0 and self.height % height == 0:  # the same, sooner
            return np.asarray(self.rgb.reduce((self.width // width, self.height // height)))
        return np.asarray(self.rgb.resize((width, height), Image.Resampling.BOX))


def show(decoded: Image.Image, orientation: int, shown_height: int) -> Picture:
    """The picture a viewer sees. `shown_height` is that of the file, which the decoder may have reduced."""
    turn = TURNS.get(orientation)
    rgb = plain(decoded if turn is None else decoded.transpose(turn))
    ratio = _LONGEST / max(rgb.size)
    if ratio < 1:
        size = (max(1, round(rgb.width * ratio)), max(1, round(rgb.height * ratio)))
        rgb = rgb.resize(size, Image.Resampling.BOX)
    return Picture(rgb, shown_height / rgb.height, native=rgb.height == shown_height)


def apart(one: Pixels, other: Pixels) -> Pixels:
    """Difference of bytes, without room for a sign."""
    difference: Pixels = np.maximum(one, other) - np.minimum(one, other)
    return difference


def plain(image: Image.Image) -> Image.Image:
    """8 bits of red, green and blue; what is transparent lies on white, as on a page."""
    if image.mode.startswith("I"):  # 16-bit grey, which Pillow's own conversion would cut off at 255
        image = Image.fromarray((np.asarray(image, np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGBA", over.size, "white")
        image.alpha_composite(over)
    return image if image.mode == "RGB" else image.convert("RGB")
