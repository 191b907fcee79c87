"""The structure of a JPEG file (ITU-T T.81, annex B), read in one pass without decoding a pixel.

Written for hostile input: it never raises, never recurses, looks at each byte a bounded number of times and
stops after `Limits.parts` segments. Coded data are searched by one regular expression without backtracking.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.photo.header import CM_PER_INCH, TOO_MANY_PARTS, Density, Header, NotTried, density
from zikao.photo.limits import DEFAULT_LIMITS, Limits
from zikao.photo.quality import Quality, Table, natural_order, quality_of

if TYPE_CHECKING:
    from zikao.photo.facts import ColorMode

SOI, EOI, SOS, DQT, COM, TEM = 0xD8, 0xD9, 0xDA, 0xDB, 0xFE, 0x01
APP0, APP1, APP2, APP12, APP13, APP14 = 0xE0, 0xE1, 0xE2, 0xEC, 0xED, 0xEE
_APPS: Final = range(0xE0, 0xF0)
_RESTARTS: Final = range(0xD0, 0xD8)
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOFn; not DHT, JPG, DAC
_PROGRESSIVE: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})

_START: Final = b"\xff\xd8\xff"
_MARKER_AHEAD: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""The next marker in coded data: there FF 00 is a byte of data, FF D0-D7 a restart, FF FF a filler."""
_LOOK_AHEAD: Final = b"\xff\0" * 8
"""64 one-bits: libjpeg wants to hold that many while it decodes the last block. They are no valid codes."""
_FILL: Final = re.compile(rb"\xff+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and what belongs to it, as offsets into the file."""

    marker: int
    start: int
    """Of the marker's FF."""
    body: int
    """After the length field."""
    body_end: int
    end: int
    """Of a scan: the end of its coded data."""


@dataclass(frozen=True, slots=True)
class Component:
    """One colour channel of a frame."""

    id: int
    sampling: int
    """Horizontal and vertical factor, 4 bits each."""
    table: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a SOFn segment says. A height of zero (given later, by DNL) is left at zero."""

    marker: int
    precision: int
    width: int
    height: int
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Jpeg:
    """The first picture of a JPEG file, and what follows it."""

    data: bytes
    segments: tuple[Segment, ...]
    ended: bool
    """The end marker was reached."""
    overfull: bool
    """More segments than `Limits.parts`: the rest was not looked at."""
    pictures: int
    end: int
    """Where the last picture ends; the rest is no part of any picture."""

    def body(self, segment: Segment) -> bytes:
        """The payload of a segment, without coded data."""
        return self.data[segment.body : segment.body_end]

    def bodies(self, marker: int, prefix: bytes = b"") -> list[bytes]:
        """Payloads of the segments of one kind that start with `prefix`, without it."""
        return [
            self.data[s.body + len(prefix) : s.body_end]
            for s in self.segments
            if s.marker == marker and self.data.startswith(prefix, s.body, s.body_end)
        ]

    @property
    def frame(self) -> Frame | None:
        """The picture's frame; None where there is none, or several: then decoders disagree on the size."""
        frames = [s for s in self.segments if s.marker in _FRAMES]
        return _frame(frames[0].marker, self.body(frames[0])) if len(frames) == 1 else None

    @property
    def scans(self) -> int:
        """Number of scans."""
        return sum(s.marker == SOS for s in self.segments)

    @property
    def progressive(self) -> bool:
        """Whether the frame is coded progressively."""
        return any(s.marker in _PROGRESSIVE for s in self.segments)

    @property
    def quality(self) -> Quality | None:
        """Quality by the quantisation tables; None where a component's table is missing."""
        frame, tables = self.frame, self.tables
        if frame is None or not all(c.table in tables for c in frame.components):
            return None
        return quality_of([tables[c.table] for c in frame.components])

    @property
    def tables(self) -> dict[int, Table]:
        """Quantisation tables by number, as they stand at the first scan."""
        tables: dict[int, Table] = {}
        for segment in self.segments:
            if segment.marker == SOS:  # what is defined later belongs to later scans
                break
            if segment.marker == DQT:
                tables.update(_quantisation(self.body(segment)))
        return tables

    def picture_only(self) -> bytes:
        """The first picture without comments and metadata: what a decoder needs, and the colour profile.

        Of a picture of one scan the end marker is left out too: libjpeg fills data that are missing before it
        with grey and calls that a success, while data that simply stop are an error.
        """
        kept = (self.data[s.start : s.end] for s in self.segments if self._needed(s))
        end = _LOOK_AHEAD if self.scans == 1 else b"\xff\xd9" if self.ended else b""
        return b"".join([b"\xff\xd8", *kept, end])

    def _needed(self, segment: Segment) -> bool:
        if segment.marker == APP2:
            return self.data.startswith(b"ICC_PROFILE\0", segment.body, segment.body_end)
        return segment.marker in (APP0, APP14) or not (segment.marker in _APPS or segment.marker == COM)

    def header(self) -> Header | None:
        """The common header; None without a usable frame. Raises NotTried where the file is overfull."""
        if self.overfull:
            raise NotTried(TOO_MANY_PARTS)
        frame = self.frame
        if frame is None or not (frame.width and frame.height and frame.precision and frame.components):
            return None
        return Header(
            width=frame.width,
            height=frame.height,
            color_mode=_MODES.get(len(frame.components), "other"),
            bits_per_channel=frame.precision,
            bits_per_pixel=frame.precision * len(frame.components),
            density=self._density(),
            exif=next(iter(self.bodies(APP1, b"Exif\0\0")), None),
            pictures=self.pictures,
            complete=self.ended,
            trailing=self.data[self.end :],
            scans=self.scans,
            decodable=self.picture_only(),
        )

    def _density(self) -> Density | None:
        """JFIF density; unit 0 is only an aspect ratio and states none."""
        for body in self.bodies(APP0, b"JFIF\0"):
            if len(body) >= 7:
                unit, x, y = struct.unpack_from(">BHH", body, 2)
                if unit in (1, 2):
                    return density(x, y, CM_PER_INCH if unit == 2 else 1.0, "jfif")
        return None


_MODES: Final[dict[int, ColorMode]] = {1: "grey", 3: "rgb", 4: "cmyk"}
"""By components. Whether three are stored as YCbCr or RGB is the coder's matter: both are 24-bit colour."""


def _frame(marker: int, body: bytes) -> Frame | None:
    if len(body) < 6:
        return None
    precision, height, width, count = struct.unpack_from(">BHHB", body)
    if len(body) < 6 + 3 * count:
        return None
    components = tuple(Component(*body[i : i + 3]) for i in range(6, 6 + 3 * count, 3))
    return Frame(marker, precision, width, height, components)


def _quantisation(body: bytes) -> dict[int, Table]:
    """The tables of a DQT segment by their number; stops at a broken one."""
    tables: dict[int, Table] = {}
    at = 0
    while at < len(body):
        wide, number = body[at] >> 4, body[at] & 15
        end = at + (129 if wide else 65)
        if end > len(body):
            break
        tables[number] = natural_order(struct.unpack(">64H" if wide else "64B", body[at + 1 : end]))
        at = end
    return tables


@dataclass(slots=True)
class _Reader:
    """Reads one picture at a time; the budget of segments is the file's."""

    data: bytes
    budget: int

    def picture(self, start: int) -> tuple[list[Segment], int, bool]:
        """Segments of the picture whose SOI stands at `start`, its end, and whether that is an end marker."""
        data, size = self.data, len(self.data)
        segments: list[Segment] = []
        at = start + 2
        while self.budget > 0:
            self.budget -= 1
            fill = _FILL.match(data, at)
            if fill is None:  # no marker where one must stand: go on at the next, as decoders do
                ahead = _MARKER_AHEAD.search(data, at)
                if ahead is None:
                    break
                at = ahead.start()
                continue
            code_at = fill.end()
            code = data[code_at] if code_at < size else SOI
            if code == EOI:
                return segments, code_at + 1, True
            if code == SOI:  # a new picture inside this one, or the end of the file
                break
            if code == 0 or code == TEM or code in _RESTARTS:  # stands alone
                at = code_at + 1
                continue
            body = code_at + 3
            length = int.from_bytes(data[code_at + 1 : body], "big")
            body_end = body + length - 2
            if length < 2 or body_end > size:
                break
            at = self._coded_data_end(body_end) if code == SOS else body_end
            segments.append(Segment(code, code_at - 1, body, body_end, at))
        return segments, size, False

    def _coded_data_end(self, at: int) -> int:
        ahead = _MARKER_AHEAD.search(self.data, at)
        return ahead.start() if ahead else len(self.data)


def read_jpeg(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Jpeg:
    """The structure of `data`, which starts with SOI; of a broken file, the part that could be followed."""
    reader = _Reader(data, limits.parts)
    segments, end, ended = reader.picture(0)
    # A file that declares several pictures (CIPA DC-007) may pad between them; any other one follows at once.
    several = any(s.marker == APP2 and data.startswith(b"MPF\0", s.body, s.body_end) for s in segments)
    pictures = 1
    while ended and pictures < limits.pictures:
        start = data.find(_START, end) if several else end
        if start < 0 or not data.startswith(_START, start):
            break
        more, more_end, more_ended = reader.picture(start)
        if not more_ended or not any(s.marker in _FRAMES for s in more):
            break
        pictures, end = pictures + 1, more_end
    return Jpeg(data, tuple(segments), ended, reader.budget <= 0, pictures, end)
