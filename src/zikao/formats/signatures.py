"""What a file is, by its first bytes and nothing else.

An own table: libraries for it take HEIC for video, plain archives for Word, or bring a native library along.
"""

from __future__ import annotations

import codecs
from typing import Final

from zikao.formats.kinds import Kind

HEAD_BYTES: Final = 65_536
"""How much of a file tells its kind."""

_SIGNATURES: Final[tuple[tuple[int, bytes, Kind], ...]] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (0, b"ID3", "audio"),
    (0, b"{\\rtf", "word"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"MSCF\x00\x00\x00\x00", "cab"),
    (257, b"ustar", "tar"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"#!", "program"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (0, b"[InternetShortcut]", "link"),
)
_RIFF: Final[dict[bytes, Kind]] = {b"WEBP": "webp", b"AVI ": "video", b"WAVE": "audio"}
_BRANDS: Final[dict[bytes, Kind]] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
}
"""Major brands of ISO base media files (ISO/IEC 23008-12, AV1 image file format)."""
_SHARED_BRANDS: Final = (b"mif1", b"msf1")
"""Of any coding: which one, the compatible brands tell."""
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Lengths of the headers that a BMP may go on with."""
_OFFICE_FOLDERS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"word/", "word"),
    (b"xl/", "excel"),
    (b"ppt/", "slides"),
)
_OPEN_DOCUMENTS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"application/vnd.oasis.opendocument.text", "word"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "excel"),
    (b"application/vnd.oasis.opendocument.presentation", "slides"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final[tuple[tuple[str, Kind], ...]] = (
    ("WordDocument", "word"),
    ("Workbook", "excel"),
    ("PowerPoint Document", "slides"),
)
_OLE_EXTENSIONS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("doc", "dot", "wps", "wpt"), "word"),
    **dict.fromkeys(("xls", "xlt", "et"), "excel"),
    **dict.fromkeys(("ppt", "pps", "dps"), "slides"),
    "msi": "program",
}
_WEB_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<svg", b"mime-version:")


def identify(data: bytes | memoryview, extension: str = "") -> Kind:
    """The kind of the file that begins with these bytes, of which `HEAD_BYTES` are looked at.

    The extension is asked in one case only: which program an old Office container belongs to, where the names
    of its streams lie further inside.
    """
    head = bytes(data[:HEAD_BYTES])
    if not head:
        return "empty"
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00"):
        return _zip_family(head)
    if head.startswith(_OLE):
        return _ole_family(head, extension)
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head.startswith(b"BM") and _is_bmp(head):
        return "bmp"
    # Readers of PDF allow bytes before its header.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _written(head)


def _brand(head: bytes) -> Kind:
    if head[8:12] in _SHARED_BRANDS:
        compatible = head[16 : int.from_bytes(head[:4], "big")]
        if any(compatible[at : at + 4] == b"avif" for at in range(0, min(len(compatible), 400), 4)):
            return "avif"
    return _BRANDS.get(head[8:12], "video")


def _is_bmp(head: bytes) -> bool:
    """Whether more than two letters speak for it: they alone would take any text for a picture."""
    return head[6:10] == bytes(4) or int.from_bytes(head[14:18], "little") in _BMP_HEADERS


def _zip_family(head: bytes) -> Kind:
    """Office and OFD documents and Java programs are archives by build, told by how they begin."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first in (b"[Content_Types].xml", b"_rels/.rels"):
        return next((kind for folder, kind in _OFFICE_FOLDERS if folder in head), "zip")
    if first == b"mimetype":
        return next((kind for mime, kind in _OPEN_DOCUMENTS if mime in head[:200]), "zip")
    if first == b"OFD.xml" or (first.startswith(b"Doc_0/") and b"OFD.xml" in head):
        return "ofd"
    if first in (b"META-INF/", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml"):
        return "program"
    return "zip"


def _ole_family(head: bytes, extension: str) -> Kind:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in head:
            return kind
    return _OLE_EXTENSIONS.get(extension, "unknown")


def _written(head: bytes) -> Kind:
    """Web page, plain text, or unknown."""
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_WEB_STARTS):
        return "web"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text"
    for encoding in ("utf-8", "gb18030"):
        try:
            # The last character may be cut in the middle, so this is not the final piece.
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        if not any(letter < " " and letter not in "\t\n\r\f" for letter in text):
            return "text"
    return "unknown"
