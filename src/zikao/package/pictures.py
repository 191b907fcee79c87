"""What the bytes of a page say without decoding it: its size, its turn, whether its end is there.

A page is watched while it streams past in chunks; only a JPEG's headers are ever held back.
"""

from __future__ import annotations

import re
import struct
from typing import Final, Protocol

_SCAN: Final = 0xDA
_END: Final = 0xD9
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_EXIF: Final = 0xE1
_ORIENTATION, _SHORT = 0x0112, 3
_FRAME_BYTES: Final = 9
"""Marker, length, precision, height and width."""
_STEPS: Final = 5_000
"""Segments and fill bytes walked before giving up; a photograph has a few dozen."""
_PDF_TAIL: Final = 2048


class Page(Protocol):
    """Follows one file from its first to its last byte."""

    width: int | None
    height: int | None
    orientation: int | None
    """How the stored pixels are to be turned for showing, 1..8 as in EXIF; 1 where nothing is said."""
    progressive: bool
    """Whether a decoder must hold the whole picture, however small it is wanted."""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes."""

    @property
    def ended(self) -> bool:
        """Whether the end marker was met."""


def follow(kind: str) -> Page | None:
    """A follower for this kind of file, or None where its end cannot be told this way."""
    if kind == "jpeg":
        return _Jpeg()
    if kind == "png":
        return _Png()
    return _Pdf() if kind == "pdf" else None


class _Marker:
    """Looks for a byte string across chunk borders."""

    def __init__(self, wanted: bytes) -> None:
        # Over the noise of a JPEG a regular expression takes less than half the time of bytes.find.
        self._search = re.compile(re.escape(wanted)).search
        self._overlap = len(wanted) - 1
        self._carry = b""
        self.found = False

    def feed(self, chunk: bytes) -> None:
        if not self.found:
            joined = self._carry + chunk
            self.found = self._search(joined) is not None
            self._carry = joined[-self._overlap :]


class _Jpeg:
    """Walks the segments up to the first scan; an end marker before it belongs to a thumbnail."""

    def __init__(self) -> None:
        self.width: int | None = None
        self.height: int | None = None
        self.orientation: int | None = 1
        self.progressive = False
        self._turned = False
        self._end = _Marker(b"\xff\xd9")
        self._scanning = False
        self._damaged = False
        self._steps = 0
        self._skip = 2
        self._held = b""

    @property
    def ended(self) -> bool:
        return self._end.found

    def feed(self, chunk: bytes) -> None:
        if not self._scanning and not self._damaged:
            chunk = self._headers(self._held + chunk)
        if self._scanning:
            self._end.feed(chunk)

    def _headers(self, data: bytes) -> bytes:
        """Walk the segments; what is left for the scan once it has begun."""
        at = self._skip
        while at + _FRAME_BYTES <= len(data):
            code = data[at + 1]
            self._steps += 1
            if data[at] != 0xFF or code == _END or self._steps > _STEPS:
                self._damaged = True
                return b""
            if code == 0xFF:
                at += 1
            elif code in _STANDALONE:
                at += 2
            elif code == _SCAN:
                self._scanning = True
                return data[at:]
            else:
                if code in _FRAMES and self.width is None:
                    self.height = int.from_bytes(data[at + 5 : at + 7], "big") or None
                    self.width = int.from_bytes(data[at + 7 : at + 9], "big") or None
                    self.progressive = code in _PROGRESSIVE
                length = max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
                if code == _EXIF and not self._turned:
                    if at + 2 + length > len(data):
                        break  # it must be whole to be read, and is after 64 KB at the latest
                    turn = _orientation(data[at + 4 : at + 2 + length])
                    self._turned = turn is not None
                    self.orientation = turn or 1
                at += 2 + length
        self._skip = max(0, at - len(data))
        self._held = data[at:]
        return b""


def _orientation(segment: bytes) -> int | None:
    """The orientation tag of an EXIF segment (CIPA DC-008, TIFF 6.0), or None."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(segment[6:10])
    if not segment.startswith(b"Exif\0\0") or order is None:
        return None
    tiff = segment[6:]
    try:
        (directory,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, directory)
        for at in range(directory + 2, directory + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, at)
            if tag == _ORIENTATION:
                return value if kind == _SHORT and value in range(1, 9) else None
    except struct.error:
        pass
    return None


class _Png:
    progressive = True
    orientation: int | None = None

    def __init__(self) -> None:
        self.width: int | None = None
        self.height: int | None = None
        self._end = _Marker(b"IEND\xaeB`\x82")
        self._head = b""

    @property
    def ended(self) -> bool:
        return self._end.found

    def feed(self, chunk: bytes) -> None:
        if len(self._head) < 24:
            self._head = (self._head + chunk)[:24]
            if self._head[12:16] == b"IHDR" and len(self._head) >= 24:
                self.width = int.from_bytes(self._head[16:20], "big") or None
                self.height = int.from_bytes(self._head[20:24], "big") or None
        self._end.feed(chunk)


class _Pdf:
    """The end mark counts near the end only: earlier ones close earlier versions of the document."""

    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    progressive = False

    def __init__(self) -> None:
        self._tail = b""

    @property
    def ended(self) -> bool:
        return b"%%EOF" in self._tail

    def feed(self, chunk: bytes) -> None:
        self._tail = (self._tail + chunk)[-_PDF_TAIL:]
