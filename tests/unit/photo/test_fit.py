"""Making a compliant file: the pure part on numbers, the whole of it on studio portraits."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from zikao.checks import check_photo
from zikao.checks.fitting import CannotFitError, Fitted, fit_photo
from zikao.cli.fit import fit
from zikao.photo import measure_file
from zikao.photo.face.outline import find_outline
from zikao.photo.fit import Head, NoPlan, Plan, Range, Wanted, encode, open_original, plan
from zikao.photo.picture import Picture
from zikao.rulebook.store import Library, load_library

if TYPE_CHECKING:
    from conftest import Make

ITEM = "anhui/graduation"
NOW = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))
LIGHT_BLUE = (100, 197, 255)
SHARP, UP = "005", 1.6
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


# --- whole portraits

Portrait = Callable[..., bytes]


@pytest.fixture(scope="session")
def library(root: Path) -> Library:
    return load_library(root / "provinces")


@pytest.fixture(scope="session")
def portrait(shared: Path, networks: None) -> Portrait:
    """A studio picture enlarged 1.6 times, the person put on a light blue ground by the outline network."""

    @lru_cache
    def person(subject: str) -> tuple[Image.Image, Image.Image]:
        with Image.open(shared / "photos" / "portraits" / f"london-{subject}-neutral.jpg") as image:
            studio = image.convert("RGB")
        outline = find_outline(Picture(studio, 1.0, native=True)).sized(*studio.size)
        mask = Image.fromarray((np.clip((outline - 0.3) / 0.4, 0, 1) * 255).astype(np.uint8))
        return studio, mask

    def made(
        subject: str = SHARP,
        ground: tuple[int, int, int] | None = LIGHT_BLUE,
        turn: float = 0,
        scale: float = UP,
        cut: int = 0,
        **options: Any,
    ) -> bytes:
        studio, mask = person(subject)
        if ground is not None:
            studio = Image.composite(studio, Image.new("RGB", studio.size, ground), mask)
        if turn:
            studio = studio.rotate(turn, Image.Resampling.BICUBIC, fillcolor=ground)
        size = round(studio.width * scale)
        studio = studio.resize((size, size), Image.Resampling.BICUBIC).crop((0, cut, size, size))
        out = io.BytesIO()
        studio.save(out, "JPEG", **{"quality": 95, **options})
        return out.getvalue()

    return made


def fitted(library: Library, data: bytes) -> Fitted:
    return fit_photo(library, ITEM, data, "原图.jpeg", now=NOW)


def clauses(notes: tuple[Any, ...]) -> set[str]:
    return {cite.clause for note in notes for cite in note.cites}


@pytest.mark.parametrize("subject", ["003", "005", "007", "013"])
@pytest.mark.parametrize("ground", [LIGHT_BLUE, (255, 255, 255)])
def test_larger_original_becomes_a_file_that_passes(
    library: Library, portrait: Portrait, subject: str, ground: tuple[int, int, int]
) -> None:
    data = portrait(subject, ground)
    before = bytes(data)
    made = fitted(library, data)
    if made.data is None:  # clothes as light as the wall are nothing that a crop mends
        assert ground == (255, 255, 255)
        assert {each.what[:10] for each in made.refused} == {"衣服和背景颜色太接近"}
        return
    assert data == before
    assert made.refused == ()
    assert made.name == "原图.jpg"
    facts = measure_file(made.data, made.name).facts
    assert (facts["width"], facts["height"]) == (480, 640)
    assert (facts["dpi_x"], facts["dpi_y"]) == (300, 300)
    assert facts["jpeg_quality"] >= 60
    assert 20480 <= len(made.data) <= 40000
    again = check_photo(library, ITEM, made.data, made.name, now=NOW)
    outcomes = {each.id: each.outcome for each in again.findings}
    assert [each for each, outcome in outcomes.items() if outcome == "no"] == []
    assert (
        outcomes["photo.eyes-height"] == outcomes["photo.hair-top"] == outcomes["photo.face-width"] == "yes"
    )
    assert again == made.report
    assert {"附件3 四.1", "附件3 四.2", "附件4 一"} <= clauses(made.steps)


def test_same_original_gives_the_same_bytes(library: Library, portrait: Portrait) -> None:
    one, other = fitted(library, portrait()), fitted(library, portrait())
    assert one.data is not None
    assert one == other


def test_missing_room_above_is_filled_with_the_ground(library: Library, portrait: Portrait) -> None:
    made = fitted(library, portrait(cut=170))
    assert made.data is not None
    assert any(each.what.startswith("补背景：原图上边") for each in made.steps)
    outcomes = {each.id: each.outcome for each in made.report.findings}
    assert outcomes["photo.hair-top"] == outcomes["photo.background-even"] == "yes"
    assert outcomes["photo.no-border-or-text"] == outcomes["photo.no-object"] == "yes"


def test_compliant_file_is_left_as_it_is(library: Library, portrait: Portrait) -> None:
    first = fitted(library, portrait())
    assert first.data is not None
    second = fit_photo(library, ITEM, first.data, "照片.jpg", now=NOW)
    assert [each.what for each in second.steps] == ["原图已经符合要求，没有作任何改动。"]
    assert second.data == first.data


def test_grey_ground_is_refused_for_its_background(library: Library, portrait: Portrait) -> None:
    made = fitted(library, portrait(ground=None))
    assert made.data is None
    assert made.steps == ()
    assert any("背景不是浅蓝色或白色" in each.what and "一米" in each.what for each in made.refused)
    assert "附件3 二.1" in clauses(made.refused)


def test_tilted_head_is_refused_and_not_turned(library: Library, portrait: Portrait) -> None:
    made = fitted(library, portrait(turn=10))
    assert made.data is None
    (tilt,) = [each for each in made.refused if each.what.startswith("头歪了")]
    assert "重拍" in tilt.what
    assert "旋转" in tilt.what
    assert "附件3 一.2" in {cite.clause for cite in tilt.cites}


def test_small_face_is_refused_and_not_enlarged(library: Library, portrait: Portrait) -> None:
    made = fitted(library, portrait(scale=0.5))
    assert made.data is None
    assert any(each.what.startswith("脸在原图里太小") for each in made.refused)
    assert "附件3 四.2" in clauses(made.refused)


def test_cut_head_is_refused(library: Library, portrait: Portrait) -> None:
    made = fitted(library, portrait(cut=300))
    assert made.data is None
    assert any("切掉的补不回来" in each.what for each in made.refused)


def test_nobody_is_refused(library: Library, make: Make, networks: None) -> None:
    plain = make.saved(Image.new("RGB", (1200, 1600), LIGHT_BLUE), "JPEG")
    made = fitted(library, plain)
    assert made.data is None
    assert [each.what[:4] for each in made.refused] == ["没有找到"]


def test_grey_and_transparent_originals_are_refused(library: Library, portrait: Portrait, make: Make) -> None:
    with Image.open(io.BytesIO(portrait())) as image:
        grey = fitted(library, make.saved(image.convert("L"), "JPEG", quality=95))
        clear = image.convert("RGBA")
        clear.putalpha(Image.linear_gradient("L").resize(image.size))
        hollow = fitted(library, make.saved(clear, "PNG"))
    assert grey.data is None
    assert hollow.data is None
    assert [each.what[:11] for each in grey.refused] == ["原图不是 RGB 彩色"]
    assert any("透明" in each.what for each in hollow.refused)


def test_selfie_stays_a_selfie(library: Library, portrait: Portrait, make: Make) -> None:
    exif = make.exif({0x010F: "Apple", 0x0110: "iPhone 15"}, {0xA434: "iPhone 15 front camera 2.69mm"})
    made = fitted(library, portrait(exif=exif))
    assert made.data is None
    assert any("自拍" in each.what for each in made.refused)


def test_age_of_the_original_is_not_lost_with_its_metadata(
    library: Library, portrait: Portrait, make: Make
) -> None:
    made = fitted(library, portrait(exif=make.exif({}, {0x9003: "2019:05:01 10:00:00"})))
    assert made.data is not None
    assert "date_taken" not in measure_file(made.data, made.name).facts
    assert {each.id: each.outcome for each in made.report.findings}["photo.recent"] == "no"


def test_original_that_the_decoder_reduces_is_cut_at_the_right_place(
    library: Library, portrait: Portrait
) -> None:
    made = fitted(library, portrait(scale=2.8))  # 5.1 megapixels
    assert made.data is not None
    assert not any(each.outcome == "no" and each.severity == "must" for each in made.report.findings)


def test_original_lying_on_its_side_is_shown_as_its_mark_says(
    library: Library, portrait: Portrait, make: Make
) -> None:
    with Image.open(io.BytesIO(portrait())) as image:
        lying = image.transpose(Image.Transpose.ROTATE_90)
    made = fitted(library, make.saved(lying, "JPEG", quality=95, exif=make.exif({0x0112: 6})))
    assert made.data is not None
    assert "方向标记（6）" in made.steps[0].what
    assert measure_file(made.data, made.name).facts["exif_orientation"] == 1


def test_spec_without_numbers_cannot_be_aimed_at(library: Library, make: Make) -> None:
    with pytest.raises(CannotFitError):
        fit_photo(library, "zhejiang/transfer", make.jpeg(), "照片.jpg", now=NOW)


# --- the command


def test_command_writes_the_file_and_says_what_it_did(portrait: Portrait, root: Path, tmp_path: Path) -> None:
    original, out = tmp_path / "原图.jpg", tmp_path / "out.jpg"
    original.write_bytes(portrait())
    command = [ITEM, str(original), "-o", str(out), "--rulebooks", str(root / "provinces")]
    run = CliRunner().invoke(fit, command, standalone_mode=False)
    assert run.return_value == 0
    assert "裁剪" in run.output
    assert "附件3 四.2" in run.output
    assert out.stat().st_size <= 40000
    assert original.read_bytes() == portrait()
    made = out.read_bytes()
    assert CliRunner().invoke(fit, command).exit_code == 2
    assert CliRunner().invoke(fit, [ITEM, str(original), "-o", str(original), "--force"]).exit_code == 2
    assert original.read_bytes() == portrait()
    assert out.read_bytes() == made
    assert CliRunner().invoke(fit, [*command, "--force"], standalone_mode=False).return_value == 0


def test_command_refuses_and_writes_nothing(portrait: Portrait, root: Path, tmp_path: Path) -> None:
    original, out = tmp_path / "原图.jpg", tmp_path / "out.jpg"
    original.write_bytes(portrait(turn=10))
    command = [ITEM, str(original), "-o", str(out), "--rulebooks", str(root / "provinces")]
    run = CliRunner().invoke(fit, command, standalone_mode=False)
    assert run.return_value == 1
    assert "头歪了" in run.output
    assert not out.exists()
