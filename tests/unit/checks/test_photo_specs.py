"""What each spec makes of the same portraits: overlays, what only the candidate knows, and who may refuse."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from zikao.checks.circumstances import Circumstances
from zikao.checks.photo import check_photo, look_at_photo
from zikao.checks.reporting import Known, report_from
from zikao.cli import run
from zikao.clock import BEIJING
from zikao.errors import ExitCode
from zikao.report import Report
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .test_photo_findings import FILES, LONG_FACE, MAN, PORTRAITS, Row

pytest.importorskip("numpy")

from .photo_cases import fitting, grain, tagged

NOW = datetime(2026, 5, 1, 12, tzinfo=BEIJING)
TODAY, LENS, TAKEN = "2026-05-01", 0xA434, 0x9003
OVERLAYS = Path("tests") / "fixtures" / "rulebooks" / "photo-overlays"
ROWS = {each.name: each for each in PORTRAITS}
SOME = [
    *("compliant on light blue", "two people", "nobody", "hair cut off", "face narrow"),
    *(
        "tilted to the right",
        "looking up",
        "dark glasses",
        "red ground",
        "deep shadow",
        "text",
        "much blurred",
    ),
    *("half the pixels", "stored lying", "PNG under a JPG's name"),
]


@pytest.fixture(scope="module")
def books(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The rulebooks, and two example provinces that change nothing but data of the national spec."""
    folder = tmp_path_factory.mktemp("provinces")
    for origin in (root / "provinces", root / OVERLAYS):
        shutil.copytree(origin, folder, dirs_exist_ok=True)
    return load_library(folder)


def said(report: Report, outcome: str = "no") -> set[str]:
    return {each.id.removeprefix("photo.") for each in report.findings if each.outcome == outcome}


# --- overlays


@pytest.mark.parametrize(
    ("item", "city", "blue", "white"),
    [
        ("cn/diploma-photo", None, set(), set()),
        ("anhui/graduation", None, set(), set()),
        ("anhui/graduation", "luan", {"background-colour"}, set()),
        ("blue/graduation", None, set(), {"background-colour"}),
        ("half/graduation", None, {"background-colour"}, set()),
    ],
)
def test_the_ground_that_is_taken_is_the_overlay_s(
    books: Library,
    sitters: None,
    networks: None,
    item: str,
    city: str | None,
    blue: set[str],
    white: set[str],
) -> None:
    for sitter, expected in ((MAN, blue), (LONG_FACE, white)):
        data = fitting(sitter.portrait())
        told = {"front_camera": False, "date_taken": "2026-02-01"}
        report = check_photo(books, item, data, "照片.jpg", Circumstances(city, NOW, told))
        assert said(report) == expected
        # One province refuses; a past notice of a city, read in a copy, only calls for attention.
        bad = "attention" if city else "fail"
        assert report.verdict == (bad if expected else "pass")


@pytest.mark.parametrize(
    ("day", "year", "half"),
    [
        ("2026-05-01", True, True),
        ("2025-11-01", True, True),
        ("2025-10-31", True, False),
        ("2025-05-01", True, False),
        ("2025-04-30", False, False),
        ("2026-05-02", False, False),
    ],
)
def test_how_old_a_photo_may_be_is_the_overlay_s(books: Library, day: str, year: bool, half: bool) -> None:
    data = tagged(grain(), {}, {TAKEN: f"{day.replace('-', ':')} 10:00:00"})
    for item, recent in (("anhui/graduation", year), ("half/graduation", half)):
        report = check_photo(books, item, data, "照片.jpg", Circumstances(now=NOW))
        assert ("recent" in said(report, "yes"), "recent" in said(report)) == (recent, not recent)
    assert "recent" not in {each.id for each in books.compiled("photo", "cn/diploma-photo").rules}


def test_an_overlay_keeps_every_figure_that_it_does_not_name(books: Library) -> None:
    national = {rule.id: rule for rule in books.compiled("photo", "cn/diploma-photo").rules}
    for item in ("blue/graduation", "half/graduation"):
        for rule in books.compiled("photo", item).rules:
            if rule.id not in ("background-colour", "background-reference", "recent"):  # the colours
                assert rule == national[rule.id]


# --- what only the candidate knows


