"""What a number that candidates type looks like: the forms that it can have, as one pattern and in words.

What is typed is folded first: wide digits and letters of Chinese keyboards, small letters, and the spaces and
hyphens by which cards part a number into groups.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

LEFT_OUT: Final = (
    r"[\u0009-\u000d\u0020\u002d\u0085\u00a0\u00ad\u1680\u2000-\u2015\u2028-\u202f\u205f-\u206f"
    r"\u2212\u3000\ufeff]"
)
"""Spaces, hyphens, dashes, and marks without width that are copied along: named one by one, since languages
differ in what they call white space."""

TICKET: Final = "admission_ticket_number"
"""The name of the number that stands on an admission ticket, in rulebooks and for callers."""

_DIGITS: Final = "01011234567801011234567801011234"
_LEFT_OUT: Final = re.compile(LEFT_OUT)
_SMALL: Final = re.compile("[a-z]")


class Form(Protocol):
    """One form of a number, as a rulebook has it."""

    @property
    def digits(self) -> int:
        """Places in all."""

    @property
    def first(self) -> str | None:
        """`letter` where a letter stands first."""

    @property
    def last(self) -> str | None:
        """`x` where the last place may be an X."""


@dataclass(frozen=True)
class Written:
    """How a number is written."""

    pattern: str
    """For Python and JavaScript alike, without anchors."""
    wanted: str
    """The same in zh-CN: `12 位数字`."""

    @property
    def letters(self) -> bool:
        """Whether a letter may stand first."""
        return "[A-Z]" in self.pattern

    @property
    def ends_in_x(self) -> bool:
        """Whether an X may stand last."""
        return "[0-9X]" in self.pattern

    @property
    def example(self) -> str:
        """A made-up number of the first of these forms that there is."""
        tried = (f"{letter}{_DIGITS[:count]}" for count in range(12, 33) for letter in ("", "A"))
        short = (f"{letter}{_DIGITS[:count]}" for count in range(11, 2, -1) for letter in ("", "A"))
        return next(filter(self._whole.fullmatch, (*tried, *short)), "")

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def read(self, typed: str) -> str | None:
        """The number as it is compared; None where it is none of these.

        >>> Written("[0-9]{12}", "12 位数字").read("０１０１-1234 5678")
        '010112345678'
        """
        folded = fold(typed)
        return folded if self._whole.fullmatch(folded) else None

    def refusal(self, name: str) -> str:
        """What is said of one that is none, as a sentence without its stop."""
        return f"{name}要是 {self.wanted}，请照{name.removesuffix('号')}核对"

    def for_browsers(self) -> dict[str, Any]:
        """The same for a form."""
        return {"pattern": f"^(?:{self.pattern})$", "wanted": self.wanted}


def fold(typed: str) -> str:
    """What was typed without what only parts it into groups, small Latin letters as capitals."""
    bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", typed))
    return _SMALL.sub(lambda letter: letter[0].upper(), bare)


def written(forms: Iterable[Form]) -> Written:
    """One rule out of the forms that a rulebook lists."""
    listed = list(forms)
    return Written("|".join(map(_pattern, listed)), "，或 ".join(map(_words, listed)))


def _pattern(form: Form) -> str:
    inner = form.digits - (form.first is not None) - (form.last is not None)
    return f"{'[A-Z]' if form.first else ''}[0-9]{{{inner}}}{'[0-9X]' if form.last else ''}"


def _words(form: Form) -> str:
    if form.first:
        return f"{form.digits} 位、第一位是字母"
    return f"{form.digits} 位、最后一位可以是 X" if form.last else f"{form.digits} 位数字"
