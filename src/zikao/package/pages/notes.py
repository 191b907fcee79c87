"""One looked-at page, and what the pages of one file come to.

Numbers read on a page are told apart here; what leaves this package is how many there are, or a number of
which only the last four digits are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zikao.package.choices import DocumentType
from zikao.package.facts import Mark
from zikao.package.text.courses import Found
from zikao.package.text.tickets import apart
from zikao.package.text.words import masked

TEXT_FACTS: Final = (
    "page_turn",
    "page_characters",
    "page_text_height",
    "page_sharpness",
    "page_legibility",
    "page_type",
    "page_documents",
    "page_ticket_number",
    "page_ticket_digit",
    "page_identity_number",
)
PIXEL_FACTS: Final = (
    "page_decodes",
    "page_damaged",
    "page_locked",
    "page_width",
    "page_height",
    "page_bilevel",
    "page_repeated",
    "page_scan",
)
FILE_FACTS: Final = ("legibility", "document_type", "numbers")
NO_PAGE: Final = "没有可看的页"


@dataclass(slots=True)
class Sheet:
    """One page of one file: its facts, and why others are missing."""

    index: int
    """Position of the file in the archive; 0 for a single file."""
    name: str | None
    page: int
    """Number of the page within its file, from 1."""
    kind: str
    """Of the file."""
    facts: dict[str, Any] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    kinds: tuple[DocumentType, ...] | None = None
    """Documents on it; None where it was not read well enough to say so."""
    numbers: frozenset[str] = frozenset()
    """Ticket numbers read for sure."""
    certificates: int = 0
    """Course certificates on it."""
    courses: Found = field(default_factory=Found)
    """Declared courses on its certificates."""
    marks: list[Mark] = field(default_factory=list)

    @property
    def read(self) -> bool:
        """Whether its text was read."""
        return "page_legibility" in self.facts

    def leave_out(self, names: Iterable[str], reason: str) -> None:
        """Give the reason for each of these facts that is still missing."""
        for name in names:
            if name not in self.facts:
                self.absent.setdefault(name, reason)

    def unread(self, reason: str) -> Sheet:
        """The same page with one reason for all that was not seen of it."""
        self.leave_out((*PIXEL_FACTS, *TEXT_FACTS), reason)
        return self

    def document(self) -> dict[str, Any]:
        """Its facts as a plain item."""
        place = {"index": self.index, "page": self.page, "page_kind": self.kind}
        return place | ({} if self.name is None else {"name": self.name}) | self.facts


def file_facts(sheets: Sequence[Sheet]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the pages of one file come to, and why some of it is missing."""
    facts: dict[str, Any] = {}
    scores = [sheet.facts["page_legibility"] for sheet in sheets if "page_legibility" in sheet.facts]
    if scores and len(scores) == len(sheets):
        facts["legibility"] = min(scores)
        facts["numbers"] = masked_numbers(sheets)
    types = {sheet.facts.get("page_type") for sheet in sheets}
    if types and None not in types:
        facts["document_type"] = types.pop() if len(types) == 1 else "several"
    absent = {}
    sources = {"legibility": "page_legibility", "numbers": "page_legibility", "document_type": "page_type"}
    for name, source in sources.items():
        if name not in facts:
            reasons = dict.fromkeys(sheet.absent[source] for sheet in sheets if source in sheet.absent)
            absent[name] = "；".join(reasons) or NO_PAGE
    return facts, absent


def masked_numbers(sheets: Iterable[Sheet]) -> list[str]:
    """The ticket numbers on these pages, as far as they may be told."""
    return sorted({masked(number) for number in numbers_apart(sheets)})


def numbers_apart(sheets: Iterable[Sheet]) -> list[str]:
    """The ticket numbers on these pages, without those that may be misreadings of another one."""
    found: list[str] = []
    for number in sorted(number for sheet in sheets for number in sheet.numbers):
        if all(apart(number, other) for other in found):
            found.append(number)
    return found
