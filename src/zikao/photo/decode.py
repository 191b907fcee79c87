"""The only place where Pillow sees a portrait.

It is handed the reduced picture of the header readers, so its metadata readers, their warnings and their
debug logs never meet the input, and only formats of the list. Sizes are capped before it is asked, below
Pillow's own `MAX_IMAGE_PIXELS`: its decompression-bomb warning cannot be reached, and no process-wide filter
is touched.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from zikao.formats.header import NotTried

if TYPE_CHECKING:
    from PIL.Image import Image

    from zikao.formats.header import Header
    from zikao.formats.kinds import Kind
    from zikao.photo.limits import Limits

DECODABLE: Final[dict[Kind, str]] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "bmp": "BMP",
}
"""Format and Pillow's name of it. Nothing that calls another program, and no camera or vector format."""

_MOST_PIXELS: Final = 4_000_000
"""Pixels of a JPEG that are kept. A larger one is decoded at a half, a quarter or an eighth of its scale: all
data are still read, in less room and time."""


def decode(kind: Kind, header: Header, limits: Limits) -> Image | None:
    """The decoded picture, of a large JPEG a reduced one; None where its data are damaged.

    Raises:
        NotTried: decoding would cost more than the limits allow.
    """
    pixels = header.width * header.height
    if pixels > limits.pixels:
        raise NotTried(f"图像超过 {limits.pixels / 1_000_000:g} 百万像素，未解码")
    if pixels * header.scans > limits.pixel_scans:
        raise NotTried("图像的扫描次数异常多，未解码")

    from PIL import Image

    try:
        image = Image.open(io.BytesIO(header.decodable), formats=[DECODABLE[kind]])
        if image.size != (header.width, header.height):  # two readings of one header: one is fooled
            return None
        if kind == "jpeg" and pixels > _MOST_PIXELS:
            shrink = next((each for each in (2, 4) if pixels <= _MOST_PIXELS * each**2), 8)
            image.draft(image.mode, (image.width // shrink, image.height // shrink))
        image.load()
    except MemoryError:
        raise NotTried("内存不足，未解码") from None
    except Exception:
        # Decoders raise OSError, SyntaxError, ValueError, struct.error, zlib.error and more on damaged data;
        # what they say may hold bytes of the picture, so it goes no further.
        return None
    return image
