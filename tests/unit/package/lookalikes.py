"""Archives beside the table of bad ones, easily taken for something else."""

from __future__ import annotations

import unicodedata

from .archives import PAGES, good, good_utf8
from .zipmaker import PDF, Entry, build, png


def more() -> dict[str, tuple[bytes, frozenset[str]]]:
    """Each by what it is, with the codes that must be found in it."""
    decomposed = unicodedata.normalize("NFD", "résumé.jpg")
    docx = build([Entry("[Content_Types].xml", b"<Types/>"), Entry("word/document.xml", b"<w/>")])
    return {
        "first volume": (b"PK\x07\x08" + good_utf8()[:2000], frozenset({"ZIP_SPLIT_VOLUME"})),
        "one volume after all": (build(good(), prefix=b"PK00", offsets_count_prefix=True), frozenset()),
        "comment": (build(good(), comment=b"PK\x05\x06" + bytes(30)), frozenset()),
        "comment cut": (build(good(), comment=bytes(30))[:-5], frozenset({"ZIP_TRUNCATED"})),
        "front missing": (good_utf8()[50:], frozenset({"NOT_ZIP_OTHER"})),
        "cut behind an inner archive": (
            build([*good(), Entry("more.zip", good_utf8(), method=0), *good()])[: len(good_utf8()) * 2],
            frozenset({"ZIP_TRUNCATED"}),
        ),
        "document in Unicode forms": (
            build([Entry("résumé.jpg", PAGES[0]), Entry(decomposed, PAGES[1])]),
            frozenset({"NAME_DUPLICATE"}),
        ),
        "word renamed": (docx, frozenset({"NOT_ZIP_OTHER"})),
        "word inside": (build([*good(), Entry("说明.docx", docx, method=0)]), frozenset({"TYPE_WORD"})),
        "photo with archive inside": (
            build(good(), prefix=PAGES[0]) + bytes(500),
            frozenset({"NOT_ZIP_IMAGE"}),
        ),
        "shortcut": (
            build([*good(), Entry("04.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60))]),
            frozenset({"ENTRY_SYMLINK"}),
        ),
        "cut document": (
            build([Entry("a.pdf", PDF[:-20]), Entry("b.png", png())]),
            frozenset({"IMAGE_TRUNCATED"}),
        ),
        "only junk": (build([Entry(".DS_Store", b"x")]), frozenset({"JUNK_FILES", "ZIP_NO_FILES"})),
        "wrong local checksum": (
            build([Entry("a.jpg", PAGES[0], local_crc=7)]),
            frozenset({"ENTRY_HEADER_MISMATCH"}),
        ),
        "text": (build([Entry("a.txt", "说明".encode())]), frozenset({"TYPE_NOT_ALLOWED"})),
        "names that were rubbish when they were packed": (
            build([Entry("准考证.jpg".encode("gbk").decode("cp437"), PAGES[0])]),
            frozenset({"NAME_UNDECODABLE"}),
        ),
        "folder with a folder mark only": (
            build([*good(), Entry("extra", method=0, attributes=0x10)]),
            frozenset(),
        ),
    }
