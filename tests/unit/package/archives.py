"""One archive for each row of the table of bad archives, built by code and named as the row is.

`ROWS` holds, per row, the codes that must be found in it (none for a good archive) and its maker. Every
document in them is invented; nothing in them is a picture of anything.
"""

from __future__ import annotations

import functools
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .zipmaker import (
    ENCRYPTED,
    UNIX,
    UTF8,
    Entry,
    build,
    central_record,
    deflate,
    end_record,
    jpeg,
    local_part,
    zipcrypto,
)

PASSWORD = b"123456"
NAMES = ("01-身份证正面.jpg", "02-准考证.jpg", "03-课程合格证书.jpg")
PAGES = tuple(jpeg(400 + number) for number in range(len(NAMES)))
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Row:
    """An archive and the codes that hold for it."""

    codes: frozenset[str]
    make: Callable[[], bytes]


ROWS: dict[str, Row] = {}


def row(name: str, *codes: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter the function as the maker of this row."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        kept = functools.cache(make)
        ROWS[name] = Row(frozenset(codes), kept)
        return kept

    return enter


def entries(encoding: str = "utf-8", folder: str = "", flags: int = 0) -> list[Entry]:
    """The three good pages under Chinese names in this encoding."""
    return [
        Entry((folder + name).encode(encoding), page, flags=flags)
        for name, page in zip(NAMES, PAGES, strict=True)
    ]


def good() -> list[Entry]:
    """The three good pages, with nothing to find fault with."""
    return entries(flags=UTF8)


def unicode_path(raw: bytes, text: str) -> bytes:
    """The extra field that gives the name in Unicode."""
    body = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + text.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


@functools.cache
def zeros(size: int) -> tuple[bytes, int]:
    """A deflate stream of this many zero bytes, in whole megabytes, and their checksum."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = bytes(MEGABYTE)
    once = stream.compress(million) + stream.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(size // MEGABYTE):
        checksum = zlib.crc32(million, checksum)
    return once * (size // MEGABYTE) + stream.flush(), checksum


def bomb(name: str, size: int) -> Entry:
    """An entry that unpacks to zeros."""
    packed, checksum = zeros(size)
    return Entry(name, method=8, packed=packed, size=size, crc=checksum)


@row("00_good_utf8.zip")
def good_utf8() -> bytes:
    return build(good())


@row("01_gbk_names.zip", "NAME_LEGACY_ENCODING")
def gbk_names() -> bytes:
    return build(entries("gbk"))


@row("02_gbk_nested_dir.zip", "NESTED_FOLDER")
def gbk_nested_dir() -> bytes:
    return build([Entry("材料/".encode("gbk"), flags=0, method=0), *entries("gbk", folder="材料/")])


@row("03_utf8_noflag.zip", "NAME_LEGACY_ENCODING")
def utf8_noflag() -> bytes:
    return build(entries())


@row("04_gbk_unicode_extra_0x7075.zip")
def gbk_unicode_extra() -> bytes:
    return build(
        [
            replace(entry, extra=unicode_path(entry.raw_name, name))
            for entry, name in zip(entries("gbk"), NAMES, strict=True)
        ]
    )


@row("10_enc_zipcrypto.zip", "ZIP_ENCRYPTED")
def enc_zipcrypto() -> bytes:
    return build(
        [
            replace(
                entry,
                method=0,
                flags=UTF8 | ENCRYPTED,
                packed=zipcrypto(entry.data, PASSWORD, zlib.crc32(entry.data) >> 24),
            )
            for entry in good()
        ]
    )


@row("11_enc_aes256.zip", "ZIP_ENCRYPTED")
def enc_aes256() -> bytes:
    aes = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    fields: dict[str, Any] = {
        "method": 99,
        "flags": UTF8 | ENCRYPTED,
        "crc": 0,
        "extra": aes,
        "local_extra": aes,
    }
    return build([replace(entry, packed=bytes(28) + entry.data, **fields) for entry in good()])


@row("12_7z.zip", "NOT_ZIP_7Z")
def seven_zip() -> bytes:
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(24) + PAGES[0]


def _tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, page in zip(NAMES, PAGES, strict=True):
            info = tarfile.TarInfo(name)
            info.size = len(page)
            tar.addfile(info, io.BytesIO(page))
    return target.getvalue()


@row("13_targz.zip", "NOT_ZIP_GZIP")
def targz() -> bytes:
    return gzip.compress(_tar(), mtime=0)


@row("14_tar.zip", "NOT_ZIP_TAR")
def tar() -> bytes:
    return _tar()


@row("15_deflate64.zip", "ZIP_METHOD_UNSUPPORTED")
def deflate64() -> bytes:
    return build([replace(entry, method=9, packed=deflate(entry.data)) for entry in good()])


@row("16_lzma.zip", "ZIP_METHOD_UNSUPPORTED")
def lzma() -> bytes:
    return by_zipfile(zipfile.ZIP_LZMA)


def by_zipfile(method: int) -> bytes:
    """The good pages as Python's own module writes them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, page in zip(NAMES, PAGES, strict=True):
            archive.writestr(name, page)
    return target.getvalue()


@row("17_7zip_zip.zip")
def seven_zip_zip() -> bytes:
    ntfs = struct.pack("<HHLHHQQQ", 0x000A, 32, 0, 1, 24, 1, 1, 1)
    return build([replace(entry, extra=ntfs, attributes=0x20) for entry in good()])


@row("18_infozip.zip", "NAME_LEGACY_ENCODING")
def infozip() -> bytes:
    owner = struct.pack("<HHBBLBL", 0x7875, 11, 1, 4, 0, 4, 0)
    local = struct.pack("<HHBLL", 0x5455, 9, 3, 0, 0) + owner
    central = struct.pack("<HHBL", 0x5455, 5, 3, 0) + owner
    fields: dict[str, Any] = {"made_by": UNIX, "attributes": 0o100644 << 16}
    return build([replace(entry, extra=central, local_extra=local, **fields) for entry in entries()])


@row("19_rar4_head.zip", "NOT_ZIP_RAR")
def rar4_head() -> bytes:
    return b"Rar!\x1a\x07\x00" + bytes(200)


@row("19_rar5_head.zip", "NOT_ZIP_RAR")
def rar5_head() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(200)


@row("20_split.zip", "ZIP_SPLIT_VOLUME")
def split() -> bytes:
    return build(good(), disk=1)[len(PAGES[0]) :]


@row("30_ratio_200MB.zip", "ZIP_BOMB")
def ratio_200mb() -> bytes:
    return build([bomb("scan.jpg", 200 * MEGABYTE)])


@row("31_ratio_30x20MB.zip", "ZIP_BOMB")
def ratio_30x20mb() -> bytes:
    return build([bomb(f"{number}.jpg", 20 * MEGABYTE) for number in range(30)])


@row("32_nested_bomb.zip", "NESTED_ARCHIVE")
def nested_bomb() -> bytes:
    return build([*good(), Entry("more.zip", ratio_200mb())])


@row("33_overlap_quoted_200x5MB.zip", "ZIP_OVERLAP")
def overlap_quoted() -> bytes:
    """Each entry's stream quotes the next entry's header in a stored block and goes on with its data."""
    packed, checksum = zeros(5 * MEGABYTE)
    content = bytes(5 * MEGABYTE)
    made: list[tuple[Entry, int]] = []
    body = b""
    for number in reversed(range(200)):
        entry = Entry(f"{number:03}.jpg", method=8, size=len(content), crc=checksum)
        header = local_part(entry, packed)[: 30 + len(entry.raw_name)]
        body = header + packed
        made.append((entry, len(packed)))
        packed = struct.pack("<BHH", 0, len(header), 0xFFFF ^ len(header)) + body
        content = header + content
        checksum = zlib.crc32(content)
    # Each header stands five bytes, those of the block that quotes it, behind the header before it.
    directory = b""
    offset = 0
    made.reverse()
    for entry, length in made:
        directory += central_record(entry, length, offset)
        offset += 30 + len(entry.raw_name) + 5
    return body + directory + end_record(len(made), len(directory), len(body))


@row("34_overlap_full_300x5MB.zip", "ZIP_OVERLAP")
def overlap_full() -> bytes:
    packed, _ = zeros(5 * MEGABYTE)
    twins = [bomb(f"{number:03}.jpg", 5 * MEGABYTE) for number in range(300)]
    body = local_part(twins[0], packed)
    directory = b"".join(central_record(each, len(packed), 0) for each in twins)
    return body + directory + end_record(len(twins), len(directory), len(body))


@row("35_60000_entries.zip", "TOO_MANY_ENTRIES")
def many_entries() -> bytes:
    return build([Entry(f"{number:05}.jpg", method=0) for number in range(60_000)])


@row("36_lying_size.zip", "ENTRY_CORRUPT")
def lying_size() -> bytes:
    packed, checksum = zeros(100 * MEGABYTE)
    return build([*good(), Entry("scan.jpg", packed=packed, size=1000, crc=checksum)])


@row("40_trunc.zip", "ZIP_TRUNCATED")
def trunc() -> bytes:
    whole = good_utf8()
    return whole[: len(whole) // 2]


@row("41_trunc_eocd.zip", "ZIP_TRUNCATED")
def trunc_eocd() -> bytes:
    return good_utf8()[:-10]


@row("42_zero_byte.zip", "FILE_EMPTY")
def zero_byte() -> bytes:
    return b""


@row("43_empty.zip", "ZIP_NO_FILES")
def empty() -> bytes:
    return build([])


@row("50_traversal.zip", "NAME_UNSAFE_PATH")
def traversal() -> bytes:
    names = ("../../01.jpg", "/pages/02.jpg", "C:\\Windows\\03.jpg", "..\\04.jpg", "good/../../05.jpg")
    return build([Entry(name, PAGES[0]) for name in names])


@row("51_symlink.zip", "ENTRY_SYMLINK")
def symlink() -> bytes:
    link = Entry("04.jpg", b"01.jpg", method=0, made_by=UNIX, attributes=0o120777 << 16)
    return build([*good(), link])


@row("52_dup_names.zip", "NAME_DUPLICATE")
def dup_names() -> bytes:
    return build([*good(), *good()[:1]])


@row("53_case_dup.zip", "NAME_DUPLICATE")
def case_dup() -> bytes:
    return build([Entry("scan.jpg", PAGES[0]), Entry("Scan.JPG", PAGES[1])])


@row("54_datadesc_stored.zip")
def datadesc_stored() -> bytes:
    return build([replace(entry, method=0, descriptor=True) for entry in good()])


@row("55_datadesc_deflate.zip")
def datadesc_deflate() -> bytes:
    return build([replace(entry, descriptor=True) for entry in good()])


@row("56_zip64.zip")
def zip64() -> bytes:
    return build([replace(entry, zip64=True) for entry in good()], end64=True)


@row("57_polyglot_jpeg_prefix.zip", "ZIP_PREFIX_DATA")
def polyglot_jpeg_prefix() -> bytes:
    return build(good(), prefix=jpeg(5000))


@row("58_sfx_exe_prefix.zip", "ZIP_SFX")
def sfx_exe_prefix() -> bytes:
    return build(good(), prefix=b"MZ" + bytes(3000), offsets_count_prefix=True)


@row("59_trailing_junk.zip", "ZIP_TRAILING_DATA")
def trailing_junk() -> bytes:
    return build(good(), trailing=b"\x00" * 3000)


@row("60_jpg_renamed.zip", "NOT_ZIP_IMAGE")
def jpg_renamed() -> bytes:
    return PAGES[0]


@row("61_html_renamed.zip", "NOT_ZIP_OTHER")
def html_renamed() -> bytes:
    return "<!DOCTYPE html><html><body>登录超时</body></html>".encode()


@row("62_wrong_crc.zip", "ENTRY_CORRUPT")
def wrong_crc() -> bytes:
    return build([*good(), Entry("04.jpg", PAGES[0], crc=1)])


@row("63_name_mismatch.zip", "ENTRY_HEADER_MISMATCH")
def name_mismatch() -> bytes:
    return build([*good(), Entry("04.jpg", PAGES[0], local_name=b"05.jpg")])


@row("64_junk_files.zip", "JUNK_FILES")
def junk_files() -> bytes:
    junk = [
        Entry(".DS_Store", b"\x00\x00\x00\x01Bud1" + bytes(100)),
        Entry("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
        Entry("desktop.ini", b"[.ShellClassInfo]\r\n"),
        Entry("__MACOSX/", method=0),
        Entry("__MACOSX/._" + NAMES[0], b"\x00\x05\x16\x07\x00\x02\x00\x00" + bytes(100)),
    ]
    return build([*good(), *junk])


@row("65_zero_trunc_img.zip", "IMAGE_EMPTY", "IMAGE_TRUNCATED")
def zero_trunc_img() -> bytes:
    return build([*good(), Entry("04.jpg", method=0), Entry("05.jpg", PAGES[0][:-100])])


@row("66_zip_in_zip.zip", "NESTED_ARCHIVE")
def zip_in_zip() -> bytes:
    return build([*good(), Entry("more.zip", good_utf8(), method=0)])


@row("67_exe_doc.zip", "TYPE_NOT_ALLOWED", "TYPE_WORD")
def exe_doc() -> bytes:
    program = b"MZ\x90\x00" + bytes(200)
    letter = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    return build([*good(), Entry("setup.exe", program), Entry("说明.doc", letter)])


@row("68_evil_names.zip", "NAME_TOO_LONG", "NAME_RESERVED", "NAME_BAD_CHAR", "NAME_BIDI", "TYPE_NOT_ALLOWED")
def evil_names() -> bytes:
    return build(
        [
            *good(),
            Entry("长" * 100 + ".jpg", PAGES[0]),
            Entry("CON.jpg", PAGES[0]),
            Entry('a<b>?".jpg', PAGES[0]),
            Entry("nul\x00l.jpg", PAGES[0]),
            Entry("证件\u202egpj.exe", b"MZ" + bytes(100)),
        ]
    )


@row("69_only_dirs.zip", "ZIP_NO_FILES")
def only_dirs() -> bytes:
    return build([Entry("材料/", method=0), Entry("材料/照片/", method=0)])


@row("70_big5_name.zip", "NAME_LEGACY_ENCODING")
def big5_name() -> bytes:
    return build([Entry("證件.jpg".encode("big5"), PAGES[0])])


@row("71_encflag_only.zip", "ZIP_ENCRYPTED")
def encflag_only() -> bytes:
    return build([replace(entry, flags=UTF8 | ENCRYPTED) for entry in good()])


@row("72_bad_utf8_flag.zip", "NAME_UNDECODABLE")
def bad_utf8_flag() -> bytes:
    return build(entries("gbk", flags=UTF8))
