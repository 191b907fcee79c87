"""The background of a person drawn by code: each measure rises for its own defect, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.outline import Outline
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.border import find_frame
from zikao.photo.ground.things import find_things
from zikao.photo.picture import Picture

if TYPE_CHECKING:
    from .conftest import Stage

BLUE, WHITE = (100, 197, 255), (255, 255, 255)
Y, X = (each.astype(np.float32) / (640, 480)[axis] for axis, each in enumerate(np.mgrid[0:640, 0:480]))


def measured(stage: Stage, ground: Any, picture: Picture | None = None) -> dict[str, Any]:
    """Everything about the background, as the portrait's reader asks for it."""
    picture = picture or stage.before(ground)
    frame = find_frame(picture)
    backdrop = read_backdrop(picture, stage.outline(), max(frame or (0,)))
    things = find_things(picture, backdrop)
    return {
        "color": tuple(backdrop.color().round().astype(int)),
        "unevenness": backdrop.unevenness(things.cells),
        "gradient": backdrop.gradient(),
        "shadow": backdrop.shadow(things.cells, np.zeros_like(backdrop.mask)),
        "text": things.has_text,
        "object": bool(things.objects.any()),
        "frame": frame is not None,
    }


def drawn(color: tuple[int, int, int], **shapes: Any) -> np.ndarray:
    image = Image.new("RGB", (480, 640), color)
    draw = ImageDraw.Draw(image)
    for name, arguments in shapes.items():
        getattr(draw, name)(**arguments)
    return np.asarray(image, np.float32)


def shadow(depth: float, color: tuple[int, int, int]) -> np.ndarray:
    shape = Image.new("L", (480, 640))
    ImageDraw.Draw(shape).ellipse((250, 120, 430, 480), fill=255)
    soft = np.asarray(shape.filter(ImageFilter.GaussianBlur(10)), np.float32) / 255
    return np.asarray(color, np.float32) * (1 - depth * soft[..., None])


@pytest.mark.parametrize("color", [BLUE, WHITE, (200, 200, 200), (217, 0, 27)])
def test_a_plain_ground_is_plain(stage: Stage, color: tuple[int, int, int]) -> None:
    assert measured(stage, color) == {
        "color": color,
        "unevenness": pytest.approx(0, abs=0.1),
        "gradient": pytest.approx(0, abs=0.1),
        "shadow": 0,
        "text": False,
        "object": False,
        "frame": False,
    }


def test_sensor_noise_is_no_defect(stage: Stage) -> None:
    noise = np.random.default_rng(5).normal(0, 4, (640, 480, 3))
    found = measured(stage, np.asarray((100, 190, 245)) + noise)
    assert found["unevenness"] < 2
    assert (found["shadow"], found["text"], found["object"], found["frame"]) == (0, False, False, False)


@pytest.mark.parametrize("direction", [X, Y, (X + Y) / 2])
def test_a_gradient_is_no_shadow_and_no_thing(stage: Stage, direction: np.ndarray) -> None:
    found = measured(stage, np.asarray(BLUE) * (1 - 0.2 * direction[..., None]))
    assert found["gradient"] > 8
    assert found["unevenness"] > 4
    assert (found["shadow"], found["text"], found["object"], found["frame"]) == (0, False, False, False)


@pytest.mark.parametrize("color", [BLUE, WHITE])
@pytest.mark.parametrize("depth", [0.12, 0.3, 0.5])
def test_a_shadow_is_no_gradient_and_no_thing(
    stage: Stage, depth: float, color: tuple[int, int, int]
) -> None:
    found = measured(stage, shadow(depth, color))
    assert found["shadow"] > 0.08
    assert found["gradient"] < 5
    assert (found["text"], found["object"], found["frame"]) == (False, False, False)


@pytest.mark.parametrize("color", [BLUE, WHITE])
@pytest.mark.parametrize("fill", [(50, 110, 60), (150, 110, 70), (10, 10, 12)])
def test_a_thing_is_a_thing_only(
    stage: Stage, color: tuple[int, int, int], fill: tuple[int, int, int]
) -> None:
    found = measured(stage, drawn(color, ellipse={"xy": (20, 150, 90, 300), "fill": fill}))
    assert found["object"] is True
    assert found["unevenness"] < 1
    assert found["shadow"] < 0.01
    assert (found["text"], found["frame"]) == (False, False)


@pytest.mark.parametrize("fill", [(60, 60, 60), (150, 170, 190), (255, 0, 0)])
def test_writing_is_writing_only(stage: Stage, fill: tuple[int, int, int]) -> None:
    words = {"xy": (14, 30), "text": "2024-11-21 SAMPLE", "fill": fill, "font_size": 22}
    found = measured(stage, drawn(BLUE, text=words))
    assert found["text"] is True
    assert found["unevenness"] < 1
    assert (found["shadow"], found["object"], found["frame"]) == (pytest.approx(0, abs=0.01), False, False)


