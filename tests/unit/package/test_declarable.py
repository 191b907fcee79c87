"""One rule of what may be declared, for measuring, API and command line; the form has a test of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import pytest

from zikao.api.declared import COURSES, TICKET_NUMBER, read_declared
from zikao.api.problems import ProblemError
from zikao.checks.pack.packer import CannotPackError, _numbers
from zikao.cli.packages import ticket_numbers
from zikao.package.declarable import ANY_TICKET, MOST_COURSES, ticket_number
from zikao.package.text import courses

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "declared"


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text("utf-8"))
    assert found
    return found


@pytest.mark.parametrize("row", rows("ticket-numbers.json"), ids=lambda row: ascii(row["typed"]))
def test_a_ticket_number_is_the_same_everywhere(row: dict[str, Any]) -> None:
    typed, number = row["typed"], row["number"]
    assert ticket_number(typed) == number
    headers = {TICKET_NUMBER.header.lower(): typed}
    if number is None:
        with pytest.raises(CannotPackError):
            _numbers([typed])
        if typed.strip():
            with pytest.raises(click.BadParameter):
                ticket_numbers((typed,), ANY_TICKET)
            with pytest.raises(ProblemError):
                read_declared(headers, (TICKET_NUMBER,))
    else:
        assert _numbers([typed]) == [number]
        assert ticket_numbers((typed,), ANY_TICKET) == (number,)
        assert read_declared(headers, (TICKET_NUMBER,)) == {TICKET_NUMBER.fact: number}


@pytest.mark.parametrize("row", rows("courses.json"), ids=lambda row: str(row["why"]))
def test_courses_are_the_same_everywhere(row: dict[str, Any]) -> None:
    names = row["names"]
    sent = ",".join(quote(name, safe="") for name in names)
    # What is too long for a header alone can be compared all the same, where no header is in the way.
    assert (courses.declarable(names) is not None) is (row["taken"] or len(sent) > 6_000)
    headers = {COURSES.header.lower(): sent}
    if row["taken"]:
        assert read_declared(headers, (COURSES,)) == {COURSES.fact: names}
    elif len(names) > MOST_COURSES or len(sent) > 6_000:
        with pytest.raises(ProblemError):
            read_declared(headers, (COURSES,))
