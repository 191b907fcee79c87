"""Made archives for the vectors: every fault of the table of bad ones, what looks like one, more of names."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.unit.package.archives import PAGES, ROWS, entries, good, good_utf8, unicode_path
from tests.unit.package.hostile_pictures import empty_blocks
from tests.unit.package.lookalikes import more
from tests.unit.package.zipmaker import PDF, UTF8, Entry, build, deflate, png
from tests.vectors.store import File

LARGE: Final = frozenset({"35_60000_entries.zip"})
"""Rows that would be most of the vectors; `tests/acceptance/widgets` holds these against JavaScript."""
ALIKE: Final = b"".join([*PAGES, png(), PDF, good_utf8()])
"""What most of them are made of."""
NAMES: Final = (
    "图片",
    "身份证正面.jpg",
    "准考证（2019）.jpg",
    "résumé.jpg",
    "DECLARAÇÃO AVALIAÇÃO.pdf",
    "證件（一）①.jpg",
    "日本語テスト.jpg",
    "Здравствуйте.doc",
    "“照片”—📷.jpg",
    "ﬀ　全角.JPG",
)
READ_AS: Final = ("cp437", "cp850", "latin-1", "mac_roman", "gbk")


def corpus() -> dict[str, File]:
    """Archives and other files by what is in them, with the names that their owners gave them."""
    made = {name: File(row.make(), name) for name, row in ROWS.items() if name not in LARGE}
    made |= {label: File(data, f"{label}.zip") for label, (data, _) in more().items()}
    for label, data in (*_structures(), *_named(), *_contents()):
        made[label] = File(data, "材料.zip")
    made["no name"] = File(good_utf8())
    made["odd name"] = File(good_utf8(), "材料\u202e\u3000.ZIP" + "x" * 30)
    made["a picture"] = File(PAGES[0], "a.JPG")
    made["a document"] = File(PDF, "a.pdf")
    made["an old Office document"] = File(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.wps")
    return made


def _structures() -> Iterator[tuple[str, bytes]]:
    yield "64 bits", build([replace(each, zip64=True) for each in good()], end64=True)
    yield "64 bits in the end alone", build(good(), end64=True)
    yield "descriptors", build([replace(each, descriptor=True) for each in good()])
    yield "offsets count what stands before", build(good(), prefix=bytes(77), offsets_count_prefix=True)
    yield "offsets count from the archive", build(good(), prefix=b"MZ" + bytes(70_000))
    yield "another end in the comment", build(good(), comment=build([])[-22:])
    yield "a comment longer than is read first", build(good(), comment=bytes(60_000))
    yield "a long comment, cut", build(good(), comment=bytes(60_000))[:-1]
    yield "far behind the end", build(good(), trailing=bytes(300_000))
    yield "many ends that are none", build(good(), trailing=b"PK\x05\x06" * 90)
    yield "too many ends that are none", build(good(), trailing=b"PK\x05\x06" * 110)
    yield "a program by name only", build(good(), prefix=b"#!/bin/sh\n", offsets_count_prefix=True)
    whole = good_utf8()
    yield "last byte missing", whole[:-1]
    yield "directory cut out", whole[:200] + whole[-22:]
    yield "one entry less than is said", whole[:-14] + struct.pack("<2H", 4, 4) + whole[-10:]
    yield (
        "long extra fields",
        build([replace(each, extra=struct.pack("<HH", 0x9999, 0) * 20) for each in good()]),
    )
    yield "wide size is missing", build([Entry("a.jpg", PAGES[0], size=0xFFFFFFFF)])
    yield "a hundred and one", build([Entry(f"{number}.jpg", b"x") for number in range(101)])
    yield (
        "other links",
        build(
            [Entry("a", b"b.jpg", method=0, made_by=0x031E, attributes=0xA1FF << 16), Entry("c/", method=0)]
        ),
    )


def _named() -> Iterator[tuple[str, bytes]]:
    for encoding in ("gb18030", "utf-8", "big5", "cp437", "shift_jis"):
        given = [name.encode(encoding, "replace") for name in NAMES]
        yield f"names in {encoding}", build([Entry(name, b"x", flags=0) for name in given])
        for number, name in enumerate(given):
            if encoding in ("gb18030", "big5"):
                yield f"name {number} in {encoding}", build([Entry(name, b"x", flags=0)])
    for read_as in READ_AS:
        for written_as in ("gbk", "utf-8"):
            misread = [name.encode(written_as, "replace").decode(read_as, "replace") for name in NAMES]
            yield f"{written_as} read as {read_as}", build([Entry(name, b"x") for name in misread])
    windows = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in "合格证书.jpg".encode())
    yield "UTF-8 read as Windows-1252", build([Entry("".join(windows), b"x")])
    yield "a folder and a file without a name", build([Entry("//"), Entry(".", b"x")])
    yield "both of one archive", build([*entries("gbk"), *entries()])
    yield "bytes of nothing", build([Entry(b"\xe4\xbd\x41\xed\xa0\x80\xf5\xff\xc3.jpg", b"x", flags=UTF8)])
    raw = "身份证.jpg".encode("gbk")
    yield (
        "a stale Unicode name",
        build([Entry(raw, b"x", flags=0, extra=unicode_path(b"other", "身份证.jpg"))]),
    )
    odd = (
        "C:\\a.jpg", "c:b", "/root.jpg", "\\\\host\\a.jpg", "a/../b.jpg", "./a.jpg", "a//b.jpg",
        "a/b/c/d.png",
        "..", ".", "", "CON", "con.txt", "nul ", "com1.jpg", "LPT\u00b9", "CONIN$", "con\u0131n$", "conx.jpg",
        "a.", "a ", "a.jpg.", "a\tb", "a\u0085b", "\u202egpj.exe", "\u200ea", "a\u2028b", "\ue5e5.jpg",
        "~$a.doc", "._a", "a/._b", "__MACOSX/x.jpg", "@eaDir/x", ".DS_Store", "x/Thumbs.db", "Icon\r",
        "no-extension", ".hidden", "a.b.C", "a." + "X" * 20, "长" * 130 + ".jpg", "a\ufffdb.jpg",
        "锟斤拷.jpg",
    )  # fmt: skip
    yield "odd names", build([Entry(name, b"x") for name in odd])
    twins = ("Straße", "STRASSE", "ß.jpg", "SS.JPG", "ı", "i", "I", "Σας", "ΣΑΣ", "e\u0301", "\u00e9", "a. ",
             "A", "K", "\u212a", "ſ", "s", "ǅ", "ǆ", "ﬁ", "fi", "\U00010400", "\U00010428")  # fmt: skip
    yield "twins", build([Entry(name, b"x") for name in twins])


def _contents() -> Iterator[tuple[str, bytes]]:
    page = PAGES[0][:-2] + b"\x12\x34" * 45_000 + PAGES[0][-2:]
    yield "longer than a head", build([Entry("a.jpg", page), Entry("b.jpg", page, method=0)])
    yield "kinds", build(
        [
            Entry("a.png", png()), Entry("b.pdf", PDF), Entry("c.pdf", PDF + b"<html>" + bytes(3000)),
            Entry("d.gif", b"GIF89a" + bytes(20)), Entry("e.txt", "说明".encode("gbk")),
            Entry("f.htm", b"<html>"),
            Entry("g.jpg", png()), Entry("h", PAGES[0]), Entry("i.rar", b"Rar!\x1a\x07\x01\x00"),
            Entry("j.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), Entry("k.bin", bytes(50)),
            Entry("l.heic", b"\0\0\0\x18ftypheic" + bytes(12)),
            Entry("m.mp4", b"\0\0\0\x18ftypisom" + bytes(12)),
            Entry("n.exe", b"MZ" + bytes(70)), Entry("o.jpg", PAGES[0][:-2]), Entry("p.png", png()[:-12]),
            Entry("q.url", b"[InternetShortcut]\r\nURL=x"),
            Entry("r.ofd", build([Entry("OFD.xml", b"<o/>")])),
        ]
    )  # fmt: skip
    yield "a picture turned", build([Entry("a.jpg", PAGES[0][:20] + _turned(6) + PAGES[0][20:])])
    packed = deflate(PAGES[0])
    yield "data cut", build([Entry("a.jpg", PAGES[0], packed=packed[:-30])])
    yield "nothing packed", build([Entry("a.jpg", PAGES[0], packed=b"")])
    yield "no end", build([Entry("a.jpg", b"", packed=b"\x00\x00\x00\xff\xff", size=0)])
    yield "size too small", build([Entry("a.jpg", PAGES[0], size=len(PAGES[0]) - 1)])
    yield "size too large", build([Entry("a.jpg", PAGES[0], size=len(PAGES[0]) + 1)])
    yield "noise for data", build([Entry("a.jpg", PAGES[0], packed=random.Random(5).randbytes(300))])
    yield "empty, packed", build([Entry("a.jpg", b""), Entry("b.jpg", b"", method=0)])
    yield "data that nobody has", build([Entry("a.jpg", PAGES[0], method=0, size=5_000, packed=PAGES[0])])
    yield "blocks of nothing", build([Entry("a.jpg", b"", packed=empty_blocks(500))])
    swollen = bytes(1_500_000)
    yield "swells", build([*good(), Entry("a.jpg", swollen)])
    yield "swells, but is small", build([Entry("a.jpg", bytes(900_000))])
    yield (
        "methods",
        build(
            [
                Entry(f"{method}.jpg", PAGES[0], method=method)
                for method in (0, 6, 8, 12, 14, 93, 95, 98, 99, 1234)
            ]
        ),
    )
    for claim in ("crc", "size"):
        part = {"local_crc": 9} if claim == "crc" else {"descriptor": True, "local_crc": 9}
        yield f"a local header with another {claim}", build([Entry("a.jpg", PAGES[0], **part)])  # type: ignore[arg-type]
    other = build([Entry("a.jpg", PAGES[0], local_name=b"a.jpg\0")])
    yield "a longer local name", other
    yield "no local header", good_utf8().replace(b"PK\x03\x04", b"PK\x03\x05", 1)


def _turned(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
