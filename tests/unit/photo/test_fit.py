"""Making a compliant file out of studio portraits, and by the command."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageCms

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.checks.fit.portrait import Fitted, fit_photo
from zikao.checks.fit.spec import CannotFitError
from zikao.checks.photo import check_photo
from zikao.cli.fit import fit
from zikao.clock import BEIJING
from zikao.photo.face.outline import find_outline
from zikao.photo.file import measure_file
from zikao.photo.picture import Picture
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from .conftest import Make

ITEM = "anhui/graduation"
NOW = datetime(2026, 5, 1, 12, 0, tzinfo=BEIJING)
LIGHT_BLUE, NAVY = (100, 197, 255), (48, 54, 92)
SHARP, UP = "005", 1.6
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DARKER = SRGB.replace(bytes.fromhex("00026666"), bytes.fromhex("00028000"))
"""The same with a gamma of 2.5 for 2.4."""
Portrait = Callable[..., bytes]


@pytest.fixture(scope="session")
def library(root: Path) -> Library:
    return rulebooks()


@pytest.fixture(scope="session")
def portrait(studio_picture: Callable[[str], Image.Image], networks: None) -> Portrait:
    """A studio picture enlarged 1.6 times, the person put on a light blue ground by the outline network."""

    @lru_cache
    def person(subject: str) -> tuple[Image.Image, Image.Image]:
        studio = studio_picture(subject)
        outline = find_outline(Picture(studio, 1.0, native=True)).sized(*studio.size)
        mask = Image.fromarray((np.clip((outline - 0.3) / 0.4, 0, 1) * 255).astype(np.uint8))
        return studio, mask

    def made(
        subject: str = SHARP,
        ground: tuple[int, int, int] | None = LIGHT_BLUE,
        turn: float = 0,
        scale: float = UP,
        cut: int = 0,
        navy: bool = False,
        **options: Any,
    ) -> bytes:
        studio, mask = person(subject)
        if navy:  # whatever lies below the chin, so that it stands out from white
            studio = studio.copy()
            studio.paste(NAVY, (0, round(0.86 * studio.height), studio.width, studio.height))
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
    return fit_photo(library, ITEM, data, "原图.jpeg", Circumstances(now=NOW))


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
    assert isinstance(facts["jpeg_quality"], int)
    assert facts["jpeg_quality"] >= 60
    assert 20480 <= len(made.data) <= 40000
    again = check_photo(library, ITEM, made.data, made.name, Circumstances(now=NOW))
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
    made = fitted(library, portrait(cut=140))
    assert made.data is not None
    assert any(each.what.startswith("补背景：原图上边") for each in made.steps)
    outcomes = {each.id: each.outcome for each in made.report.findings}
    assert outcomes["photo.hair-top"] == outcomes["photo.background-even"] == "yes"
    assert outcomes["photo.no-border-or-text"] == outcomes["photo.no-object"] == "yes"


@pytest.mark.parametrize(
    ("options", "will"),
    [
        ({}, ["裁剪", "缩小", "另存"]),
        ({"cut": 170}, ["裁剪", "补背景", "缩小", "另存"]),
        ({"turn": 10}, None),
        ({"ground": None}, None),
        ({"ground": (217, 0, 27)}, None),
        ({"scale": 0.5}, None),
        ({"cut": 300}, None),
    ],
)
def test_a_file_is_offered_where_one_comes_out_and_told_before(
    library: Library, portrait: Portrait, options: dict[str, Any], will: list[str] | None
) -> None:
    data = portrait(**options)
    drawn = check_photo(library, ITEM, data, "原图.jpeg", Circumstances(now=NOW)).portrait
    assert drawn is not None
    made = fitted(library, data)
    if will is None:
        assert drawn.fitting is None
        assert made.data is None
        return
    assert drawn.fitting is not None
    assert [each.partition("：")[0] for each in drawn.fitting.will] == will
    assert drawn.fitting.crop is not None
    done = [each.what.partition("：")[0] for each in made.steps]
    assert [each for each in done if each in will] == will[:-1]
    told = re.search(r"横向 (-?\d+) 到 (-?\d+)、纵向 (-?\d+) 到 (-?\d+) 像素", made.steps[0].what)
    assert told
    left, right, top, bottom = map(int, told.groups())
    # That of the drawing has a digit more, and was rounded to it.
    assert (left, top, right, bottom) == pytest.approx(drawn.fitting.crop, abs=0.55)


def test_nothing_is_offered_where_only_advice_is_open(library: Library, portrait: Portrait) -> None:
    """A ground that is allowed and off its reference: a new file would have it again."""
    off = fitted(library, portrait(ground=(140, 195, 235))).data
    assert off is not None
    report = check_photo(library, ITEM, off, "照片.jpg", Circumstances(now=NOW))
    assert {each.severity for each in report.findings if each.outcome == "no"} == {"advice"}
    assert report.portrait is not None
    assert report.portrait.fitting is None
    # Whoever asks for one all the same hears nothing of a scale that is none.
    again = fit_photo(library, ITEM, off, "照片.jpg", Circumstances(now=NOW))
    assert [each.what for each in again.steps if "100%" in each.what or each.what.startswith("裁剪")] == []


def test_bytes_that_one_count_refuses_are_mended(library: Library, portrait: Portrait, make: Make) -> None:
    good = fitted(library, portrait()).data
    assert good is not None
    padded = make.with_segment(good, 0xFE, bytes(40500 - len(good) - 4))
    report = check_photo(library, ITEM, padded, "照片.jpg", Circumstances(now=NOW))
    assert {each.id for each in report.findings if each.outcome == "no"} == {"photo.bytes-grey-zone"}
    assert report.portrait is not None
    assert report.portrait.fitting is not None
    assert report.portrait.fitting.crop is None
    assert [each.partition("：")[0] for each in report.portrait.fitting.will] == ["另存"]


def test_lines_are_told_whether_right_or_wrong(library: Library, portrait: Portrait) -> None:
    drawn = check_photo(library, ITEM, portrait(), "原图.jpg", Circumstances(now=NOW)).portrait
    assert drawn is not None
    assert [line.line for line in drawn.lines] == ["hair_top", "eye_line", "face_width", "face_center"]
    assert drawn.frame is not None
    assert (drawn.frame.width, drawn.frame.height) == (480, 640)


def test_compliant_file_is_left_as_it_is(library: Library, portrait: Portrait) -> None:
    first = fitted(library, portrait())
    assert first.data is not None
    second = fit_photo(library, ITEM, first.data, "照片.jpg", Circumstances(now=NOW))
    assert [each.what for each in second.steps] == ["原图已经符合要求，没有作任何改动。"]
    assert second.data == first.data


@pytest.mark.parametrize("name", ["照片.jpeg", "照片.JPE", "照片.png", "照片"])
def test_wrong_ending_of_a_good_file_is_a_new_name_and_no_new_file(
    library: Library, portrait: Portrait, name: str
) -> None:
    good = fitted(library, portrait()).data
    assert good is not None
    faults = {
        each.id
        for each in check_photo(library, ITEM, good, name, Circumstances(now=NOW)).findings
        if each.outcome == "no"
    }
    assert faults == {"photo.extension"}
    made = fit_photo(library, ITEM, good, name, Circumstances(now=NOW))
    assert made.data == good
    assert made.name == "照片.jpg"
    assert [each.what[:3] for each in made.steps] == ["改名："]
    assert made.steps[0].cites
    assert made.report == check_photo(library, ITEM, good, "照片.jpg", Circumstances(now=NOW))


def test_new_ending_is_a_step_of_a_new_file_too(library: Library, portrait: Portrait) -> None:
    renamed = [
        any(
            "扩展名" in each.what
            for each in fit_photo(library, ITEM, portrait(), name, Circumstances(now=NOW)).steps
        )
        for name in ("原图.jpeg", "原图.jpg")
    ]
    assert renamed == [True, False]


def test_old_or_edited_file_is_not_made_anew(library: Library, portrait: Portrait, make: Make) -> None:
    """A new file would hide its date and its editor, and be no better."""
    fit_already = fitted(library, portrait()).data
    assert fit_already is not None
    with Image.open(io.BytesIO(fit_already)) as image:  # smaller: what is written into it needs room
        good = make.saved(image, "JPEG", quality=75, dpi=(300, 300))
    exif = make.exif({0x0131: "Adobe Photoshop 25.0"}, {0x9003: "2019:05:01 10:00:00"})
    old = make.with_segment(good, 0xE1, b"Exif\0\0" + exif.removeprefix(b"Exif\0\0"))
    made = fit_photo(
        library, ITEM, old, "照片.jpg", Circumstances(now=NOW, declared={"date_taken": "2026-03-01"})
    )
    assert {each.id for each in made.report.findings if each.outcome == "no"} == {
        "photo.recent",
        "photo.no-editor-traces",
    }
    assert made.data == old
    assert [each.what[:7] for each in made.steps] == ["没有作任何改动"]


def test_city_that_takes_white_only(library: Library, portrait: Portrait) -> None:
    blue = fit_photo(library, ITEM, portrait(), "原图.jpg", Circumstances("luan", NOW))
    assert blue.data is None
    (ground,) = [each for each in blue.refused if "白色" in each.what]
    assert "一米" in ground.what
    assert "浅蓝" not in ground.what
    assert {cite.source for cite in ground.cites} == {"luan-notice-2022h2"}
    white = fit_photo(
        library,
        ITEM,
        portrait(ground=(255, 255, 255), cut=170, navy=True),
        "原图.jpg",
        Circumstances("luan", NOW),
    )
    assert white.data is not None
    assert any(each.what.startswith("补背景") for each in white.steps)
    assert white.report.target.city == "luan"
    assert {each.id: each.outcome for each in white.report.findings}["photo.background-colour"] == "yes"
    again = check_photo(library, ITEM, white.data, white.name, Circumstances("luan", NOW))
    assert again.findings == white.report.findings


def test_city_adds_no_background_of_another_colour(library: Library, portrait: Portrait) -> None:
    """Where the head is cut off closely, light blue may be added for the province, and not for the city."""
    assert fitted(library, portrait(cut=170)).data is not None
    blue = fit_photo(library, ITEM, portrait(cut=170), "原图.jpg", Circumstances("luan", NOW))
    assert blue.data is None
    assert any("纯色背景" in each.what for each in blue.refused)


def test_colours_of_a_profile_are_a_step(library: Library, portrait: Portrait) -> None:
    steps = {
        kind: [
            each for each in fitted(library, portrait(icc_profile=profile)).steps if "颜色描述" in each.what
        ]
        for kind, profile in (("srgb", SRGB), ("other", DARKER), ("none", b""))
    }
    assert [each.what for each in steps["srgb"]] == ["没有带上原图的颜色描述：它就是 sRGB，颜色不变。"]
    assert steps["srgb"][0].cites
    assert [each.what.partition("：")[0] for each in steps["other"]] == ["换算颜色"]
    assert steps["none"] == []


def test_what_only_the_original_says_is_left_to_the_candidate(
    library: Library, portrait: Portrait, make: Make
) -> None:
    silent = fitted(library, portrait())
    traces, unsaid = silent.confirm
    assert "“没有修图软件的痕迹”是照原图里写的" in traces.what
    assert "“近期拍的”" in unsaid.what
    assert "“不是手机自拍”" in unsaid.what
    assert "没有检查，因为原图里没有写" in unsaid.what
    assert {"一、2", "附件3 一.1"} <= {cite.clause for cite in unsaid.cites}

    camera = make.exif({0x010F: "Canon", 0x0110: "EOS"}, {0x9003: "2026:04:01 10:00:00", 0xA434: "EF 85mm"})
    telling = fitted(library, portrait(exif=camera))
    outcomes = {each.id: each.outcome for each in telling.report.findings}
    assert outcomes["photo.recent"] == outcomes["photo.not-selfie"] == "yes"
    believed = telling.confirm[0]
    assert "“近期拍的”" in believed.what
    assert "照原图里写的拍摄信息判断" in believed.what
    assert "做好的文件里也没有，是否属实由你自己保证" in believed.what
    assert fitted(library, portrait(turn=10)).confirm == ()


def test_the_candidate_s_word_counts_and_is_called_that(
    library: Library, portrait: Portrait, make: Make
) -> None:
    said = {"date_taken": "2026-03-01", "front_camera": False}
    made = fit_photo(library, ITEM, portrait(), "原图.jpg", Circumstances(now=NOW, declared=said))
    outcomes = {each.id: each.outcome for each in made.report.findings}
    assert outcomes["photo.recent"] == outcomes["photo.not-selfie"] == "yes"
    by_word = made.confirm[0]
    assert "“不是手机自拍”" in by_word.what
    assert "“近期拍的”" in by_word.what
    assert by_word.what.endswith("是照你自己说的判断的，是否属实由你自己保证。")
    assert not any("没有检查" in each.what for each in made.confirm)

    selfie = fit_photo(
        library, ITEM, portrait(), "原图.jpg", Circumstances(now=NOW, declared={"front_camera": True})
    )
    assert selfie.data is None
    assert any("自拍" in each.what for each in selfie.refused)


def test_the_original_s_own_date_goes_before_the_candidate_s_word(
    library: Library, portrait: Portrait, make: Make
) -> None:
    old = portrait(exif=make.exif({}, {0x9003: "2019:05:01 10:00:00"}))
    made = fit_photo(
        library, ITEM, old, "原图.jpg", Circumstances(now=NOW, declared={"date_taken": "2026-03-01"})
    )
    assert {each.id: each.outcome for each in made.report.findings}["photo.recent"] == "no"
    assert not any("你自己说的" in each.what for each in made.confirm)


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


def as_heic(jpeg: bytes, **options: Any) -> bytes:
    """The picture as a telephone may keep it; its EXIF turns it."""
    library = pytest.importorskip("pillow_heif", reason="no pillow-heif here: pip install 'zikao[heic]'")
    out = io.BytesIO()
    with Image.open(io.BytesIO(jpeg)) as image:
        lying = image.transpose(Image.Transpose.ROTATE_90) if "exif" in options else image
        made = library.from_bytes(lying.mode, lying.size, lying.tobytes())
    made.save(out, **{"quality": 95, **options})
    return out.getvalue()


def test_heic_original_becomes_a_file_that_passes(library: Library, portrait: Portrait, make: Make) -> None:
    exif = make.exif({0x0110: "SECRET", 0x0112: 6}, {0x9003: "2026:04:01 10:00:00"})
    original = as_heic(portrait(), exif=exif)
    made = fit_photo(library, ITEM, original, "IMG_1.HEIC", Circumstances(now=NOW), heic=True)
    assert made.refused == ()
    assert made.data is not None
    assert made.name == "IMG_1.jpg"
    assert b"SECRET" not in made.data
    assert made.steps[0].what.startswith("打开 HEIC 原图")
    assert made.steps[0].cites
    assert not any("方向标记" in each.what for each in made.steps)
    outcomes = {each.id: each.outcome for each in made.report.findings}
    assert [each for each, outcome in outcomes.items() if outcome == "no"] == []
    assert outcomes["photo.recent"] == outcomes["photo.face-width"] == "yes"


def test_compliant_picture_in_heic_is_never_handed_out_as_it_is(
    library: Library, portrait: Portrait, make: Make
) -> None:
    """The JPEG that was made of it for measuring holds what its camera wrote."""
    good = fitted(library, portrait()).data
    assert good is not None
    exif = make.exif({0x0110: "SECRET", 0x0112: 6, 0x011A: 300.0, 0x011B: 300.0}, {})
    made = fit_photo(
        library, ITEM, as_heic(good, exif=exif, quality=45), "照片.heic", Circumstances(now=NOW), heic=True
    )
    assert made.data is not None
    assert b"SECRET" not in made.data
    assert made.steps[0].what.startswith("打开 HEIC 原图")
    assert not any("没有作任何改动" in each.what or "改名" in each.what for each in made.steps)


def test_heic_is_opened_only_where_it_is_asked_for(library: Library, portrait: Portrait) -> None:
    made = fit_photo(library, ITEM, as_heic(portrait()), "IMG_1.HEIC", Circumstances(now=NOW))
    assert made.data is None
    assert any("另存为 JPG" in each.what for each in made.refused)


def test_heic_without_its_library_is_one_sentence(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    with pytest.raises(CannotFitError) as caught:
        fit_photo(library, ITEM, head, "IMG_1.HEIC", Circumstances(now=NOW), heic=True)
    assert caught.value.sentence.startswith("原图是 HEIC 照片")
    assert "pip install 'zikao[heic]'" in caught.value.sentence


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
        fit_photo(library, "zhejiang/transfer", make.jpeg(), "照片.jpg", Circumstances(now=NOW))


# --- the command


def test_command_writes_the_file_and_says_what_it_did(portrait: Portrait, root: Path, tmp_path: Path) -> None:
    original, out = tmp_path / "原图.jpg", tmp_path / "out.jpg"
    original.write_bytes(portrait())
    command = [ITEM, str(original), "-o", str(out), "--rulebooks", str(root / "provinces")]
    said = ["--taken", "2026-03-01", "--not-selfie", "--today", "2026-05-01"]
    run = CliRunner().invoke(fit, [*command, *said], standalone_mode=False)
    assert run.return_value == 0
    assert "裁剪" in run.output
    assert "要由你自己确认的：" in run.output
    assert "照你自己说的判断的" in run.output
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
