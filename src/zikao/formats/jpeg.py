"""The structure of a JPEG file (ITU-T T.81), read without decoding a pixel."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.formats.exif import first_exif
from zikao.formats.header import CM_PER_INCH, PARTS, TOO_MANY_PARTS, Density, Header, NotTried, density
from zikao.formats.photoshop import MARK, resolution
from zikao.formats.quality import Quality, Table, natural_order, quality_of
from zikao.formats.segments import (
    APP0,
    APP1,
    APP2,
    APP13,
    APP14,
    APPS,
    ARITHMETIC,
    COM,
    DQT,
    EXIF,
    FRAMES,
    ICC,
    PROGRESSIVE,
    SOS,
    Segment,
    Walker,
)  # fmt: skip

if TYPE_CHECKING:
    from zikao.formats.header import ColorMode

_START: Final = b"\xff\xd8\xff"
_LOOK_AHEAD: Final = b"\xff\0" * 8
"""64 one-bits: libjpeg wants to hold that many while it decodes the last block. They are no valid codes."""
_SAMPLING: Final = range(1, 5)
"""Factors that there are (B.2.2)."""
_COEFFICIENT_BYTES: Final = 2
_MOST_HELD: Final = 8.0
"""Bytes a pixel: four components in full resolution. Where nothing better is known of a picture."""


@dataclass(frozen=True, slots=True)
class Component:
    """One colour channel of a frame."""

    id: int
    sampling: tuple[int, int]
    """Samples across and down, relative to the other components'."""
    table: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a SOFn segment says. A height of zero (given later, by DNL) is left at zero."""

    marker: int
    precision: int
    width: int
    height: int
    components: tuple[Component, ...]

    @property
    def samples(self) -> float | None:
        """Samples of all components for each pixel; None where their factors make no sense."""
        sides = [component.sampling for component in self.components]
        if not sides or not all(side in _SAMPLING for factors in sides for side in factors):
            return None
        most = max(across for across, _ in sides) * max(down for _, down in sides)
        return sum(across * down for across, down in sides) / most


@dataclass(frozen=True, slots=True)
class Jpeg:
    """The first picture of a JPEG file, and what follows it."""

    data: bytes
    segments: tuple[Segment, ...]
    ended: bool
    """The end marker was reached."""
    overfull: bool
    """More segments than were to be walked: the rest was not looked at."""
    pictures: int
    end: int
    """Where the last picture ends; the rest is no part of any picture."""

    def bodies(self, marker: int, prefix: bytes = b"") -> list[bytes]:
        """Payloads of the segments of one kind that start with `prefix`, without it."""
        return [
            s.body[len(prefix) :] for s in self.segments if s.marker == marker and s.body.startswith(prefix)
        ]

    @property
    def frame(self) -> Frame | None:
        """The picture's frame; None where there is none, or several: then decoders disagree on the size."""
        return frame_of([s for s in self.segments if s.marker in FRAMES])

    @property
    def exif(self) -> bytes | None:
        """The TIFF structure of the EXIF block that counts."""
        return first_exif(self.bodies(APP1, EXIF))

    @property
    def scans(self) -> int:
        """Number of scans."""
        return sum(s.marker == SOS for s in self.segments)

    @property
    def at_once(self) -> bool:
        """Whether the first scan brings the whole picture to its end, line by line."""
        first = next((s.body for s in self.segments if s.marker == SOS), b"")
        return at_once(self.frame, first)

    @property
    def progressive(self) -> bool:
        """Whether the frame is coded progressively."""
        return any(s.marker in PROGRESSIVE for s in self.segments)

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
                tables.update(_quantisation(segment.body))
        return tables

    def picture_only(self) -> bytes:
        """The first picture without comments and metadata: what a decoder needs, and the colour profile.

        Of a picture of one scan the end marker is left out too: libjpeg fills data that are missing before it
        with grey and calls that a success, while data that simply stop are an error. Arithmetic codes may
        leave out what they end in, and keep it.
        """
        told = any(s.marker in ARITHMETIC for s in self.segments)
        return self.rebuilt(_needed, _LOOK_AHEAD if self.scans == 1 and not told else None)

    def pixels_only(self) -> bytes:
        """The first picture as it is coded, without what its colours mean."""
        return self.rebuilt(lambda segment: segment.marker != APP2)

    def rebuilt(self, keep: Callable[[Segment], bool] | None = None, end: bytes | None = None) -> bytes:
        """The first picture put together anew, without what lies between its segments or behind it.

        Args:
            keep: which segments come along, byte for byte; None for all.
            end: what stands behind them; None for the end marker, where the picture has one.
        """
        if end is None:
            end = b"\xff\xd9" if self.ended else b""
        kept = (self.data[s.start : s.end] for s in self.segments if keep is None or keep(s))
        return b"".join([b"\xff\xd8", *kept, end])

    def header(self) -> Header | None:
        """The common header; None without a usable frame.

        Raises:
            NotTried: the file is overfull.
        """
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
            program_density=resolution(self.bodies(APP13, MARK)),
            exif=self.exif,
            pictures=self.pictures,
            complete=self.ended,
            trailing=self.data[self.end :],
            scans=self.scans,
            held=0.0 if self.at_once else held(frame),
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


