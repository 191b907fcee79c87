"""The admission ticket number: where it stands on a page, and whether it is the one that was declared.

A reader that is wrong about one digit is a nuisance; a check that calls a right number wrong costs the
candidate's trust. So a number counts as different only where it stands beside its label, was read with
confidence, is large enough, and differs in two digits or more. Misread digits come singly (measured: of 40
confident misreadings all but five wrong in length had exactly one wrong digit), so one different digit is
only worth a second look. The declared number anywhere on the page confirms it.

Where the two are not the same both are told in full, to the one who typed the number and has the page: which
digits to compare cannot be said without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from zikao.package.choices import TicketNumber
from zikao.package.declarable import DIGITS
from zikao.package.text.lines import Box, Line
from zikao.package.text.words import plain

SURE: Final = 0.95
DIGIT_PX: Final = 8.0
DIGIT_SHARE: Final = 0.6
"""Height of a digit by that of its line's box, on the low side: measured are 0.6 at 60 dpi to 0.8 at 300."""

_SEEN: Final[dict[int, TicketNumber]] = {1: "one_digit", 2: "two_digits"}
"""By how many digits are others; as many as a slip of the hand makes, two where they change places."""

_LABEL: Final = re.compile(r"准?考证(?:号码?|编号)[^0-9A-Za-z\u4e00-\u9fff]{0,3}")
_NUMBER: Final = re.compile(rf"[^0-9A-Za-z\u4e00-\u9fff]?({DIGITS})(?![0-9A-Za-z])")
_RUN: Final = re.compile(r"[0-9]+")
_ROW: Final = 0.6
"""How far off the label's row a number may stand, in heights of the label."""
_DRIFT: Final = 0.04
"""How far it may drift from the row on its way, for pages photographed from the side."""
_GAP: Final = 12
"""How far from its label a number may stand, in heights of the label."""


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
class Comparison:
    """What a page says about the declared number."""

    seen: TicketNumber
    digit: int | None = None
    """Which digit to compare, from 1, where only one is different."""
    line: Line | None = None
    """Where the number stands."""
    typed: str | None = None
    read: str | None = None
    """The declared and the other number, what differs in brackets: `62334【7】12`."""


def apart(one: str, other: str) -> bool:
    """Whether two numbers can be called different, rather than one number read in two ways."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) > 1


def labelled_numbers(lines: Sequence[Line]) -> list[Number]:
    """Numbers that stand beside 准考证号, on the label's line or next to it on its row."""
    found = []
    for line in lines:
        text = plain(line.text)
        label = _LABEL.search(text)
        if label is None:
            continue
        if label.end() == len(text):
            beside = _next_on_row(line, lines)
            text, at = (plain(beside.text), 0) if beside else ("", 0)
        else:
            beside, at = line, label.end()
        number = _NUMBER.match(text, at)
        if beside is not None and number is not None:
            found.append(Number(number[1], beside))
    return found


def _next_on_row(label: Line, lines: Sequence[Line]) -> Line | None:
    """The line that follows on the label's row, whatever stands in it."""
    nearest: tuple[float, Line] | None = None
    for line in lines:
        gap, off = _beside(label.box, line.box)
        follows = line is not label and -label.box.height < gap < _GAP * label.box.height
        on_row = off <= _ROW * label.box.height + _DRIFT * max(0.0, gap + line.box.width / 2)
        if follows and on_row and (nearest is None or gap < nearest[0]):
            nearest = gap, line
    return nearest[1] if nearest else None


def _beside(label: Box, other: Box) -> tuple[float, float]:
    """Gap between the two along the label's direction, and how far the other stands off its row."""
    along, across = label.from_here(other)
    return along - (label.width + other.width) / 2, abs(across)


def marked(number: str, other: str) -> str:
    """A number with the digits in brackets that another of its length does not share.

    >>> marked("12345678", "12395078")
    '123【4】5【6】78'
    """
    runs = groupby(zip(number, other, strict=True), key=lambda pair: pair[0] == pair[1])
    parts = ((same, "".join(digit for digit, _ in run)) for same, run in runs)
    return "".join(part if same else f"【{part}】" for same, part in parts)


def compare(declared: str, lines: Sequence[Line]) -> Comparison:
    """Look for the declared number on one page.

    Args:
        declared: as `zikao.package.declarable.ticket_number` gives it back.
        lines: of the page.
    """
    for line in lines:
        if declared in _RUN.findall(plain(line.text)):
            return Comparison("confirmed", line=line)
    others = [each for each in labelled_numbers(lines) if len(each.text) == len(declared) and each.sure]
    if not others:
        return Comparison("not_read")
    nearest = min(others, key=lambda each: len(_wrong(each.text, declared)))
    wrong = _wrong(nearest.text, declared)
    return Comparison(
        _SEEN.get(len(wrong), "differs"),
        wrong[0] if len(wrong) == 1 else None,
        nearest.line,
        marked(declared, nearest.text),
        marked(nearest.text, declared),
    )


def _wrong(read: str, declared: str) -> list[int]:
    """Which digits are not the declared ones, from 1."""
    return [place for place, (a, b) in enumerate(zip(read, declared, strict=True), 1) if a != b]
