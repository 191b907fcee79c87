"""The only place where Pillow sees a portrait.

It is handed the reduced picture of the header readers, so its metadata readers, their warnings and their
debug logs never meet the input, and only formats of the list. Sizes are capped before it is asked, below
Pillow's own `MAX_IMAGE_PIXELS`: its decompression-bomb warning cannot be reached, and no process-wide filter
is touched.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Final

from zikao.formats.exif import read_exif
from zikao.formats.header import NotTried
from zikao.formats.jpeg import read_jpeg
from zikao.formats.signatures import identify
from zikao.photo import file_words as words
from zikao.photo.limits import LONGEST

if TYPE_CHECKING:
    from PIL.Image import Image

    from zikao.formats.header import ColorMode, Header
    from zikao.formats.kinds import Kind
    from zikao.formats.room import Share
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
_SHOWN: Final = 4
"""Bytes of a pixel as it is shown: Pillow keeps three colours in four bytes."""
_STORED: Final[dict[ColorMode, int]] = {"grey": 1, "palette": 1}
"""Bytes that Pillow keeps of a pixel of these, and of all others four."""
_BESIDE: Final = 4_000_000
"""Bytes of buffers, whatever the size of the picture."""
_WEBP: Final = 16
"""Bytes a pixel: the decoder keeps an animation's canvas twice, hands out a copy, and Pillow makes its own.

All of this is measured by benchmarks/photo_memory.py, and held by tests/unit/photo/test_memory.py."""


def memory(kind: Kind, header: Header) -> float:
    """Bytes that decoding takes at its height, until the picture is there as it is shown."""
    pixels = header.width * header.height
    if kind == "webp":
        return _BESIDE + _WEBP * pixels  # which is over before anything is reduced
    kept = min(pixels, _MOST_PIXELS) if kind == "jpeg" else pixels
    stored = 4 if header.bits_per_channel > 8 else _STORED.get(header.color_mode, 4)
    turned = (read_exif(header.exif).orientation or 1) > 1
    # Reducing goes across first: as many rows as there were, then as many as are looked at.
    share = LONGEST / max(header.width, header.height)
    reducing = pixels * share * (1 + share) if share < 1 else 0
    return _BESIDE + header.held * pixels + (stored * (1 + turned) + _SHOWN) * kept + _SHOWN * reducing


_SAME: Final = 1.5
"""Pixels of a smaller picture by which rounding may change its shape."""


def decode_smaller(
    smaller: bytes, header: Header, limits: Limits, share: Share | None = None
) -> Image | None:
    """A smaller picture, a JPEG, in place of the one that this header is of; see `zikao.formats.reduced`.

    Its numbers mean what those of the whole one mean: that one's colour profile goes with it.

    Raises:
        NotTried: it is no picture, not of that shape, or decoding it would cost too much.
    """
    from PIL import Image

    own = read_jpeg(smaller, limits.parts).header() if identify(smaller) == "jpeg" else None
    if own is None or abs(own.width * header.height / header.width - own.height) > _SAME:
        raise NotTried("发来的小图和照片文件对不上，没有检查图像；请重新选这张照片再发")
    image = decode("jpeg", own, limits, share)
    if image is not None:
        image.info.pop("icc_profile", None)
        with contextlib.suppress(Exception):  # as below; without a frame there would be no header
            whole = Image.open(io.BytesIO(header.decodable), formats=[DECODABLE["jpeg"]])
            if profile := whole.info.get("icc_profile"):
                image.info["icc_profile"] = profile
    return image


def decode(kind: Kind, header: Header, limits: Limits, share: Share | None = None) -> Image | None:
    """The decoded picture, of a large JPEG a reduced one; None where its data are damaged.

    Args:
        kind: of the file.
        header: what was read of it.
        limits: that hold for it.
        share: takes room for it in memory, and waits for that; None: nobody counts.

    Raises:
        NotTried: decoding would cost more than the limits allow.
    """
    pixels = header.width * header.height
    if pixels > limits.pixels:
        raise NotTried(words.TOO_MANY_PIXELS.format(f"{limits.pixels / 1_000_000:g}"))
    if pixels * header.scans > limits.pixel_scans:
        raise NotTried(words.TOO_MANY_SCANS)
    needed = memory(kind, header)
    if needed > limits.memory:
        raise NotTried(words.TOO_MUCH_MEMORY)
    if share is not None:
        share.take(round(needed))

    from PIL import Image

    try:
        image = Image.open(io.BytesIO(header.decodable), formats=[DECODABLE[kind]])
        if image.size != (header.width, header.height):  # two readings of one header: one is fooled
            return None
        if kind == "jpeg" and pixels > _MOST_PIXELS:
            shrink = next((each for each in (2, 4) if pixels <= _MOST_PIXELS * each**2), 8)
            image.draft(image.mode, (image.width // shrink, image.height // shrink))
        if kind == "jpeg":  # in pieces, arithmetic codes come to an end at the first
            image.decodermaxblock = len(header.decodable)
        image.load()
    except MemoryError:
        raise NotTried("内存不足，未解码") from None
    except Exception:
        # Decoders raise OSError, SyntaxError, ValueError, struct.error, zlib.error and more on damaged data;
        # what they say may hold bytes of the picture, so it goes no further.
        return None
    return image
