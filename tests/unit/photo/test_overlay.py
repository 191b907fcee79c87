"""Letters, seals, lines and cut corners over a person drawn by code, and what only looks like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from zikao.photo.ground.corners import cut_corners
from zikao.photo.ground.overlay import Overlay, find_lines, find_overlay
from zikao.photo.picture import Picture

from .conftest import drawn_mesh

if TYPE_CHECKING:
    from .conftest import Stage

BLUE, WHITE, BLACK = (100, 197, 255), (255, 255, 255), (0, 0, 0)
FOREHEAD, CHEST = (176, 160), (150, 560)


def drawn(stage: Stage, ground: tuple[int, int, int] = BLUE, **shapes: Any) -> Picture:
    image = stage.before(ground).rgb
    for name, arguments in shapes.items():
        getattr(ImageDraw.Draw(image), name)(**arguments)
    return Picture(image, 1.0, native=True)


def over(stage: Stage, picture: Picture) -> Overlay:
    return find_overlay(picture, drawn_mesh(), stage.outline(), stage.parts())


def words(place: tuple[int, int], fill: tuple[int, int, int], text: str = "SAMPLE 2026") -> dict[str, Any]:
    return {"xy": place, "text": text, "fill": fill, "font_size": 24}


@pytest.mark.parametrize("fill", [WHITE, BLACK, (220, 30, 30), (255, 150, 20)])
def test_letters_on_skin_are_nobodys_own(stage: Stage, fill: tuple[int, int, int]) -> None:
    found = over(stage, drawn(stage, text=words(FOREHEAD, fill)))
    assert found.letters.any()
    assert not found.doubtful.any()


@pytest.mark.parametrize("fill", [WHITE, (220, 30, 30)])
def test_letters_on_clothes_are_left_open(stage: Stage, fill: tuple[int, int, int]) -> None:
    found = over(stage, drawn(stage, text=words(CHEST, fill)))
    assert found.doubtful.any()
    assert not found.letters.any()


def test_a_plain_person_bears_no_letters(stage: Stage) -> None:
    found = over(stage, drawn(stage))
    assert not found.letters.any()
    assert not found.doubtful.any()


def test_strands_and_chains_are_no_letters(stage: Stage) -> None:
    strand = {"xy": [(170, 150), (190, 200), (180, 260), (200, 330)], "fill": (40, 30, 25), "width": 3}
    chain = {"xy": (160, 380, 320, 520), "start": 20, "end": 160, "fill": (240, 220, 120), "width": 2}
    assert not over(stage, drawn(stage, line=strand, arc=chain)).letters.any()


def test_a_seam_is_no_letter(stage: Stage) -> None:
    """It runs one way only."""
    seam = {"xy": [(240, 480), (240, 639)], "fill": (230, 220, 210), "width": 3}
    assert not over(stage, drawn(stage, line=seam)).doubtful.any()


def test_cloth_with_a_pattern_all_over_is_no_writing(stage: Stage) -> None:
    picture = drawn(stage)
    pen = ImageDraw.Draw(picture.rgb)
    for y in range(440, 640, 14):
        pen.line((0, y, 480, y), fill=(220, 200, 190), width=3)
    for x in range(0, 480, 14):
        pen.line((x, 440, x, 640), fill=(220, 200, 190), width=3)
    assert not over(stage, picture).doubtful.any()


@pytest.mark.parametrize("ends", [((120, 0), (120, 639)), ((0, 300), (479, 300))])
@pytest.mark.parametrize("fill", [(60, 60, 60), (235, 250, 255)])
def test_a_line_through_the_picture_is_found(
    stage: Stage, ends: tuple[tuple[int, int], ...], fill: tuple[int, int, int]
) -> None:
    (box, *_) = find_lines(drawn(stage, line={"xy": ends, "fill": fill, "width": 1}))
    assert {box[0], box[1]} == {ends[0][0] or ends[0][1], 0}


def test_an_edge_a_frame_and_half_a_line_are_no_lines_through_the_picture(stage: Stage) -> None:
    assert not find_lines(drawn(stage, rectangle={"xy": (0, 0, 100, 639), "fill": (90, 110, 130)}))
    assert not find_lines(drawn(stage, rectangle={"xy": (0, 0, 479, 639), "outline": BLACK, "width": 2}))
    assert not find_lines(drawn(stage, line={"xy": (60, 0, 60, 300), "fill": (60, 60, 60)}))


def cornered(stage: Stage, radius: int, color: tuple[int, int, int], ground: tuple[int, int, int]) -> Picture:
    image = stage.before(ground).rgb
    mask = Image.new("L", image.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 479, 639), radius, fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(0.6))
    return Picture(Image.composite(image, Image.new("RGB", image.size, color), mask), 1.0, native=True)


@pytest.mark.parametrize("radius", [20, 40, 70])
@pytest.mark.parametrize(("color", "ground"), [(WHITE, BLUE), (BLACK, BLUE), (BLACK, WHITE)])
def test_round_corners_are_found(
    stage: Stage, radius: int, color: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    found = cut_corners(cornered(stage, radius, color, ground))
    assert [box[:2] for box in found[:2]] == [(0, 0), (480 - found[1][3], 0)]


def test_dark_corners_of_a_wall_are_not_cut(stage: Stage) -> None:
    y, x = np.mgrid[0:640, 0:480].astype(np.float32)
    fall = 1 - 0.35 * (((x - 240) / 240) ** 2 + ((y - 320) / 320) ** 2) / 2
    assert not cut_corners(stage.before(np.asarray(BLUE) * fall[..., None]))


def test_a_label_in_a_corner_and_a_plain_picture_have_no_cut_corners(stage: Stage) -> None:
    assert not cut_corners(drawn(stage))
    assert not cut_corners(drawn(stage, rectangle={"xy": (0, 0, 40, 40), "fill": WHITE}))
    tiny = Picture(Image.new("RGB", (20, 20), BLUE), 1.0, native=True)
    assert not cut_corners(tiny)
