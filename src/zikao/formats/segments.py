"""The one walk along the segments of a JPEG (ITU-T T.81, annex B), over bytes that come in pieces.

It goes where decoders go: past garbage between segments and past lengths that are too small, to the next
marker. Written for hostile input: it never raises, never recurses, looks at each byte a bounded number of
times, holds back one segment at most, and stops after so many parts. Coded data are searched by one regular
expression without backtracking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zikao.formats.header import PARTS

SOI, EOI, SOS, DQT, COM, TEM = 0xD8, 0xD9, 0xDA, 0xDB, 0xFE, 0x01
APP0, APP1, APP2, APP12, APP13, APP14 = 0xE0, 0xE1, 0xE2, 0xEC, 0xED, 0xEE
APPS: Final = range(0xE0, 0xF0)
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOFn; not DHT, JPG, DAC
PROGRESSIVE: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
ARITHMETIC: Final = frozenset({0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
EXIF: Final = b"Exif\0\0"
ICC: Final = b"ICC_PROFILE\0"

_ALONE: Final = frozenset({0x00, TEM, *range(0xD0, 0xD8)})
"""Codes that nothing belongs to: restarts, and a zero, by which the FF before it is no marker at all."""
_MARKER_AHEAD: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""The next marker in coded data: there FF 00 is a byte of data, FF D0-D7 a restart, FF FF a filler."""
_FILL: Final = re.compile(rb"\xff+")
_LENGTH_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and what belongs to it, as offsets into the file."""

    marker: int
    start: int
    """Of the marker's last FF."""
    body_end: int
    end: int
    """Of a scan: the end of its coded data."""
    body: bytes
    """After the length, without coded data."""


class Walker:
    """Walks one picture, from its SOI to its EOI.

    Args:
        start: the offset of the SOI; the bytes that are fed begin there.
        most: parts that are walked.
    """

    def __init__(self, start: int = 0, most: int = PARTS) -> None:
        self.left = most
        """Parts that may still come."""
        self.ended = False
        """The end marker was reached, behind data of the picture."""
        self.gaps = False
        """Bytes that belong to no segment were passed by: decoders say a word about them and go on."""
        self.end = start + 2
        """After the last part that was walked."""
        self._stopped = False
        self._scanned = False
        self._base = start
        self._at = 2
        self._held = b""
        self._scan: Segment | None = None

    @property
    def overfull(self) -> bool:
        """There are more parts than were to be walked: of the rest nothing is known."""
        return self.left <= 0 and not self.ended

    def feed(self, chunk: bytes) -> list[Segment]:
        """Take the next bytes; gives the segments that they complete."""
        if self._stopped:
            return []
        data = self._held + chunk if self._held else chunk
        found: list[Segment] = []
        while self._step(data, found):
            pass
        self.end = self._base + min(self._at, len(data))
        self._held = b"" if self._stopped else data[self._at :]
        self._base += len(data) - len(self._held)
        self._at = max(0, self._at - len(data))
        return found

    def close(self) -> list[Segment]:
        """The file is over: the scan in which it broke off, if it was one."""
        found = [] if self._scan is None or self._stopped else [self._closed(self._base + len(self._held))]
        self._stopped = True
        return found

    def _closed(self, end: int) -> Segment:
        scan = self._scan
        assert scan is not None  # noqa: S101 - for the type checker
        self._scan = None
        return Segment(scan.marker, scan.start, scan.body_end, end, scan.body)

    def _step(self, data: bytes, found: list[Segment]) -> bool:
        """One part further; false where more data are needed, or none."""
        if self._stopped or self.left <= 0:
            self._stopped = True
            return False
        fill = None if self._scan is not None else _FILL.match(data, self._at)
        if fill is None:
            return self._search(data, found)
        at = fill.end() - 1
        if at + 1 >= len(data):
            self._at = at
            return False
        code = data[at + 1]
        if code == SOI:  # a new picture inside this one: decoders give up
            self._stopped = True
            return False
        if code == EOI or code in _ALONE:
            self._stopped = code == EOI
            self.ended = self._stopped and self._scanned
            self.gaps = self.gaps or code == 0
            return self._take(at + 2)
        body = at + 2 + _LENGTH_BYTES
        # A length that does not even count itself is taken for that, as by decoders.
        body_end = at + 2 + max(_LENGTH_BYTES, int.from_bytes(data[at + 2 : body], "big"))
        if body > len(data) or body_end > len(data):
            self._at = at
            return False
        segment = Segment(
            code, self._base + at, self._base + body_end, self._base + body_end, bytes(data[body:body_end])
        )
        if code == SOS:
            self._scan, self._scanned = segment, True
        else:
            found.append(segment)
        return self._take(body_end)

    def _take(self, at: int) -> bool:
        self.left -= 1
        self._at = at
        return True

    def _search(self, data: bytes, found: list[Segment]) -> bool:
        """To the next marker: through coded data, or over what stands where a marker must."""
        ahead = _MARKER_AHEAD.search(data, self._at)
        at = ahead.start() if ahead else max(self._at, len(data) - data.endswith(b"\xff"))
        if self._scan is None:
            self.gaps = self.gaps or at > self._at
        elif ahead:
            found.append(self._closed(self._base + at))
        self._at = at
        return ahead is not None
