"""The pages for clerks: what they print is a province without a fault, and is judged as they say."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests import clerks
from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.clock import BEIJING
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library
from zikao.site.render import render

CIRCUMSTANCES = Circumstances(now=datetime(2026, 3, 5, tzinfo=BEIJING))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("office")
    clerks.write(made, clerks.TUTORIAL, *clerks.KINDS)
    return made / "provinces"


def wrong(folder: Path) -> list[str]:
    """Faults, less what is only to be known: the pages' round is over, and one window has no year."""
    return [str(fault) for fault in lint(folder) if fault.severity != "info"]


def test_the_province_of_the_pages_has_no_fault(folder: Path) -> None:
    assert wrong(folder) == []


def test_the_province_of_the_tutorial_alone_has_none(tmp_path: Path) -> None:
    clerks.write(tmp_path, clerks.TUTORIAL)
    assert wrong(tmp_path / "provinces") == []


def test_each_kind_of_notice_comes_to_a_page(folder: Path) -> None:
    paths = {page.path for page in render(load_library(folder))}
    for name in ("graduation", "graduation-dates", "transfer-out", "score-merge", "exemption"):
        assert f"shili/{name}.md" in paths
    assert {"shili/photos/registration.md", "shili/packages/merge-evidence.md"} <= paths


@pytest.mark.parametrize(
    ("item", "answers", "verdict", "refused"),
    [
        (
            "graduation",
            {"level": "bachelor", "all_passed": True, "prior_degree": False},
            "attention",
            {"prior-degree"},
        ),
        ("graduation", {"level": "college", "all_passed": False}, "fail", {"all-passed"}),
        ("transfer-out", {"inside_the_province": True}, "unknown", set()),
        ("score-merge", {"old_numbers": 0}, "pass", set()),
        (
            "exemption",
            {"course": "english", "english_score": 424, "certificate_in_my_name": True},
            "fail",
            {"english"},
        ),
    ],
)
def test_candidates_are_judged_as_the_pages_say(
    folder: Path, item: str, answers: dict[str, object], verdict: str, refused: set[str]
) -> None:
    report = check_eligibility(load_library(folder), f"shili/{item}", answers, CIRCUMSTANCES)
    assert report.verdict == verdict
    named = {finding.id.rpartition(".")[2] for finding in report.findings if finding.outcome == "no"}
    assert named >= refused


CHINESE = sorted(path.name for path in clerks.FOLDER.glob("*.md") if not path.name.endswith(".en.md"))
_FENCED = re.compile(r"^```\w*\n.*?^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#+) .+?(?: \{ #([\w-]+) \})?$", re.MULTILINE)
_NOTICE = re.compile(r"(?:^> .+\n)+", re.MULTILINE)


@pytest.mark.parametrize("name", CHINESE)
def test_the_english_page_says_what_the_chinese_one_does(name: str) -> None:
    """The same files and commands in the same order, the same notices, and the same headings."""
    beside = name.replace(".md", ".en.md")
    chinese, english = ((clerks.FOLDER / each).read_text("utf-8") for each in (name, beside))
    assert _FENCED.findall(english) == _FENCED.findall(chinese)
    # Each notice as it is, then what it says.
    assert _NOTICE.findall(english)[::2] == _NOTICE.findall(chinese)
    assert _HEADING.findall(_FENCED.sub("", english)) == _HEADING.findall(_FENCED.sub("", chinese))
    assert f"]({beside})" in chinese
    assert f"]({name})" in english
    assert english.count("\n| ") == chinese.count("\n| ")


def test_no_english_page_is_left_over() -> None:
    assert {path.name.removesuffix(".en.md") for path in clerks.FOLDER.glob("*.en.md")} == {
        name.removesuffix(".md") for name in CHINESE
    }
