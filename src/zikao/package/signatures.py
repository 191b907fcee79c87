"""What a file is, by its first bytes and nothing else.

An own table: libraries for it take HEIC for video, plain archives for Word, or bring a native library along.
"""

from __future__ import annotations

import codecs
from typing import Final, cast

from zikao.package.choices import ArchiveKind, Kind

HEAD_BYTES: Final = 65_536
"""How much of a file `identify` wants to see."""

PICTURES: Final = frozenset({"jpeg", "png", "heic", "avif", "gif", "bmp", "tiff", "webp"})
ARCHIVES: Final = frozenset({"zip", "rar", "7z", "gzip", "bzip2", "xz", "tar", "cab"})

_SIGNATURES: Final[tuple[tuple[int, bytes, Kind], ...]] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (8, b"WEBP", "webp"),
    (8, b"AVI ", "video"),
    (8, b"WAVE", "audio"),
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
_BRANDS: Final[dict[bytes, Kind]] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
}
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
_EXTENSIONS: Final[dict[str, frozenset[str]]] = {
    "jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    "png": frozenset({"png"}),
    "heic": frozenset({"heic", "heif", "hif"}),
    "avif": frozenset({"avif"}),
    "gif": frozenset({"gif"}),
    "bmp": frozenset({"bmp", "dib"}),
    "tiff": frozenset({"tif", "tiff"}),
    "webp": frozenset({"webp"}),
    "pdf": frozenset({"pdf"}),
    "ofd": frozenset({"ofd"}),
    "word": frozenset({"doc", "docx", "docm", "dot", "dotx", "wps", "wpt", "rtf", "odt"}),
    "excel": frozenset({"xls", "xlsx", "xlsm", "xlt", "et", "ods"}),
    "slides": frozenset({"ppt", "pptx", "pptm", "pps", "ppsx", "dps", "odp"}),
    "zip": frozenset({"zip"}),
    "rar": frozenset({"rar"}),
    "7z": frozenset({"7z"}),
    "gzip": frozenset({"gz", "tgz"}),
    "bzip2": frozenset({"bz2", "tbz", "tbz2"}),
    "xz": frozenset({"xz", "txz"}),
    "tar": frozenset({"tar"}),
    "cab": frozenset({"cab"}),
    "web": frozenset({"htm", "html", "mht", "mhtml", "xml", "svg", "xhtml"}),
}


def identify(head: bytes, extension: str = "") -> Kind:
    """The kind of the file that begins with these bytes; `HEAD_BYTES` of them are enough.

    The extension is asked in one case only: which program an old Office container belongs to, where the names
    of its streams lie further inside.
    """
    if not head:
        return "empty"
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00"):
        return _zip_family(head)
    if head.startswith(_OLE):
        return _ole_family(head, extension)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video")
    # Two letters alone would take any text that begins with them for a picture.
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "bmp"
    # Readers of PDF allow bytes before its header.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _written(head)


def identify_archive(head: bytes, extension: str = "") -> ArchiveKind:
    """The kind of a file that was handed in as an archive: pictures are one kind, and a link is none."""
    kind = identify(head, extension)
    if kind in PICTURES:
        return "image"
    return "unknown" if kind in ("link", "folder") else cast(ArchiveKind, kind)


def extension_matches(kind: str, extension: str) -> bool | None:
    """Whether the extension is one of the kind's own; None for kinds that have no fixed one."""
    known = _EXTENSIONS.get(kind)
    return None if known is None else extension in known


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
