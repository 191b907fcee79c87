"""Entries of tables inside sentences: in a report under the answer, on a page each with its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.rulebook.laid import laid
from tests.unit.rulebook.places import DAY
from tests.unit.rulebook.test_docs import NAMED
from tests.unit.site.reading import words
from zikao.checks.eligibility import check_eligibility
from zikao.rulebook.library import Library
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library
from zikao.site.render import render

[BLOCK] = (block for block in NAMED if ".by." in block)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(laid([BLOCK], tmp_path / "provinces"))


# The same of JavaScript: widgets/shared/to-report.test.js.
@pytest.mark.parametrize(
    ("answers", "day", "required"),
    [
        ({"batch": "spring"}, "4月10日", "4月10日 以前"),
        ({"batch": "autumn"}, "10月10日", "10月10日 以前"),
        ({}, "（未知）", None),
        ({"batch": None}, "（未知）", None),
    ],
)
def test_a_sentence_names_the_entry_under_the_answer(
    library: Library, answers: dict[str, Any], day: str, required: str | None
) -> None:
    [finding] = check_eligibility(library, "demo/certificate", {**answers, "on_paper": False}).findings
    assert (finding.sentence, finding.required) == (f"纸质材料要在 {day} 以前交。", required)


def test_a_page_shows_every_entry_with_its_answer(library: Library) -> None:
    pages = {page.path: page for page in render(library, today=DAY)}
    entries = "4月10日（上半年）、10月10日（下半年）以前"
    for path in ("demo/certificate.md", "demo/certificate/basis.md", "demo/findings.md"):
        assert entries.replace("以前", "") in words(pages[path].markdown), path


@pytest.mark.parametrize("name", ["paper_day.by.on_paper", "paper_day.by.bacth", "day.by.batch"])
def test_an_entry_that_there_is_not_is_named(tmp_path: Path, name: str) -> None:
    wrong = BLOCK.replace("paper_day.by.batch} 以前交", f"{name}}} 以前交")
    found = [fault.sentence for fault in lint(laid([wrong], tmp_path / "provinces"), today=DAY)]
    assert [each for each in found if f"花括号里的 {name} 不是" in each], found
