"""Measured facts in, report out; and the way from bytes to both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.checks.package import check_package
from zikao.checks.photo import check_photo
from zikao.photo.facts import Measured
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.library import Library

from .conftest import Bench, of


def test_what_was_measured_and_what_is_required(bench: Bench) -> None:
    report = bench.photo(width=480, height=600, bytes=30_000, background_nearest="white", dpi_stated=True)
    found = of(report, "size")
    assert (report.verdict, found.outcome) == ("fail", "no")
    assert (found.id, found.sentence) == ("photo.size", "像素不符合要求。")
    assert (found.measured, found.required, found.mend) == ("480×600 像素", "480×640 像素", "重新裁剪。")
    assert of(report, "background").sentence == "符合：背景颜色符合。"
    assert (report.check, report.target.item) == ("photo", "graduation")


def test_a_yes_has_no_mend(bench: Bench) -> None:
    found = of(bench.photo(width=480, height=640), "size")
    assert (found.outcome, found.sentence, found.mend) == ("yes", "像素正好。", None)


def test_what_was_not_measured_is_not_checked_and_never_passed(bench: Bench) -> None:
    why = "照片内容还没有检查"
    report = bench.photo(
        {"width": why, "height": why, "background_nearest": why}, bytes=30_000, dpi_stated=True
    )
    size = of(report, "size")
    assert (size.outcome, size.reason, size.missing) == ("not checked", "not measured", ("width", "height"))
    assert size.sentence == "没有检查“像素符合”：照片内容还没有检查。"
    assert (size.measured, size.required, size.why) == (None, "480×640 像素", why)
    assert of(report, "dpi").why is None
    assert report.verdict == "unknown"
    assert report.next_question is None
    assert report.summary == "已核对 2 项：2 项符合；2 项没有检查。"


def test_an_unmeasured_should_keeps_the_verdict_from_pass(bench: Bench) -> None:
    report = bench.photo({"background_nearest": "没有量"}, width=480, height=640, bytes=1, dpi_stated=True)
    assert (report.verdict, of(report, "background").outcome) == ("attention", "not checked")


def test_a_fact_that_is_simply_not_there_is_not_measured_either(bench: Bench) -> None:
    found = of(bench.photo(bytes=1), "size")
    assert (found.outcome, found.sentence) == ("not checked", "没有检查“像素符合”：本次没有测得。")


def test_numbers_are_shown_with_at_most_two_decimals(bench: Bench) -> None:
    assert of(bench.photo(bytes=99_999.12345), "bytes").sentence == "文件太大，有 99999.12 字节。"


def entry(index: int, **facts: object) -> dict[str, object]:
    return {"index": index, "name": f"{index}.jpg", "encrypted": False, "legibility": 0.9, **facts}


def test_places_name_the_entries(bench: Bench) -> None:
    contents = [entry(0), entry(1, encrypted=True), entry(2), entry(3, encrypted=True)]
    found = of(bench.package(files=4, contents=contents), "no-password")
    assert [(region.entry, region.index) for region in found.regions] == [("1.jpg", 1), ("3.jpg", 3)]
    assert (found.count, found.sentence) == (2, "有文件加了密码，例如 1.jpg。")


def test_at_most_25_places_are_listed_and_all_are_counted(bench: Bench) -> None:
    found = of(bench.package(files=40, contents=[entry(n, encrypted=True) for n in range(40)]), "no-password")
    assert (len(found.regions), found.count) == (25, 40)


def test_places_of_what_could_not_be_checked(bench: Bench) -> None:
    contents = [entry(0), {"index": 1, "name": "1.pdf", "encrypted": False}]
    found = of(bench.package({"legibility": "页面还没有识别"}, files=2, contents=contents), "readable")
    assert (found.outcome, found.count, found.regions[0].entry) == ("not checked", 1, "1.pdf")
    assert found.sentence == "没有检查“内容看得清”：页面还没有识别。"


def test_an_archive_that_could_not_be_opened(bench: Bench) -> None:
    report = bench.package({"contents": "压缩包打不开", "files": "压缩包打不开"})
    assert {each.outcome for each in report.findings} == {"not checked"}
    assert report.summary == "已核对 0 项：3 项没有检查。"
    assert of(report, "no-password").count == 0


def test_a_photo_from_its_bytes(library: Library, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    path = tmp_path / "me.jpg"
    image.new("RGB", (480, 640), "white").save(path, dpi=(300, 300))
    report = check_photo(library, "demo/graduation", path.read_bytes(), "me.jpg")
    assert of(report, "size").outcome == "yes"
    assert of(report, "dpi").outcome == "yes"
    assert of(report, "background").outcome == "not checked"
    assert report.target.file == "me.jpg"


def test_declared_facts_are_judged_beside_measured_ones(library: Library) -> None:
    told = Circumstances(declared={"background_nearest": "white"})
    report = check_photo(library, "demo/graduation", b"no picture", None, told)
    assert of(report, "background").outcome == "yes"


def test_an_archive_from_its_bytes(library: Library, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "evidence.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("card.jpg", b"\xff\xd8\xff\xd9")
    report = check_package(library, "demo/evidence", path.read_bytes(), "evidence.zip")
    assert of(report, "not-empty").outcome == "yes"
    assert of(report, "no-password").outcome == "yes"
    assert of(report, "readable").outcome == "not checked"


def test_an_unknown_spec_is_refused_before_anything_is_measured(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zikao.photo.measuring.look", lambda *_, **__: pytest.fail("measured"))
    with pytest.raises(NotInRulebookError):
        check_photo(library, "demo/graduaton", b"", None)


def test_the_ground_is_compared_with_the_colours_that_the_spec_allows(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    asked: list[object] = []

    def look(data: bytes, name: str | None, *, allowed_backgrounds: object, wanted: object) -> object:
        asked.append(allowed_backgrounds)
        return Measured(facts={}, absent={}), None

    monkeypatch.setattr("zikao.photo.measuring.look", look)
    books = rulebooks()
    for city in (None, "luan"):
        check_photo(books, "anhui/graduation", b"", None, Circumstances(city))
    check_photo(books, "zhejiang/transfer", b"", None)
    both = {"white": (255, 255, 255), "light_blue": (100, 197, 255)}
    assert asked == [both, {"white": (255, 255, 255)}, None]
