"""Forms of a province's ticket numbers, in its rulebook only, hold wherever such a number is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from tests.books import rulebooks
from tests.unit.rulebook.laid import laid
from zikao.api.declared import OF_PACKAGE, in_form, read_declared
from zikao.api.problems import ProblemError
from zikao.checks.numbers import ticket_form
from zikao.checks.pack import CannotPackError, Packer
from zikao.checks.package import measure_package
from zikao.checks.together import check_together
from zikao.cli.packages import ticket_numbers
from zikao.numbers import TICKET, written
from zikao.package.declarable import ANY_TICKET
from zikao.package.text.lines import Box, Line
from zikao.package.text.tickets import compare, labelled_numbers
from zikao.package.together import Declared
from zikao.rulebook.library import Library
from zikao.rulebook.model import NumberForm
from zikao.rulebook.store import load_library

FORMS = json.loads(
    (Path(__file__).resolve().parents[2] / "fixtures/declared/number-forms.json").read_text("utf-8")
)
SAID = """# province.yaml
numbers:
  admission_ticket_number:
    forms: [{digits: 12}, {digits: 13, first: letter}]
    cite: {source: guide, clause: 八}
"""
ITEM = "demo/evidence"
LETTERED, PLAIN, NEITHER = "g0101-1234-5678", "010112345678", "01011234"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(laid([SAID], tmp_path / "provinces"))


@pytest.mark.parametrize("each", FORMS, ids=lambda each: each["wanted"])
def test_forms_are_read_as_their_rows_say(each: dict[str, Any]) -> None:
    rule = written([NumberForm.model_validate(form) for form in each["forms"]])
    assert rule.for_browsers() == {"pattern": each["pattern"], "wanted": each["wanted"]}
    assert [rule.read(row["typed"]) for row in each["rows"]] == [row["number"] for row in each["rows"]]


def test_a_province_without_forms_takes_what_all_take(library: Library) -> None:
    assert ticket_form(rulebooks(), "zhejiang/score-merge") == ANY_TICKET
    assert ticket_form(library, ITEM) != ANY_TICKET


def test_server_and_command_line_take_the_forms_and_name_them(library: Library) -> None:
    form = ticket_form(library, ITEM)
    header = "x-zikao-ticket-number"
    assert read_declared({header: LETTERED}, in_form(OF_PACKAGE, form)) == {TICKET: "G010112345678"}
    with pytest.raises(ProblemError, match="应是 12 位数字，或 13 位、第一位是字母"):
        read_declared({header: NEITHER}, in_form(OF_PACKAGE, form))
    assert ticket_numbers((LETTERED, PLAIN), form) == ("G010112345678", PLAIN)
    with pytest.raises(click.BadParameter, match="第 2 个号码用不了，准考证号要是 12 位数字，或 13 位"):
        ticket_numbers((PLAIN, NEITHER), form)


def test_the_packer_takes_the_forms(library: Library) -> None:
    assert len(Packer(library, ITEM, [LETTERED, PLAIN]).names) == 2
    with pytest.raises(CannotPackError, match="12 位数字，或 13 位、第一位是字母"):
        Packer(library, ITEM, [NEITHER])


def test_measuring_compares_what_has_such_a_form(library: Library) -> None:
    form = ticket_form(library, ITEM)
    for typed, compared in ((LETTERED, True), (PLAIN, True), (NEITHER, False)):
        facts = measure_package(b"no archive", "a.zip", declared={TICKET: typed}, form=form).facts
        assert facts.ticket_number_declared is compared


def test_several_archives_are_told_apart_by_the_forms(tmp_path: Path) -> None:
    together = """# packages.yaml
specs:
  evidence:
    together:
      title: 几个包
      rules:
        - id: once
          title: 一个号一个包
          severity: should
          each: archives
          require: {is: {archive_number_again: false}}
          if_no: 有两个包是同一个号。
          cite: {source: guide, clause: 五}
"""
    library = load_library(laid([SAID, together], tmp_path / "provinces"))
    archives = [Declared("1.zip", LETTERED), Declared("2.zip", "G010112345678")]
    assert [each.outcome for each in check_together(library, ITEM, archives).findings] == ["no"]
    archives[1] = Declared("2.zip", NEITHER)
    assert [each.outcome for each in check_together(library, ITEM, archives).findings] == ["not checked"]


def line(text: str) -> Line:
    return Line(text, 0.99, Box(0, 0, 400, 30, 0))


def test_a_number_with_a_letter_is_found_and_compared_on_a_page(library: Library) -> None:
    form = ticket_form(library, ITEM)
    number = "G010112345678"
    assert compare(number, [line("准考证号：g010112345678")], form=form).seen == "confirmed"
    other = [line("准考证号：H010112345678")]
    assert [each.text for each in labelled_numbers(other, form)] == ["H010112345678"]
    assert labelled_numbers(other) == []
    found = compare(number, other, again=lambda each: [each.text], form=form)
    assert (found.seen, found.typed, found.read) == ("one_digit", "【G】010112345678", "【H】010112345678")
    assert compare(number, [line("准考证号：010112345678")], form=form).seen is None
