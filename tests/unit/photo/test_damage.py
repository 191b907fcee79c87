"""Files that are cut off, padded, scrambled or too much."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from zikao.photo.file import measure_file
from zikao.photo.limits import Limits, PhotoTooLargeError
from zikao.photo.measuring import measure

if TYPE_CHECKING:
    from .conftest import Make

Facts = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_off_jpeg(jpeg: bytes, facts: Facts, share: float) -> None:
    measured = facts(jpeg[: int(len(jpeg) * share)])
    assert (measured["truncated"], measured["decodes"]) == (True, False)


VIDEO = b"\0\0\0\x10ftypmp42\0\0\0\0" + b"\0\0\0\x20mdat" + b"\x11" * 24
SAMSUNG = (
    b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1700000000000"
    b"SEFH\x6b\0\0\0\x01\0\0\0\0\0\x01\x0a\x23\0\0\0\x23\0\0\0\x18\0\0\0SEFT"
)


def test_missing_end_marker_only(jpeg: bytes, facts: Facts) -> None:
    measured = facts(jpeg[:-2])
    assert (measured["truncated"], measured["decodes"]) == (True, True)


def test_download_that_stopped_and_left_zeros(jpeg: bytes, facts: Facts) -> None:
    """The length is right; Pillow alone decodes such a file without complaint."""
    half = len(jpeg) // 2
    holed = jpeg[:half] + bytes(len(jpeg) - half)
    assert facts(holed)["truncated"] is True


@pytest.mark.parametrize(("tail", "zeros"), [(b"\0" * 9000, True), (b"junk", False), (b"\0\0x", False)])
def test_bytes_behind_the_end(jpeg: bytes, facts: Facts, tail: bytes, zeros: bool) -> None:
    measured = facts(jpeg + tail)
    assert (measured["trailing_bytes"], measured["zero_padded"]) == (len(tail), zeros)
    assert (measured["truncated"], measured["decodes"]) == (False, True)


@pytest.mark.parametrize(
    ("tail", "said", "unexplained"),
    [
        (b"", "没有", 0),
        (bytes(9000), "9000 字节是重复的填充，像是为凑大小加上去的", 9000),
        (b"who knows", "9 字节认不出是什么", 9),
        (SAMSUNG, f"{len(SAMSUNG)} 字节是三星手机写的附加数据", 0),
        (VIDEO, f"{len(VIDEO)} 字节是动态照片里的视频", 0),
        (
            bytes(50) + SAMSUNG,
            f"50 字节是重复的填充，像是为凑大小加上去的，{len(SAMSUNG)} 字节是三星手机写的附加数据",
            50,
        ),
    ],
)
def test_what_is_behind_the_end_is_named(
    jpeg: bytes, facts: Facts, tail: bytes, said: str, unexplained: int
) -> None:
    measured = facts(jpeg + tail)
    assert (measured["trailing_pieces"], measured["unexplained_bytes"]) == (said, unexplained)
    assert measured["trailing_bytes"] == len(tail)


def test_bytes_behind_the_end_of_a_png(make: Make, facts: Facts) -> None:
    data = make.saved(make.picture(size=(20, 20)), "PNG")
    assert facts(data)["trailing_bytes"] == 0
    assert facts(data + b"\0" * 7)["trailing_bytes"] == 7


def test_cut_off_png(make: Make, facts: Facts) -> None:
    measured = facts(make.saved(make.picture(), "PNG")[:-500])
    assert (measured["truncated"], measured["decodes"]) == (True, False)


def test_second_picture_is_a_picture_not_a_tail(make: Make, facts: Facts) -> None:
    out = io.BytesIO()
    make.picture().save(out, "MPO", save_all=True, append_images=[make.picture(size=(60, 80))])
    measured = facts(out.getvalue())
    assert (measured["format"], measured["pictures"], measured["trailing_bytes"]) == ("jpeg", 2, 0)
    assert (measured["width"], measured["decodes"]) == (480, True)


def test_frames_of_an_animated_png(make: Make, facts: Facts) -> None:
    pictures = [Image.new("RGB", (20, 20), (value, 0, 0)) for value in (0, 100, 200)]
    out = io.BytesIO()
    pictures[0].save(out, "PNG", save_all=True, append_images=pictures[1:])
    assert facts(out.getvalue())["pictures"] == 3


def test_scrambled_tables_do_not_decode(jpeg: bytes, facts: Facts) -> None:
    at = jpeg.index(b"\xff\xc4") + 4
    measured = facts(jpeg[:at] + b"\xff" * 40 + jpeg[at + 40 :])
    assert measured["decodes"] is False
    # What was written over reads like a segment that reaches beyond the start of the picture's data.
    assert measured["truncated"] is True


def test_jpeg_without_a_frame(make: Make, facts: Facts) -> None:
    """An end mark before any data of a picture ends none: for portraits as for pages."""
    measured = facts(b"\xff\xd8" + make.segment(0xFE, b"x") + b"\xff\xd9")
    assert (measured["decodes"], measured["truncated"]) == (False, True)
    assert "width" not in measured


def test_too_many_bytes_are_refused_in_one_sentence() -> None:
    assert measure(b"x" * 100, limits=Limits(bytes=100)).facts["bytes"] == 100
    with pytest.raises(PhotoTooLargeError) as refused:
        measure(b"x" * 10_000_001)
    assert refused.value.sentence == "照片文件超过 10 MB，未作检查；请先把照片缩小或压缩后再试。"


def test_a_pixel_flood_is_described_but_not_decoded(make: Make, jpeg: bytes, facts: Facts) -> None:
    flood = make.resized_header(jpeg, 65_000, 65_000)
    measured = facts(flood)
    assert (measured["width"], measured["megapixels"], measured["jpeg_quality"]) == (65_000, 4225.0, 75)
    assert "decodes" not in measured
    assert "80 百万像素" in measure(flood).absent["decodes"]


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "WEBP"])
def test_every_decoder_stands_behind_the_pixel_cap(make: Make, kind: str) -> None:
    data = make.saved(make.picture(size=(40, 40)), kind)
    assert measure_file(data, limits=Limits(pixels=1600)).facts["decodes"] is True
    assert "decodes" not in measure_file(data, limits=Limits(pixels=1599)).facts


def test_a_flood_of_scans_is_not_decoded(make: Make, facts: Facts) -> None:
    """Scans of a plain picture have few bytes, and each costs the decoder time for every pixel."""
    data = make.saved(Image.new("RGB", (480, 640)), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    flood = data[:-2] + data[at:-2] * 4000 + b"\xff\xd9"
    assert len(flood) < 200_000
    assert facts(flood)["width"] == 480
    assert "decodes" not in facts(flood)
    assert "扫描次数" in measure(flood).absent["decodes"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_flood_of_segments_is_not_followed(make: Make, kind: str) -> None:
    data = make.saved(make.picture(size=(20, 20)), kind)
    document = measure_file(data, limits=Limits(parts=2))
    assert document.facts == {"bytes": len(data), "format": kind.lower()}
    assert "数据段" in document.absent["width"]


def test_a_large_sound_jpeg_decodes(make: Make, facts: Facts) -> None:
    assert facts(make.jpeg(size=(2400, 3200), quality=30))["decodes"] is True
