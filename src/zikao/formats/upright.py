"""Decoded pixels as they are shown: turned upright, in plain colours."""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation to what shows the picture upright (CIPA DC-008, tag 0x0112)."""


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The stored picture as its mark, 1..8 as in EXIF, wants it shown."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


_BAND: Final = 1 << 18
"""Pixels that are made plain at a time: what each step makes in between is never as large as the picture."""


def plain(image: Image.Image) -> Image.Image:
    """8 bits of red, green and blue; what is transparent lies on white, as on a page."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    made = Image.new("RGB", image.size)
    rows = max(1, _BAND // image.width)
    for top in range(0, image.height, rows):
        made.paste(_plain(image.crop((0, top, image.width, min(top + rows, image.height)))), (0, top))
    return made


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit grey, which Pillow's own conversion would cut off at 255
        image = Image.fromarray((np.asarray(image, np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGBA", over.size, "white")
        image.alpha_composite(over)
    return image if image.mode == "RGB" else image.convert("RGB")
