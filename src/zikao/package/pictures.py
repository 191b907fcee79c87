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
_FRAME_BYTES: Final = 10
"""Marker, length, precision, height, width and number of components."""
_COEFFICIENT_BYTES: Final = 2
_MOST_HELD: Final = 8.0
"""Four components in full resolution, two bytes each: where nothing better is known of a picture."""
_STEPS: Final = 5_000
"""Segments and fill bytes walked before giving up; a photograph has a few dozen."""
_PNG_HEADER: Final = 26
"""Bytes up to the colour type, its last one."""
_PNG_HELD: Final = {0: 2.0, 2: 4.0, 3: 5.0, 4: 8.0, 6: 8.0}
"""Bytes held for each pixel by colour type, while the picture is made smaller."""
_DEEP: Final = 16
"""Bits of a sample that are made 8 first; in grey that takes copies of the whole picture."""
_PDF_TAIL: Final = 2048


class Page(Protocol):
    """Follows one file from its first to its last byte."""

    width: int | None
    height: int | None
    orientation: int | None
    """How the stored pixels are to be turned for showing, 1..8 as in EXIF; 1 where nothing is said."""

    @property
    def told(self) -> bool:
        """Whether all that the headers say is known, or will never be."""

    @property
    def held(self) -> float:
        """Bytes a pixel that a decoder must hold of the whole picture, however small it is wanted."""

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
        self._components = 0
        self._coefficients = _MOST_HELD
        self._sequential = False
        self._at_once = False
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

    @property
    def told(self) -> bool:
        return self._scanning or self._damaged

    @property
    def held(self) -> float:
        # Line by line is possible only where the first scan brings all components to their end.
        return 0.0 if self._at_once else self._coefficients

    def feed(self, chunk: bytes) -> None:
        if not self.told:
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
                self._at_once = self._sequential and data[at + 4] == self._components
                return data[at:]
            else:
                length = max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
                if code in _FRAMES and self.width is None and 2 + length >= _FRAME_BYTES:
                    if at + 2 + length > len(data):
                        break
                    self._frame(code, data[at : at + 2 + length])
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

    def _frame(self, code: int, header: bytes) -> None:
        self.height = int.from_bytes(header[5:7], "big") or None
        self.width = int.from_bytes(header[7:9], "big") or None
        self._sequential = code not in _PROGRESSIVE
        self._components = header[9]
        # For each component its samples by those of the component with most of them (ITU T.81, B.2.2).
        sides = [divmod(factors, 16) for factors in header[11 : 10 + 3 * self._components : 3]]
        if sides and all(1 <= side <= 4 for factors in sides for side in factors):
            most = max(across for across, _ in sides) * max(down for _, down in sides)
            self._coefficients = _COEFFICIENT_BYTES * sum(across * down for across, down in sides) / most


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
    orientation: int | None = None

    def __init__(self) -> None:
        self.width: int | None = None
        self.height: int | None = None
        self._end = _Marker(b"IEND\xaeB`\x82")
        self._head = b""

    @property
    def ended(self) -> bool:
        return self._end.found

    @property
    def told(self) -> bool:
        return len(self._head) == _PNG_HEADER

    @property
    def held(self) -> float:
        if not self.told or self._head[24] == _DEEP:
            return _MOST_HELD
        return _PNG_HELD.get(self._head[25], _MOST_HELD)

    def feed(self, chunk: bytes) -> None:
        if not self.told:
            self._head = (self._head + chunk)[:_PNG_HEADER]
            if self._head[12:16] == b"IHDR" and self.told:
                self.width = int.from_bytes(self._head[16:20], "big") or None
                self.height = int.from_bytes(self._head[20:24], "big") or None
        self._end.feed(chunk)


class _Pdf:
    """The end mark counts near the end only: earlier ones close earlier versions of the document."""

    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    told = True
    held = _MOST_HELD

    def __init__(self) -> None:
        self._tail = b""

    @property
    def ended(self) -> bool:
        return b"%%EOF" in self._tail

    def feed(self, chunk: bytes) -> None:
        self._tail = (self._tail + chunk)[-_PDF_TAIL:]
