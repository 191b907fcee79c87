"""What a candidate may declare of a package: one rule for form, API, command line, packer and measuring.

The browser gets it as a generated module, so that a number which cannot be compared is refused beside its
field, before anything is sent. Which forms a ticket number has is the rulebook's to say; this is what holds
where it does not.
"""

from __future__ import annotations

from typing import Any, Final

from zikao.numbers import LEFT_OUT, Written

COURSES: Final = "courses"
"""The name under which a caller declares the courses to look for; the number to compare with is `TICKET`."""

FEWEST_DIGITS: Final = 8
MOST_DIGITS: Final = 16
DIGITS: Final = f"[0-9]{{{FEWEST_DIGITS},{MOST_DIGITS}}}"
ANY_TICKET: Final = Written(DIGITS, f"{FEWEST_DIGITS} 到 {MOST_DIGITS} 位数字")
"""Ticket numbers where no rulebook says which forms they have."""
TICKET_NUMBER: Final = ANY_TICKET.wanted
NO_TICKET_NUMBER: Final = ANY_TICKET.refusal("准考证号")

MOST_COURSES: Final = 60
LONGEST_COURSE: Final = 60
"""Characters of a course's name."""
COURSE_LETTERS: Final = r"0-9A-Za-z\u4e00-\u9fff"
"""What names are made of, for a class of a regular expression; without one of these there is nothing to
compare."""


def ticket_number(typed: str, form: Written = ANY_TICKET) -> str | None:
    """A ticket number as it is compared, without spaces and hyphens; None where it is none.

    >>> ticket_number("０１０１-1234 5678")
    '010112345678'
    """
    return form.read(typed)


def for_browsers() -> dict[str, dict[str, Any]]:
    """The rules by name, as what JavaScript reads alike."""
    return {
        "TICKET_NUMBER": {
            "leftOut": LEFT_OUT,
            **ANY_TICKET.for_browsers(),
        },
        "COURSES": {
            "most": MOST_COURSES,
            "longest": LONGEST_COURSE,
            "letters": f"[{COURSE_LETTERS}]",
        },
    }
