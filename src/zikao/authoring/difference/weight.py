"""How much a difference weighs, from words alone to an address that is gone; and which version follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from zikao.authoring.difference.written import Piece

Weight = Literal["words", "matter", "gone"]
"""`words`: said otherwise; `matter`: asked, judged, dated or demanded otherwise; `gone`: an address is."""

WORDS = (
    "title", "summary", "note", "text", "help", "unsure", "ask", "called", "label", "who", "if_yes", "if_no",
    "if_no_in_general", "if_unknown", "measured", "required", "mend", "cite", "basis", "say", "safe", "body",
    "group", "confirm", "why_rejected", "means", "do", "stated", "look_up", "name", "about", "how", "phone",
    "hours", "place", "address", "publisher", "issued", "use", "order", "todo", "menu", "needs", "related",
    "options", "none", "unit", "their_fix", "better_fix", "contradiction", "tolerance_from", "authority",
    "code", "authority_site",
)  # fmt: skip
"""Keys whose change alone changes no answer."""
WORD_SECTIONS = (
    "sources", "contacts", "contradictions", "faq", "definitions", "gaps", "needs", "related", "audience",
    "rejections", "labels", "basis", "statuses", "channels", "hosts",
)  # fmt: skip
"""Parts of a file that nothing is judged or dated by."""


def weight_of(piece: Piece) -> Weight:
    """What one difference weighs. A key that is not known here weighs: it may be judged."""
    if piece.loc[0] in WORD_SECTIONS:
        return "words"
    if piece.how in ("changed", "moved") and (piece.loc[-1] in WORDS or "options" in piece.loc[-2:-1]):
        return "words"
    # A sentence that is new or gone is a sentence; an item that is, is a condition, a paper, a date.
    if len(piece.loc) != 2 and piece.loc[-1] in WORDS:
        return "words"
    return "matter"


def heaviest(weights: Iterable[Weight]) -> Weight | None:
    """The heaviest; None where there is none."""
    found = set(weights)
    return next((each for each in ("gone", "matter", "words") if each in found), None)


def number(version: str) -> tuple[int, ...]:
    """A version to be compared; what is none comes before all others."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


def next_version(version: str, weight: Weight) -> str:
    """The version that follows: words raise the third number, matter the second, what is gone the first.

    Before 1.0.0 nothing is promised, and the first number stays.

    >>> next_version("0.4.1", "words"), next_version("0.4.1", "matter"), next_version("1.2.3", "gone")
    ('0.4.2', '0.5.0', '2.0.0')
    """
    parts = number(version)
    if len(parts) != 3:
        return version
    first, second, third = parts
    if weight == "words":
        return f"{first}.{second}.{third + 1}"
    if weight == "gone" and first > 0:
        return f"{first + 1}.0.0"
    return f"{first}.{second + 1}.0"
