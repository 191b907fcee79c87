"""What a camera writes beside the picture is taken out: place, time, device, thumbnail, sound behind the end.

The picture's own data are copied byte for byte. What shows it rightly stays: colour profile, density, and the
mark by which viewers turn it, alone in a block of its own. A PDF is left as it is: to take something out of
one means to write it anew, and that breaks an electronic signature.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zikao.package.pictures import follow

_EOI, _SOS, _COMMENT = 0xD9, 0xDA, 0xFE
_APP0, _APP2, _APP14, _APP15 = 0xE0, 0xE2, 0xEE, 0xEF
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT_MARKER: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
_JFIF: Final = b"JFIF\0"
_JFIF_BYTES: Final = 12
"""Of its content, without the size of a thumbnail and the thumbnail."""
_KEPT: Final = {_APP2: b"ICC_PROFILE\0", _APP14: b"Adobe"}
"""Without these, colours come out wrong."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
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
_EXIF_BYTES: Final = 65_535
_UPRIGHT: Final = 1


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
    if kind == "jpeg":
        page = follow("jpeg")
        if page is not None:
            page.feed(data)
        turn = (page.orientation if page is not None else None) or _UPRIGHT
        return _made(data, _jpeg_parts(data, turn), turn)
    turn = next((_orientation(body) for name, body, _ in _chunks(data) if name == b"eXIf"), _UPRIGHT)
    return _made(data, _png_parts(data, turn), turn)


def _made(data: bytes, parts: Iterator[bytes | memoryview], turn: int) -> Cleaned:
    made = b"".join(parts)
    return Cleaned(made, made != data, turn)


def _jpeg_parts(data: bytes, turn: int) -> Iterator[bytes | memoryview]:
    yield data[:2]
    view = memoryview(data)
    waiting = _exif_segment(turn)
    at = 2
    while True:
        at, code, stop = _segment(data, at)
        if waiting and code != _APP0:  # JFIF has to stand first
            yield waiting
            waiting = b""
        if code == _EOI:
            yield view[at : at + 2]
            return
        yield _kept(data, at, code, stop)
        if code == _SOS:
            marker = _NEXT_MARKER.search(data, stop)
            if marker is None:
                raise UncleanError
            yield view[stop : marker.start()]
            stop = marker.start()
        at = stop


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Where the segment begins behind fill bytes, its code, and where it stops."""
    while data[at : at + 2] == b"\xff\xff":
        at += 1
    if at + 2 > len(data) or data[at] != 0xFF:
        raise UncleanError
    code = data[at + 1]
    if code == _EOI or code in _STANDALONE:
        return at, code, at + 2
    stop = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if stop < at + 4 or stop > len(data):
        raise UncleanError
    return at, code, stop


def _kept(data: bytes, at: int, code: int, stop: int) -> bytes | memoryview:
    """The segment as it goes into the new file; nothing where it does not."""
    if code == _APP0:
        if data[at + 4 : at + 9] != _JFIF:
            return b""
        content = data[at + 4 : at + 4 + _JFIF_BYTES].ljust(_JFIF_BYTES, b"\0") + bytes(2)
        return b"\xff\xe0" + struct.pack(">H", 2 + len(content)) + content
    wanted = _KEPT.get(code)
    if wanted is not None and not data.startswith(wanted, at + 4):
        return b""
    if wanted is None and (code == _COMMENT or _APP0 <= code <= _APP15):
        return b""
    return memoryview(data)[at:stop]


def _png_parts(data: bytes, turn: int) -> Iterator[bytes | memoryview]:
    yield _PNG
    for name, _, chunk in _chunks(data):
        if name == b"IDAT" and turn != _UPRIGHT:
            body = b"eXIf" + _tiff(turn)
            yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
            turn = _UPRIGHT
        if name in _PNG_KEPT:
            yield chunk


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Name, content and whole of each chunk up to the end mark."""
    if not data.startswith(_PNG):
        raise UncleanError
    view = memoryview(data)
    at = len(_PNG)
    while at + 12 <= len(data):
        stop = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if stop > len(data):
            break
        name = data[at + 4 : at + 8]
        yield name, view[at + 8 : stop - 4], view[at:stop]
        if name == b"IEND":
            return
        at = stop
    raise UncleanError


def _tiff(turn: int) -> bytes:
    """A block of EXIF that says how to turn the picture, and nothing else (CIPA DC-008, TIFF 6.0)."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)


def _exif_segment(turn: int) -> bytes:
    body = b"Exif\0\0" + _tiff(turn)
    return b"" if turn == _UPRIGHT else b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body


def _orientation(block: memoryview) -> int:
    """The mark in a block of EXIF, read by the one reader that there is: as the segment of a JPEG."""
    if len(block) > _EXIF_BYTES - 8:
        return _UPRIGHT
    body = b"Exif\0\0" + bytes(block)
    page = follow("jpeg")
    if page is None:
        return _UPRIGHT
    page.feed(b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + b"\xff\xda" + bytes(8))
    return page.orientation or _UPRIGHT