def test_writing_that_touches_the_head_is_writing(stage: Stage) -> None:
    words = {"xy": (14, 100), "text": "2024-11-21 SAMPLE", "fill": (60, 70, 90), "font_size": 22}
    found = measured(stage, drawn(BLUE, text=words))
    assert found["text"] is True
    assert (found["shadow"], found["object"], found["frame"]) == (pytest.approx(0, abs=0.01), False, False)


def test_a_wild_ground_is_no_writing(stage: Stage) -> None:
    """Bricks and leaves have edges everywhere: whether any are letters is left open."""
    random = np.random.default_rng(3)
    bricks = random.uniform(60, 200, (32, 12, 1)) * np.array((1.0, 0.7, 0.6))
    wall = np.kron(bricks, np.ones((20, 40, 1)))
    wall[::20] = wall[1::20] = 230
    leaves = random.uniform(20, 160, (107, 80, 1)) * np.array((0.6, 1.0, 0.4))
    for ground in (wall, np.kron(leaves, np.ones((6, 6, 1)))[:640, :480]):
        found = measured(stage, ground)
        assert found["text"] is None
        assert found["unevenness"] > 10 or found["object"]


def test_a_wild_ground_is_no_frame() -> None:
    """Coarse noise has steps along every line, but no line of one colour."""
    noise = np.random.default_rng(4).uniform(0, 255, (640, 480, 3)).astype(np.uint8)
    assert find_frame(Picture(Image.fromarray(noise), 1.0, native=True)) is None


def test_a_strand_of_hair_is_no_writing(stage: Stage) -> None:
    strand = {"xy": [(340, 200), (380, 260), (390, 340), (360, 420)], "fill": (40, 30, 25), "width": 3}
    assert measured(stage, drawn(BLUE, line=strand))["text"] is False
    elsewhere = {"xy": [(400, 40), (440, 100), (450, 180), (420, 260)], "fill": (40, 30, 25), "width": 3}
    assert measured(stage, drawn(BLUE, line=elsewhere))["text"] is True


@pytest.mark.parametrize("width", [2, 6, 20])
@pytest.mark.parametrize("fill", [(0, 0, 0), (128, 128, 128), (230, 40, 40)])
def test_a_frame_is_a_frame_only(stage: Stage, width: int, fill: tuple[int, int, int]) -> None:
    image = stage.before(BLUE).rgb
    ImageDraw.Draw(image).rectangle((0, 0, 479, 639), outline=fill, width=width)
    found = measured(stage, None, Picture(image, 1.0, native=True))
    assert found["frame"] is True
    assert found["color"] == BLUE
    assert found["unevenness"] < 1
    assert (found["shadow"], found["text"], found["object"]) == (0, False, False)


@pytest.mark.parametrize(
    ("box", "both"), [((0, 0, 11, 640), True), ((0, 0, 480, 15), True), ((0, 0, 11, 640), False)]
)
def test_bars_on_two_sides_are_a_frame(stage: Stage, box: tuple[int, int, int, int], both: bool) -> None:
    image = stage.before(WHITE).rgb
    image.paste((0, 0, 0), box)
    if both:
        image.paste((0, 0, 0), (480 - box[2], 640 - box[3], 480 - box[0], 640 - box[1]))
    assert (find_frame(Picture(image, 1.0, native=True)) is not None) is both


def test_a_picture_full_of_the_person_has_no_background() -> None:
    picture = Picture(Image.new("RGB", (480, 640)), 1.0, native=True)
    with pytest.raises(NotMeasured, match="背景"):
        read_backdrop(picture, Outline(np.ones((256, 256), np.float32)))


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 900), (60, 80), (1280, 1280)])
def test_pictures_of_any_shape(size: tuple[int, int]) -> None:
    picture = Picture(Image.new("RGB", size, BLUE), 1.0, native=True)
    assert find_frame(picture) is None
    try:
        backdrop = read_backdrop(picture, Outline(np.zeros((256, 256), np.float32)))
    except NotMeasured:
        assert min(size) < 60
    else:
        assert backdrop.gradient() < 0.1
        assert not find_things(picture, backdrop).cells.any()


def test_hair_top_is_found_between_two_rows(stage: Stage) -> None:
    """The head drawn reaches up to row 90."""
    outline = stage.outline()
    assert outline.top(0.3, 0.7, 640) == pytest.approx(90, abs=1.5)
    assert outline.top(0.3, 0.7, 1280) == pytest.approx(180, abs=3)
    assert outline.sides(0.2, 0.5) == pytest.approx((135 / 480, 345 / 480), abs=0.01)
    assert outline.top(0.0, 0.03, 640) is None
    assert Outline(np.ones((256, 256), np.float32)).top(0, 1, 640) == 0
    assert Outline(np.zeros((256, 256), np.float32)).sides(0.2, 0.5) == (0, 1)


def test_one_stray_column_is_no_hair(stage: Stage) -> None:
    person = stage.outline().person.copy()
    person[5:40, 128] = 1
    assert Outline(person).top(0.3, 0.7, 640) == pytest.approx(90, abs=1.5)
