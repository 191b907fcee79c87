"""The admission ticket number: where it stands on a page, and whether it is the one that was declared.

A reader that is wrong about one digit is a nuisance; a check that calls a right number wrong costs the
candidate's trust. So a number counts as different only where it stands beside its label, was read with
confidence, is large enough, and differs in two digits or more. Misread digits come singly (measured: of 40
confident misreadings all but five wrong in length had exactly one wrong digit), so one or two different
digits count only where the line reads alike once more without its grain and at another width. The declared
number anywhere on the page confirms it.

Where the two are not the same both are told in full, to the one who typed the number and has the page: which
digits to compare cannot be said without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from zikao.numbers import Written
from zikao.package.choices import TicketNumber
from zikao.package.declarable import ANY_TICKET, FEWEST_DIGITS, MOST_DIGITS
from zikao.package.page_words import AND, LEFT_MARK, RIGHT_MARK
from zikao.package.text.lines import Line
from zikao.package.text.rows import next_on_row
from zikao.package.text.words import plain

SURE: Final = 0.95
DIGIT_PX: Final = 8.0
DIGIT_SHARE: Final = 0.6
"""Height of a digit by that of its line's box, on the low side: measured are 0.6 at 60 dpi to 0.8 at 300."""

_SEEN: Final[dict[int, TicketNumber]] = {1: "one_digit", 2: "two_digits"}
"""By how many digits are others; as many as a slip of the hand makes, two where they change places."""

_LABEL: Final = re.compile(r"准?考证(?:号码?|编号)[^0-9A-Za-z\u4e00-\u9fff]{0,3}")
_FEWEST_OF_CUT: Final = 4
"""Digits that are taken for the rest of a number."""
_RUN: Final = re.compile(r"[0-9]+")
_RUN_WITH_LETTERS: Final = re.compile(r"[0-9A-Z]+")


@cache
def _number(form: Written) -> re.Pattern[str]:
    """A number at the front of what stands beside its label, or what is left of one."""
    letter = "[A-Za-z]?" if form.letters else ""
    last = "[Xx]?" if form.ends_in_x else ""
    return re.compile(
        r"[^0-9A-Za-z\u4e00-\u9fff]?"
        rf"({letter}[0-9]{{{_FEWEST_OF_CUT},{MOST_DIGITS}}}{last})(?![0-9A-Za-z])"
    )


@dataclass(frozen=True, slots=True)
class Number:
    """A number beside its label."""

    text: str
    line: Line

    @property
    def sure(self) -> bool:
        """Whether it was read well enough to be held against someone."""
        return self.line.score >= SURE and self.line.box.height * DIGIT_SHARE >= DIGIT_PX


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a ticket number, and what was read beside it."""

    digits: str
    """At the front of what stands there; fewer than a number has where it is cut short."""
    last: Line
    """Where reading ended: the line that stands there, or the label's where none does."""

    @property
    def number(self) -> Number | None:
        """The number, where it is one."""
        return Number(self.digits, self.last) if len(self.digits) >= FEWEST_DIGITS else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a page says about the declared number."""

    seen: TicketNumber | None
    """None where a number was seen in part, or reads in two ways."""
    digit: int | None = None
    """Which digit to compare, from 1, where only one is different."""
    line: Line | None = None
    """Where the number stands."""
    typed: str | None = None
    read: str | None = None
    """The declared and the other numbers, what differs in brackets: `62334【7】12`."""
    in_two_ways: bool = False
    """Whether a number that is not the declared one reads otherwise when it is read again."""


def apart(one: str, other: str) -> bool:
    """Whether two numbers can be called different, rather than one number read in two ways."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) > 1


def labelled(lines: Sequence[Line], form: Written = ANY_TICKET) -> list[Field]:
    """The labels 准考证号, each with what stands on its line or next to it on its row."""
    found = []
    for line in lines:
        text = plain(line.text)
        label = _LABEL.search(text)
        if label is None:
            continue
        if label.end() == len(text):
            beside = next_on_row(line, lines)
            text, at = (plain(beside.text), 0) if beside else ("", 0)
        else:
            beside, at = line, label.end()
        found.append(Field(_number_at(text, at, form), beside or line))
    return found


