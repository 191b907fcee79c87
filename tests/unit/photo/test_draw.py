"""Lines and bands stand where they were measured, in the colour of their verdict."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from zikao.photo import draw as drawing
from zikao.photo import lettering
from zikao.photo.draw import FITS, NEUTRAL, Bands, draw
from zikao.photo.face.geometry import Geometry
from zikao.photo.marks import OFFENDS, Mark, lettered
from zikao.photo.picture import Picture
from zikao.photo.places import Place
from zikao.photo.portrait import Portrait

BANDS = Bands(480, 640, hair_top=(50, 110), eyes=(200, 300), face_width=(180, 300))


def portrait(
    hair_top: float = 80,
    eyes: tuple[float, float] = (250, 250),
    width: float = 240,
    size: tuple[int, int] = (480, 640),
    times: float = 1,
) -> Portrait:
    """A grey picture of this size whose face lies at these places, all `times` as large."""
    left, right = (eye * times for eye in eyes)
    middle = size[0] / 2
    face = Geometry(
        left_eye=(middle - 60 * times, left),
        right_eye=(middle + 60 * times, right),
        tilt=0,
        chin=(middle, 420 * times),
        width=width * times,
        center_x=middle,
        left_openness=0.3,
        right_openness=0.3,
        mouth_gap=0,
    )
    made = Portrait(Picture(Image.new("RGB", size, (128, 128, 128)), 1.0, native=True), geometry=face)
    made.facts |= {"hair_top_y": hair_top * times, "left_eye_y": left, "right_eye_y": right}
    made.facts |= {"chin_y": 420 * times, "face_width": width * times, "face_center_x": middle}
    return made


def drawn(of: Portrait, bands: Bands | None = BANDS, *marks: Mark) -> np.ndarray:
    with Image.open(io.BytesIO(draw(of, bands, marks))) as picture:
        assert picture.format == "PNG"
        return np.asarray(picture.convert("RGB"))


def rows(pixels: np.ndarray, color: tuple[int, int, int], column: int = 20) -> list[int]:
    return np.flatnonzero((pixels[:, column] == color).all(axis=1)).tolist()


def test_a_fitting_face_has_green_lines_at_its_rows() -> None:
    pixels = drawn(portrait())
    green = rows(pixels, FITS)
    assert {79, 80, 81, 250} <= set(green)
    assert not rows(pixels, OFFENDS)
    assert rows(pixels, NEUTRAL) == [419, 420, 421]


def test_hair_above_its_band_is_red_and_the_rest_stays_green() -> None:
    pixels = drawn(portrait(hair_top=49.9))
    assert rows(pixels, OFFENDS) == [49, 50, 51]
    assert 250 in rows(pixels, FITS)


@pytest.mark.parametrize("edge", [200, 300])
def test_the_edge_of_a_band_belongs_to_it(edge: int) -> None:
    assert not rows(drawn(portrait(eyes=(edge, edge))), OFFENDS)


def test_one_eye_outside_makes_the_line_red_and_each_pupil_its_own_colour() -> None:
    pixels = drawn(portrait(eyes=(290, 310)))
    assert tuple(pixels[290, 180]) == FITS
    assert tuple(pixels[310, 300]) == OFFENDS
    assert tuple(pixels[295, 210]) == OFFENDS  # the line itself, a quarter down


def test_the_width_is_drawn_from_side_to_side() -> None:
    pixels = drawn(portrait(width=320))
    cheeks = round(0.65 * 250 + 0.35 * 420)
    red = np.flatnonzero((pixels[cheeks, :480] == OFFENDS).all(axis=1))
    assert (red.min(), red.max()) == (79, 401)


def test_the_band_tints_its_rows_and_no_others() -> None:
    column = drawn(portrait())[:, 20].astype(int)
    tinted = column[:, 1] - column[:, 0] > 20
    assert tinted[70] and tinted[105] and tinted[205] and tinted[295]
    assert not tinted[40] and not tinted[130] and not tinted[320]


def test_a_larger_picture_of_the_same_aspect_is_judged_as_in_the_frame() -> None:
    pixels = drawn(portrait(size=(960, 1280), times=2))
    assert {79, 80, 81} <= set(rows(pixels, FITS))
    assert not rows(pixels, OFFENDS)


@pytest.mark.parametrize("bands", [BANDS, None])
def test_nothing_is_judged_where_the_aspect_differs_or_nothing_is_demanded(bands: Bands | None) -> None:
    pixels = drawn(portrait(size=(480, 600), hair_top=5), bands)
    assert not rows(pixels, OFFENDS)
    assert not rows(pixels, FITS)
    assert len(rows(pixels, NEUTRAL)) >= 7


def test_a_differing_aspect_is_said() -> None:
    assert len(drawn(portrait(size=(480, 600)), BANDS)) > len(drawn(portrait(size=(480, 600)), None))


def test_several_faces_are_boxed() -> None:
    faces = [SimpleNamespace(box=np.array([left, 100.0, left + 100, 200.0])) for left in (50, 300)]
    picture = Picture(Image.new("RGB", (480, 640)), 1.0, native=True)
    pixels = drawn(Portrait(picture, faces=faces))  # type: ignore[arg-type]
    assert tuple(pixels[100, 100]) == OFFENDS
    assert tuple(pixels[200, 350]) == OFFENDS


@pytest.mark.parametrize("size", [(1, 1), (1280, 1), (1, 1280)])
def test_the_sheet_stays_small_whatever_the_picture(size: tuple[int, int]) -> None:
    pixels = drawn(Portrait(Picture(Image.new("RGB", size), 1.0, native=True)))
    assert pixels.shape[0] <= 800
    assert pixels.shape[1] <= 700


def box(*edges: float) -> Mark:
    return Mark("背景里有别的东西", (Place(edges),))  # type: ignore[arg-type]


def test_a_box_that_a_rule_objects_to_is_red_and_has_its_letter_below() -> None:
    pixels, without = drawn(portrait(), BANDS, box(300, 480, 400, 560)), drawn(portrait())
    assert tuple(pixels[520, 301]) == tuple(pixels[558, 350]) == OFFENDS
    assert tuple(pixels[520, 350]) == tuple(without[520, 350])  # what is in the box stays to be seen
    assert len(pixels) > len(without)


def test_a_strip_is_filled_and_a_spot_gets_its_box_around_itself() -> None:
    without = drawn(portrait())
    strip = drawn(portrait(), BANDS, box(0, 600, 480, 606)).astype(int)
    assert strip[603, 100, 0] > without[603, 100, 0] + 20
    assert strip[603, 100, 1] < without[603, 100, 1] - 20
    spot = drawn(portrait(), BANDS, box(350, 500, 362, 512))
    assert tuple(spot[506, 356]) == tuple(without[506, 356])
    assert tuple(spot[506, 342]) == OFFENDS


def test_letters_go_to_boxes_only_and_never_lie_on_each_other() -> None:
    line = Mark("双眼不平", (Place((180, 250, 300, 270), "eye_line"),))
    one, other = box(10, 480, 100, 560), box(10, 480, 90, 540)
    assert [letter for letter, _ in lettered([line, one, other])] == ["A", "B"]
    pixels = drawn(portrait(), BANDS, one, other)[:640, :480]
    disks = (pixels[485:510] == OFFENDS).all(axis=-1).sum(axis=0)
    assert disks[15:35].max() > 8 and disks[38:60].max() > 8


@pytest.mark.parametrize(
    ("name", "row", "column"), [("hair_top", 80, 20), ("eye_line", 250, 20), ("face_width", 310, 200)]
)
def test_a_line_that_a_rule_objects_to_is_red_whatever_its_band(name: str, row: int, column: int) -> None:
    assert tuple(drawn(portrait())[row, column]) == FITS
    assert tuple(drawn(portrait(), BANDS, Mark("", (Place((0, 0, 9, 9), name),)))[row, column]) == OFFENDS


def test_the_band_of_the_middle_is_drawn_below_and_the_line_judged() -> None:
    bands = Bands(480, 640, center=(216, 264))
    inside, outside = portrait(), portrait()
    outside.facts["face_center_x"] = 200.0
    pixels = drawn(inside, bands)
    assert tuple(pixels[620, 240]) == FITS
    tinted = pixels[620, :480, 1].astype(int) - pixels[620, :480, 0] > 20
    assert tinted[220] and tinted[260] and not tinted[210] and not tinted[270]
    assert tuple(drawn(outside, bands)[620, 240]) == OFFENDS


def test_a_lean_is_drawn_beside_what_is_allowed_only_where_it_is_too_much() -> None:
    bands = Bands(480, 640, roll=(-6, 6), tilt=(-5, 5))
    straight, leaning = portrait(), portrait()
    straight.facts |= {"roll_deg": 4.0, "eye_line_tilt_deg": 4.0}
    leaning.facts |= {"roll_deg": 20.0, "eye_line_tilt_deg": 20.0}
    assert not (drawn(straight, bands) == OFFENDS).all(axis=-1).any()
    pixels = drawn(leaning, bands).astype(int)
    # From the chin at (240, 420), 20 degrees to the right: at row 220, 73 pixels on.
    assert tuple(pixels[220, 313]) == OFFENDS
    assert pixels[120, 232, 1] - pixels[120, 232, 0] > 20
    assert pixels[250, 460, 1] - pixels[250, 460, 0] > 20


def test_the_picture_itself_is_left_as_it_was() -> None:
    made = portrait()
    draw(made, BANDS)
    assert made.picture.rgb.getcolors() == [(480 * 640, (128, 128, 128))]


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lettering, "FONTS", ())
    lettering.chinese.cache_clear()
    yield
    lettering.chinese.cache_clear()


@pytest.mark.usefixtures("no_font")
def test_without_a_chinese_font_numbers_and_a_legend_take_its_place() -> None:
    assert drawing.legend() == drawing.NAMES
    assert {79, 80, 81} <= set(rows(drawn(portrait()), FITS))
    drawn(portrait(size=(480, 600)), BANDS, box(10, 10, 60, 60))
    drawn(Portrait(Picture(Image.new("RGB", (480, 640)), 1.0, native=True)))


def test_bands_come_out_of_a_spec_by_name() -> None:
    values = {
        "width_px": 480,
        "height_px": 640,
        "eyes_min_px": 200,
        "eyes_max_px": 300,
        "hair_top_min_px": 50,
        "center_min_px": 216,
        "center_max_px": 264,
        "eye_line_min_deg": -5,
        "eye_line_max_deg": 5,
        "roll_min_deg": -6,
        "roll_max_deg": 6,
    }
    known = Bands(480, 640, eyes=(200, 300), center=(216, 264), tilt=(-5, 5), roll=(-6, 6))
    assert Bands.of(values) == known
    assert Bands.of({"eyes_min_px": 200, "eyes_max_px": 300}) is None
