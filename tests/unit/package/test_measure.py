"""What is measured in good archives, how far bad ones are followed, and what it costs."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from zikao.formats.follow import follow
from zikao.package.archive import contents
from zikao.package.limits import Limits
from zikao.package.measuring import measure

from . import archives, hostile
from .archives import NAMES, PAGES, PASSWORD, ROWS, good, good_utf8, unicode_path
from .zipmaker import PDF, UTF8, Entry, build, deflate, jpeg, png


def names(*entries: Entry) -> list[tuple[str | None, str | None]]:
    found = measure(build(entries)).facts.contents
    assert found is not None
    return [(entry.name, entry.name_encoding) for entry in found]


def test_a_good_archive() -> None:
    measured = measure(good_utf8(), "材料.ZIP")
    facts = measured.facts
    assert facts.contents is not None
    assert (facts.archive_kind, facts.archive_extension, facts.bytes) == ("zip", "zip", len(good_utf8()))
    assert (facts.entries, facts.files, facts.folders, facts.junk_entries) == (3, 3, 0, 0)
    assert facts.unpacked_bytes == facts.declared_unpacked_bytes == sum(map(len, PAGES))
    assert (facts.max_ratio, facts.name_encodings, facts.unsupported_methods) == (1.0, ["utf8"], [])
    assert [entry.name for entry in facts.contents] == list(NAMES)
    first = facts.contents[0]
    assert (first.kind, first.width, first.height, first.true_bytes) == ("jpeg", 640, 480, len(PAGES[0]))
    assert (first.extension, first.extension_matches, first.incomplete) == ("jpg", True, False)


@pytest.mark.parametrize(
    "name", ["00_good_utf8.zip", "55_datadesc_deflate.zip", "56_zip64.zip", "16_lzma.zip"]
)
def test_zipfile_reads_the_same_from_good_archives(name: str) -> None:
    data = ROWS[name].make()
    found = measure(data).facts.contents
    assert found is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        listed = [(each.filename, each.file_size, each.compress_size) for each in archive.infolist()]
    assert [(each.name, each.declared_bytes, each.packed_bytes) for each in found] == listed


def test_the_encrypted_archive_opens_with_its_password() -> None:
    with zipfile.ZipFile(io.BytesIO(ROWS["10_enc_zipcrypto.zip"].make())) as archive:
        assert archive.read(NAMES[0], pwd=PASSWORD) == PAGES[0]


def test_the_inner_method_of_an_encrypted_archive_is_told() -> None:
    found = measure(archives.enc_aes256()).facts.contents
    assert found is not None
    assert {(entry.method, entry.encrypted, entry.kind) for entry in found} == {("deflate", True, None)}


def test_a_single_file_handed_in_is_told_by_content() -> None:
    heic = b"\x00\x00\x00\x18ftypheic" + bytes(100)
    told = [
        (measure(data).facts.archive_kind, measure(data).facts.picture_kind) for data in (PAGES[0], heic, PDF)
    ]
    assert told == [("image", "jpeg"), ("image", "heic"), ("pdf", "none")]
    assert measure(good_utf8()).facts.picture_kind == "none"


def test_names_by_sign() -> None:
    raw = "身份证.jpg".encode("gbk")
    stale = unicode_path(b"other.jpg", "别的.jpg")
    assert names(Entry(raw, extra=unicode_path(raw, "户口本.jpg"))) == [("户口本.jpg", "unicode_extra")]
    assert names(Entry(raw, extra=stale)) == [("身份证.jpg", "gb18030")]
    assert names(Entry("身份证.jpg")) == [("身份证.jpg", "utf8")]
    assert names(Entry(b"a.jpg")) == [("a.jpg", "ascii")]
    # Bytes that are no text are named as what no other name can hold.
    bare, spelt = Entry(b"\xff.jpg", flags=UTF8), [Entry("%FF.jpg"), Entry("[U+DCFF].jpg")]
    assert names(bare) == [("[U+DCFF].jpg", "undecodable")]
    assert [each.duplicate for each in measure(build([bare, *spelt])).facts.contents or []] == [False] * 3
    # GBK under the wrong flag is read, and two such names stay two.
    wrong = [Entry(name.encode("gbk"), flags=UTF8) for name in ("准考证.jpg", "合格证.jpg")]
    assert names(*wrong) == [("准考证.jpg", "undecodable"), ("合格证.jpg", "undecodable")]


def test_names_without_a_sign_are_decoded_together() -> None:
    # 图片 in GBK is also valid UTF-8, even alone; so is 路, which reads as a middle dot.
    assert names(Entry("图片.jpg".encode("gbk"))) == [("图片.jpg", "gb18030")]
    assert names(Entry("路.jpg".encode("gbk"))) == [("路.jpg", "gb18030")]
    for encoding, told in (("gbk", "gb18030"), ("utf-8", "utf8_unflagged")):
        texts = ["图片.jpg", "准考证（1）.jpg", "“成绩”—①.jpg"]
        assert names(*(Entry(text.encode(encoding)) for text in texts)) == [(text, told) for text in texts]
    mixed = [Entry(b"a.jpg"), Entry("身份证.jpg"), Entry("图片.jpg".encode("gbk"))]
    assert [encoding for _, encoding in names(*mixed)] == ["ascii", "utf8", "gb18030"]
    assert names(Entry(b"\xa4\xff.jpg"))[0][1] == "cp437"
    # Names of two tools in one archive, neither of which says how it writes: each is read by itself.
    both = [Entry("身份证正面.jpg".encode("gbk")), Entry("准考证.jpg".encode()), Entry(b"\xa4\xff.jpg")]
    assert names(*both)[:2] == [("身份证正面.jpg", "gb18030"), ("准考证.jpg", "utf8_unflagged")]


def test_what_cannot_be_seen_in_a_name_is_named() -> None:
    assert names(Entry("a\u202egpj.exe"))[0][0] == "a[U+202E]gpj.exe"
    assert names(Entry(b"a\x00b.jpg"))[0][0] == "a[U+0000]b.jpg"
    long = names(Entry("长" * 300))[0][0]
    assert long == "长" * 119 + "…"


@pytest.mark.parametrize(
    ("data", "kind", "incomplete"),
    [
        (jpeg(), "jpeg", False),
        (jpeg()[:-2], "jpeg", True),
        (jpeg()[:-2] + bytes(50), "jpeg", True),
        (jpeg() + b"appended by a phone", "jpeg", False),
        # A thumbnail in the headers has an end marker of its own.
        (jpeg()[:2] + b"\xff\xe1\x00\x06\xff\xd8\xff\xd9" + jpeg()[2:-2], "jpeg", True),
        (jpeg(600_000), "jpeg", False),
        (jpeg(600_000)[:-1], "jpeg", True),
        (b"\xff\xd8" + b"\xff\xe1\xff\xff" + bytes(65533) * 1 + jpeg(300_000)[2:], "jpeg", False),
        (b"\xff\xd8\xff\xff\xff" + jpeg()[3:], "jpeg", False),
        (b"\xff\xd8\xff\xd9", "jpeg", True),
        (b"\xff\xd8\xff" + bytes(1000) + b"\xff\xd9", "jpeg", True),
        (png(), "png", False),
        (png()[:-4], "png", True),
        (PDF, "pdf", False),
        # Whether it is whole is told by opening it, and this one has no page.
        (PDF + bytes(5000), "pdf", None),
        (PDF[:-6], "pdf", True),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "heic", None),
    ],
)
@pytest.mark.parametrize("method", [0, 8])
def test_the_end_of_a_page(data: bytes, kind: str, incomplete: bool | None, method: int) -> None:
    (entry,) = measure(build([Entry("a.bin", data, method=method)])).facts.contents or []
    assert (entry.kind, entry.crc_ok, entry.incomplete) == (kind, True, incomplete)


def test_size_in_pixels_stands_where_the_header_says() -> None:
    pages = [
        Entry("a.jpg", jpeg(width=3000, height=4000)),
        Entry("b.png", png(1200, 800)),
        Entry("c.pdf", PDF),
    ]
    found = measure(build(pages)).facts.contents or []
    assert [(page.width, page.height) for page in found] == [(3000, 4000), (1200, 800), (None, None)]


def test_sixty_four_bit_records_behind_a_prefix() -> None:
    data = build(good(), prefix=bytes(range(1, 60)), end64=True)
    facts = measure(data).facts
    assert (facts.prefix, facts.prefix_bytes, facts.entries, facts.overlap) == ("data", 59, 3, False)
    assert all(entry.crc_ok for entry in facts.contents or [])


def test_a_number_of_entries_that_does_not_fit_the_directory() -> None:
    data = bytearray(good_utf8())
    data[-12] = data[-14] = 2
    assert measure(bytes(data)).facts.truncated is True


def test_data_that_reach_into_the_directory_are_damaged() -> None:
    # Sizes and checksum all fit, if ten bytes of the directory were taken for data.
    page = PAGES[0]
    whole = build([Entry("a.jpg", page, method=0)])
    at = whole.index(b"PK\x01\x02")
    claimed = page + whole[at : at + 10]
    data = bytearray(
        build([Entry("a.jpg", packed=page, size=len(claimed), crc=zlib.crc32(claimed), method=0)])
    )
    data[at + 20 : at + 24] = len(claimed).to_bytes(4, "little")
    (entry,) = measure(bytes(data)).facts.contents or []
    assert (entry.packed_bytes, entry.crc_ok, entry.kind) == (len(claimed), False, None)


def test_a_stream_without_an_end_is_damaged() -> None:
    packed = deflate(PAGES[0])[:-5]
    (entry,) = measure(build([Entry("a.jpg", PAGES[0], packed=packed)])).facts.contents or []
    assert (entry.crc_ok, entry.kind) == (False, None)


def test_a_header_that_is_not_there_is_a_mismatch_and_no_damage() -> None:
    data = bytearray(build([Entry("a.jpg", PAGES[0])], prefix=b"x" * 9))
    data[9] = 0
    measured = measure(bytes(data))
    (entry,) = measured.facts.contents or []
    assert (entry.header_mismatch, entry.crc_ok) == (True, None)
    assert measured.absent["crc_ok"] == "有文件的数据找不到"


def test_without_time_nothing_is_called_damaged() -> None:
    measured = measure(good_utf8(), limits=Limits(seconds=0))
    assert {(entry.crc_ok, entry.kind) for entry in measured.facts.contents or []} == {(None, None)}
    assert "太费时" in measured.absent["crc_ok"]


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of all chunks that come out of entries."""
    sizes: list[int] = []
    chunks = contents._chunks

    def counted(data: memoryview, method: str, deadline: float) -> Iterator[bytes]:
        for chunk in chunks(data, method, deadline):
            sizes.append(len(chunk))
            yield chunk

    monkeypatch.setattr(contents, "_chunks", counted)
    return sizes


