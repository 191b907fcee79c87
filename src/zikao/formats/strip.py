"""What a camera writes beside the picture is taken out: place, time, device, thumbnail, sound behind the end.

The picture's own data are copied byte for byte. What shows it rightly stays: colour profile, density, and the
mark by which viewers turn it, alone in a block of its own. A PDF is left as it is: to take something out of
one means to write it anew, and that breaks an electronic signature.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zikao.formats.chunks import SIGNATURE
from zikao.formats.exif import read_exif
from zikao.formats.jpeg import Jpeg, read_jpeg
from zikao.formats.png import Png, read_png
from zikao.formats.segments import APP0, APP2, APP14, APPS, COM, ICC, Segment

_JFIF: Final = b"JFIF\0"
_JFIF_BYTES: Final = 12
"""Of its content, without the size of a thumbnail and the thumbnail."""
_KEPT: Final = {APP2: ICC, APP14: b"Adobe"}
"""Without these, colours come out wrong."""
_PNG_KEPT: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"tRNS",
        b"IDAT",
        b"IEND",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"pHYs",
    }
)
_UPRIGHT: Final = 1
_STARTS: Final = {"jpeg": b"\xff\xd8", "png": SIGNATURE}


class UncleanError(Exception):
    """The file's parts cannot be told apart, so nothing can be taken out of it: it is damaged or cut."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without what was beside it."""

    data: bytes
    taken_out: bool
    """Whether anything was."""
    orientation: int
    """The mark that was left, 1..8 as in EXIF; 1 where there is none."""


def clean(kind: str, data: bytes) -> Cleaned:
    """The same picture without metadata, not compressed again.

    Args:
        kind: jpeg, png or pdf.
        data: the file.

    Raises:
        UncleanError: a picture that is not whole.
    """
    if kind == "pdf":
        return Cleaned(data, False, _UPRIGHT)
    found = read_jpeg(data) if kind == "jpeg" else read_png(data)
    if not found.ended or not data.startswith(_STARTS[kind]):
        raise UncleanError
    turn = read_exif(found.exif).orientation or _UPRIGHT
    made = b"".join(_jpeg_parts(found, turn) if isinstance(found, Jpeg) else _png_parts(found, turn))
    return Cleaned(made, made != data, turn)


def _jpeg_parts(jpeg: Jpeg, turn: int) -> Iterator[bytes]:
    yield b"\xff\xd8"
    waiting = _exif_segment(turn)
    for segment in jpeg.segments:
        if waiting and segment.marker != APP0:  # JFIF has to stand first
            yield waiting
            waiting = b""
        yield _kept(jpeg.data, segment)
    yield waiting + b"\xff\xd9"


def _kept(data: bytes, segment: Segment) -> bytes:
    """The segment as it goes into the new file; nothing where it does not."""
    code = segment.marker
    if code == APP0:
        if not segment.body.startswith(_JFIF):
            return b""
        content = segment.body[:_JFIF_BYTES].ljust(_JFIF_BYTES, b"\0") + bytes(2)
        return b"\xff\xe0" + struct.pack(">H", 2 + len(content)) + content
    wanted = _KEPT.get(code)
    if wanted is not None and not segment.body.startswith(wanted):
        return b""
    if wanted is None and (code == COM or code in APPS):
        return b""
    return data[segment.start : segment.end]


def _png_parts(png: Png, turn: int) -> Iterator[bytes | memoryview]:
    yield SIGNATURE
    view = memoryview(png.data)
    for chunk in png.chunks:
        if chunk.name == b"IDAT" and turn != _UPRIGHT:
            body = b"eXIf" + _tiff(turn)
            yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
            turn = _UPRIGHT
        if chunk.name in _PNG_KEPT:
            yield view[chunk.start : chunk.end]


def _tiff(turn: int) -> bytes:
    """A block of EXIF that says how to turn the picture, and nothing else (CIPA DC-008, TIFF 6.0)."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)


def _exif_segment(turn: int) -> bytes:
    body = b"Exif\0\0" + _tiff(turn)
    return b"" if turn == _UPRIGHT else b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body
