"""What hides in the outline of a person drawn by code, and what the parts network says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from zikao.photo.face.outline import Outline
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.between import Between, find_between
from zikao.photo.picture import Picture

if TYPE_CHECKING:
    from .conftest import Stage

BLUE, WHITE = (100, 197, 255), (255, 255, 255)


def hidden(stage: Stage, shape: Any, color: Any, ground: tuple[int, int, int], sure: float = 1) -> Between:
    """What is told of a shape of that colour behind the person, which the outline takes for the person."""
    mask = Image.new("L", stage.size)
    getattr(ImageDraw.Draw(mask), shape[0])(shape[1], fill=1)
    behind = np.asarray(mask, np.bool_) & ~stage.person
    pixels = np.asarray(stage.before(ground).rgb).copy()
    pixels[behind] = color
    small = Image.fromarray(np.where(stage.person, np.float32(1), behind * np.float32(sure)))
    outline = Outline(np.asarray(small.resize((256, 256), Image.Resampling.BILINEAR)))
    picture = Picture(Image.fromarray(pixels), 1.0, native=True)
    return find_between(read_backdrop(picture, outline), outline, stage.parts())


BEHIND_THE_HEAD = ("ellipse", (170, 100, 390, 420))
LOW = ("rectangle", (0, 480, 90, 640))
BESIDE = ("ellipse", (385, 200, 460, 330))


@pytest.mark.parametrize("ground", [BLUE, WHITE])
@pytest.mark.parametrize("depth", [0.12, 0.25, 0.4])
def test_a_sharp_shadow_in_the_outline_is_a_shadow(
    stage: Stage, ground: tuple[int, int, int], depth: float
) -> None:
    found = hidden(stage, BEHIND_THE_HEAD, np.asarray(ground) * (1 - depth), ground)
    assert found.shadow.mean() > 0.02
    assert not found.objects.any()


@pytest.mark.parametrize("ground", [BLUE, WHITE])
def test_nothing_hides_in_the_outline_of_a_person_alone(stage: Stage, ground: tuple[int, int, int]) -> None:
    found = hidden(stage, BEHIND_THE_HEAD, ground, ground)
    assert not found.shadow.any()
    assert not found.objects.any()


@pytest.mark.parametrize("ground", [BLUE, WHITE])
@pytest.mark.parametrize("color", [(90, 60, 40), (40, 110, 60)])
def test_a_chair_beside_the_shoulders_is_a_thing(
    stage: Stage, ground: tuple[int, int, int], color: tuple[int, int, int]
) -> None:
    found = hidden(stage, LOW, color, ground)
    assert found.objects.mean() > 0.01
    assert not found.shadow.any()


def test_clothes_that_the_parts_network_misses_are_no_thing(stage: Stage) -> None:
    """As the rest of the clothes, (150, 110, 90), a little darker."""
    assert not hidden(stage, LOW, (130, 95, 78), WHITE).objects.any()


def test_what_is_half_taken_for_a_person_is_a_thing(stage: Stage) -> None:
    assert hidden(stage, BESIDE, (60, 80, 50), BLUE, sure=0.6).objects.any()


def test_what_is_wholly_taken_for_a_person_is_none(stage: Stage) -> None:
    """A scarf that the parts network misses is no thing in the background."""
    assert not hidden(stage, BESIDE, (60, 80, 50), BLUE).objects.any()
