"""What goes into an archive keeps its pixels and nothing else; its name, place and size are right."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from zikao.package.limits import Limits
from zikao.package.measuring import measure
from zikao.package.pack import (
    OVERHEAD_BYTES,
    Entry,
    Label,
    UncleanError,
    archive,
    clean,
    is_legible,
    label_of,
    names,
    share_of,
    smaller,
)

NO_PAGES = Limits(pages=0)


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 40)) -> Image.Image:
    """Not the same from any side."""
    image = Image.new("RGB", size, (240, 240, 230))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0] // 3, size[1] // 4), (200, 30, 30))
    pen.line((0, size[1], size[0], size[1] // 2), (20, 60, 160), 3)
    return image.convert(mode)


def exif(orientation: int | None) -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "SECRET CAMERA"
    made[0x0132] = "2026:05:26 10:00:00"
    if orientation is not None:
        made[0x0112] = orientation
    made.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 1.0), 3: "E", 4: (120.0, 9.0, 1.0)})
    return made


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def pixels(data: bytes) -> np.ndarray[Any, Any]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image)


def tags(data: bytes) -> dict[int, Any]:
    with Image.open(io.BytesIO(data)) as image:
        return dict(image.getexif())


def a_jpeg(orientation: int | None = 6, mode: str = "RGB", **options: Any) -> bytes:
    return saved(picture(mode), "JPEG", exif=exif(orientation), comment=b"SECRET", **options)


def a_png(orientation: int | None = 6, mode: str = "RGB") -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "SECRET")
    told.add_itxt("XML:com.adobe.xmp", "SECRET")
    told.add(b"tIME", b"\x07\xea\x05\x1a\x0a\x00\x00")
    return saved(picture(mode), "PNG", pnginfo=told, exif=exif(orientation))


@pytest.mark.parametrize("orientation", [None, 1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize(("kind", "make"), [("jpeg", a_jpeg), ("png", a_png)])
def test_only_the_pixels_and_the_turn_stay(kind: str, make: Any, orientation: int | None) -> None:
    data = make(orientation)
    assert b"SECRET" in data
    cleaned = clean(kind, data)
    turned = orientation not in (None, 1)
    assert cleaned.orientation == (orientation or 1)
    assert cleaned.taken_out
    assert b"SECRET" not in cleaned.data
    assert tags(cleaned.data) == ({0x0112: orientation} if turned else {})
    assert np.array_equal(pixels(cleaned.data), pixels(data))
    assert clean(kind, cleaned.data).data == cleaned.data
    assert not clean(kind, cleaned.data).taken_out


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True},
        {"mode": "L"},
        {"mode": "CMYK"},
        {"restart_marker_blocks": 1},
        {"subsampling": 0, "quality": 98, "optimize": True},
    ],
)
def test_every_way_of_writing_a_jpeg_keeps_its_pixels(options: dict[str, Any]) -> None:
    data = a_jpeg(**options)
    cleaned = clean("jpeg", data).data
    assert np.array_equal(pixels(cleaned), pixels(data))
    assert b"SECRET" not in cleaned


def test_a_colour_profile_and_the_density_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for kind, data in (
        ("jpeg", a_jpeg(icc_profile=profile, dpi=(300, 300))),
        ("png", saved(picture(), "PNG", icc_profile=profile, dpi=(300, 300))),
    ):
        with Image.open(io.BytesIO(clean(kind, data).data)) as image:
            assert image.info["icc_profile"] == profile
            assert round(image.info["dpi"][0]) == 300


def test_a_thumbnail_in_the_first_segment_goes() -> None:
    data = saved(picture(), "JPEG")
    assert data[2:4] == b"\xff\xe0"
    thumbnail = bytes([2, 1]) + b"SECRET"
    segment = b"\xff\xe0" + struct.pack(">H", 2 + 12 + len(thumbnail)) + data[6:18] + thumbnail
    rest = data[4 + int.from_bytes(data[4:6], "big") :]
    cleaned = clean("jpeg", data[:2] + segment + rest).data
    assert b"SECRET" not in cleaned
    assert np.array_equal(pixels(cleaned), pixels(data))


def test_inks_keep_the_mark_that_says_how_they_are_meant() -> None:
    data = saved(picture("CMYK"), "JPEG")
    assert b"\xff\xee\x00\x0eAdobe" in data
    assert b"\xff\xee\x00\x0eAdobe" in clean("jpeg", data).data


@pytest.mark.parametrize("code", [*range(0xE0, 0xF0), 0xFE])
def test_no_program_leaves_a_note_of_its_own(code: int) -> None:
    data = saved(picture(), "JPEG")
    note = bytes([0xFF, code, 0, 12]) + b"MPF\0SECRET"
    assert clean("jpeg", data[:2] + note + data[2:]).data == clean("jpeg", data).data


@pytest.mark.parametrize(("kind", "make"), [("jpeg", a_jpeg), ("png", a_png)])
def test_what_stands_behind_the_end_goes(kind: str, make: Any) -> None:
    film = make() + b"SECRET film \xff\xd9" + b"PK\x05\x06" + bytes(18)
    assert clean(kind, film).data == clean(kind, make()).data


def test_fill_bytes_between_segments_do_no_harm() -> None:
    data = a_jpeg(1)
    filled = data[:2] + b"\xff\xff" + data[2:]
    assert clean("jpeg", filled).data == clean("jpeg", data).data


@pytest.mark.parametrize(("kind", "make"), [("jpeg", a_jpeg), ("png", a_png)])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.9, 0.999])
def test_a_picture_that_is_cut_is_not_touched(kind: str, make: Any, share: float) -> None:
    data = make()
    with pytest.raises(UncleanError):
        clean(kind, data[: int(len(data) * share)])


@given(st.data())
def test_damaged_pictures_are_cleaned_or_refused(data: st.DataObject) -> None:
    kind, whole = data.draw(st.sampled_from([("jpeg", _JPEG), ("png", _PNG)]))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=8))
    with contextlib.suppress(UncleanError):
        clean(kind, whole[:at] + junk + whole[at + len(junk) :])


_JPEG, _PNG = a_jpeg(), a_png()


def test_a_pdf_is_left_as_it_is() -> None:
    data = saved(picture(), "PDF", title="SECRET")
    cleaned = clean("pdf", data)
    assert cleaned.data is data
    assert not cleaned.taken_out


def test_a_mark_in_a_png_has_a_right_checksum() -> None:
    data = clean("png", a_png(8)).data
    at = data.index(b"eXIf")
    (length,) = struct.unpack_from(">I", data, at - 4)
    assert struct.unpack_from(">I", data, at + 4 + length)[0] == zlib.crc32(data[at : at + 4 + length])
    assert at < data.index(b"IDAT")


def seen(*classes: str, types: tuple[str | None, ...] = ()) -> dict[str, Any]:
    return {f"{each}_seen": True for each in classes} | {"pages": [{"page_type": each} for each in types]}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (seen("identity_card", types=("identity_card_front",)), "身份证人像面"),
        (seen("identity_card", types=("identity_card_back",)), "身份证国徽面"),
        (seen("identity_card", types=("several",)), "身份证"),
        (seen("identity_card", types=("identity_card_front", "identity_card_back")), "身份证"),
        (seen("household_register", types=("household_register",)), "户口本"),
        (seen("admission_ticket", types=("admission_ticket",)), "准考证"),
        (seen("course_certificate", types=("course_certificate",) * 3), "课程合格证"),
        (seen("identity_card", "admission_ticket", types=("several",)), "身份证和准考证"),
        ({"identity_card_seen": False, "pages": [{}]}, "材料"),
        ({}, "材料"),
    ],
)
def test_a_file_is_called_by_what_it_shows(facts: dict[str, Any], word: str) -> None:
    assert label_of(facts).word == word


def test_identity_comes_first_then_the_ticket_then_certificates() -> None:
    unsorted = [
        {},
        seen("course_certificate"),
        seen("identity_card", types=("identity_card_back",)),
        seen("household_register"),
        seen("admission_ticket"),
        seen("identity_card", types=("identity_card_front",)),
        seen("course_certificate"),
    ]
    ordered = sorted(map(label_of, unsorted))
    assert [label.side for label in ordered[:2]] == [0, 1]
    assert names([(label, "jpg") for label in ordered]) == [
        "01-身份证人像面.jpg",
        "02-身份证国徽面.jpg",
        "03-户口本.jpg",
        "04-准考证.jpg",
        "05-课程合格证-1.jpg",
        "06-课程合格证-2.jpg",
        "07-材料.jpg",
    ]


def test_a_hundred_files_still_sort_by_name() -> None:
    made = names([(Label(3, 0, "课程合格证"), "jpg")] * 100)
    assert made == sorted(made)
    assert made[0] == "001-课程合格证-1.jpg"


ENTRIES = [
    Entry("01-身份证.jpg", _JPEG),
    Entry("02-图片.png", _PNG),
    Entry("03-a.pdf", b"%PDF-"),
]


def test_an_archive_says_nothing_of_where_it_was_made() -> None:
    data = archive(ENTRIES)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        assert made.comment == b""
        for info, entry in zip(made.infolist(), ENTRIES, strict=True):
            assert info.filename == entry.name
            assert made.read(info) == entry.data
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.extra, info.comment, info.external_attr & 0xFFFF, info.create_system) == (
                b"",
                b"",
                0,
                0,
            )
            assert info.flag_bits == (0 if entry.name.isascii() else 0x800)
            assert info.compress_type == zipfile.ZIP_STORED
    assert archive(ENTRIES) == data
    assert len(data) <= sum(len(each.data) for each in ENTRIES) + OVERHEAD_BYTES * len(ENTRIES)


def test_our_own_reading_of_an_archive_finds_nothing_odd() -> None:
    facts = measure(archive(ENTRIES), "a.zip", NO_PAGES).model_dump(mode="json")["facts"]
    assert (facts["archive_kind"], facts["prefix"], facts["trailing_bytes"], facts["overlap"]) == (
        "zip",
        "none",
        0,
        False,
    )
    assert facts["name_encodings"] == ["ascii", "utf8"]
    for entry in facts["contents"]:
        assert (entry["depth"], entry["crc_ok"], entry["header_mismatch"]) == (0, True, False)
        assert not any(
            entry[fault] for fault in ("bad_char", "reserved_name", "unsafe_path", "duplicate", "junk")
        )


@given(st.lists(st.integers(1, 10_000), max_size=12), st.integers(0, 5_000), st.integers(0, 60_000))
def test_a_share_lets_everything_in_and_shrinks_no_more_than_that(
    sizes: list[int], fixed: int, limit: int
) -> None:
    share = share_of(sizes, fixed, limit)
    if share is None:
        assert sum(sizes) + fixed <= limit
    else:
        assert sum(sizes) + fixed > limit
        assert sum(min(size, share) for size in sizes) <= max(0, limit - fixed)
        if limit > fixed:
            assert sum(min(size, share + 1) for size in sizes) > limit - fixed


def test_small_pictures_are_not_made_to_shrink_for_large_ones() -> None:
    assert share_of([10, 10, 500, 500], 0, 420) == 200


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 60).convert("RGB")


def test_a_picture_is_made_as_small_as_asked_and_no_smaller_than_needed() -> None:
    data = saved(noise((800, 600)), "JPEG", quality=95, exif=exif(6))
    gently, hard = smaller(data, len(data) * 3 // 5), smaller(data, len(data) // 12)
    assert gently is not None
    assert hard is not None
    assert len(gently) <= len(data) * 3 // 5
    assert len(hard) <= len(data) // 12
    assert pixels(gently).shape == (800, 600, 3)
    assert pixels(hard).shape[0] < 800
    assert tags(gently) == {}
    assert smaller(data, 500) is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_can_be_made_smaller(mode: str) -> None:
    data = saved(
        noise((300, 200)).convert(mode) if mode != "I;16" else Image.new("I;16", (300, 200), 40_000), "PNG"
    )
    made = smaller(data, 40_000)
    assert made is not None
    assert made.startswith(b"\xff\xd8")


def test_what_is_transparent_becomes_paper() -> None:
    made = smaller(saved(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), "PNG"), 10_000)
    assert made is not None
    assert pixels(made).min() > 250


GOOD = {"page_legibility": 0.9, "page_sharpness": 0.3, "page_text_height": 20}


@pytest.mark.parametrize(
    ("pages", "values", "legible"),
    [
        ([GOOD], {}, True),
        ([GOOD, GOOD | {"page_legibility": 0.79}], {}, False),
        ([GOOD | {"page_sharpness": 0.11}], {}, False),
        ([GOOD | {"page_text_height": 11}], {}, False),
        ([{"page_legibility": 0.0}], {}, False),
        ([{"page_width": 100}], {}, None),
        ([], {}, None),
        ([GOOD], {"legibility_min": 0.95}, False),
        ([GOOD], {"text_height_min": 21}, False),
        ([GOOD | {"page_sharpness": 0.11}], {"sharpness_min": 0.1}, True),
    ],
)
def test_legible_is_what_the_spec_calls_so(
    pages: list[dict[str, Any]], values: dict[str, Any], legible: bool | None
) -> None:
    assert is_legible(pages, values) is legible
