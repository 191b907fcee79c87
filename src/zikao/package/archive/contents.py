"""Opening entries: unpacked in chunks, counted and checked on the way, nothing kept but what was learned."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zikao.formats.follow import Page, follow
from zikao.formats.kinds import Kind
from zikao.formats.signatures import identify

READABLE: Final = frozenset({"stored", "deflate"})
_PACKED_CHUNK: Final = 1 << 16
_CHUNK: Final = 1 << 18
"""At least `HEAD_BYTES`, so that the first chunk tells the kind."""


@dataclass(frozen=True, slots=True)
class Content:
    """An entry whose data are what the directory promised."""

    size: int
    kind: Kind
    page: Page | None


class OutOfTimeError(Exception):
    """The CPU time for opening entries is spent."""


def read_content(
    data: memoryview, method: str, size: int, crc: int, extension: str, deadline: float
) -> Content | None:
    """Unpack one entry; None where its data are damaged or not of the declared size and checksum.

    Never unpacks more than one chunk beyond the declared size, whatever the data hold.

    Args:
        data: the packed data.
        method: one of READABLE.
        size: declared size in bytes.
        crc: declared CRC-32.
        extension: of the entry's name.
        deadline: on the clock of `time.thread_time`, in seconds.

    Raises:
        OutOfTimeError: the deadline passed before the end was reached.
    """
    count = 0
    check = 0
    kind: Kind = "empty"
    page: Page | None = None
    try:
        for chunk in _chunks(data, method, deadline):
            if count == 0:
                kind = identify(chunk, extension)
                page = follow(kind)
            count += len(chunk)
            if count > size:
                return None
            check = zlib.crc32(chunk, check)
            if page is not None:
                page.feed(chunk)
    except zlib.error:
        return None
    return Content(count, kind, page) if count == size and check == crc else None


def whole_content(data: memoryview, method: str, size: int) -> memoryview | bytes:
    """The data of an entry that `read_content` found to be good, at once."""
    return data if method == "stored" else zlib.decompress(data, -zlib.MAX_WBITS, max(1, size))


def _chunks(data: memoryview, method: str, deadline: float) -> Iterator[bytes]:
    return _stored(data, deadline) if method == "stored" else _inflated(data, deadline)


def _stored(data: memoryview, deadline: float) -> Iterator[bytes]:
    for at in range(0, len(data), _CHUNK):
        _check_time(deadline)
        yield bytes(data[at : at + _CHUNK])


def _inflated(data: memoryview, deadline: float) -> Iterator[bytes]:
    """Chunks of _CHUNK bytes but for the last one.

    Raises:
        zlib.error: the stream is damaged or has no end.
    """
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    pending = b""
    at = 0
    while not stream.eof:
        _check_time(deadline)
        packed = stream.unconsumed_tail
        if not packed:
            packed = bytes(data[at : at + _PACKED_CHUNK])
            at += len(packed)
        unpacked = stream.decompress(packed, _CHUNK - len(pending))
        if not packed and not unpacked:
            raise zlib.error("no end")
        pending += unpacked
        if len(pending) == _CHUNK:
            yield pending
            pending = b""
    if pending:
        yield pending


def _check_time(deadline: float) -> None:
    if time.thread_time() >= deadline:
        raise OutOfTimeError
