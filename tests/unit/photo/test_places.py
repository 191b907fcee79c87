"""Where a fact was seen: boxes and lines against what was painted there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from zikao.photo.face.geometry import read_geometry
from zikao.photo.face.mesh import CHIN
from zikao.photo.face.skin import read_skin
from zikao.photo.facts import VOCABULARY
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.border import find_frame
from zikao.photo.ground.things import find_things
from zikao.photo.picture import Picture
from zikao.photo.places import _PLACES, MOST, Place, places_of
from zikao.photo.portrait import Portrait

from .conftest import drawn_mesh as mesh

if TYPE_CHECKING:
    from .conftest import Stage

WHITE = (255, 255, 255)
WITHOUT_PLACE = {"mirrored", "beautified"}


def portrait(
    stage: Stage, ground: Any = WHITE, picture: Picture | None = None, scale: float = 1.0
) -> Portrait:
    """As `read_portrait` makes it, with every fact said to be measured."""
    picture = picture or stage.before(ground)
    picture = Picture(picture.rgb, scale, native=True)
    made = Portrait(picture, mesh=mesh(), outline=stage.outline(), frame=find_frame(picture))
    made.geometry = read_geometry(mesh())
    made.skin = read_skin(picture, mesh())
    made.backdrop = read_backdrop(picture, stage.outline(), max(made.frame or (0,)))
    made.things = find_things(picture, made.backdrop)
    made.parts = stage.parts()
    made.faces = [SimpleNamespace(box=np.array([140.0, 150.0, 340.0, 400.0]))]  # type: ignore[list-item]
    made.facts = {**dict.fromkeys(VOCABULARY, 1.0), "hair_top_y": 90.0 * scale}
    return made


def painted(**shapes: Any) -> np.ndarray:
    image = Image.new("RGB", (480, 640), WHITE)
    for name, arguments in shapes.items():
        getattr(ImageDraw.Draw(image), name)(**arguments)
    return np.asarray(image, np.float32)


def boxes(of: Portrait, fact: str) -> list[tuple[float, ...]]:
    found = places_of(of, fact)
    assert all(place.line is None for place in found)
    return [place.box for place in found]


def test_every_fact_with_a_place_is_one_of_the_vocabulary_and_of_the_picture() -> None:
    from zikao.photo.seen_words import SEEN

    assert _PLACES.keys() <= set(SEEN)
    assert set(SEEN) - _PLACES.keys() == WITHOUT_PLACE


def test_an_unmeasured_fact_and_one_of_the_file_have_no_place(stage: Stage) -> None:
    made = portrait(stage)
    assert places_of(made, "bytes") == ()
    del made.facts["yaw_deg"]
    assert places_of(made, "yaw_deg") == ()
    assert places_of(Portrait(made.picture, facts=dict.fromkeys(VOCABULARY, 1)), "red_eye") == ()


def test_nothing_fails_where_next_to_nothing_is_known(stage: Stage) -> None:
    bare = Portrait(stage.before(WHITE), facts=dict.fromkeys(VOCABULARY, 1))
    whole = portrait(stage)
    for name in VOCABULARY:
        if name in ("faces", "hair_top_y") or not places_of(whole, name):
            continue
        bare.mesh, bare.geometry = whole.mesh, whole.geometry
        places_of(bare, name)


@pytest.mark.parametrize("edges", [(20, 150, 90, 300), (400, 0, 479, 400)])
def test_a_thing_is_boxed_where_it_is(stage: Stage, edges: tuple[int, ...]) -> None:
    made = portrait(stage, painted(rectangle={"xy": edges, "fill": (50, 110, 60)}))
    (box,) = boxes(made, "has_object")
    assert box == pytest.approx(edges, abs=10)


def test_each_of_two_things_has_its_box(stage: Stage) -> None:
    image = painted(ellipse={"xy": (10, 150, 90, 300), "fill": (50, 110, 60)})
    image[100:220, 400:470] = (150, 30, 30)
    found = boxes(portrait(stage, image), "has_object")
    assert len(found) == 2
    assert found[0] == pytest.approx((10, 150, 90, 300), abs=10)


def test_a_shadow_is_boxed_and_the_plain_side_is_not(stage: Stage) -> None:
    ground = np.full((640, 480, 3), 255, np.float32)
    ground[120:420, 370:470] *= 0.8
    for fact in ("shadow_share", "background_unevenness"):
        (box,) = boxes(portrait(stage, ground), fact)
        assert box == pytest.approx((370, 120, 470, 420), abs=12)


def test_writing_is_boxed(stage: Stage) -> None:
    made = portrait(
        stage, painted(text={"xy": (12, 24), "text": "SAMPLE 2024", "fill": (60, 70, 90), "font_size": 26})
    )
    left, top, right, bottom = boxes(made, "has_text")[0]
    assert left <= 20 and 10 <= top <= 30 and 45 <= bottom <= 70
    assert right > 150


def test_a_frame_is_boxed_side_by_side(stage: Stage) -> None:
    picture = stage.before(WHITE)
    ImageDraw.Draw(picture.rgb).rectangle((0, 0, 479, 639), outline=(0, 0, 0), width=6)
    found = boxes(portrait(stage, picture=picture), "has_border")
    assert sorted(found) == [(0, 0, 7, 640), (0, 0, 480, 7), (0, 633, 480, 640), (473, 0, 480, 640)]


def test_wrong_ground_is_boxed_above_and_beside_the_head_but_not_on_it(stage: Stage) -> None:
    found = boxes(portrait(stage, (217, 0, 27)), "background_nearest")
    assert len(found) == 3
    above, left, right = found
    assert above[3] <= 95 and above[2] - above[0] > 400
    assert left[2] <= 140 <= 340 <= right[0]
    assert all(box[3] < 640 for box in found)  # not over the shoulders down to the edge


def test_a_gradient_is_a_line_along_it(stage: Stage) -> None:
    fall = 1 - 0.3 * np.mgrid[0:640, 0:480][0] / 640
    (place,) = places_of(portrait(stage, np.asarray(WHITE) * fall[..., None]), "background_gradient")
    assert place.line == "gradient"
    assert abs(place.box[3] - place.box[1]) > 300
    assert abs(place.box[2] - place.box[0]) < 100


def test_a_red_eye_is_boxed_and_the_other_is_not(stage: Stage) -> None:
    picture = stage.before(WHITE)
    ImageDraw.Draw(picture.rgb).ellipse((286, 244, 298, 256), fill=(190, 20, 40))
    (box,) = boxes(portrait(stage, picture=picture), "red_eye")
    assert box == pytest.approx((287, 245, 297, 255), abs=2)


def test_burnt_out_and_drowned_skin_is_boxed(stage: Stage) -> None:
    picture = stage.before(WHITE)
    ImageDraw.Draw(picture.rgb).rectangle((200, 160, 280, 200), fill=(255, 255, 255))
    ImageDraw.Draw(picture.rgb).rectangle((160, 290, 220, 330), fill=(5, 5, 5))
    made = portrait(stage, picture=picture)
    assert boxes(made, "overexposed_share") == [pytest.approx((200, 160, 280, 200), abs=9)]
    assert boxes(made, "underexposed_share") == [pytest.approx((160, 290, 220, 330), abs=9)]


def test_the_darker_cheek_is_boxed(stage: Stage) -> None:
    picture = stage.before(WHITE)
    ImageDraw.Draw(picture.rgb).rectangle((245, 260, 330, 350), fill=(60, 45, 40))
    (box,) = boxes(portrait(stage, picture=picture), "side_light_ratio")
    assert 260 < box[0] < box[2] < 310


@pytest.mark.parametrize(
    ("fact", "line", "ends"),
    [
        ("hair_top_share", "hair_top", (145, 90, 335, 90)),
        ("chin_y", "chin", (145, 400, 335, 400)),
        ("left_eye_y", "eye_line", (188, 250, 292, 250)),
        ("eye_line_tilt_deg", "eye_line", (188, 250, 292, 250)),
        ("face_center_x", "face_center", (240, 90, 240, 400)),
        ("roll_deg", "face_axis", (240, 140, 240, 400)),
    ],
)
def test_lines(stage: Stage, fact: str, line: str, ends: tuple[float, ...]) -> None:
    (place,) = places_of(portrait(stage), fact)
    assert place.line == line
    assert place.box == pytest.approx(ends, abs=3)
    (twice,) = places_of(portrait(stage, scale=2.0), fact)
    assert twice.box == pytest.approx([2 * each for each in ends], abs=6)


@pytest.mark.parametrize(
    ("fact", "inside"),
    [
        ("left_eye_openness", [(188, 250)]),
        ("right_eye_openness", [(292, 250)]),
        ("eyes_closed_score", [(188, 250), (292, 250)]),
        ("mouth_gap", [(240, 340)]),
        ("yaw_deg", [(240, 270)]),
        ("glasses_share", [(188, 250), (292, 250)]),
        ("lens_glare_share", [(188, 250), (292, 250)]),
        ("lens_tint", [(188, 250), (292, 250)]),
        ("eyes_cover_share", [(188, 250), (292, 250)]),
        ("mouth_cover_share", [(240, 340)]),
        ("headwear_share", [(240, 120)]),
        ("clothes_background_distance", [(240, 600)]),
        ("left_space_share", [(60, 250)]),
        ("right_space_share", [(420, 250)]),
        ("faces", [(240, 270)]),
        ("head_height_share", [(240, 120)]),
    ],
)
def test_boxes_hold_what_they_are_about(stage: Stage, fact: str, inside: list[tuple[int, int]]) -> None:
    found = boxes(portrait(stage), fact)
    for x, y in inside:
        assert any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in found), (fact, found)
    assert all(0 <= box[0] < box[2] <= 480 and 0 <= box[1] < box[3] <= 640 for box in found)


def test_places_are_few_and_hold_no_pixel(stage: Stage) -> None:
    image = painted()
    for x in range(10, 130, 40):
        for y in range(20, 600, 60):
            image[y : y + 30, x : x + 14] = (20, 60, 30)
    found = places_of(portrait(stage, image), "has_object")
    assert len(found) <= MOST
    assert all(isinstance(place, Place) and set(map(type, place.box)) == {float} for place in found)


def test_the_chin_is_the_ovals_lowest_point() -> None:
    """What the lines above rest on."""
    assert mesh().flat[CHIN][1] == mesh().flat[:, 1].max()
