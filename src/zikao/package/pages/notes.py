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
from zikao.package.notes import Notes
from zikao.package.page_words import NO_PAGE, PAGE_OF, QUOTED, THEN, THIS_PICTURE
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
    "page_other_paper",
    "page_ticket_number",
    "page_ticket_digit",
    "page_ticket_typed",
    "page_ticket_read",
    "page_identity_number",
    "page_card_holder",
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
    "page_light",
    "page_grain",
    "page_attachments",
)


@dataclass(slots=True)
class PageNotes(Notes):
    """What is noted of one page of one file."""

    index: int
    """Position of the file in the archive; 0 for a single file."""
    name: str | None
    page: int
    """Number of the page within its file, from 1."""
    kind: str
    """Of the file."""
    kinds: tuple[DocumentType, ...] | None = None
    """Documents on it; None where it was not read well enough to say so."""
    numbers: frozenset[str] = frozenset()
    """Ticket numbers read for sure."""
    certificates: int = 0
    """Course certificates on it."""
    courses: Found = field(default_factory=Found)
    """Declared courses on its certificates."""
    marks: list[Mark] = field(default_factory=list)
    hidden: bool = False
    """Whether it is too dark or too grainy for its text."""

    @property
    def read(self) -> bool:
        """Whether its text was read."""
        return "page_characters" in self.facts

    @property
    def place(self) -> str:
        """Where it is to be found, for a sentence: the file, and of a PDF the page too."""
        file = "" if self.name is None else QUOTED.format(self.name)
        return PAGE_OF.format(file, self.page) if self.kind == "pdf" else file or THIS_PICTURE

    def unread(self, reason: str) -> PageNotes:
        """The same page with one reason for all that was not seen of it."""
        self.leave_out((*PIXEL_FACTS, *TEXT_FACTS), reason)
        return self

    def hide(self, reason: str, declared: str | None) -> None:
        """Only what was found on it stays: more text may be there, and what was read of it may be misread."""
        facts, self.hidden = self.facts, True
        gone = {"page_characters", "page_text_height", "page_sharpness", "page_legibility"}
        if not self.kinds:
            self.kinds = None
            gone |= {"page_type", "page_documents", "page_other_paper"}
        if facts.get("page_identity_number") != "valid":
            gone.add("page_identity_number")
        if not facts.get("page_card_holder"):
            gone.add("page_card_holder")
        if facts.get("page_ticket_number") != "confirmed":
            gone |= {"page_ticket_number", "page_ticket_digit", "page_ticket_typed", "page_ticket_read"}
        self.numbers &= {declared}
        for name in gone:
            if facts.pop(name, None) is not None:
                self.absent[name] = reason

    def document(self) -> dict[str, Any]:
        """Its facts as a plain item."""
        place = {"index": self.index, "page": self.page, "page_kind": self.kind}
        return place | ({} if self.name is None else {"name": self.name}) | self.facts


def file_facts(pages: Sequence[PageNotes]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the pages of one file come to, and why some of it is missing."""
    facts: dict[str, Any] = {}
    scores = [page.facts["page_legibility"] for page in pages if "page_legibility" in page.facts]
    if scores and len(scores) == len(pages):
        facts["legibility"] = min(scores)
    if pages and all(page.read for page in pages):
        facts["numbers"] = masked_numbers(pages)
    types = {page.facts.get("page_type") for page in pages}
    if types and None not in types:
        facts["document_type"] = types.pop() if len(types) == 1 else "several"
    absent = {}
    sources = {"legibility": "page_legibility", "numbers": "page_characters", "document_type": "page_type"}
    for name, source in sources.items():
        if name not in facts:
            reasons = dict.fromkeys(page.absent[source] for page in pages if source in page.absent)
            absent[name] = THEN.join(reasons) or NO_PAGE
    return facts, absent


def masked_numbers(pages: Iterable[PageNotes]) -> list[str]:
    """The ticket numbers on these pages, as far as they may be told."""
    return sorted({masked(number) for number in numbers_apart(pages)})


def numbers_apart(pages: Iterable[PageNotes]) -> list[str]:
    """The ticket numbers on these pages, without those that may be misreadings of another one."""
    found: list[str] = []
    for number in sorted(number for page in pages for number in page.numbers):
        if all(apart(number, other) for other in found):
            found.append(number)
    return found
