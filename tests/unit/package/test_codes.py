"""Every row of the table of bad archives: exactly its codes, and no other."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from zikao.judge.document import Rule
from zikao.package.facts import VOCABULARY, PackageFacts
from zikao.package.limits import Limits
from zikao.package.measuring import measure

from .archives import ROWS, good_utf8
from .lookalikes import more
from .table import PAGES as PAGE_RULES
from .table import code, found, outcomes, rows, rulebook

MORE = more()
SEVERITIES = {"fatal": "must", "error": "must", "warning": "should", "info": "advice"}


@pytest.mark.parametrize("name", ROWS)
def test_row_has_its_codes_and_no_other(name: str) -> None:
    assert found(measure(ROWS[name].make(), name)) == ROWS[name].codes


@pytest.mark.parametrize("name", MORE)
def test_lookalike_has_its_codes_and_no_other(name: str) -> None:
    data, codes = MORE[name]
    assert found(measure(data)) == codes


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if not row.codes])
def test_good_archive_is_wholly_checked(name: str) -> None:
    assert set(outcomes(measure(ROWS[name].make())).values()) == {"yes"}


def test_each_code_is_found_somewhere() -> None:
    seen = {each for row in ROWS.values() for each in row.codes}
    assert seen == {code(row["rule"]) for row in rows()}


def test_rows_and_severities_are_those_of_the_list(shared: Callable[[str, str], Path]) -> None:
    path = shared("notes/bad-archives.tsv", "the list that the archives of the tests were made after")
    with path.open(encoding="utf-8", newline="") as handle:
        listed = list(csv.DictReader(handle, delimiter="\t"))
    codes = {row["file"]: frozenset(row["code"].split(";")) - {"OK"} for row in listed}
    assert {name: row.codes for name, row in ROWS.items()} == codes
    severities = {code(row["rule"]): row["severity"] for row in rows()}
    wrong = [
        (row["file"], each)
        for row in listed
        for each in codes[row["file"]]
        if severities[each] != SEVERITIES[row["severity"]]
    ]
    assert wrong == []


def test_what_is_beyond_a_limit_is_not_passed() -> None:
    for limits in (
        Limits(archive_bytes=100),
        Limits(entries=2),
        Limits(unpacked_bytes=100),
        Limits(records=2),
    ):
        judged = outcomes(measure(good_utf8(), limits=limits))
        assert judged["ENTRY_CORRUPT"] == "unknown"
        assert judged["TYPE_NOT_ALLOWED"] == "unknown"


def leaves(condition: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fact and operand of each comparison."""
    ((operator, body),) = condition.items()
    if operator in ("all", "any", "none"):
        for part in body:
            yield from leaves(part)
    else:
        yield from body.items()


@pytest.mark.parametrize("rule", [*rulebook().rules, *rulebook(PAGE_RULES).rules], ids=lambda rule: rule.id)
def test_conditions_speak_the_vocabulary(rule: Rule) -> None:
    facts = VOCABULARY | (VOCABULARY[rule.each]["items"] if rule.each else {})
    for fact, operand in leaves(rule.require):
        assert fact in facts
        if isinstance(operand, dict):
            assert operand["fact"] in facts
        elif facts[fact]["type"] == "choice":
            values = operand if isinstance(operand, list) else [operand]
            assert set(values) <= set(facts[fact]["options"])


def test_every_archive_kind_has_its_rule() -> None:
    named: set[str] = set()
    for rule in rulebook().rules:
        for fact, operand in leaves(rule.require):
            if fact == "archive_kind":
                named |= set(operand if isinstance(operand, list) else [operand])
    options = set(get_args(get_args(PackageFacts.model_fields["archive_kind"].annotation)[0]))
    assert named == options - {"zip", "empty"}
