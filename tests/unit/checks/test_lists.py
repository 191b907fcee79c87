"""Rules over a list that was answered: the report names the items, and what is wrong with an answer does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.rulebook.exemption import exemption
from zikao.api.sentences import in_traditional
from zikao.checks.answers import FactsInvalid
from zikao.checks.eligibility import check_eligibility
from zikao.cli import run
from zikao.report import Finding, Report
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

ENGLISH = {"course": "英语", "ground": "certificate", "mark": 71, "issued_on": "2025-12-01"}
MATHS = {"course": "高等数学", "ground": "diploma", "mark": 58}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exemption(tmp_path_factory.mktemp("rulebooks") / "made")


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return load_library(folder)


def finding(report: Report, rule: str) -> Finding:
    return next(each for each in report.findings if each.id == f"demo/exemption.{rule}")


def test_items_that_fail_are_named_by_number_and_name(library: Library) -> None:
    report = check_eligibility(library, "demo/exemption", {"courses": [ENGLISH, MATHS]})
    found = finding(report, "mark")
    assert (found.outcome, found.measured, found.count) == ("no", "58 分", 1)
    assert [(each.item, each.index, each.entry) for each in found.regions] == [
        ("第 2 门课程（高等数学）", 1, None)
    ]
    assert finding(report, "issued").regions == ()


def test_items_that_fail_differently_say_each_what_was_given(library: Library) -> None:
    courses = [MATHS, ENGLISH, {"mark": 12.5}]
    found = finding(check_eligibility(library, "demo/exemption", {"courses": courses}), "mark")
    assert [(each.item, each.measured) for each in found.regions] == [
        ("第 1 门课程（高等数学）", "58 分"),
        ("第 3 门课程", "12.5 分"),
    ]


def test_items_that_cannot_be_told_are_named_with_where_to_look(library: Library) -> None:
    courses = [ENGLISH, {"course": "语文", "ground": "diploma", "mark": None}]
    found = finding(check_eligibility(library, "demo/exemption", {"courses": courses}), "mark")
    assert (found.outcome, found.reason, found.missing) == ("unknown", "fact missing", ("mark",))
    assert found.mend == "看成绩单。"
    assert [each.item for each in found.regions] == ["第 2 门课程（语文）"]


def test_without_the_list_it_is_what_is_asked_next(library: Library) -> None:
    report = check_eligibility(library, "demo/exemption", {})
    assert report.next_question is not None
    assert (report.next_question.fact, report.next_question.type) == ("courses", "list")
    assert report.missing == ("courses",)


def test_in_traditional_chinese_the_number_is_ours_and_the_name_the_readers(library: Library) -> None:
    courses = [{**MATHS, "course": "计算机"}]
    report = check_eligibility(library, "demo/exemption", {"courses": courses})
    told = in_traditional(report, lambda text: text.replace("课", "課").replace("计", "計"), [courses])
    assert finding(told, "mark").regions[0].item == "第 1 門课程（计算机）".replace("門课", "门課")


def test_a_wrong_field_is_named_by_its_path_and_as_its_reader_finds_it(library: Library) -> None:
    with pytest.raises(FactsInvalid) as raised:
        check_eligibility(library, "demo/exemption", {"courses": [ENGLISH, {**MATHS, "mark": 580}]})
    (problem,) = raised.value.problems
    assert (problem.pointer, problem.asked) == ("/courses/1/mark", True)
    assert problem.detail == "第 2 门课程的证书或原课程的成绩：请填数字，0 到 100。"


@pytest.mark.parametrize("shape", ["text", "html", "jsonl"])
def test_the_command_line_names_the_items(
    shape: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"courses": [ENGLISH, MATHS, {**MATHS, "course": "语文"}]}), "utf-8")
    command = ["check", "eligibility", "demo/exemption", str(answers), "--rulebooks", str(folder)]
    page = tmp_path / "report.html"
    assert run([*command, "--format", shape, *(["--out", str(page)] if shape == "html" else [])]) == 1
    said = page.read_text("utf-8") if shape == "html" else capsys.readouterr().out
    assert "第 2 门课程（高等数学）" in said
    if shape == "text":
        assert "其中：第 2 门课程（高等数学）、第 3 门课程（语文）" in said
        assert "实测 58 分" in said


def test_the_command_line_explains_a_rule_item_by_item(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"courses": [ENGLISH, MATHS]}), "utf-8")
    run(["explain", "demo/exemption.mark", str(answers), "--rulebooks", str(folder)])
    assert "✗ 第 2 门课程：不符合" in capsys.readouterr().out


def test_the_command_line_names_the_item_of_a_wrong_answer(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"courses": [ENGLISH, {"mark": "SECRET"}]}), "utf-8")
    run(["check", "eligibility", "demo/exemption", str(answers), "--rulebooks", str(folder)])
    said = "".join("".join(capsys.readouterr()).split())
    assert "courses/1/mark：第2门课程的证书或原课程的成绩：请填数字，0到100" in said
    assert "SECRET" not in said
