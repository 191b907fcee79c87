"""Each fact of the file, on files made by code."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from zikao.photo.file import measure_file
from zikao.photo.file_facts import FileFacts
from zikao.photo.measuring import measure

if TYPE_CHECKING:
    from .conftest import Make

Facts = Callable[..., dict[str, Any]]


def test_a_portrait_of_the_national_standard(jpeg: bytes, facts: Facts) -> None:
    """Everything at once: no fact of a sound file comes out wrong or goes missing."""
    assert facts(jpeg, "照片.jpg") == {
        "bytes": len(jpeg),
        "format": "jpeg",
        "file_name": "照片.jpg",
        "extension": "jpg",
        "extension_matches": True,
        "pictures": 1,
        "truncated": False,
        "decodes": True,
        "trailing_bytes": 0,
        "trailing_pieces": "没有",
        "unexplained_bytes": 0,
        "zero_padded": False,
        "width": 480,
        "height": 640,
        "shown_width": 480,
        "shown_height": 640,
        "exif_orientation": 1,
        "aspect_ratio": 1.3333,
        "megapixels": 0.307,
        "dpi_stated": True,
        "dpi_x": 300.0,
        "dpi_y": 300.0,
        "dpi_source": "jfif",
        "dpi_statements": "JFIF 文件头写的是 300dpi",
        "dpi_agrees": True,
        "bits_per_channel": 8,
        "bits_per_pixel": 24,
        "color_mode": "rgb",
        "color_profile": "nothing",
        "jpeg_quality": 75,
        "jpeg_quality_exact": True,
        "progressive": False,
        "edited_hint": False,
    }


# Format and name


@pytest.mark.parametrize(
    ("saved", "found"),
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("GIF", "gif"),
        ("BMP", "bmp"),
        ("TIFF", "tiff"),
        ("WEBP", "webp"),
        ("PDF", "pdf"),
    ],
)
def test_format_by_content(make: Make, facts: Facts, saved: str, found: str) -> None:
    measured = facts(make.saved(make.picture(size=(32, 32)), saved), "照片.jpg")
    assert measured["format"] == found
    assert measured["extension_matches"] is (found == "jpeg")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video"),
        (b"PK\x03\x04" + b"\0" * 30, "zip"),
        (b"hello", "text"),
        (b"\0hello", "unknown"),
    ],
)
def test_formats_that_are_only_recognised(facts: Facts, data: bytes, found: str) -> None:
    measured = facts(data, "IMG_0001.HEIC")
    assert measured == {
        "bytes": len(data),
        "format": found,
        "file_name": "IMG_0001.HEIC",
        "extension": "heic",
        "extension_matches": found == "heic",
    }


def test_the_reason_says_why_heic_has_no_size() -> None:
    absent = measure(b"\0\0\0\x18ftypheic\0\0\0\0", "a.heic").absent
    assert "HEIC" in absent["width"]
    assert "HEIC" in absent["decodes"]


@pytest.mark.parametrize(
    ("name", "shown", "extension", "matches"),
    [
        ("a.JPG", "a.JPG", "jpg", True),
        ("a.jpeg", "a.jpeg", "jpeg", True),
        ("C:\\照片\\张三.jpg", "张三.jpg", "jpg", True),
        ("/srv/x/../a.jfif", "a.jfif", "jfif", True),
        ("a.jpg.png", "a.jpg.png", "png", False),
        ("photo", "photo", "", False),
        ("a\u202egpj.\x07exe ", "agpj.exe", "exe", False),
    ],
)
def test_name(jpeg: bytes, facts: Facts, name: str, shown: str, extension: str, matches: bool) -> None:
    measured = facts(jpeg, name)
    assert measured["file_name"] == shown
    assert measured["extension"] == extension
    assert measured["extension_matches"] is matches


def test_a_monstrous_name_keeps_its_end(jpeg: bytes, facts: Facts) -> None:
    measured = facts(jpeg, "x" * 100_000 + ".jpg")
    assert len(measured["file_name"]) == 255
    assert measured["extension"] == "jpg"


def test_without_a_name_nothing_is_said_about_it(jpeg: bytes) -> None:
    document = measure(jpeg)
    assert {document.absent[n] for n in ("file_name", "extension", "extension_matches")} == {"没有给出文件名"}


def test_what_is_other_in_a_name_is_for_whoever_knows_the_spec(jpeg: bytes) -> None:
    assert measure(jpeg, "a.jpg").absent["file_name_difference"] == "没有和规格要求的文件名对照"


def test_neither_format_nor_extension_known(facts: Facts) -> None:
    assert "extension_matches" not in facts(b"hello", "a.xyz")
    assert facts(b"hello", "a.jpg")["extension_matches"] is False


def test_an_empty_file(facts: Facts) -> None:
    assert facts(b"", "a.jpg") == {"bytes": 0, "file_name": "a.jpg", "extension": "jpg"}
    assert "0 字节" in measure(b"", "a.jpg").absent["format"]


# Size, orientation, density


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (480, 640), (37, 5)])
def test_size(make: Make, facts: Facts, kind: str, size: tuple[int, int]) -> None:
    measured = facts(make.saved(make.picture(size=size), kind))
    assert (measured["width"], measured["height"]) == size
    assert measured["decodes"] is True
    assert measured["aspect_ratio"] == round(size[1] / size[0], 4)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"lossless": False}, {"exact": True, "lossless": True}]
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_kind_of_webp(make: Make, facts: Facts, options: dict[str, bool], mode: str) -> None:
    picture = make.picture(mode, (300, 200))
    if mode == "RGBA":
        picture.putalpha(128)
    measured = facts(make.saved(picture, "WEBP", **options))
    assert (measured["width"], measured["height"]) == (300, 200)
    assert (measured["color_mode"], measured["bits_per_pixel"]) == (mode.lower(), 8 * len(mode))
    assert measured["decodes"] is True


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_turns_what_is_shown_not_what_is_stored(
    make: Make, facts: Facts, orientation: int
) -> None:
    measured = facts(make.jpeg(exif=make.exif({0x0112: orientation})))
    assert measured["exif_orientation"] == orientation
    assert (measured["width"], measured["height"]) == (480, 640)
    shown = (640, 480) if orientation >= 5 else (480, 640)
    assert (measured["shown_width"], measured["shown_height"]) == shown
    assert measured["aspect_ratio"] == round(shown[1] / shown[0], 4)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(make: Make, facts: Facts, orientation: int) -> None:
    assert facts(make.jpeg(exif=make.exif({0x0112: orientation})))["exif_orientation"] == 1


def test_orientation_of_a_png(make: Make, facts: Facts) -> None:
    assert facts(make.saved(make.picture(), "PNG", exif=make.exif({0x0112: 6})))["shown_width"] == 640


def test_no_density_is_said_to_be_none(make: Make, facts: Facts) -> None:
    measured = facts(make.jpeg())
    assert measured["dpi_stated"] is False
    assert "dpi_x" not in measured


def test_jfif_density_per_centimetre(make: Make, facts: Facts) -> None:
    data = bytearray(make.jpeg(dpi=(118, 118)))
    at = data.index(b"JFIF\0") + 7
    assert data[at] == 1
    data[at] = 2
    measured = facts(bytes(data))
    assert (measured["dpi_x"], measured["dpi_y"]) == (299.72, 299.72)


def test_jfif_aspect_ratio_is_no_density(make: Make, facts: Facts) -> None:
    data = bytearray(make.jpeg(dpi=(300, 300)))
    data[data.index(b"JFIF\0") + 7] = 0
    assert facts(bytes(data))["dpi_stated"] is False


@pytest.mark.parametrize(
    ("unit", "x", "stated"), [(2, 300.0, True), (3, 762.0, True), (None, 300.0, True), (1, None, False)]
)
def test_exif_density(make: Make, facts: Facts, unit: int | None, x: float | None, stated: bool) -> None:
    tags: dict[int, Any] = {0x011A: 300.0, 0x011B: 300.0} | ({} if unit is None else {0x0128: unit})
    measured = facts(make.jpeg(exif=make.exif(tags)))
    assert measured["dpi_stated"] is stated
    assert measured.get("dpi_x") == x
    assert measured.get("dpi_source") == ("exif" if stated else None)


def test_jfif_density_comes_before_exif_and_disagreement_is_seen(make: Make, facts: Facts) -> None:
    tags = make.exif({0x011A: 72.0, 0x011B: 72.0, 0x0128: 2})
    measured = facts(make.jpeg(dpi=(300, 300), exif=tags))
    assert (measured["dpi_x"], measured["dpi_source"], measured["dpi_agrees"]) == (300.0, "jfif", False)


def test_what_each_place_states_is_told_in_words(make: Make, facts: Facts) -> None:
    tags = make.exif({0x011A: 72.0, 0x011B: 72.0, 0x0128: 2})
    told = facts(make.jpeg(dpi=(300, 96), exif=tags))["dpi_statements"]
    assert told == "JFIF 文件头写的是 300×96dpi，EXIF 信息写的是 72dpi"
    assert facts(make.jpeg())["dpi_statements"] == "文件里没有写分辨率"
    assert facts(make.jpeg(dpi=(300, 300)))["dpi_agrees"] is True


@pytest.mark.parametrize(
    ("jfif", "source", "agrees"), [(None, "photoshop", True), (300, "jfif", True), (72, "jfif", False)]
)
def test_photoshop_states_a_density_of_its_own(
    make: Make, facts: Facts, jfif: int | None, source: str, agrees: bool
) -> None:
    """Fixed point, always per inch: the unit beside it is how to show it (here 2, centimetres)."""
    block = struct.pack(">IHHIHH", 300 << 16, 2, 1, 300 << 16, 2, 1)
    resource = b"8BIM" + struct.pack(">HHI", 0x03ED, 0, len(block)) + block
    jpeg = make.jpeg(dpi=(jfif, jfif)) if jfif else make.jpeg()
    measured = facts(make.with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + resource))
    assert (measured["dpi_source"], measured["dpi_agrees"]) == (source, agrees)
    assert "Photoshop 信息写的是 300dpi" in measured["dpi_statements"]


@pytest.mark.parametrize(
    ("x", "y", "agrees"),
    [
        (300.0, 300.0, True),
        (300.4, 299.6, True),  # no more than rounding
        (301.0, 300.0, False),
        (300.0, 299.0, False),
        (300.0, 72.0, False),
        (72.0, 300.0, False),
    ],
)
def test_both_densities_agree_to_half_a_dot(
    make: Make, facts: Facts, x: float, y: float, agrees: bool
) -> None:
    tags = make.exif({0x011A: x, 0x011B: y, 0x0128: 2})
    assert facts(make.jpeg(dpi=(300, 300), exif=tags))["dpi_agrees"] is agrees


def test_sides_of_different_density(make: Make, facts: Facts) -> None:
    measured = facts(make.jpeg(dpi=(300, 96)))
    assert (measured["dpi_x"], measured["dpi_y"]) == (300.0, 96.0)


@pytest.mark.parametrize("kind", ["PNG", "BMP"])
def test_density_per_metre_comes_out_as_written(make: Make, facts: Facts, kind: str) -> None:
    """300 dpi is stored as 11811 per metre; a rule that asks for 300 must find 300."""
    measured = facts(make.saved(make.picture(size=(20, 20)), kind, dpi=(300, 300)))
    assert (measured["dpi_x"], measured["dpi_source"]) == (300.0, kind.lower())


# Colours and coding


@pytest.mark.parametrize(
    ("mode", "color", "bits"), [("RGB", "rgb", 24), ("L", "grey", 8), ("CMYK", "cmyk", 32)]
)
def test_jpeg_colors(make: Make, facts: Facts, mode: str, color: str, bits: int) -> None:
    measured = facts(make.jpeg(mode))
    assert (measured["color_mode"], measured["bits_per_pixel"], measured["bits_per_channel"]) == (
        color,
        bits,
        8,
    )
    assert measured["decodes"] is True


@pytest.mark.parametrize(
    ("mode", "color", "channel", "pixel"),
    [
        ("RGB", "rgb", 8, 24),
        ("RGBA", "rgba", 8, 32),
        ("L", "grey", 8, 8),
        ("LA", "grey_alpha", 8, 16),
        ("P", "palette", 8, 8),
        ("1", "grey", 1, 1),
        ("I;16", "grey", 16, 16),
    ],
)
def test_png_colors(make: Make, facts: Facts, mode: str, color: str, channel: int, pixel: int) -> None:
    picture = make.picture("L", (40, 40)) if mode == "I;16" else make.picture(mode, (40, 40))
    measured = facts(make.saved(picture.convert(mode), "PNG"), "a.png")
    assert (measured["color_mode"], measured["bits_per_channel"], measured["bits_per_pixel"]) == (
        color,
        channel,
        pixel,
    )
    assert measured["decodes"] is True


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_png_of_48_bits(facts: Facts) -> None:
    rows = zlib.compress(b"".join(b"\0" + b"\x12\x34" * 12 for _ in range(4)))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        png_chunk(kind, body)
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0)),
            (b"IDAT", rows),
            (b"IEND", b""),
        )
    )
    measured = facts(data, "a.png")
    assert (measured["bits_per_channel"], measured["bits_per_pixel"], measured["decodes"]) == (16, 48, True)


def test_palette_gif_and_bmp(make: Make, facts: Facts) -> None:
    picture = make.picture("P", (40, 40))
    for kind in ("GIF", "BMP"):
        measured = facts(make.saved(picture, kind))
        assert measured["color_mode"] == "palette"
        assert 1 <= measured["bits_per_pixel"] <= 8
    assert facts(make.saved(make.picture(size=(40, 40)), "BMP"))["bits_per_pixel"] == 24


@pytest.mark.parametrize("progressive", [True, False])
def test_progressive(make: Make, facts: Facts, progressive: bool) -> None:
    measured = facts(make.jpeg(progressive=progressive))
    assert measured["progressive"] is progressive
    assert measured["decodes"] is True


def test_jpeg_facts_of_another_format_say_so(make: Make) -> None:
    absent = measure(make.saved(make.picture(size=(20, 20)), "PNG"), "a.png").absent
    assert {absent[n] for n in ("jpeg_quality", "jpeg_quality_exact", "progressive")} == {
        "只有 JPEG 文件才有此项"
    }


def test_file_facts_alone_leave_the_picture_out(jpeg: bytes) -> None:
    document = measure_file(jpeg, "a.jpg")
    assert set(document.facts) | set(document.absent) == set(FileFacts.model_fields)
    assert "faces" not in document.absent
    whole = measure(jpeg, "a.jpg")
    assert document.facts.items() <= whole.facts.items()
    assert "faces" in {**whole.facts, **whole.absent}