def test_a_province_says_how_much_the_points_for_the_eye_weigh(books: Library) -> None:
    points = {
        item: {each.id: each for each in books.compiled("photo", item).by_eye}
        for item in ("cn/diploma-photo", "anhui/graduation")
    }
    national, own = points.values()
    assert {"mirror", "retouch", "ears", "jewellery", "posture", "hair"} <= set(national) == set(own)
    assert {each.severity for each in national.values()} == {"should", "advice"}, "copies bind nobody"
    assert own["ears"].severity == "must"
    assert own["ears"].ask == national["ears"].ask == "两只耳朵都露出来了吗？"
    assert [each.clause for each in own["ears"].cites] == ["附件3 二.2"]
    assert all(each.authority == "official" for point in own.values() for each in point.cites)
    assert "lamps" not in own, "what a photographer does is not to be seen in the picture"


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        (("skin_color_distance", "face_color_variety"), {"true-colours"}),
        (("face_stretch",), {"true-shape"}),
        (("lens_tint", "glasses_share", "eyes_cover_share"), {"rims", "hair"}),
        (("brow_hair_share",), {"hair"}),
        (("eyes_cover_share",), {"rims", "hair"}),  # one rule of two is not enough
    ],
)
def test_the_eye_is_asked_only_for_what_was_not_measured(
    books: Library, facts: tuple[str, ...], points: set[str]
) -> None:
    seen = dict.fromkeys(("skin_color_distance", "brow_hair_share"), 0.0)
    seen |= dict.fromkeys(("lens_tint", "glasses_share", "eyes_cover_share"), 0.1)
    seen |= {"face_color_variety": 5.0, "face_stretch": 1.0}

    def asked(left_out: tuple[str, ...]) -> set[str]:
        known = {name: value for name, value in seen.items() if name not in left_out}
        hidden = dict.fromkeys(left_out, "看不到")
        report = report_from(books, "photo", "anhui/graduation", Known(known, hidden), Circumstances(now=NOW))
        return {each.id.removeprefix("photo.") for each in report.by_eye}

    assert {"lenses", "likeness"} <= asked(())
    assert asked(facts) - asked(()) == points


def test_of_spectacles_that_nobody_wears_nothing_is_said(books: Library) -> None:
    def told(glasses: float, glare: float) -> list[str]:
        known = Known({"glasses_share": glasses, "lens_glare_share": glare}, {})
        report = report_from(books, "photo", "anhui/graduation", known, Circumstances(now=NOW))
        return [each.outcome for each in report.findings if each.id == "photo.no-lens-glare"]

    assert told(0.0, 0.0) == []
    assert told(0.1, 0.0) == ["yes"]
    assert told(0.1, 0.12) == ["no"]


def of(report: Report, rule: str) -> tuple[str, str]:
    (found,) = (each for each in report.findings if each.id == f"photo.{rule}")
    return found.outcome, found.sentence


def test_a_compliant_file_passes_once_the_candidate_says_what_no_file_tells(
    books: Library, sitters: None, networks: None
) -> None:
    data = fitting(MAN.portrait())

    def judged(**declared: object) -> Report:
        return check_photo(
            books, "anhui/graduation", data, "照片.jpg", Circumstances(now=NOW, declared=declared)
        )

    silent = judged()
    assert (silent.verdict, said(silent)) == ("unknown", set())
    assert said(silent, "not checked") == {"not-selfie", "recent"}
    for rule in ("not-selfie", "recent"):
        assert "要你自己确认" in of(silent, rule)[1]
    assert judged(front_camera=False).verdict == "attention"
    assert judged(date_taken="2026-02-01").verdict == "unknown"
    assert judged(front_camera=False, date_taken="2026-02-01").verdict == "pass"
    assert judged(front_camera=True, date_taken="2026-02-01").verdict == "fail"
    assert judged(front_camera=False, date_taken="2025-02-01").verdict == "attention"


def test_what_the_file_tells_goes_before_what_is_said_of_it(books: Library) -> None:
    data = tagged(grain(), {}, {LENS: "front camera", TAKEN: "2024:01:01 10:00:00"})
    told = {"front_camera": False, "date_taken": "2026-02-01"}
    report = check_photo(books, "anhui/graduation", data, "照片.jpg", Circumstances(now=NOW, declared=told))
    assert {"not-selfie", "recent"} <= said(report)


