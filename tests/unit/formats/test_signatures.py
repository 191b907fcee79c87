"""Kinds by content."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from tests.unit.package.archives import PAGES, ROWS, good_utf8
from tests.unit.package.zipmaker import PDF, Entry, build, png
from zikao.formats.kinds import PICTURE_EXTENSIONS, TABLE, Kind, extension_matches
from zikao.formats.signatures import identify

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ftyp(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + bytes(50)


def office(first: str, second: str) -> bytes:
    return build([Entry(first, b"<a/>"), Entry(second, b"<b/>")])


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (PAGES[0], "jpeg"),
        (png(), "png"),
        (b"GIF89a" + bytes(9), "gif"),
        (b"II*\x00" + bytes(9), "tiff"),
        (b"BM\x00\x01\x00\x00\x00\x00\x00\x00\x36", "bmp"),
        (b"BM is also how a text may begin", "text"),
        # Some programs fill the place that is reserved; the length of the next header speaks for them.
        (b"BM\x00\x01\x00\x00hi!!\x36\x00\x00\x00\x28\x00\x00\x00", "bmp"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"PIFF\x00\x00\x00\x00WEBPVP8 ", "unknown"),
        (ftyp(b"heic"), "heic"),
        (ftyp(b"msf1"), "heic"),
        (ftyp(b"avif"), "avif"),
        (ftyp(b"mp42"), "video"),
        (PDF, "pdf"),
        (b"\r\n" + PDF, "pdf"),
        (OLE + "WordDocument".encode("utf-16-le"), "word"),
        (OLE + "Workbook".encode("utf-16-le"), "excel"),
        (OLE, "unknown"),
        (b"{\\rtf1", "word"),
        (office("[Content_Types].xml", "word/document.xml"), "word"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "excel"),
        (office("[Content_Types].xml", "ppt/presentation.xml"), "slides"),
        (build([Entry("mimetype", b"application/vnd.oasis.opendocument.text", method=0)]), "word"),
        (office("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (office("META-INF/MANIFEST.MF", "a.class"), "program"),
        # A folder of that name does not make an archive a document.
        (office("word/01.jpg", "word/02.jpg"), "zip"),
        (good_utf8(), "zip"),
        (ROWS["12_7z.zip"].make(), "7z"),
        (ROWS["13_targz.zip"].make(), "gzip"),
        (ROWS["14_tar.zip"].make(), "tar"),
        (ROWS["19_rar4_head.zip"].make(), "rar"),
        (b"MZ\x90", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"[InternetShortcut]\r\nURL=", "link"),
        ("\ufeff <HTML>".encode(), "web"),
        ("说明".encode(), "text"),
        ("说明".encode()[:-1], "text"),
        ("说明文字".encode("gbk"), "text"),
        (b"\x00\x01\x02\x03", "unknown"),
    ],
)
def test_kind(head: bytes, kind: str) -> None:
    assert identify(head) == kind


def test_extension_tells_old_office_files_apart_where_content_does_not() -> None:
    assert identify(OLE, "wps") == "word"
    assert identify(OLE, "xls") == "excel"
    assert identify(PAGES[0], "doc") == "jpeg"


def test_extension_matches() -> None:
    assert extension_matches("jpeg", "jpg") is True
    assert extension_matches("heic", "jpg") is False
    assert extension_matches("text", "txt") is None


def test_an_extension_that_another_kind_claims_does_not_match() -> None:
    """A text called photo.jpg is no JPEG, although texts may be called as one likes."""
    assert extension_matches("text", "jpg") is False
    assert extension_matches("unknown", "heif") is False
    assert extension_matches("unknown", "dat") is None


def test_every_kind_is_in_the_table_and_no_extension_has_two_kinds() -> None:
    assert list(TABLE) == list(get_args(Kind))
    counts = Counter(extension for row in TABLE.values() for extension in row.extensions)
    assert [extension for extension, count in counts.items() if count > 1] == []
    assert {"jpg", "heif", "hif", "avif", "dib", "jfif"} <= PICTURE_EXTENSIONS
    assert not {"pdf", "zip", "txt"} & PICTURE_EXTENSIONS


@pytest.mark.parametrize(
    ("compatible", "kind"),
    [(b"mif1heic", "heic"), (b"mif1avifmiaf", "avif"), (b"", "heic"), (b"avi", "heic")],
)
def test_brands_that_any_coding_may_have(compatible: bytes, kind: str) -> None:
    """What is inside stands among the compatible brands."""
    box = b"ftypmif1" + bytes(4) + compatible
    assert identify((4 + len(box)).to_bytes(4, "big") + box + b"avif") == kind
