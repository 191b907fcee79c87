"""Files made to cost time or memory, by code: what a reader with bounds must survive at little expense.

`ARCHIVES` and `FILES` hold a maker for each, by what it is; `archived(name)` puts a file into an archive, as
often as fits. Some take a second to make and are up to 50 MB large, so nothing is kept.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from . import archives, hostile_pdfs, hostile_pictures
from .hostile_pictures import empty_blocks
from .zipmaker import Entry, build, central_record, end_record, local_part

Maker = Callable[[], bytes]
ARCHIVES: dict[str, Maker] = {
    name: archives.ROWS[name].make for name in archives.ROWS if "30" <= name[:2] < "37"
}
"""Hostile by their structure."""
FILES: dict[str, Maker] = {**hostile_pictures.FILES, **hostile_pdfs.FILES}
"""Hostile as a page: pictures and PDFs."""

_TIMES = 20
"""How often a file is put into one archive, if it is small enough for that."""
_ARCHIVE_BYTES = 48_000_000
_MEGABYTE = 1_000_000


def archived(name: str) -> bytes:
    """The file of this name, up to twenty times in one archive of less than 50 MB."""
    data = FILES[name]()
    extension = "pdf" if data.startswith(b"%PDF") else "png" if data.startswith(b"\x89PNG") else "jpg"
    times = max(1, min(_TIMES, _ARCHIVE_BYTES // len(data)))
    return build([Entry(f"{number}.{extension}", data, method=0) for number in range(times)])


def archive(name: str) -> Callable[[Maker], Maker]:
    """Enter the function as the maker of this archive."""

    def enter(make: Maker) -> Maker:
        ARCHIVES[name] = make
        return make

    return enter


@archive("end signatures throughout")
def end_signatures() -> bytes:
    return b"PK\x05\x06" * 12_000_000


@archive("a million records")
def million_records() -> bytes:
    record = central_record(Entry("a"), 0, 0)
    directory = record * 1_000_000
    return directory + end_record(1_000_000, len(directory), 0, end64=True)


@archive("sixty thousand records of one entry, with long fields")
def long_records() -> bytes:
    entry = Entry("n" * 250, b"x", extra=struct.pack("<HH", 0x9999, 0) * 100)
    part = local_part(entry, b"x")
    directory = central_record(entry, 1, 0) * 60_000
    return part + directory + end_record(60_000, len(directory), len(part))


@archive("blocks of nothing")
def blocks_of_nothing() -> bytes:
    packed = empty_blocks(480_000)
    return build([Entry(f"{number}.jpg", packed=packed) for number in range(100)])


@archive("just within every limit")
def within_limits() -> bytes:
    noise = random.Random(1).randbytes(20_600)
    data = noise + bytes(2 * _MEGABYTE - len(noise))
    return build([Entry(f"{number}.jpg", data) for number in range(100)])


@archive("names of marks out of order")
def names_of_marks() -> bytes:
    # Bringing them into their order takes a time that grows with the square of their number.
    name = "a" + "\u0301\u0323" * 16_000
    return build([Entry(f"{number}{name}", b"x") for number in range(100)])


@archive("long names in no encoding")
def long_names() -> bytes:
    raw = random.Random(2).randbytes(65_000).replace(b"/", b"_")
    return build([Entry(b"%d" % number + raw, b"x", flags=0) for number in range(100)])


@archive("long names of folders")
def long_paths() -> bytes:
    return build([Entry(b"%d" % number + b"/.." * 21_000, b"x") for number in range(100)])
