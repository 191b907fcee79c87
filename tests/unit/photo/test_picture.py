"""The picture as shown, from whatever was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from zikao.photo.picture import show

if TYPE_CHECKING:
    from .conftest import Make


@pytest.fixture
def corners() -> Image.Image:
    """Three by two pixels: red at the upper left, green at the upper right, blue at the lower left."""
    image = Image.new("RGB", (3, 2), "white")
    image.putpixel((0, 0), (255, 0, 0))
    image.putpixel((2, 0), (0, 255, 0))
    image.putpixel((0, 1), (0, 0, 255))
    return image


@pytest.mark.parametrize(
    ("orientation", "red", "green", "blue"),
    [
        (1, (0, 0), (2, 0), (0, 1)),
        (2, (2, 0), (0, 0), (2, 1)),
        (3, (2, 1), (0, 1), (2, 0)),
        (4, (0, 1), (2, 1), (0, 0)),
        (5, (0, 0), (0, 2), (1, 0)),
        (6, (1, 0), (1, 2), (0, 0)),
        (7, (1, 2), (1, 0), (0, 2)),
        (8, (0, 2), (0, 0), (1, 2)),
    ],
)
def test_every_orientation(
    corners: Image.Image,
    orientation: int,
    red: tuple[int, int],
    green: tuple[int, int],
    blue: tuple[int, int],
) -> None:
    """6 means that the first row stored is the right side of what is shown, and so on (CIPA DC-008)."""
    shown = show(corners, orientation, 2 if orientation < 5 else 3).rgb
    places = {(255, 0, 0): red, (0, 255, 0): green, (0, 0, 255): blue}
    assert {color: place for color, place in places.items() if shown.getpixel(place) == color} == places


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "P", "1", "YCbCr", "RGBA", "LA", "I;16", "I", "F"])
def test_every_mode_becomes_plain_color(make: Make, mode: str) -> None:
    if mode == "I;16":
        stored = Image.fromarray(np.full((8, 6), 0x80FF, np.uint16))
    elif mode in ("I", "F"):
        stored = Image.new(mode, (6, 8), 0x80FF if mode == "I" else 128)
    else:
        stored = Image.new("RGB", (6, 8), (128, 128, 128)).convert(mode)
    picture = show(stored, 1, 8)
    assert picture.rgb.mode == "RGB"
    assert picture.rgb.size == (6, 8)
    if mode != "1":
        assert np.asarray(picture.rgb).mean() == pytest.approx(128, abs=3)


def test_what_is_transparent_lies_on_white() -> None:
    stored = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert show(stored, 1, 4).rgb.getpixel((1, 1)) == (255, 255, 255)
    palette = Image.new("P", (4, 4))
    palette.info["transparency"] = 0
    assert show(palette, 1, 4).rgb.getpixel((1, 1)) == (255, 255, 255)


def test_a_portrait_keeps_its_pixels(make: Make) -> None:
    picture = show(make.picture(), 1, 640)
    assert (picture.width, picture.height, picture.scale, picture.native) == (480, 640, 1.0, True)


def test_a_large_picture_is_looked_at_smaller(make: Make) -> None:
    picture = show(make.picture(size=(1200, 1600)), 6, 1200)
    assert (picture.width, picture.height, picture.native) == (1280, 960, False)
    assert picture.scale == 1200 / 960


def test_what_the_decoder_reduced_counts_as_reduced(make: Make) -> None:
    picture = show(make.picture(size=(300, 400)), 1, 3200)
    assert (picture.scale, picture.native) == (8.0, False)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (2, 1300)])
def test_no_side_vanishes(size: tuple[int, int]) -> None:
    picture = show(Image.new("RGB", size), 1, size[1])
    assert min(picture.width, picture.height) >= 1
