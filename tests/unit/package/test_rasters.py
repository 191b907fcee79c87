"""Pixels out of files: sizes, turns, modes, damage, and caps before anything is decoded."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from zikao.formats.follow import follow
from zikao.package.limits import DEFAULT, Limits

from . import documents, hostile_pdfs, hostile_pictures, zipmaker

pytestmark = pytest.mark.usefixtures("pixels")


def tile(width: int = 600, height: int = 400) -> Image.Image:
    """Red at the top left, blue at the top right, on white."""
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width // 4, height // 4), fill=(220, 0, 0))
    pen.rectangle((width - width // 4, 0, width, height // 4), fill=(0, 0, 220))
    return picture


def raster(kind: str, data: bytes, limits: Limits = DEFAULT) -> Any:
    from zikao.package.pages.rasters import jpeg_raster, png_raster

    page = follow(kind)
    assert page is not None
    page.feed(data)
    return (jpeg_raster if kind == "jpeg" else png_raster)(memoryview(data), page, limits)


def reason(kind: str, data: bytes, limits: Limits = DEFAULT) -> tuple[str, bool]:
    from zikao.package.pages.rasters import UnreadableError

    with pytest.raises(UnreadableError) as caught:
        raster(kind, data, limits)
    return caught.value.reason, caught.value.damaged


def looks_like(found: Image.Image, wanted: Image.Image) -> bool:
    small = (60, 40) if wanted.width > wanted.height else (40, 60)
    difference = np.abs(np.asarray(found.resize(small), int) - np.asarray(wanted.resize(small), int))
    return found.mode == "RGB" and found.size == wanted.size and bool(difference.mean() < 6)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright(orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = tile().transpose(undo[orientation]) if orientation in undo else tile()
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = raster("jpeg", documents.jpeg(stored, 95, exif=exif))
    assert (found.width, found.height) == (600, 400)
    assert looks_like(found.picture, tile())


def test_the_turn_is_found_in_either_byte_order_and_split_over_chunks() -> None:
    def exif(order: str) -> bytes:
        head = b"II*\0" if order == "<" else b"MM\0*"
        tiff = head + struct.pack(order + "IHHHIHH", 8, 1, 0x0112, 3, 1, 6, 0)
        body = b"Exif\0\0" + tiff + bytes(4)
        return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body

    for order in "<>":
        data = zipmaker.jpeg()[:2] + exif(order) + zipmaker.jpeg()[2:]
        for size in (1, 7, 1000):
            page = follow("jpeg")
            assert page is not None
            for at in range(0, len(data), size):
                page.feed(data[at : at + size])
            assert (page.orientation, page.ended) == (6, True)
        # What makes no sense says nothing.
        for broken in (
            data[:40] + b"\xff" * 20,
            data.replace(b"\x12\x01", b"\x13\x01").replace(b"\x01\x12", b"\x01\x13"),
        ):
            page = follow("jpeg")
            assert page is not None
            page.feed(broken)
            assert page.orientation in (1, 6)
            assert page.orientation == 1 or broken[:40] == data[:40]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(mode: str) -> None:
    stored = tile()
    if mode == "I;16":
        grey = np.asarray(stored.convert("L"), np.uint16) * 257
        stored = Image.fromarray(grey)
    elif mode == "RGBA":
        # What is see-through is paper.
        stored = stored.convert("RGBA")
        stored.putalpha(Image.eval(stored.convert("L"), lambda level: 0 if level > 250 else 255))
    else:
        stored = stored.convert(mode, dither=Image.Dither.NONE)
    found = raster("png", documents.png(stored))
    coloured = mode in ("P", "RGB", "RGBA")
    wanted = tile() if coloured else tile().convert("1" if mode == "1" else "L", dither=Image.Dither.NONE)
    assert looks_like(found.picture, wanted.convert("RGB"))
    assert (found.bilevel, found.damaged) == (mode == "1", False)


def test_inks_are_shown_as_colours() -> None:
    assert looks_like(raster("jpeg", documents.jpeg(tile().convert("CMYK"), 95)).picture, tile())


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_large_pages_are_reduced_and_keep_their_size(kind: str) -> None:
    page = tile(4400, 3000)
    found = raster(kind, documents.jpeg(page) if kind == "jpeg" else documents.png(page))
    assert (found.width, found.height) == (4400, 3000)
    assert 2000 <= found.picture.width <= 2300
    assert found.reduced == pytest.approx(4400 / found.picture.width)


def test_sizes_are_capped_before_decoding() -> None:
    page, limits = tile(), Limits(pixels=200_000, bytes_at_once=900_000)
    told = "图片的像素太多，超出本工具的检查范围"
    assert reason("jpeg", documents.jpeg(page), limits) == (told, False)
    assert reason("png", documents.png(page), limits) == (told, False)
    loose = Limits(pixels=300_000, bytes_at_once=700_000)
    assert raster("jpeg", documents.jpeg(page), loose).width == 600
    assert reason("jpeg", documents.jpeg(page, progressive=True), loose) == (told, False)
    assert raster("png", documents.png(page.convert("L")), loose).width == 600
    huge = zipmaker.png(60_000, 60_000)
    assert reason("png", huge) == (told, False)


@pytest.mark.parametrize(("kind", "saved"), [("jpeg", documents.jpeg), ("png", documents.png)])
def test_a_decoder_that_reads_another_size_than_was_weighed_gives_nothing(
    kind: str, saved: Callable[[Image.Image], bytes]
) -> None:
    """Limits are weighed by the one reading of the header, and memory is taken by the other."""
    from zikao.package.pages.rasters import UnreadableError, jpeg_raster, png_raster

    weighed = follow(kind)
    assert weighed is not None
    weighed.feed(saved(tile(30, 20)))
    with pytest.raises(UnreadableError) as caught:
        (jpeg_raster if kind == "jpeg" else png_raster)(saved(tile()), weighed, DEFAULT)
    assert caught.value.damaged


def test_a_flood_of_scans_is_refused() -> None:
    page = documents.jpeg(tile(), progressive=True)
    assert raster("jpeg", page).width == 600
    at = page.rindex(b"\xff\xda")
    assert "分成的段" in reason("jpeg", page[:-2] + page[at:-2] * 120)[0]


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (hostile_pictures.huge_jpeg(64, 64), 0),
        (hostile_pictures.huge_jpeg(64, 64, components=4), 0),
        (hostile_pictures.huge_jpeg(64, 64, scans=(0, 1, 2)), 6),
        (hostile_pictures.huge_jpeg(64, 64, 0xC2), 6),
        (hostile_pictures.huge_jpeg(64, 64, 0xC2, components=4), 8),
        (hostile_pictures.huge_jpeg(64, 64, 0xC2, components=1), 2),
        (hostile_pictures.hidden_parted_jpeg(), 6),
        (b"\xff\xd8\xff\xe1", 8),
        (zipmaker.png(), 2),
        (zipmaker.png()[:20], 8),
        (hostile_pictures.grey_deep_png(), 8),
    ],
    ids=[
        "whole",
        "inks",
        "parts",
        "progressive",
        "inks in parts",
        "grey",
        "junk",
        "cut",
        "png",
        "cut png",
        "deep",
    ],
)
def test_what_a_decoder_must_hold(data: bytes, held: float) -> None:
    page = follow("png" if data.startswith(b"\x89PNG") else "jpeg")
    assert page is not None
    page.feed(data)
    assert page.held == held


def test_sampling_counts_in_what_is_held() -> None:
    for subsampling, held in ((0, 6), (1, 4), (2, 3)):
        page = follow("jpeg")
        assert page is not None
        data = documents.jpeg(tile(), progressive=True, subsampling=subsampling)
        for at in range(0, len(data), 7):
            page.feed(data[at : at + 7])
        assert page.held == held


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (hostile_pictures.parted_jpeg, "像素太多"),
        (hostile_pictures.hidden_parted_jpeg, "像素太多"),
        (hostile_pictures.sequential_scans, "分成的段"),
        (lambda: hostile_pictures.huge_jpeg(4_000, 4_000, 0xC2, 1, [0] * 30), "分成的段"),
        (hostile_pictures.grey_deep_png, "像素太多"),
        (hostile_pictures.chunky_png, "分成的段"),
    ],
)
def test_costly_pictures_are_not_decoded(make: Callable[[], bytes], told: str) -> None:
    data = make()
    text, faulty = reason("png" if data.startswith(b"\x89PNG") else "jpeg", data)
    assert (told in text, faulty) == (True, False)


def test_a_png_is_unpacked_no_longer_than_its_time() -> None:
    from zikao.package.pages.rasters import UnreadableError, png_raster

    data = documents.png(tile())
    page = follow("png")
    assert page is not None
    page.feed(data)
    with pytest.raises(UnreadableError, match="太费时"):
        png_raster(data, page, DEFAULT, deadline=0.0)


def damaged(data: bytes, share: float = 0.5, size: int = 4096) -> bytes:
    at = int(len(data) * share)
    noise = np.random.default_rng(1).integers(0, 255, size, np.uint8).tobytes()
    return data[:at] + noise + data[at + size :]


def test_damage_is_told() -> None:
    whole = documents.jpeg(documents.noisy(tile(1200, 900), 12, 1), 90)
    assert raster("jpeg", whole).damaged is False
    for broken in (
        whole[: len(whole) // 2],
        whole[: len(whole) // 2] + bytes(len(whole) // 2),
        damaged(whole),
    ):
        assert raster("jpeg", broken).damaged is True
    assert reason("jpeg", zipmaker.jpeg()) == ("图片已损坏，解不出画面", True)
    assert reason("jpeg", whole[:300]) == ("图片已损坏，解不出画面", True)
    picture = documents.png(documents.noisy(tile(300, 200), 12, 1))
    for broken in (picture[: len(picture) // 2], damaged(picture, size=500)):
        assert reason("png", broken) == ("图片已损坏，解不出画面", True)


def test_the_same_picture_has_the_same_digest_whatever_its_file_holds() -> None:
    exif = Image.Exif()
    exif[0x010E] = "another note"
    one, other = documents.jpeg(tile()), documents.jpeg(tile(), exif=exif)
    assert one != other
    assert raster("jpeg", one).digest == raster("jpeg", other).digest
    changed = tile()
    changed.putpixel((300, 200), (0, 0, 0))
    assert raster("png", documents.png(tile())).digest != raster("png", documents.png(changed)).digest


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_metadata_of_a_png_never_reach_the_decoder(caplog: pytest.LogCaptureFixture) -> None:
    data = documents.png(tile())
    extra = chunk(b"tEXt", b"Comment\0CANARY-7d1f") + chunk(
        b"iCCP", b"CANARY\0\0" + zlib.compress(bytes(50_000_000))
    )
    with caplog.at_level(logging.DEBUG):
        found = raster("png", data[:33] + extra + data[33:])
    assert looks_like(found.picture, tile())
    assert "CANARY" not in caplog.text


def pages(data: bytes, limits: Limits = DEFAULT, seconds: float = 60) -> list[Any]:
    from zikao.package.pages.budget import Budget
    from zikao.package.pages.pdfs import Drawer

    budget = Budget(seconds, seconds)
    budget.begin()
    drawer = Drawer(limits, budget)
    try:
        return list(drawer.rasters(data))
    finally:
        drawer.close()


def test_pages_of_a_pdf() -> None:
    first, second = pages(documents.pdf([tile(), tile(400, 600).convert("1")]))
    assert (first.width, first.height, first.bilevel) == (600, 400, False)
    assert (second.width, second.height, second.bilevel) == (400, 600, True)
    assert first.picture.size == (1200, 800)
    assert looks_like(first.picture.resize((600, 400)), tile())
    assert first.damaged is None


def test_a_pdf_is_read_no_further_than_the_limits() -> None:
    from zikao.package.pages.rasters import Raster, UnreadableError

    three = documents.pdf([tile(), tile(), tile()])
    found = pages(three, Limits(pdf_pages=2))
    assert [type(each) for each in found] == [Raster, Raster, UnreadableError]
    assert [each.reason for each in pages(three, Limits(pixels=1000))] == [
        "PDF 里的图片像素太多，超出本工具的检查范围"
    ] * 3
    assert {each.reason for each in pages(three, seconds=0)} == {"PDF 画一页太费时，超出本工具的检查范围"}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (hostile_pdfs.many_bombs, "画不出来|太费时"),
        (hostile_pdfs.forms_in_forms, "画不出来|太费时"),
        (hostile_pdfs.small_tiles, "太费时"),
        (hostile_pdfs.shading, "太费时"),
        (hostile_pdfs.giant_page, "已损坏"),
        (hostile_pdfs.vast_scan, "像素太多"),
    ],
)
def test_costly_documents_are_given_up_and_harm_no_other(make: Callable[[], bytes], told: str) -> None:
    from zikao.package.pages.budget import Budget
    from zikao.package.pages.pdfs import Drawer
    from zikao.package.pages.rasters import Raster, UnreadableError

    budget = Budget(60, 0.3)
    drawer = Drawer(DEFAULT, budget)
    try:
        budget.begin()
        first = next(drawer.rasters(make()))
        assert isinstance(first, UnreadableError)
        assert re.search(told, first.reason)
        budget.begin()
        second = next(drawer.rasters(documents.pdf([tile()])))
        assert isinstance(second, Raster)
        assert looks_like(second.picture.resize((600, 400)), tile())
    finally:
        drawer.close()


def test_the_process_ends_with_the_drawer() -> None:
    from zikao.package.pages import pdfs
    from zikao.package.pages.budget import Budget
    from zikao.package.pages.rasters import Raster

    budget = Budget(60, 60)
    budget.begin()
    drawer = pdfs.Drawer(DEFAULT, budget)
    rasters = drawer.rasters(documents.pdf([tile(), tile()]))
    assert drawer.more is False
    first = next(rasters)
    assert isinstance(first, Raster)
    assert (first.width, drawer.more) == (600, True)
    process = drawer._process
    assert process is not None
    assert process._popen.poll() is None
    assert isinstance(rasters, Generator)
    rasters.close()
    assert process._popen.poll() is not None
    (only,) = drawer.rasters(documents.pdf([tile()]))
    assert isinstance(only, Raster)
    assert only.width == 600
    assert drawer.more is False
    drawer.close()
    drawer.close()


def test_without_a_process_nothing_is_said_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    (only,) = pages(documents.pdf([tile()]))
    assert ("没能启动" in only.reason, only.damaged) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "size"),
    [(b"/Height 400", b"/Height 000", None), (b"/MediaBox [ 0 0 ", b"/MediaBox [ 9 9 ", (600, 400))],
    ids=["no height", "moved"],
)
def test_a_pdf_with_odd_numbers(old: bytes, new: bytes, size: tuple[int, int] | None) -> None:
    data = documents.pdf([tile()])
    assert old in data
    (page,) = pages(data.replace(old, new))
    assert (page.width, page.height) == (size or (None, None))


def test_a_pdf_that_cannot_be_opened() -> None:
    for data, damaged, locked in (
        (documents.pdf([tile()])[:-2000], True, False),
        (zipmaker.PDF, True, False),
        (zipmaker.LOCKED_PDF, False, True),
    ):
        assert [(each.damaged, each.locked) for each in pages(data)] == [(damaged, locked)]