def _number_at(text: str, at: int, form: Written) -> str:
    match = _number(form).match(text, at)
    return match[1].upper() if match else ""


def reads_alike(number: Number, readings: Sequence[str], form: Written = ANY_TICKET) -> bool:
    """Whether further readings of a number's line all hold that number."""
    return all(number.text == digits for digits in _digits(readings, form))


def _digits(readings: Sequence[str], form: Written) -> Iterator[str]:
    """The number in each reading of a line, behind the label where one stands there."""
    for reading in readings:
        text = plain(reading)
        label = _LABEL.search(text)
        yield _number_at(text, label.end() if label else 0, form)


def labelled_numbers(lines: Sequence[Line], form: Written = ANY_TICKET) -> list[Number]:
    """Numbers that stand beside 准考证号, on the label's line or next to it on its row."""
    return [field.number for field in labelled(lines, form) if field.number is not None]


def marked(number: str, other: str) -> str:
    """A number with the digits in brackets that another of its length does not share.

    >>> marked("12345678", "12395078")
    '123【4】5【6】78'
    """
    runs = groupby(zip(number, other, strict=True), key=lambda pair: pair[0] == pair[1])
    parts = ((same, "".join(digit for digit, _ in run)) for same, run in runs)
    return "".join(part if same else f"{LEFT_MARK}{part}{RIGHT_MARK}" for same, part in parts)


def compare(
    declared: str,
    lines: Sequence[Line],
    hidden: Callable[[Line], bool] = lambda _: False,
    again: Callable[[Line], Sequence[str]] = lambda _: (),
    form: Written = ANY_TICKET,
) -> Comparison:
    """Look for the declared number on one page.

    Args:
        declared: as `zikao.package.declarable.ticket_number` gives it back.
        lines: of the page.
        hidden: whether something may lie unseen where a line ends.
        again: further readings of a line.
        form: how ticket numbers are written.
    """
    for line in lines:
        if declared in _runs(plain(line.text), form):
            return Comparison("confirmed", line=line)
    partly: Comparison | None = None
    others: list[Number] = []
    for field in labelled(lines, form):
        number = field.number
        if cut_short(field.digits, declared) or hidden(field.last):
            partly = Comparison(None, line=field.last)
        elif number is not None and len(number.text) == len(declared) and number.sure:
            if _firm(number, declared, again(number.line), form):
                others.append(number)
            else:
                partly = Comparison(None, line=number.line, in_two_ways=True)
    if not others:
        return partly or Comparison("not_read")
    others.sort(key=lambda each: len(_wrong(each.text, declared)))
    nearest = others[0]
    wrong = _wrong(nearest.text, declared)
    return Comparison(
        _SEEN.get(len(wrong), "differs"),
        wrong[0] if len(wrong) == 1 else None,
        nearest.line,
        marked(declared, nearest.text),
        AND.join(dict.fromkeys(marked(each.text, declared) for each in others)),
    )


def _runs(text: str, form: Written) -> list[str]:
    """The signs of which numbers are made, as far as they stand together."""
    if form.letters or form.ends_in_x:
        return _RUN_WITH_LETTERS.findall(text.upper())
    return _RUN.findall(text)


def _firm(number: Number, declared: str, readings: Sequence[str], form: Written) -> bool:
    """Whether readings agree that a number is not the declared one.

    Of a slip each reading has to hold the very number; another number may be misread in a digit and is
    another all the same.
    """
    if len(_wrong(number.text, declared)) in _SEEN:
        return reads_alike(number, readings, form)
    return all(
        len(digits) == len(declared) and len(_wrong(digits, declared)) not in (0, *_SEEN)
        for digits in _digits(readings, form)
    )


def _wrong(read: str, declared: str) -> list[int]:
    """Which digits are not the declared ones, from 1."""
    return [place for place, (a, b) in enumerate(zip(read, declared, strict=True), 1) if a != b]


def cut_short(digits: str, declared: str) -> bool:
    """Whether digits are some of the declared number's, and not all of them."""
    return bool(digits) and len(digits) < len(declared) and digits in declared
