"""Writes ZIP files field by field, so that every field can lie."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

UTF8 = 0x800
DESCRIPTOR = 0x08
ENCRYPTED = 0x01
UNIX = 0x031E
WINDOWS = 0x003F
FULL_32 = 0xFFFFFFFF


def jpeg(size: int = 400, width: int = 640, height: int = 480) -> bytes:
    """A file with the bones of a JPEG: headers, about `size` bytes of scan, end marker."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    scan = random.Random(size).randbytes(size).replace(b"\xff", b"\xfe")
    return (
        b"\xff\xd8"
        + _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
        + _segment(0xC0, frame)
        + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + scan
        + b"\xff\xd9"
    )


def _segment(code: int, body: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


def png(width: int = 640, height: int = 480) -> bytes:
    """A PNG with a black picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
    b"3 0 obj\n<</Filter/Standard/V 1/R 2/P -4/O<" + b"5a" * 32 + b">/U<" + b"a5" * 32 + b">>>\nendobj\n"
    b"trailer\n<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n%%EOF\n"
)
"""Asks for a password that nobody knows."""


def deflate(data: bytes, level: int = 6) -> bytes:
    """A raw deflate stream."""
    stream = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@dataclass(frozen=True)
class Entry:
    """One entry. What is None follows from the data; `local_` fields are for the header at the data only."""

    name: bytes | str
    data: bytes = b""
    method: int = 8
    flags: int | None = None
    """None: UTF-8 flag where the name was given as text beyond ASCII."""
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    local_name: bytes | None = None
    local_crc: int | None = None
    descriptor: bool = False
    made_by: int = WINDOWS
    attributes: int = 0
    zip64: bool = False

    @property
    def raw_name(self) -> bytes:
        return self.name.encode() if isinstance(self.name, str) else self.name

    @property
    def all_flags(self) -> int:
        flags = self.flags
        if flags is None:
            flags = UTF8 if isinstance(self.name, str) and not self.name.isascii() else 0
        return flags | (DESCRIPTOR if self.descriptor else 0)


def build(
    entries: Sequence[Entry],
    *,
    prefix: bytes = b"",
    offsets_count_prefix: bool = False,
    comment: bytes = b"",
    trailing: bytes = b"",
    disk: int = 0,
    end64: bool = False,
) -> bytes:
    """A whole archive: local parts, directory, end record."""
    body = bytearray()
    directory = bytearray()
    base = len(prefix) if offsets_count_prefix else 0
    for entry in entries:
        offset = len(body) + base
        packed = packed_data(entry)
        body += local_part(entry, packed)
        directory += central_record(entry, len(packed), offset)
    start = len(body) + base
    end = end_record(len(entries), len(directory), start, comment, disk, end64)
    return prefix + bytes(body) + bytes(directory) + end + trailing


def packed_data(entry: Entry) -> bytes:
    """The entry's data as stored."""
    if entry.packed is not None:
        return entry.packed
    return deflate(entry.data) if entry.method == 8 else entry.data


def _claims(entry: Entry) -> tuple[int, int]:
    size = len(entry.data) if entry.size is None else entry.size
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    return size, crc


def local_part(entry: Entry, packed: bytes) -> bytes:
    """Header, data and, if asked for, data descriptor."""
    size, crc = _claims(entry)
    said = (
        entry.local_crc if entry.local_crc is not None else crc,
        len(packed),
        size,
    )
    extra = entry.local_extra
    descriptor = b""
    if entry.descriptor:
        descriptor = struct.pack("<4sLLL", b"PK\x07\x08", *said)
        said = (0, 0, 0)
    elif entry.zip64:
        extra += struct.pack("<HHQQ", 1, 16, size, len(packed))
        said = (said[0], FULL_32, FULL_32)
    name = entry.raw_name if entry.local_name is None else entry.local_name
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, entry.all_flags, entry.method, 0, 0x21, *said, len(name), len(extra)
    )
    return head + name + extra + packed + descriptor


def central_record(entry: Entry, packed: int, offset: int) -> bytes:
    """The entry in the directory."""
    size, crc = _claims(entry)
    extra = entry.extra
    if entry.zip64:
        extra += struct.pack("<HHQQQ", 1, 24, size, packed, offset)
        size = packed = offset = FULL_32
    name = entry.raw_name
    head = struct.pack(
        "<4s6H3L5H2L",
        b"PK\x01\x02", entry.made_by, 20, entry.all_flags, entry.method, 0, 0x21,
        crc, packed, size,
        len(name), len(extra), 0, 0, 0, entry.attributes, offset,
    )  # fmt: skip
    return head + name + extra


def end_record(
    count: int, size: int, start: int, comment: bytes = b"", disk: int = 0, end64: bool = False
) -> bytes:
    """End record, with the 64-bit one and its locator before it if asked for."""
    wide = b""
    said = (count & 0xFFFF, count & 0xFFFF, size, start)
    if end64:
        wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, disk, disk, count, count, size, start)
        wide += struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
        said = (0xFFFF, 0xFFFF, FULL_32, FULL_32)
    return wide + struct.pack("<4s4H2LH", b"PK\x05\x06", disk, disk, *said, len(comment)) + comment


def zipcrypto(data: bytes, password: bytes, check: int) -> bytes:
    """Traditional encryption (APPNOTE 6.1) with a header of zeros and the check byte."""
    table = [_crc_step(number) for number in range(256)]
    update = _keys(table, password)
    return bytes(update(byte) for byte in bytes(11) + bytes([check]) + data)


def _crc_step(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ 0xEDB88320 if number & 1 else number >> 1
    return number


def _keys(table: Sequence[int], password: bytes) -> Callable[[int], int]:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def feed(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 0x08088405 + 1) & FULL_32
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    def encrypt(byte: int) -> int:
        key = keys[2] | 2
        hidden = byte ^ (key * (key ^ 1) >> 8 & 0xFF)
        feed(byte)
        return hidden

    for byte in password:
        feed(byte)
    return encrypt
