"""The fixed headers of GIF, BMP and WebP: size and colours, before any decoder sees the file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from zikao.formats.header import METRES_PER_INCH, Header, density

if TYPE_CHECKING:
    from collections.abc import Callable

    from zikao.formats.header import ColorMode
    from zikao.formats.kinds import Kind

_BMP_COLORS: Final[dict[int, tuple[ColorMode, int]]] = {
    **{bits: ("palette", bits) for bits in (1, 4, 8)},
    16: ("rgb", 5),
    24: ("rgb", 8),
    32: ("rgb", 8),
}
"""Bits of a pixel to mode and bits of a channel."""


def _gif(data: bytes) -> Header:
    """GIF89a specification, section 18."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    bits = (flags & 7) + 1
    return Header(width, height, "palette", bits, bits, decodable=data)


def _bmp(data: bytes) -> Header | None:
    """BITMAPINFOHEADER and its successors; the older core header has no density and is not read."""
    width, height, _, bits, _, _, x, y = struct.unpack_from("<iiHHIIii", data, 18)
    if bits not in _BMP_COLORS:
        return None
    mode, per_channel = _BMP_COLORS[bits]
    stated = density(x, y, METRES_PER_INCH, "bmp")
    return Header(width, abs(height), mode, per_channel, bits, stated, decodable=data)


def _webp(data: bytes) -> Header | None:
    """WebP container (RFC 9649): lossy, lossless or extended."""
    chunk = data[12:16]
    if chunk == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
        alpha = False
    elif chunk == b"VP8L":
        (word,) = struct.unpack_from("<I", data, 21)
        width, height, alpha = (word & 0x3FFF) + 1, (word >> 14 & 0x3FFF) + 1, bool(word >> 28 & 1)
    elif chunk == b"VP8X" and len(data) >= 30:
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        alpha = bool(data[20] & 0x10)
    else:
        return None
    return Header(width, height, "rgba" if alpha else "rgb", 8, 32 if alpha else 24, decodable=data)


_READERS: Final[dict[Kind, Callable[[bytes], Header | None]]] = {"gif": _gif, "bmp": _bmp, "webp": _webp}


def read_raster(data: bytes, kind: Kind) -> Header | None:
    """The header of a GIF, BMP or WebP file; None where it is cut off or makes no sense."""
    try:
        header = _READERS[kind](data)
    except struct.error:
        return None
    return header if header and header.width > 0 and header.height > 0 else None