def test_what_is_known_of_the_original_goes_before_the_made_file(books: Library) -> None:
    today = Circumstances(now=NOW)
    known, _ = look_at_photo(books, "anhui/graduation", fitting(grain()), "照片.jpg", today)
    assert known.facts["edited_hint"] is False
    report = report_from(books, "photo", "anhui/graduation", known.told({"edited_hint": True}), today)
    assert "no-editor-traces" in said(report)


Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """One ``zikao check photo`` over a file of these bytes."""

    def call(data: bytes, *words: str) -> tuple[int, str, str]:
        path = tmp_path / "照片.jpg"
        path.write_bytes(data)
        code = run(["check", "photo", "anhui/graduation", str(path), "--today", TODAY, *words])
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_the_command_line_takes_the_candidate_s_word(shell: Shell, sitters: None, networks: None) -> None:
    data = fitting(MAN.portrait())
    assert shell(data)[0] == ExitCode.COULD_NOT_CHECK
    assert shell(data, "--taken", "2026-02-01", "--not-selfie")[0] == ExitCode.PASS
    assert shell(data, "--taken", "2026-02-01", "--selfie")[0] == ExitCode.FINDINGS
    assert shell(data, "--taken", "2025-02-01", "--not-selfie")[0] == ExitCode.FINDINGS


def test_the_page_takes_the_candidate_s_word_as_well(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    words = ("--format", "html", "--out", str(tmp_path / "report.html"))
    shell(fitting(grain()), *words)
    assert "要你自己确认" in (tmp_path / "report.html").read_text("utf-8")
    shell(fitting(grain()), *words, "--taken", "2026-02-01", "--not-selfie")
    assert "要你自己确认" not in (tmp_path / "report.html").read_text("utf-8")


def test_a_front_camera_in_the_file_is_not_talked_away(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
    data = tagged(grain(), {}, {LENS: "iPhone 15 front camera 2.69mm f/1.9"})
    code, out, _ = shell(data, "--format", "jsonl", "--not-selfie")
    outcome = {each["id"]: each["outcome"] for each in json.loads(out)["findings"]}
    assert (code, outcome["photo.not-selfie"]) == (ExitCode.FINDINGS, "no")


@pytest.mark.parametrize("day", ["2026-02-30", "1.2.2026", ""])
def test_a_day_that_is_none_is_refused(shell: Shell, day: str) -> None:
    code, _, err = shell(b"", "--taken", day)
    assert code == ExitCode.USAGE
    assert "日期要写成" in err


# --- who may refuse


@pytest.mark.parametrize("name", SOME)
def test_a_standard_for_those_who_take_the_photo_refuses_nobody(
    books: Library, sitters: None, networks: None, name: str
) -> None:
    row = ROWS[name]
    report = check_photo(books, "general/registration", row.data(), row.file, Circumstances(now=NOW))
    assert {each.severity for each in report.findings} == {"advice"}
    assert report.verdict in ("pass", "attention")


@pytest.mark.parametrize("name", SOME)
def test_a_guide_without_numbers_advises_and_refuses_only_what_does_not_open(
    books: Library, sitters: None, networks: None, name: str
) -> None:
    row = ROWS[name]
    report = check_photo(books, "zhejiang/transfer", row.data(), row.file, Circumstances(now=NOW))
    assert {each.id for each in report.findings if each.severity != "advice"} == {"photo.opens"}
    assert report.verdict in ("pass", "attention")


def test_a_file_that_does_not_open_is_refused_even_there(books: Library) -> None:
    broken = fitting(grain())[:20_000]
    assert (
        check_photo(books, "zhejiang/transfer", broken, "照片.jpg", Circumstances(now=NOW)).verdict == "fail"
    )


# --- the portal's own words


def test_each_label_of_the_portal_stands_for_findings_and_mends_them_better(books: Library) -> None:
    labels = {each.label: each for each in books.provinces["anhui"].photos["graduation"].labels}
    rules = {label: set(each.rules) for label, each in labels.items()}
    assert rules == {
        "图片过大或过小": {"bytes", "bytes-grey-zone"},
        "双眼需水平/眼睛过高或过低": {"eyes-height", "face-width", "eyes-level", "upright"},
        "没有检测到脸部关键点": {"one-face", "face-width", "facing-front", "hair-top", "no-tinted-glasses"},
        "照片文件不规范": {"jpeg", "extension"},
    }
    # Where their remedy breaks another clause ours says which: pixels, no turning, no mere renaming.
    for label, word in (
        ("图片过大或过小", "480×640"),
        ("双眼需水平/眼睛过高或过低", "旋转是不允许的"),
        ("没有检测到脸部关键点", "重拍"),
        ("照片文件不规范", "只改后缀不算转换"),
    ):
        assert word in (labels[label].better_fix or "")
        assert word not in labels[label].their_fix


def test_each_defect_behind_a_label_leads_to_a_finding_that_names_it(books: Library) -> None:
    labels = books.provinces["anhui"].photos["graduation"].labels
    rows: tuple[Row, ...] = (*PORTRAITS, *FILES)
    for label in labels:
        for rule in label.rules:
            assert any(rule in row.no for row in rows), (label.label, rule)
