"""Making a compliant file, the pure part: the crop on numbers, the border, the pixels, the bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from zikao.photo.file import measure_file
from zikao.photo.fit import Head, NoPlan, Plan, Range, Wanted, encode, open_original, plan

if TYPE_CHECKING:
    from .conftest import Make

LIGHT_BLUE = (100, 197, 255)
WANTED = Wanted(480, 640, Range(50, 110), Range(200, 300), Range(180, 300))
HEAD = Head(hair_top=400, eyes=(800, 804), face_width=560, center_x=1000)


def never(side: str, start: float, end: float) -> bool:
    return False


def always(side: str, start: float, end: float) -> bool:
    return True


# --- the crop, on numbers


def placed(found: Plan, head: Head) -> tuple[float, float, float, float]:
    """Hair top, eyes, face width and centre in the made file."""
    return (
        (head.hair_top - found.top) * found.scale,
        (sum(head.eyes) / 2 - found.top) * found.scale,
        head.face_width * found.scale,
        (head.center_x - found.left) * found.scale,
    )


def test_crop_aims_at_the_middle_of_every_range() -> None:
    found = plan(HEAD, (2000, 2400), WANTED, 1.0, never)
    assert isinstance(found, Plan)
    hair, eyes, width, center = placed(found, HEAD)
    assert (hair, eyes, width, center) == pytest.approx((80, 250, 240, 240), abs=6)
    assert found.right - found.left == pytest.approx(480 / found.scale)
    assert found.bottom - found.top == pytest.approx(640 / found.scale)
    assert found.extend == ()


def test_crop_moves_inside_its_ranges_before_background_is_added() -> None:
    """The middle would need 30 shown pixels above the picture; the ranges leave room to do without."""
    head = Head(hair_top=160, eyes=(560, 560), face_width=560, center_x=1000)
    found = plan(head, (2000, 2400), WANTED, 1.0, always)
    assert isinstance(found, Plan)
    assert found.extend == ()
    assert found.top >= 0
    assert 50 < placed(found, head)[0] < 80


@pytest.mark.parametrize(
    ("head", "size", "side"),
    [
        (Head(60, (460, 460), 560, 1000), (2000, 2400), "top"),
        (Head(400, (800, 800), 560, 350), (2000, 2400), "left"),
        (Head(400, (800, 800), 560, 1650), (2000, 2400), "right"),
    ],
)
def test_background_is_added_only_where_it_may_be(head: Head, size: tuple[int, int], side: str) -> None:
    asked: list[str] = []

    def ask(which: str, start: float, end: float) -> bool:
        asked.append(which)
        return True

    found = plan(head, size, WANTED, 1.0, ask)
    assert isinstance(found, Plan)
    assert found.extend == (side,)
    assert asked == [side]
    assert plan(head, size, WANTED, 1.0, never) == NoPlan("cut off", 560)


def test_nothing_is_added_below_the_person() -> None:
    assert plan(HEAD, (2000, 1000), WANTED, 1.0, always) == NoPlan("cut off", 560)


def test_pixels_are_never_invented() -> None:
    small = Head(hair_top=100, eyes=(220, 220), face_width=170, center_x=400)
    assert plan(small, (800, 900), WANTED, 1.0, always) == NoPlan("too small", 170)
    # Wide enough, but hair and eyes would lie too close together without enlarging.
    low = Head(hair_top=100, eyes=(195, 195), face_width=190, center_x=400)
    assert plan(low, (800, 900), WANTED, 1.0, always) == NoPlan("too small", 190)


def test_high_hair_fits_no_crop() -> None:
    tall = Head(hair_top=100, eyes=(1100, 1100), face_width=560, center_x=1000)
    assert plan(tall, (2000, 3000), WANTED, 1.0, always) == NoPlan("proportions", 560)


# --- the border, the pixels, the bytes


def opened(picture: Image.Image, **options: Any) -> Any:
    out = io.BytesIO()
    picture.save(out, "PNG", **options)
    original = open_original(out.getvalue(), "原图.png")
    assert original is not None
    return original


def test_border_is_continued_when_it_is_even_and_of_an_allowed_colour() -> None:
    picture = Image.new("RGB", (200, 300), LIGHT_BLUE)
    picture.paste((90, 60, 40), (0, 200, 200, 300))  # shoulders from side to side
    original = opened(picture)
    assert original.may_extend("top", -20, 220, ["light_blue"])
    assert not original.may_extend("top", -20, 220, ["white"])
    assert original.may_extend("left", -20, 190, ["light_blue"])
    assert not original.may_extend("left", 0, 300, ["light_blue"])


@pytest.mark.parametrize(
    ("box", "extend", "added", "inside"),
    [
        ((20, -100, 180, 113), ("top",), (slice(0, 90), slice(None)), (100, 100)),
        ((-100, 0, 100, 200), ("left",), (slice(None), slice(0, 90)), (90, 150)),
        ((100, 0, 300, 200), ("right",), (slice(None), slice(110, None)), (110, 150)),
        ((-50, -100, 250, 200), ("left", "right", "top"), (slice(0, 90), slice(None)), (100, 150)),
    ],
)
def test_added_background_has_the_border_s_own_colour(
    box: tuple[float, float, float, float],
    extend: tuple[Any, ...],
    added: tuple[slice, slice],
    inside: tuple[int, int],
) -> None:
    picture = Image.new("RGB", (200, 300), (98, 190, 250))
    picture.paste((90, 60, 40), (80, 80, 120, 300))
    size = (round(box[2] - box[0]), round(box[3] - box[1]))
    made = opened(picture).render(Plan(*box, 1.0, extend), size)
    assert made.size == size
    assert (np.asarray(made)[added] == (98, 190, 250)).all()
    # A point of the person lies where the crop says.
    assert made.getpixel((round(inside[0] - box[0]), round(inside[1] - box[1]))) == (90, 60, 40)


def test_orientation_mark_is_followed() -> None:
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    original = opened(picture, exif=exif)
    assert original.rgb.size == (20, 40)
    assert original.rgb.getpixel((10, 2)) == (255, 0, 0)


def test_quality_is_the_best_that_fits_and_never_below_the_least(make: Make) -> None:
    picture = make.picture()
    sizes = {quality: len(make.saved(picture, "JPEG", quality=quality)) for quality in (60, 90)}
    made = encode(picture, 300, 60, (1000, sizes[90]))
    assert made is not None
    facts = measure_file(made.data, "照片.jpg").facts
    assert len(made.data) <= sizes[90]
    assert facts["jpeg_quality"] == made.quality >= 75
    assert (facts["dpi_x"], facts["dpi_y"]) == (300, 300)
    assert encode(picture, 300, 60, (100, sizes[60] // 2)) is None
    coarse = encode(picture, 300, 60, (100, int(sizes[60] * 1.02)))
    assert coarse is not None
    assert coarse.quality >= 60
    assert not coarse.full_color
    assert encode(Image.new("RGB", (480, 640), "white"), 300, 60, (20480, 40000)) is None


def test_nothing_that_the_original_says_of_itself_is_written(make: Make) -> None:
    picture = make.picture()
    picture.info |= {"comment": b"canary", "icc_profile": b"canary", "exif": b"canary", "xmp": b"canary"}
    made = encode(picture, 300, 60, (1000, 400_000))
    assert made is not None
    assert b"canary" not in made.data
    assert picture.info["comment"] == b"canary"
