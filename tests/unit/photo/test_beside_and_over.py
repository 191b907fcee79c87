"""Whole portraits with a defect drawn over them: its fact speaks, and on the clean one none does."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from zikao.photo.face.outline import find_outline
from zikao.photo.facts import Measured
from zikao.photo.measuring import look
from zikao.photo.picture import Picture
from zikao.photo.places import places_of
from zikao.photo.portrait import Portrait

pytestmark = pytest.mark.usefixtures("networks")

BLUE = (100, 197, 255)
FACTS = (
    *("faces", "other_face_share", "hard_shadow_share", "has_line", "text_on_person", "has_border"),
    "rim_share",
    *("face_stretch", "face_color_variety", "skin_color_distance", "has_object", "face_width", "chin_y"),
)


@pytest.fixture(scope="module")
def person(studio_picture: Callable[[str], Image.Image], networks: None) -> tuple[Image.Image, Image.Image]:
    """A studio picture in 3:4, and its opacity by the outline network."""
    studio = ImageOps.fit(studio_picture("005"), (480, 640), centering=(0.5, 0.5))
    outline = find_outline(Picture(studio, 1.0, native=True)).sized(480, 640)
    return studio, Image.fromarray((np.clip((outline - 0.3) / 0.4, 0, 1) * 255).astype(np.uint8))


def before(person: tuple[Image.Image, Image.Image], ground: Image.Image | None = None) -> Image.Image:
    return Image.composite(person[0], ground or Image.new("RGB", (480, 640), BLUE), person[1])


def seen(image: Image.Image) -> tuple[Measured, Portrait]:
    out = io.BytesIO()
    image.save(out, "PNG")
    document, portrait = look(out.getvalue(), "照片.png", wanted=FACTS)
    assert portrait is not None
    return document, portrait


def facts(image: Image.Image) -> dict[str, Any]:
    return seen(image)[0].facts


def test_nothing_speaks_on_a_clean_portrait(person: tuple[Image.Image, Image.Image]) -> None:
    found = facts(before(person))
    assert (found["faces"], found["has_line"], found["text_on_person"]) == (1, False, False)
    assert (found["has_border"], found["has_object"]) == (False, False)
    assert (found["other_face_share"], found["hard_shadow_share"]) == (0, 0)
    assert found["rim_share"] < 0.1
    assert 0.9 < found["face_stretch"] < 1.12
    assert found["face_color_variety"] > 1.6
    assert found["skin_color_distance"] < 4


def test_a_shadow_of_the_head_on_the_wall(person: tuple[Image.Image, Image.Image]) -> None:
    moved = person[1].transform((480, 640), Image.Transform.AFFINE, (1, 0, -34, 0, 1, -10))
    wall = Image.composite(
        Image.new("RGB", (480, 640), (85, 167, 217)), Image.new("RGB", (480, 640), BLUE), moved
    )
    assert facts(before(person, wall))["hard_shadow_share"] > 0.01


def old_ground(person: tuple[Image.Image, Image.Image], color: tuple[int, int, int]) -> Image.Image:
    """The person cut out of another ground two pixels too wide."""
    kept = before(person, Image.new("RGB", (480, 640), color))
    wider = person[1].point(lambda value: 255 if value > 127 else 0).filter(ImageFilter.MaxFilter(5))
    return before((kept, wider.filter(ImageFilter.GaussianBlur(0.7))))


@pytest.mark.parametrize("color", [(40, 140, 60), (217, 0, 27)])
def test_what_a_cut_left_of_another_ground(
    person: tuple[Image.Image, Image.Image], color: tuple[int, int, int]
) -> None:
    document, portrait = seen(old_ground(person, color))
    assert float(document.facts["rim_share"]) > 0.25
    boxes = [place.box for place in places_of(portrait, "rim_share")]
    assert min(box[1] for box in boxes) < 120
    assert max(box[3] for box in boxes) > float(document.facts["chin_y"]), "along the shoulders too"


def test_before_a_wild_ground_no_rim_is_looked_for(person: tuple[Image.Image, Image.Image]) -> None:
    tiles = Image.effect_noise((20, 27), 120).resize((480, 640), Image.Resampling.NEAREST)
    wild = Image.merge("RGB", (tiles, ImageOps.invert(tiles), tiles.transpose(Image.Transpose.ROTATE_180)))
    document, _ = seen(before(person, wild))
    assert document.absent["rim_share"] == "背景太花，分不清轮廓边上的颜色"


def test_a_mark_across_the_cheek(person: tuple[Image.Image, Image.Image]) -> None:
    clean = facts(before(person))
    image = before(person)
    place = (240 - 0.45 * clean["face_width"], clean["chin_y"] - 0.55 * clean["face_width"])
    ImageDraw.Draw(image).text(place, "SAMPLE", (255, 255, 255), font_size=34)
    assert facts(image)["text_on_person"] is True


def test_a_line_of_a_scanner(person: tuple[Image.Image, Image.Image]) -> None:
    image = before(person)
    ImageDraw.Draw(image).line((250, 0, 250, 639), (150, 255, 150), 1)
    assert facts(image)["has_line"] is True


def test_round_corners(person: tuple[Image.Image, Image.Image]) -> None:
    mask = Image.new("L", (480, 640))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 479, 639), 40, fill=255)
    image = Image.composite(before(person), Image.new("RGB", (480, 640), "white"), mask)
    assert facts(image)["has_border"] is True


def test_a_portrait_without_colour(person: tuple[Image.Image, Image.Image]) -> None:
    assert facts(ImageOps.grayscale(before(person)).convert("RGB"))["face_color_variety"] < 0.2


def test_green_skin(person: tuple[Image.Image, Image.Image]) -> None:
    red, green, blue = before(person).split()
    image = Image.merge(
        "RGB", (red.point(lambda v: v * 0.75), green.point(lambda v: min(255, v * 1.2)), blue)
    )
    assert facts(image)["skin_color_distance"] > 9


@pytest.mark.parametrize(("size", "times"), [((576, 640), 1.2), ((480, 768), 1 / 1.2)])
def test_a_stretched_portrait(
    person: tuple[Image.Image, Image.Image], size: tuple[int, int], times: float
) -> None:
    plain = facts(before(person))["face_stretch"]
    found = facts(before(person).resize(size, Image.Resampling.BICUBIC))["face_stretch"]
    assert found / plain == pytest.approx(times, rel=0.06)


def test_half_a_second_person_at_the_edge(person: tuple[Image.Image, Image.Image]) -> None:
    image = Image.new("RGB", (480, 640), BLUE)
    image.paste(person[0], (-265, 40), person[1])
    small = [each.resize((400, 533)) for each in person]
    image.paste(small[0], (110, 107), small[1])
    found = facts(image)
    assert found["faces"] != 1 or found["other_face_share"] > 0.02
