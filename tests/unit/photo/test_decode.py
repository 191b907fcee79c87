"""What is handed to Pillow, and what becomes of its complaints."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageFile

from tests.vectors.pictures import ARITHMETIC
from zikao.formats.header import NotTried
from zikao.formats.jpeg import read_jpeg
from zikao.photo.decode import decode
from zikao.photo.limits import Limits

if TYPE_CHECKING:
    from zikao.formats.header import Header

    from .conftest import Make


@pytest.fixture
def header(jpeg: bytes) -> Header:
    found = read_jpeg(jpeg).header()
    assert found is not None
    return found


def test_pixels_are_those_of_a_plain_decode(jpeg: bytes, header: Header) -> None:
    image = decode("jpeg", header, Limits())
    with Image.open(io.BytesIO(jpeg)) as plain:
        assert image is not None
        assert image.tobytes() == plain.tobytes()


def test_a_large_jpeg_is_read_whole_at_a_reduced_scale(make: Make) -> None:
    large = read_jpeg(make.jpeg(size=(1920, 2560))).header()
    assert large is not None
    image = decode("jpeg", large, Limits())
    assert image is not None
    assert image.size == (960, 1280)


def test_the_reduction_follows_the_size(make: Make) -> None:
    for size, kept in {
        (1400, 2000): (1400, 2000),
        (3000, 4000): (1500, 2000),
        (4800, 6400): (1200, 1600),
    }.items():
        header = read_jpeg(make.saved(Image.new("L", size), "JPEG")).header()
        assert header is not None
        image = decode("jpeg", header, Limits())
        assert image is not None
        assert image.size == kept


def test_arithmetic_codes_are_read_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    header = read_jpeg(ARITHMETIC).header()
    assert header is not None
    whole = decode("jpeg", header, Limits())
    monkeypatch.setattr(ImageFile, "MAXBLOCK", 16)
    again = decode("jpeg", header, Limits())
    assert whole is not None
    assert again is not None
    assert again.tobytes() == whole.tobytes()


@pytest.mark.parametrize("size", [(480, 640), (1920, 2560)])
@pytest.mark.parametrize("missing", [200, 5000])
def test_data_missing_before_the_end_marker_are_damage(
    make: Make, size: tuple[int, int], missing: int
) -> None:
    """A decoder fills the hole with grey and says nothing."""
    data = make.jpeg(size=size)
    holed = read_jpeg(data[: -2 - missing] + b"\xff\xd9").header()
    assert holed is not None
    assert holed.complete
    assert decode("jpeg", holed, Limits()) is None


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize(
    "options",
    [
        *({"quality": 10}, {"quality": 95}, {"subsampling": "4:4:4"}, {"subsampling": "4:2:2"}),
        *(
            {"optimize": True},
            {"restart_marker_blocks": 3},
            {"restart_marker_rows": 1},
            {"progressive": True},
        ),
    ],
)
def test_no_sound_jpeg_is_called_damaged(make: Make, mode: str, options: dict[str, Any]) -> None:
    for size in ((480, 640), (1, 1), (17, 16), (31, 65)):
        sound = read_jpeg(make.jpeg(mode, size, **options)).header()
        assert sound is not None
        assert decode("jpeg", sound, Limits()) is not None


def test_only_the_format_by_content_is_tried(header: Header, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    plain_open = Image.open

    def opened(file: Any, **how: Any) -> Image.Image:
        asked.append(how)
        return plain_open(file, **how)

    monkeypatch.setattr(Image, "open", opened)
    decode("jpeg", header, Limits())
    assert asked == [{"formats": ["JPEG"]}]


def test_a_size_that_the_decoder_sees_differently_is_damage(header: Header) -> None:
    assert decode("jpeg", dataclasses.replace(header, width=481), Limits()) is None


def test_running_out_of_memory_is_not_the_pictures_fault(
    header: Header, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise MemoryError("CANARY")

    monkeypatch.setattr(Image, "open", no_room)
    with pytest.raises(NotTried) as why:
        decode("jpeg", header, Limits())
    assert why.value.reason == "内存不足，未解码"
    assert why.value.__cause__ is None


def test_the_cap_stays_below_pillows_own_alarm() -> None:
    """Above it Pillow would warn, and a warning is no answer."""
    assert Image.MAX_IMAGE_PIXELS is not None
    assert Limits().pixels < Image.MAX_IMAGE_PIXELS


def test_the_vocabulary_comes_without_pillow() -> None:
    """Rulebooks are checked against it where no picture is ever opened."""
    code = (
        "import sys; from zikao.photo.measuring import measure; measure(b'x'); sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