@pytest.mark.parametrize("name", ROWS)
def test_no_more_is_unpacked_than_declared(name: str, unpacked: list[int]) -> None:
    facts = measure(ROWS[name].make()).facts
    declared = facts.declared_unpacked_bytes or 0
    assert sum(unpacked) <= min(declared + contents._CHUNK, Limits().unpacked_bytes)
    if ROWS[name].codes == {"ZIP_BOMB"}:
        assert unpacked == []


def test_good_archives_are_unpacked_whole(unpacked: list[int]) -> None:
    measure(good_utf8())
    assert sum(unpacked) == sum(map(len, PAGES))


SLOWLY_TRACED = {
    "a million records",
    "sixty thousand records of one entry, with long fields",
    "long names of folders",
}
HOSTILE: dict[str, Callable[[], bytes]] = {
    **{name: make for name, make in hostile.ARCHIVES.items() if name not in SLOWLY_TRACED},
    "zeros just within the limits": lambda: build(
        [
            Entry(f"{number}.jpg", packed=archives.zeros(1_000_000)[0], data=bytes(1_000_000))
            for number in range(50)
        ]
    ),
    "endless headers": lambda: build([Entry("a.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 500_000, method=0)]),
    "one long segment after another": lambda: build(
        [Entry("a.jpg", b"\xff\xd8" + (b"\xff\xe1\xff\xff" + bytes(65533)) * 100, method=0)]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_memory_stays_bounded(name: str) -> None:
    data = HOSTILE[name]()
    tracemalloc.start()
    try:
        measure(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


def test_pictures_handed_in_as_an_archive_are_one_kind_and_a_link_is_none() -> None:
    assert measure(PAGES[0]).facts.archive_kind == measure(png()).facts.archive_kind == "image"
    assert measure(b"[InternetShortcut]").facts.archive_kind == "unknown"


def test_only_short_names_are_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def normalize(form: str, text: str) -> str:
        lengths.append(len(text))
        return text

    monkeypatch.setattr("zikao.package.archive.names.unicodedata.normalize", normalize)
    long = "a" + "\u0301\u0323" * 10_000
    facts = measure(build([Entry(long, b"x"), Entry(long.upper(), b"x"), Entry("b", b"x")])).facts
    assert (facts.duplicate_names, max(lengths)) == (2, 1)


def test_headers_of_a_jpeg_are_not_walked_for_ever() -> None:
    page = follow("jpeg")
    assert page is not None
    page.feed(b"\xff\xd8" + b"\xff\xe1\x00\x02" * 30_000 + jpeg()[2:])
    assert page.overfull
    assert page.ended is None


def test_a_wrong_checksum_over_the_right_size_is_damage() -> None:
    data = PAGES[0]
    view = memoryview(data)
    assert contents.read_content(view, "stored", len(data), zlib.crc32(data), "jpg", 1e18) is not None
    assert contents.read_content(view, "stored", len(data), 0, "jpg", 1e18) is None
    assert contents.read_content(view, "stored", len(data) - 1, zlib.crc32(data[:-1]), "jpg", 1e18) is None
    assert contents.read_content(view, "stored", len(data) + 1, zlib.crc32(data), "jpg", 1e18) is None
