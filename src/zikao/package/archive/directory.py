"""Reading the bones of a ZIP file: end record, directory, local headers. No entry is opened here.

Layouts follow PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5. Everything read is a claim; callers compare
claims with each other and with the data. Offsets are positions in the whole file, whatever stands before the
archive.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOCAL_SIGNATURE: Final = b"PK\x03\x04"
SPLIT_SIGNATURE: Final = b"PK\x07\x08"
UNSPLIT_MARKER: Final = b"PK00"
"""Stands before the first entry where a writer prepared for volumes and needed only one (APPNOTE 8.5.5)."""

_CENTRAL_SIGNATURE: Final = b"PK\x01\x02"
_END_SIGNATURE: Final = b"PK\x05\x06"
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_CENTRAL_LENGTHS: Final = struct.Struct("<4s24x3H")
_LOCAL: Final = struct.Struct("<4s5H3L2H")

_FULL_16: Final = 0xFFFF
_FULL_32: Final = 0xFFFFFFFF
_ZIP64_EXTRA: Final = 0x0001
_END_CANDIDATES: Final = 100
"""End signatures tried from the end backwards: a file stuffed with them must not cost time."""
_EXTRA_FIELDS: Final = 16
"""Extra fields looked at in one record, for the same reason; writers put in half a dozen at most."""


@dataclass(frozen=True, slots=True)
class End:
    """The end record, with the 64-bit one where there is one."""

    stop: int
    """Position after the record and its comment, as declared."""
    split: bool
    entries: int
    directory: int
    """Position of the first directory record."""
    directory_stop: int
    shift: int
    """What must be added to offsets in the directory to get positions in the file."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as the directory describes it."""

    made_by: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    name: bytes
    extra: bytes
    attributes: int
    offset: int
    """Position of the local header."""


@dataclass(frozen=True, slots=True)
class Local:
    """The header that stands before the entry's data."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    name: bytes
    data: int
    """Position of the data."""


def stands_at(view: memoryview, at: int, signature: bytes) -> bool:
    """Whether these bytes stand at this position."""
    return bytes(view[at : at + len(signature)]) == signature


def find_end(view: memoryview, window: int) -> End | None:
    """The last end record in the final `window` bytes behind which a directory really stands, or None.

    One that claims an empty directory needs nothing to back it, so it counts only if there is no other.
    """
    base = max(0, len(view) - window)
    tail = bytes(view[base:])
    at = len(tail)
    empty: End | None = None
    for _ in range(_END_CANDIDATES):
        at = tail.rfind(_END_SIGNATURE, 0, at)
        if at < 0:
            break
        end = _end_at(view, base + at)
        if end is not None and (end.entries or end.split):
            return end
        empty = empty or end
    return empty


def _end_at(view: memoryview, at: int) -> End | None:
    if at + _END.size > len(view):
        return None
    _, disk, directory_disk, _, entries, size, offset, comment = _END.unpack_from(view, at)
    stop = at + _END.size + comment
    directory_stop = at
    if (wide := _end64_before(view, at)) is not None:
        directory_stop, disk, directory_disk, entries, size, offset = wide
    if (disk or directory_disk) and stop <= len(view):
        return End(stop, True, entries, 0, 0, 0)
    # Written before the end record without a gap is the rule; where it was said to be is the second guess.
    for start in (directory_stop - size, offset):
        ends_in_time = start >= 0 and start + size <= directory_stop
        empty = size == 0 and entries == 0
        if start >= offset and ends_in_time and (empty or stands_at(view, start, _CENTRAL_SIGNATURE)):
            return End(stop, False, entries, start, start + size, start - offset)
    return None


def _end64_before(view: memoryview, at: int) -> tuple[int, int, int, int, int, int] | None:
    """Position, disk, disk of the directory, entries, size and offset of the directory."""
    locator = at - _LOCATOR.size
    if locator < 0 or not stands_at(view, locator, b"PK\x06\x07"):
        return None
    _, _, said, _ = _LOCATOR.unpack_from(view, locator)
    for record in (said, locator - _END64.size):
        if 0 <= record <= locator - _END64.size and stands_at(view, record, b"PK\x06\x06"):
            _, _, _, _, disk, directory_disk, _, entries, size, offset = _END64.unpack_from(view, record)
            return record, disk, directory_disk, entries, size, offset
    return None


def record_positions(view: memoryview, end: End) -> Sequence[int] | None:
    """Where each directory record stands; None where the directory is not whole.

    Nothing is kept of a record but its position, so that a million of them stay cheap to count.
    """
    found = array("Q")
    at = end.directory
    while at + _CENTRAL.size <= end.directory_stop:
        signature, name, extra, comment = _CENTRAL_LENGTHS.unpack_from(view, at)
        if signature != _CENTRAL_SIGNATURE:
            return None
        found.append(at)
        at += _CENTRAL.size + name + extra + comment
    # Some writers put more entries than 16 bits can count without the 64-bit record.
    agrees = len(found) == end.entries or (len(found) & _FULL_16) == end.entries
    return found if at == end.directory_stop and agrees else None


def record_at(view: memoryview, at: int, shift: int) -> Record:
    """The directory record at this position, with its 64-bit values put in."""
    (
        _, made_by, _, flags, method, _, _, crc, packed, size,
        name_length, extra_length, _, _, _, attributes, offset,
    ) = _CENTRAL.unpack_from(view, at)  # fmt: skip
    name_at = at + _CENTRAL.size
    extra_at = name_at + name_length
    extra = bytes(view[extra_at : extra_at + extra_length])
    wide = iter(_wide_values(extra) if _FULL_32 in (size, packed, offset) else ())
    # APPNOTE 4.5.3: only what did not fit is there, in this order.
    size = next(wide, size) if size == _FULL_32 else size
    packed = next(wide, packed) if packed == _FULL_32 else packed
    offset = next(wide, offset) if offset == _FULL_32 else offset
    name = bytes(view[name_at:extra_at])
    return Record(made_by, flags, method, crc, packed, size, name, extra, attributes, offset + shift)


def _wide_values(extra: bytes) -> list[int]:
    body = extra_field(extra, _ZIP64_EXTRA) or b""
    return [int.from_bytes(body[at : at + 8], "little") for at in range(0, len(body) - 7, 8)]


def extra_field(extra: bytes, wanted: int) -> bytes | None:
    """The body of one extra field, or None."""
    at = 0
    for _ in range(_EXTRA_FIELDS):
        if at + 4 > len(extra):
            break
        field, length = struct.unpack_from("<2H", extra, at)
        if field == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return None


def local_header(view: memoryview, record: Record) -> Local | None:
    """The header at the entry's data, or None where none stands there."""
    at = record.offset
    if at + _LOCAL.size > len(view) or not stands_at(view, at, LOCAL_SIGNATURE):
        return None
    _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(view, at)
    name_at = at + _LOCAL.size
    name = bytes(view[name_at : name_at + name_length])
    return Local(flags, method, crc, packed, size, name, name_at + name_length + extra_length)


def overlapping(view: memoryview, records: Sequence[Record]) -> bool:
    """Whether two entries claim the same bytes, headers included."""
    reached = 0
    for record in sorted(records, key=lambda each: each.offset):
        if record.offset < reached:
            return True
        local = local_header(view, record)
        data = record.offset + _LOCAL.size + len(record.name) if local is None else local.data
        reached = data + record.packed
    return False
