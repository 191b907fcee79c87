"""Several archives of one candidate: each number once, each number there, one number in each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.checks.together import check_together
from zikao.package.facts import TOGETHER as VOCABULARY
from zikao.package.together import Declared, compare
from zikao.report import Report
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.library import Library

from .conftest import of

ROOT = Path(__file__).resolve().parents[3]
ITEM = "zhejiang/score-merge"
ONE, TWO, THREE = "110100000001", "110100000002", "110100000003"


@pytest.fixture(scope="module")
def books() -> Library:
    return rulebooks()


def archive(name: str, number: str | None, found: int | None = 1) -> Declared:
    return Declared(name, number, {} if found is None else {"ticket_numbers_found": found})


def outcomes(report: Report) -> dict[str, str]:
    return {each.id: each.outcome for each in report.findings}


def test_one_archive_for_each_number(books: Library) -> None:
    report = check_together(books, ITEM, [archive("a.zip", ONE), archive("b.zip", TWO)], [ONE, TWO])
    assert report.verdict == "pass"
    assert outcomes(report) == {
        "package.number-once": "yes",
        "package.number-each": "yes",
        "package.number-alone": "yes",
    }
    assert (report.check, report.target.item, report.target.file) == ("package", "score-merge", None)
    assert report.target.title == "一位考生的几个成绩合并包"


def test_the_earlier_of_two_archives_for_one_number_is_at_fault(books: Library) -> None:
    given = [archive("a.zip", ONE), archive("b.zip", TWO), archive("c.zip", "１１０１ 0000 0001")]
    report = check_together(books, ITEM, given, [ONE, TWO])
    found = of(report, "number-once")
    assert (found.outcome, found.severity, found.measured) == ("no", "must", "********0001")
    assert [(each.entry, each.index) for each in found.regions] == [("a.zip", 0)]
    assert "最后一个" in found.sentence
    assert (report.verdict, of(report, "number-each").outcome) == ("fail", "yes")


def test_a_number_without_an_archive_is_named_and_masked(books: Library) -> None:
    report = check_together(books, ITEM, [archive("a.zip", ONE)], [ONE, THREE, TWO, THREE])
    found = of(report, "number-each")
    assert found.sentence == "有 2 个旧准考证号还没有包：********0003、********0002。"
    assert found.outcome == "no"


def test_an_archive_with_two_numbers(books: Library) -> None:
    report = check_together(books, ITEM, [archive("a.zip", ONE), archive("b.zip", TWO, 2)], [ONE, TWO])
    found = of(report, "number-alone")
    assert (found.outcome, found.severity, found.regions[0].entry) == ("no", "should", "b.zip")
    assert report.verdict == "attention"


def test_no_number_leaves_in_the_clear(books: Library) -> None:
    given = [archive("a.zip", ONE), archive("b.zip", ONE)]
    facts, absent = compare(given, [ONE, TWO])
    told = check_together(books, ITEM, given, [ONE, TWO]).model_dump_json() + json.dumps([facts, absent])
    for number in (ONE, TWO):
        assert number not in told
        assert number[:8] not in told


@pytest.mark.parametrize("number", [None, "", "abc", "123"])
def test_an_archive_without_a_usable_number_leaves_it_open(books: Library, number: str | None) -> None:
    report = check_together(books, ITEM, [archive("a.zip", ONE), archive("b.zip", number)], [ONE])
    once, each = of(report, "number-once"), of(report, "number-each")
    assert (once.outcome, each.outcome) == ("not checked", "not checked")
    assert [place.entry for place in once.regions] == ["b.zip"]
    assert "没有填准考证号" in once.sentence
    assert report.verdict == "unknown"


def test_a_repeated_number_is_said_even_where_another_is_not_known(books: Library) -> None:
    given = [archive("a.zip", ONE), archive("b.zip", None), archive("c.zip", ONE)]
    assert of(check_together(books, ITEM, given), "number-once").outcome == "no"


def test_numbers_that_were_not_listed_cannot_be_missing(books: Library) -> None:
    found = of(check_together(books, ITEM, [archive("a.zip", ONE)]), "number-each")
    assert (found.outcome, "没有列出全部旧准考证号" in found.sentence) == ("not checked", True)


def test_an_archive_that_could_not_be_read_still_has_its_number(books: Library) -> None:
    report = check_together(books, ITEM, [archive("a.zip", ONE, None), archive("b.zip", TWO)], [ONE, TWO])
    assert outcomes(report) == {
        "package.number-once": "yes",
        "package.number-each": "yes",
        "package.number-alone": "not checked",
    }


@pytest.mark.parametrize("item", ["anhui/attachment", "zhejiang/score-marge", "nowhere/score-merge"])
def test_a_spec_without_such_rules_is_refused(books: Library, item: str) -> None:
    with pytest.raises(NotInRulebookError):
        check_together(books, item, [archive("a.zip", ONE)])


def test_facts_speak_the_vocabulary() -> None:
    given: list[Any] = [archive("a\u202eb.zip", ONE), Declared(None, None)]
    for archives, numbers in ((given, [ONE]), ([], None), (given, None)):
        facts, absent = compare(archives, numbers)
        assert facts.keys() <= VOCABULARY.keys()
        items = VOCABULARY["archives"]["items"]
        assert VOCABULARY.keys() <= facts.keys() | absent.keys()
        for each in facts["archives"]:
            assert each.keys() <= items.keys()
            assert items.keys() <= each.keys() | absent.keys()
    assert compare(given)[0]["archives"][0]["name"] == "a[U+202E]b.zip"