_LEAST: Final = {APP0: 14, APP2: len(ICC) + 2, APP14: 12}
"""Bytes of those of a program's own that say how the pixels are coloured. Shorter ones libjpeg passes over,
and Pillow gives up on them."""


def _needed(segment: Segment) -> bool:
    if segment.marker == APP2 and not segment.body.startswith(ICC):
        return False
    if segment.marker in _LEAST:
        return len(segment.body) >= _LEAST[segment.marker]
    return segment.marker not in APPS and segment.marker != COM


def held(frame: Frame | None) -> float:
    """Bytes a pixel of the coefficients, which a decoder keeps where they come in several scans."""
    samples = frame.samples if frame else None
    return _MOST_HELD if samples is None else _COEFFICIENT_BYTES * samples


def at_once(frame: Frame | None, first_scan: bytes) -> bool:
    """Whether the first scan, of which this is the header, brings all components to their end."""
    if frame is None or frame.marker in PROGRESSIVE:
        return False
    return first_scan[:1] == bytes([len(frame.components)])


def frame_of(frames: Sequence[Segment]) -> Frame | None:
    """The one frame of a picture; None where there is none, a broken one, or several."""
    return _frame(frames[0].marker, frames[0].body) if len(frames) == 1 else None


def _frame(marker: int, body: bytes) -> Frame | None:
    if len(body) < 6:
        return None
    precision, height, width, count = struct.unpack_from(">BHHB", body)
    if len(body) < 6 + 3 * count:
        return None
    rows = struct.iter_unpack(">BBB", body[6 : 6 + 3 * count])
    components = tuple(Component(id_, divmod(factors, 16), table) for id_, factors, table in rows)
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


def read_jpeg(data: bytes, most: int = PARTS, pictures: int = 1) -> Jpeg:
    """The structure of `data`, which starts with SOI; of a broken file, the part that could be followed.

    Args:
        data: the file.
        most: parts that are walked in all.
        pictures: how many are looked for.
    """
    segments, walker = _walk(data, 0, most)
    ended, end, left = walker.ended, walker.end if walker.ended else len(data), walker.left
    overfull = walker.overfull
    # A file that declares several pictures (CIPA DC-007) may pad between them; any other one follows at once.
    several = any(s.marker == APP2 and s.body.startswith(b"MPF\0") for s in segments)
    found = 1
    while ended and found < pictures:
        start = data.find(_START, end) if several else end
        if start < 0 or not data.startswith(_START, start):
            break
        more, walker = _walk(data, start, left)
        left, overfull = walker.left, overfull or walker.overfull
        if not walker.ended or not any(s.marker in FRAMES for s in more):
            break
        found, end = found + 1, walker.end
    return Jpeg(data, tuple(segments), ended, overfull, found, end)


def _walk(data: bytes, start: int, most: int) -> tuple[list[Segment], Walker]:
    walker = Walker(start, most)
    segments = walker.feed(data[start:] if start else data)
    return segments + walker.close(), walker
