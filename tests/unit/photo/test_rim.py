"""A coloured rim round the person is told, on a drawn person; what every clean outline has is not."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from zikao.photo.face.outline import Outline
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.rim import find_rim
from zikao.photo.picture import Picture

from .conftest import Stage

WHITE, BLUE, SLOPE = (255, 255, 255), (100, 197, 255), "slope"
HAIR, GREEN, RED = (50, 40, 35), (30, 150, 60), (200, 30, 40)
TOLD = 0.25
"""The limit of the rulebook."""


def before(stage: Stage, ground: Any) -> Image.Image:
    """The person, dark-haired from the brows up, before a colour or a slope of the light."""
    if ground == SLOPE:
        ground = np.array(BLUE) * np.linspace(1, 0.85, 640)[:, None, None]
    pixels = np.asarray(stage.before(ground).rgb).copy()
    pixels[:200][stage.person[:200]] = HAIR
    return Image.fromarray(pixels)


def around(stage: Stage, width: int) -> Image.Image:
    """Mask of what lies up to so many pixels outside the person."""
    person = Image.fromarray(stage.person.astype(np.uint8) * np.uint8(255))
    outer = np.asarray(person.filter(ImageFilter.MaxFilter(2 * width + 1))) > 0
    return Image.fromarray((outer & ~stage.person).astype(np.uint8) * np.uint8(255))


def rimmed(stage: Stage, ground: Any, color: Any, width: int = 3) -> Image.Image:
    image = before(stage, ground)
    image.paste(color, (0, 0), around(stage, width))
    return image


def as_jpeg(image: Image.Image) -> Image.Image:
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.7)).save(out, "JPEG", quality=60, subsampling=2)
    return Image.open(out).convert("RGB")


def share(stage: Stage, image: Image.Image) -> float:
    picture = Picture(as_jpeg(image), 1.0, native=True)
    found = find_rim(picture, read_backdrop(picture, stage.outline()), stage.outline()).share
    assert found is not None
    return found


@pytest.mark.parametrize("ground", [WHITE, BLUE, SLOPE])
@pytest.mark.parametrize("color", [GREEN, RED, (230, 150, 60)])
@pytest.mark.parametrize("width", [2, 4])
def test_a_coloured_rim(stage: Stage, ground: Any, color: Any, width: int) -> None:
    assert share(stage, rimmed(stage, ground, color, width)) > TOLD


@pytest.mark.parametrize("ground", [WHITE, BLUE, SLOPE, (217, 0, 27)])
def test_the_outline_of_a_clean_portrait_is_no_rim(stage: Stage, ground: Any) -> None:
    assert share(stage, before(stage, ground)) < 0.05


@pytest.mark.parametrize("ground", [BLUE, WHITE])
@pytest.mark.parametrize("color", [(245, 245, 245), (20, 20, 20), (190, 190, 190)])
def test_pale_and_dark_rims_are_left_alone(stage: Stage, ground: Any, color: Any) -> None:
    assert share(stage, rimmed(stage, ground, color, 4)) < 0.1


@pytest.mark.parametrize("ground", [BLUE, WHITE])
def test_a_soft_outline_is_a_mixture(stage: Stage, ground: Any) -> None:
    image = before(stage, ground)
    soft = image.filter(ImageFilter.GaussianBlur(3))
    image.paste(soft, (0, 0), around(stage, 6).filter(ImageFilter.MaxFilter(13)))
    assert share(stage, image) < 0.05


def test_spots_of_many_hues_are_no_rim(stage: Stage) -> None:
    y, x = np.mgrid[0:640, 0:480] // 24
    turn = ((37 * x + 101 * y) % 256).astype(np.uint8)
    full = np.full_like(turn, 200)
    hues = Image.fromarray(np.stack([turn, full, full], axis=-1), "HSV").convert("RGB")
    assert share(stage, Image.composite(hues, before(stage, WHITE), around(stage, 3))) < TOLD


def test_a_short_stretch_is_no_rim(stage: Stage) -> None:
    image, part = before(stage, WHITE), around(stage, 3)
    part.paste(0, (0, 0, 480, 440))
    part.paste(0, (240, 0, 480, 640))
    image.paste(GREEN, (0, 0), part)
    assert 0.05 < share(stage, image) < TOLD


def test_where_the_person_fills_the_picture_nothing_is_said(stage: Stage) -> None:
    picture = Picture(rimmed(stage, WHITE, GREEN), 1.0, native=True)
    everywhere = np.ones((256, 256), np.float32)
    everywhere[:, :12] = 0
    everywhere[12:] = 1
    backdrop = read_backdrop(picture, stage.outline())
    assert find_rim(picture, backdrop, Outline(everywhere)).share is None


def test_the_squares_of_the_rim_lie_along_the_outline(stage: Stage) -> None:
    picture = Picture(rimmed(stage, WHITE, GREEN), 1.0, native=True)
    found = find_rim(picture, read_backdrop(picture, stage.outline()), stage.outline())
    assert found.strange.shape == (80, 60)
    assert found.share is not None and found.share > 0.9
    assert not (found.strange & ~found.outline).any()
    assert not found.strange[:9].any() and not found.strange[36:40, 20:40].any()
