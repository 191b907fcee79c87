"""The few EXIF tags that a picture is asked about, read in bounded time.

Not Pillow's reader: it walks every tag, and writes tag values to its debug log and tag numbers into warnings,
while nothing of a candidate's file may reach a log. This one looks at two directories and follows no chain.
Tags and types: CIPA DC-008 (Exif 2.32), TIFF 6.0.
"""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zikao.formats.header import CM_PER_INCH, Density, density
from zikao.formats.names import plain_text

_MAKE, _MODEL, _ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION = 0x010F, 0x0110, 0x0112, 0x011A, 0x011B
_RESOLUTION_UNIT, _SOFTWARE, _EXIF_DIRECTORY = 0x0128, 0x0131, 0x8769
_PROCESSING_SOFTWARE, _DATE_TAKEN, _LENS_MODEL = 0x000B, 0x9003, 0xA434

_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5
_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_TIFF_HEAD: Final = 8
_SIZES: Final = {_ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8}
_LONGEST_TEXT: Final = 512

_DATE: Final = re.compile(r"([0-9]{4})[:-]([0-9]{2})[:-]([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Exif:
    """What was found; None or empty where the tag is missing or makes no sense."""

    orientation: int | None = None
    density: Density | None = None
    camera: str = ""
    lens: str = ""
    software: tuple[str, ...] = ()
    date_taken: str | None = None
    """ISO 8601 day."""


def read_exif(block: bytes | None) -> Exif:
    """The tags of a TIFF structure; an empty `Exif` where there is none, or a broken one."""
    tiff = _Tiff.open(block) if block else None
    if tiff is None:
        return Exif()
    main = tiff.directory(tiff.first)
    detail = tiff.directory(tiff.integer(main, _EXIF_DIRECTORY) or 0)
    orientation = tiff.integer(main, _ORIENTATION)
    make, model = tiff.text(main, _MAKE), tiff.text(main, _MODEL)
    return Exif(
        orientation=orientation if orientation in range(1, 9) else None,
        density=_density(tiff, main),
        # Many makers repeat their name in the model.
        camera=model if model.lower().startswith(make.lower()) else f"{make} {model}".strip(),
        lens=tiff.text(detail, _LENS_MODEL),
        software=tuple(filter(None, (tiff.text(main, _SOFTWARE), tiff.text(main, _PROCESSING_SOFTWARE)))),
        date_taken=_day(tiff.text(detail, _DATE_TAKEN)),
    )


def first_exif(blocks: Iterable[bytes]) -> bytes | None:
    """The block that counts where a file has several: the first that can be read at all, as for decoders."""
    return next((block for block in blocks if block[:4] in _ORDERS and len(block) >= _TIFF_HEAD), None)


def _density(tiff: _Tiff, main: _Directory) -> Density | None:
    x, y = tiff.ratio(main, _X_RESOLUTION), tiff.ratio(main, _Y_RESOLUTION)
    unit = tiff.integer(main, _RESOLUTION_UNIT)
    per_inch = {None: 1.0, 2: 1.0, 3: CM_PER_INCH}.get(unit)  # inches are the standard's default
    if x is None or y is None or per_inch is None:
        return None
    return density(x, y, per_inch, "exif")


def _day(text: str) -> str | None:
    found = _DATE.match(text)
    if found is None:
        return None
    try:
        return datetime.date(*map(int, found.groups())).isoformat()
    except ValueError:  # 0000:00:00 is how cameras say that their clock was never set
        return None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    count: int
    place: int
    """Offset of the 4 bytes that hold the value or point to it."""


_Directory = dict[int, _Entry]


@dataclass(frozen=True, slots=True)
class _Tiff:
    data: bytes
    order: str
    first: int

    @classmethod
    def open(cls, data: bytes) -> _Tiff | None:
        order = _ORDERS.get(data[:4])
        if order is None or len(data) < _TIFF_HEAD:
            return None
        return cls(data, order, struct.unpack_from(order + "I", data, 4)[0])

    def directory(self, offset: int) -> _Directory:
        """Entries by tag; the first of a repeated one. Cut off where the data end."""
        if not 8 <= offset <= len(self.data) - 2:
            return {}
        (count,) = struct.unpack_from(self.order + "H", self.data, offset)
        start = offset + 2
        count = min(count, (len(self.data) - start) // 12)
        entries: _Directory = {}
        rows = struct.iter_unpack(self.order + "HHI4x", self.data[start : start + 12 * count])
        for index, (tag, kind, length) in enumerate(rows):
            entries.setdefault(tag, _Entry(kind, length, start + 12 * index + 8))
        return entries

    def _value(self, entries: _Directory, tag: int, kinds: tuple[int, ...]) -> tuple[int, bytes] | None:
        """Type and raw bytes of a value (a text's beginning); None where missing, mistyped or outside."""
        entry = entries.get(tag)
        if entry is None or entry.kind not in kinds or entry.count < 1:
            return None
        size = _SIZES[entry.kind] * (entry.count if entry.kind == _ASCII else 1)
        start = entry.place
        if size > 4:
            (start,) = struct.unpack_from(self.order + "I", self.data, start)
        raw = self.data[start : start + min(size, _LONGEST_TEXT)]
        return (entry.kind, raw) if entry.kind == _ASCII or len(raw) == size else None

    def text(self, entries: _Directory, tag: int) -> str:
        value = self._value(entries, tag, (_ASCII,))
        if value is None:
            return ""
        return plain_text(value[1].split(b"\0", 1)[0].decode("utf-8", "replace"), 120)

    def integer(self, entries: _Directory, tag: int) -> int | None:
        value = self._value(entries, tag, (_SHORT, _LONG))
        if value is None:
            return None
        kind, raw = value
        number: int = struct.unpack(self.order + ("H" if kind == _SHORT else "I"), raw)[0]
        return number

    def ratio(self, entries: _Directory, tag: int) -> float | None:
        value = self._value(entries, tag, (_RATIONAL,))
        if value is None:
            return None
        above, below = struct.unpack(self.order + "II", value[1])
        return above / below if below else None
