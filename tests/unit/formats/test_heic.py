"""HEIC becomes an upright JPEG in sRGB that tells nothing else, or one sentence says why not."""

from __future__ import annotations

import contextlib
import functools
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageOps

from zikao.formats import heic as module
from zikao.formats.heic import DAMAGED, NotOpenedError, as_jpeg
from zikao.package.measuring import measure
from zikao.photo.file import measure_file

from .heics import exif, heic

MOST = 10_000_000
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
P3_TO_SRGB = ((1.2249, -0.2247, 0), (-0.0420, 1.0419, 0), (-0.0197, -0.0786, 1.0979))
"""In linear light, by the primaries of both (SMPTE EG 432-1, IEC 61966-2-1)."""


def picture(size: tuple[int, int] = (320, 200)) -> Image.Image:
    """Not the same from any side."""
    image = Image.new("RGB", size, (230, 228, 220))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0] // 3, size[1] // 4), (200, 40, 40))
    pen.rectangle((0, size[1] // 2, size[0] // 5, size[1]), (30, 60, 160))
    return image


@functools.cache
def grainy(tile_size: int = 0) -> bytes:
    """A picture of many bytes, whole or in tiles."""
    grains = Image.effect_noise((600, 500), 60).convert("RGB")
    return heic(grains, tile_size=tile_size)


def display_p3() -> bytes:
    """sRGB's profile with the primaries of Display P3 (tags of ICC.1:2022, 9.2)."""
    columns = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    made = bytearray(SRGB)
    for tag, values in columns.items():
        entry = SRGB.index(tag, 128)
        at = int.from_bytes(SRGB[entry + 4 : entry + 8], "big") + 8
        for place, value in enumerate(values):
            made[at + 4 * place : at + 4 * place + 4] = round(65536 * value).to_bytes(4, "big", signed=True)
    return bytes(made)


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.load()
        return image


def jpeg(data: bytes, **options: Any) -> Image.Image:
    return opened(as_jpeg(data, MOST, **options))


def apart(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, in levels."""
    assert one.size == other.size
    pairs = (np.asarray(each.convert("RGB"), np.float32) for each in (one, other))
    return float(np.abs(np.subtract(*pairs)).mean())


def refusal(data: bytes) -> str:
    with pytest.raises(NotOpenedError) as caught:
        as_jpeg(data, MOST)
    return caught.value.sentence


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_once(orientation: int) -> None:
    shown = picture()
    shown.getexif()[0x0112] = orientation
    found = jpeg(heic(picture(), exif=exif(orientation)))
    assert apart(found, ImageOps.exif_transpose(shown)) < 4


def test_the_mark_of_exif_alone_turns_nothing() -> None:
    block = exif(6)
    upright = heic(picture(), exif=exif(1))
    assert upright.count(exif(1)[6:]) == 1
    data = upright.replace(exif(1)[6:], block[6:])
    assert apart(jpeg(data), picture()) < 4
    assert measure_file(as_jpeg(data, MOST, told=True)).facts["exif_orientation"] == 1


def test_nothing_but_the_picture_goes_along() -> None:
    data = heic(picture(), exif=exif(6), xmp=b"<x>SECRET</x>", icc_profile=SRGB, thumbnails=[64])
    assert data.count(b"SECRET") > 1
    made = as_jpeg(data, MOST)
    assert b"SECRET" not in made
    assert not {"exif", "icc_profile", "xmp", "comment"} & opened(made).info.keys()


def test_no_comment_is_written_that_the_decoder_passes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = picture()
    noted.info["comment"] = b"SECRET"
    monkeypatch.setattr(module, "_decoded", lambda data: noted)
    assert b"SECRET" not in as_jpeg(b"", MOST)


def test_for_measuring_the_camera_may_go_along() -> None:
    data = heic(picture(), exif=exif(6), xmp=b'<x xmp:CreatorTool="GIMP"/>')
    facts = measure_file(as_jpeg(data, MOST, told=True)).facts
    assert facts["date_taken"] == "2026-03-01"
    assert facts["camera"] == "SECRET 15 Pro"
    assert facts["editor"] == "GIMP"
    assert (facts["exif_orientation"], facts["width"], facts["height"]) == (1, 200, 320)


def test_metadata_too_long_for_a_jpeg_stay_behind() -> None:
    data = heic(picture(), xmp=b"<x>" + b"SECRET" * 20_000)
    assert b"SECRET" not in as_jpeg(data, MOST, told=True)


def test_display_p3_becomes_srgb() -> None:
    color = (200, 100, 80)
    light = np.array(color) / 255
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    wanted = np.array(P3_TO_SRGB) @ light
    wanted = 255 * np.where(wanted <= 0.0031308, 12.92 * wanted, 1.055 * wanted ** (1 / 2.4) - 0.055)
    assert abs(wanted - color).max() > 10
    found = jpeg(heic(Image.new("RGB", (64, 64), color), icc_profile=display_p3())).getpixel((30, 30))
    assert np.abs(np.array(found) - wanted).max() <= 4


@pytest.mark.parametrize("profile", [None, SRGB, b"no profile at all" * 20])
def test_other_colours_stay_as_they_are(profile: bytes | None) -> None:
    options = {} if profile is None else {"icc_profile": profile}
    found = jpeg(heic(Image.new("RGB", (64, 64), (200, 100, 80)), **options)).getpixel((30, 30))
    assert np.abs(np.array(found) - (200, 100, 80)).max() <= 4


@pytest.mark.parametrize("mode", ["RGB;16", "L;16"])
def test_ten_bits_become_eight(mode: str) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    levels = np.linspace(0, 65535, 256).astype("<u2")
    rows = np.repeat(np.tile(levels, (64, 1))[..., np.newaxis], 3 if mode == "RGB;16" else 1, axis=2)
    target = io.BytesIO()
    pillow_heif.from_bytes(mode, (256, 64), rows.tobytes()).save(target, quality=90)
    assert pillow_heif.open_heif(target.getvalue()).info["bit_depth"] == 10
    found = jpeg(target.getvalue())
    assert found.mode == mode.partition(";")[0]
    seen = np.asarray(found.convert("L"), np.float32)[30]
    assert np.abs(seen - np.arange(256)).max() <= 6


def test_of_several_pictures_the_primary_one_is_taken() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    made = pillow_heif.from_pillow(Image.new("RGB", (90, 60), (200, 0, 0)))
    made.add_from_pillow(picture())
    made.add_from_pillow(Image.new("L", (50, 50), 128))
    target = io.BytesIO()
    made.save(target, primary_index=1, quality=90, thumbnails=[64])
    assert apart(jpeg(target.getvalue()), picture()) < 4


@pytest.mark.parametrize("tiles", [0, 256])
@pytest.mark.parametrize("share", [0.001, 0.02, 0.3, 0.7, 0.99, 0.9999])
def test_a_cut_picture_is_damaged(tiles: int, share: float) -> None:
    data = grainy(tiles)
    assert refusal(data[: int(share * len(data))]) == DAMAGED


@pytest.mark.parametrize("tiles", [0, 256])
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_part_that_never_came_is_damage(tiles: int, share: float) -> None:
    data = grainy(tiles)
    at = int(share * len(data))
    assert at + 16_384 < len(data)
    assert refusal(data[:at] + bytes(16_384) + data[at + 16_384 :]) == DAMAGED


def test_what_stands_behind_the_picture_does_no_harm() -> None:
    data = heic(picture())
    film = (20_000).to_bytes(4, "big") + b"free" + bytes(19_992)
    for trailer in (film, b"\0\0\0\x40mpvd" + b"cut", bytes(40), b"SEFT" * 9):
        assert apart(jpeg(data + trailer), picture()) < 4


@pytest.mark.parametrize("junk", [b"", bytes(500), b"SECRET" * 99])
def test_a_head_alone_is_damage(junk: bytes) -> None:
    assert refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + junk) == DAMAGED


def resized(data: bytes, width: int, height: int) -> bytes:
    """The same file with another declared size (ISO/IEC 23008-12, 6.5.3)."""
    assert data.count(b"ispe") == 1
    at = data.index(b"ispe") + 8
    return data[:at] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[at + 8 :]


def test_more_pixels_than_the_limit_are_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = resized(heic(picture()), 10_000, 8_001)
    pillow_heif = pytest.importorskip("pillow_heif")

    def load(self: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(pillow_heif.HeifImage, "load", load)
    said = refusal(data)
    assert said.startswith("太大：")
    assert "8000 万像素" in said
    assert refusal(resized(data, 10_000, 8_000)) == DAMAGED  # within it, so decoding was tried


def test_a_size_that_is_not_the_pictures_own_is_refused() -> None:
    assert refusal(resized(heic(picture()), 64, 64)) == DAMAGED


def test_more_bytes_than_the_limit_are_not_looked_at() -> None:
    data = heic(picture())
    assert refusal(data + bytes(40_000_001 - len(data))).startswith("太大：")


def test_a_picture_that_was_cut_out_is_refused() -> None:
    whole, cut = picture().convert("RGBA"), picture().convert("RGBA")
    cut.putalpha(Image.new("L", cut.size, 255).crop((0, 0, 200, 200)).resize(cut.size))
    cut.paste((0, 0, 0, 0), (0, 0, 100, 100))
    assert "透明" in refusal(heic(cut))
    assert apart(jpeg(heic(whole)), picture()) < 4


def test_a_large_jpeg_gives_up_some_quality() -> None:
    data = grainy()
    best = as_jpeg(data, MOST)
    assert len(as_jpeg(data, len(best) - 1)) < len(best)
    assert len(as_jpeg(data, 1)) > 1


def test_without_the_library_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    said = refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    assert "另存或导出为 JPG" in said
    assert "pip install 'zikao[heic]'" in said


def test_no_check_reads_heic_whatever_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a.heic", heic(picture()))
    installed = measure(target.getvalue(), "a.zip").model_dump()
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert measure(target.getvalue(), "a.zip").model_dump() == installed
    [page] = installed["facts"]["pages"]
    assert page["page_kind"] == "heic"
    assert not {"page_decodes", "page_width"} & page.keys()


def test_the_library_is_part_of_no_function() -> None:
    root = Path(__file__).resolve().parents[3]
    naming = [path for path in (root / "src").rglob("*.py") if "pillow_heif" in path.read_text("utf-8")]
    assert [path.relative_to(root).as_posix() for path in naming] == ["src/zikao/formats/heic.py"]
    locks = {
        path.stem: "pillow-heif==" in path.read_text("utf-8") for path in root.glob("requirements/*.txt")
    }
    assert {name for name, held in locks.items() if held} == {"dev", "lowest"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_files_give_a_picture_or_a_sentence(data: st.DataObject) -> None:
    whole = heic(picture((64, 48)), exif=exif(6), tile_size=data.draw(st.sampled_from([0, 32])))
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=8))
    with contextlib.suppress(NotOpenedError):
        opened(as_jpeg(whole[:at] + junk + whole[at + len(junk) :], MOST))
