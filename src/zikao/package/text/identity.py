"""Identity numbers of China: GB 11643-1999, 18 characters, the last one a checksum by ISO 7064 MOD 11-2.

A number found on a page is compared with these rules and forgotten; what is told of it is whether it holds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Final

from zikao.clock import beijing_today
from zikao.package.choices import IdentityNumber
from zikao.package.text.lines import Line
from zikao.package.text.words import plain

_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_CHECKS: Final = "10X98765432"
_FIRST_YEAR: Final = 1900
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


def identity_number(lines: Iterable[Line]) -> IdentityNumber:
    """Whether a valid number stands on the page. One that was not read for sure is no failure."""
    verdict: IdentityNumber = "not_read"
    for number, line in identity_numbers(lines):
        if is_valid(number):
            return "valid"
        if line.score >= _SURE:
            verdict = "fails_check"
    return verdict
