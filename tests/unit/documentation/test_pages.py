"""Tables on the developers' pages: made from the code, current, and only between their marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zikao.documentation.house import PICTURE
from zikao.documentation.marks import LostMarksError, between, table
from zikao.documentation.pages import FOLDER, OF_CHECKOUT, TABLES, pages

ROOT = Path(__file__).resolve().parents[3]
MARKED = "# Page\n\n<!-- it: made by zikao schemas -->\n\nold\n\n<!-- end of it -->\n\nAfter.\n"


def test_the_committed_tables_are_current() -> None:
    made = pages(ROOT)
    assert made.keys() == {PICTURE, *(f"{FOLDER}/{page}" for page in [*TABLES, *OF_CHECKOUT])}
    assert {path for path, text in made.items() if (ROOT / path).read_text("utf-8") != text} == set()


def test_every_mark_of_a_page_has_what_makes_it() -> None:
    marks = {
        (path.name, mark)
        for path in (ROOT / FOLDER).glob("*.md")
        for mark in re.findall(r"<!-- (\w+): made by zikao schemas -->", path.read_text("utf-8"))
    }
    assert marks == {
        (page, mark) for page, tables in [*TABLES.items(), *OF_CHECKOUT.items()] for mark in tables
    }


def test_only_what_stands_between_the_marks_changes() -> None:
    assert between(MARKED, "page.md", "it", "new") == MARKED.replace("old", "new")
    assert between(between(MARKED, "page.md", "it", "new"), "page.md", "it", "old") == MARKED


@pytest.mark.parametrize(
    "text",
    [
        MARKED.replace("it: made", "other: made"),
        MARKED.replace("<!-- end of it -->", ""),
        "<!-- end of it -->\n<!-- it: made by zikao schemas -->\n",
    ],
)
def test_a_page_without_its_marks_is_named(text: str) -> None:
    with pytest.raises(LostMarksError, match=r"docs/page\.md .*<!-- end of it -->"):
        between(text, "docs/page.md", "it", "new")


def test_a_bar_in_a_cell_ends_no_cell() -> None:
    assert table(("a", "b"), [("x|y", "z")]) == "| a | b |\n| --- | --- |\n| x\\|y | z |"


def test_a_checkout_without_the_page_gets_none(tmp_path: Path) -> None:
    assert pages(tmp_path) == {}
