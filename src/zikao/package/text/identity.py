"""Identity numbers of China: GB 11643-1999, 18 characters, the last one a checksum by ISO 7064 MOD 11-2.

A number found on a page is compared with these rules and forgotten; what is told of it is whether it holds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from zikao.clock import beijing_today
from zikao.package.choices import IdentityNumber
from zikao.package.text.lines import Line
from zikao.package.text.rows import next_on_row
from zikao.package.text.words import plain

_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_CHECKS: Final = "10X98765432"
_FIRST_YEAR: Final = 1900
_LABEL: Final = re.compile("身份(?:证|号码)[^0-9]{0,6}")
_CLEAR: Final = 0.95
"""Line score from which a number tells one person from another, if more than `_MISREAD` of it differs."""
_MISREAD: Final = 2
"""Characters of a number that may be wrong in one reading of it."""
_SURE: Final = 0.98
"""Line score from which a number that fails is the page's fault rather than the reader's."""


def is_valid(number: str, today: datetime.date | None = None) -> bool:
    """Whether an identity number can exist: province, date of birth and checksum.

    Args:
        number: 18 characters, the last one a digit or X.
        today: nobody is born after it; None means the clock in Beijing.
    """
    if not _NUMBER.fullmatch(number):
        return False
    province = int(number[:2])
    # 11 to 65 with gaps between the regions; 71 Taiwan is not issued, 81 to 83 are residence permits.
    if not (11 <= province <= 65 or 81 <= province <= 83):
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    today = today or beijing_today()
    return born.year >= _FIRST_YEAR and born <= today and _check(number[:17]) == number[17].upper()


def _check(digits: str) -> str:
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return _CHECKS[rest]


def identity_numbers(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Whatever looks like an identity number, and its line."""
    for line in lines:
        for found in _NUMBER.finditer(plain(line.text)):
            yield found[0].upper(), line


def identity_number(lines: Sequence[Line]) -> IdentityNumber:
    """Whether a valid number stands on the page.

    One that was not read for sure is no failure, nor is one without its label: invoices carry codes as long.
    """
    if any(is_valid(number) for number, _ in identity_numbers(lines)):
        return "valid"
    return "fails_check" if any(line.score >= _SURE for _, line in _labelled(lines)) else "not_read"


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Numbers on the line of a label or next to it on its row."""
    for line in lines:
        label = _LABEL.search(plain(line.text))
        if label is None:
            continue
        after = plain(line.text)[label.end() :]
        beside = line if after.strip(":") else next_on_row(line, lines)
        if beside is not None:
            yield from identity_numbers([beside])


def holder_numbers(lines: Sequence[Line]) -> list[str]:
    """Numbers on an identity card that tell people apart: valid ones, or such as were read for sure."""
    return [number for number, line in identity_numbers(lines) if line.score >= _CLEAR or is_valid(number)]


def other_person(one: str, other: str) -> bool:
    """Whether two numbers are of two people, rather than one number read in two ways."""
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return wrong > _MISREAD or (wrong > 0 and is_valid(one) and is_valid(other))
