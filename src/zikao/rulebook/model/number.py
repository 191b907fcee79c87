"""The forms of the numbers that candidates type: how many places, and whether a letter stands first."""

from typing import Annotated, Literal

from pydantic import Field

from zikao.rulebook.model.base import Cited, Model, Text

MOST_PLACES = 32


class NumberForm(Model):
    """One form of a number."""

    digits: Annotated[int, Field(ge=4, le=MOST_PLACES)]
    """How many places it has, a letter among them counted: 12 位."""
    first: Literal["letter"] | None = None
    """letter: the first place is a letter A to Z, the others are digits; left out: digits alone."""
    last: Literal["x"] | None = None
    """x: the last place may be an X instead of a digit, as in an identity number."""
    note: Text | None = None
    """Who has a number of this form."""


class NumberRule(Cited):
    """What a number of candidates looks like. Forms, servers, checks and the packer go by it."""

    forms: Annotated[list[NumberForm], Field(min_length=1)]
    """Forms that it can have."""
