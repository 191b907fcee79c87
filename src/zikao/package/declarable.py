"""What a candidate may declare of a package: one rule for form, API, command line, packer and measuring.

The browser gets it as a generated module, so that a number which cannot be compared is refused beside its
field, before anything is sent. What is typed is folded first: wide digits of Chinese keyboards, and the
spaces and hyphens by which cards part a number into groups.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

TICKET: Final = "admission_ticket_number"
COURSES: Final = "courses"
"""The names under which a caller declares the number to compare with, and the courses to look for."""

FEWEST_DIGITS: Final = 8
MOST_DIGITS: Final = 16
DIGITS: Final = f"[0-9]{{{FEWEST_DIGITS},{MOST_DIGITS}}}"
"""A ticket number as it is compared, for regular expressions."""
LEFT_OUT: Final = (
    r"[\u0009-\u000d\u0020\u002d\u0085\u00a0\u00ad\u1680\u2000-\u2015\u2028-\u202f\u205f-\u206f"
    r"\u2212\u3000\ufeff]"
)
"""Spaces, hyphens, dashes, and marks without width that are copied along: named one by one, since languages
differ in what they call white space."""
TICKET_NUMBER: Final = f"{FEWEST_DIGITS} 到 {MOST_DIGITS} 位数字"
NO_TICKET_NUMBER: Final = f"准考证号要是 {TICKET_NUMBER}，请照准考证核对"

MOST_COURSES: Final = 60
LONGEST_COURSE: Final = 60
"""Characters of a course's name."""
COURSE_LETTERS: Final = r"0-9A-Za-z\u4e00-\u9fff"
"""What names are made of, for a class of a regular expression; without one of these there is nothing to
compare."""

_LEFT_OUT: Final = re.compile(LEFT_OUT)
_DIGITS: Final = re.compile(DIGITS)


def ticket_number(typed: str) -> str | None:
    """A ticket number as its digits alone; None where it is none.

    >>> ticket_number("０１０１-1234 5678")
    '010112345678'
    """
    digits = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", typed))
    return digits if _DIGITS.fullmatch(digits) else None


def for_browsers() -> dict[str, dict[str, Any]]:
    """The rules by name, as what JavaScript reads alike."""
    return {
        "TICKET_NUMBER": {
            "leftOut": LEFT_OUT,
            "pattern": f"^{DIGITS}$",
            "wanted": TICKET_NUMBER,
            "refusal": NO_TICKET_NUMBER,
        },
        "COURSES": {
            "most": MOST_COURSES,
            "longest": LONGEST_COURSE,
            "letters": f"[{COURSE_LETTERS}]",
        },
    }
