"""What all pages of an archive come to: how many there are, which documents, numbers and courses they show.

Each question has a function of its own. It gives the facts that can be told and, by name, the reason for each
that may be missing; a reason beside a fact that was told is dropped at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from zikao.package.choices import DocumentType
from zikao.package.page_words import (
    ATTACHED,
    HALF_READ,
    IS_NOT,
    MORE_OTHERS,
    NO_COURSES,
    NO_PAGE,
    SOME_CLOSED,
    SOME_OTHER,
    SOME_UNREAD,
    THEN,
    UNCOUNTED,
)
from zikao.package.pages.notes import PageNotes, masked_numbers, numbers_apart
from zikao.package.text.courses import Course

COURSE_FACTS: Final = (
    "courses_declared",
    "courses_seen",
    "courses_missing",
    "courses_unclear",
    "courses_not_seen",
    "courses_certified",
)

_CLEAR_SCORE: Final = 0.9
"""Of a certificate, below which a name that was not found may have been misread."""
_TICKET_ORDER: Final = ("confirmed", "one_digit", "two_digits", "differs", "not_read")
_IDENTITY_ORDER: Final = ("valid", "fails_check", "not_read")
COUNTED: Final[dict[str, tuple[str, str, frozenset[DocumentType]]]] = {
    "identity_cards": (
        "identity_card_seen",
        "身份证",
        frozenset({"identity_card_front", "identity_card_back"}),
    ),
    "household_registers": ("household_register_seen", "户口本", frozenset({"household_register"})),
    "admission_tickets": ("admission_ticket_seen", "准考证", frozenset({"admission_ticket"})),
    "course_certificates": ("course_certificate_seen", "课程合格证书", frozenset({"course_certificate"})),
}
"""Number of pages, whether there is one at all, what it is called, and what counts."""
_MOST_NAMED: Final = 3
"""Pages of other papers that a sentence names."""

_Told = tuple[dict[str, Any], dict[str, str]]
"""Facts, and why others may be missing."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """All pages, and how far they can be spoken for."""

    notes: Sequence[PageNotes]
    whole: bool
    """Whether every file that may hold pages is among them."""

    @property
    def read(self) -> bool:
        """Whether the text of every page was read."""
        return self.whole and all(page.read for page in self.notes)

    @property
    def counted(self) -> bool:
        """Whether of every page it is known which documents are on it."""
        return self.whole and all(page.kinds is not None for page in self.notes)

    @property
    def recognised(self) -> bool:
        """Whether every page shows a document of a known kind, so that none can have been overlooked."""
        return self.whole and all(page.kinds for page in self.notes)

    @property
    def unread(self) -> str | None:
        """Why the first page that was not read was not, or files beside the pages were not."""
        return self.why_without("page_characters") or (ATTACHED if _attachments(self.notes) else None)

    def why_without(self, fact: str) -> str | None:
        """Why the first page without this fact lacks it."""
        return next((page.absent[fact] for page in self.notes if fact in page.absent), None)


def archive_facts(
    notes: Sequence[PageNotes], whole: bool, courses: Sequence[Course] | None = ()
) -> tuple[dict[str, Any], dict[str, str]]:
    """What all pages come to, and why some of it is missing.

    Args:
        notes: all pages.
        whole: whether every file that may hold pages is among them.
        courses: those that were declared; None where they cannot be compared.
    """
    # What lies inside a PDF beside its pages may hold more of them.
    pages = _Pages(notes, whole and not _attachments(notes))
    answers = [_counts(pages), _numbers(pages), _documents(pages)]
    if courses is not None:
        answers.append(_courses(pages, courses))
    answers += [_ticket_number(pages), _identity_number(pages)]
    facts: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for found, lacking in answers:
        facts |= found
        reasons |= lacking
    return facts, {name: reason for name, reason in reasons.items() if name not in facts}


def _attachments(notes: Sequence[PageNotes]) -> int:
    """Files inside PDFs beside their pages."""
    return sum(page.facts.get("page_attachments", 0) for page in notes)


def _counts(pages: _Pages) -> _Told:
    """How many pages there are, how many were not read, and how many came twice."""
    facts: dict[str, Any] = {}
    if pages.whole or pages.notes:
        # That there is none is known only where every file that may hold pages was opened.
        facts["pages_seen"] = len(pages.notes)
        facts["pages_unread"] = sum(not page.read for page in pages.notes)
    repeated = [page.facts.get("page_repeated") for page in pages.notes]
    if pages.whole and None not in repeated:
        facts["repeated_pages"] = sum(repeated)
    return facts, dict.fromkeys(("pages_seen", "pages_unread"), SOME_CLOSED) | {"repeated_pages": SOME_UNREAD}


def _numbers(pages: _Pages) -> _Told:
    """Which ticket numbers stand on the pages."""
    facts: dict[str, Any] = {}
    if pages.read:
        facts["ticket_numbers"] = masked_numbers(pages.notes)
        facts["ticket_numbers_found"] = len(numbers_apart(pages.notes))
    return facts, dict.fromkeys(("ticket_numbers", "ticket_numbers_found"), pages.unread or SOME_UNREAD)


def _documents(pages: _Pages) -> _Told:
    """How many pages show each kind of document, and whether one shows it at all."""
    facts: dict[str, Any] = {}
    for count, (seen, _, kinds) in COUNTED.items():
        showing = sum(not kinds.isdisjoint(page.kinds or ()) for page in pages.notes)
        if pages.counted:
            facts[count] = showing
        # A page of another kind may be one of these in a form that is not known.
        if showing or pages.recognised:
            facts[seen] = showing > 0
    if pages.counted:
        facts["other_documents"] = sum(page.kinds == () for page in pages.notes)
        facts["certificates"] = sum(page.certificates for page in pages.notes)
    uncounted = pages.unread or UNCOUNTED
    reasons = dict.fromkeys((*COUNTED, "other_documents", "certificates"), uncounted)
    for seen, called, _ in COUNTED.values():
        reasons[seen] = pages.unread or (_what_else(pages.notes, called) if pages.counted else UNCOUNTED)
    return facts, reasons


def _what_else(notes: Sequence[PageNotes], called: str) -> str:
    """What the pages are that show no known document: named where their title says so."""
    others = [page for page in notes if page.kinds == ()]
    named = [page for page in others if page.facts.get("page_other_paper")]
    said = [IS_NOT.format(page.place, page.facts["page_other_paper"], called) for page in named[:_MOST_NAMED]]
    if len(others) > len(said):
        said.append(MORE_OTHERS.format(len(others) - len(said)) if said else SOME_OTHER)
    return THEN.join(said)


def _courses(pages: _Pages, courses: Sequence[Course]) -> _Told:
    """Which declared courses have their certificate."""
    lacking = COURSE_FACTS[1:]
    if not courses:
        return {}, dict.fromkeys(lacking, NO_COURSES)
    names = [course.name for course in courses]
    seen, near = _on_certificates(pages.notes)
    facts: dict[str, Any] = {"courses_seen": [name for name in names if name in seen]}
    clear = all(
        page.facts.get("page_legibility", 0) >= _CLEAR_SCORE for page in pages.notes if page.certificates
    )
    # What was not found is missing only where no certificate was overlooked and none misread.
    if seen.issuperset(names) or (pages.recognised and clear):
        missing = [name for name in names if name not in seen | near]
        facts |= {"courses_missing": missing, "courses_unclear": len(near), "courses_not_seen": len(missing)}
        if missing or not near:
            facts["courses_certified"] = not missing
    return facts, dict.fromkeys(lacking, pages.unread or HALF_READ)


def _on_certificates(notes: Sequence[PageNotes]) -> tuple[set[str], set[str]]:
    """Names of courses seen on certificates, and those that may stand somewhere."""
    # Beside an admission ticket a name may stand on that one, which lists courses too.
    certificates = [page for page in notes if "admission_ticket" not in (page.kinds or ())]
    seen = {name for page in certificates for name in page.courses.seen}
    return seen, {name for page in notes for name in page.courses.seen | page.courses.unclear} - seen


def _ticket_number(pages: _Pages) -> _Told:
    """What the pages say about the declared ticket number."""
    # That no page shows it is not said where one shows a part of a number, or hides its text.
    partly = any(
        (page.read or page.hidden) and "page_ticket_number" not in page.facts for page in pages.notes
    )
    order = _TICKET_ORDER[:-1] if partly else _TICKET_ORDER
    facts: dict[str, Any] = _best(pages, "page_ticket_number", "ticket_number_seen", order)
    if facts.get("ticket_number_seen") == "one_digit":
        digits = (page.facts.get("page_ticket_digit") for page in pages.notes)
        facts["ticket_digit"] = next(digit for digit in digits if digit is not None)
    return facts, {
        "ticket_number_seen": pages.why_without("page_ticket_number") or NO_PAGE,
        "ticket_digit": pages.why_without("page_ticket_digit") or NO_PAGE,
    }


def _identity_number(pages: _Pages) -> _Told:
    """What the pages say about a number of an identity card."""
    facts = _best(pages, "page_identity_number", "identity_number_seen", _IDENTITY_ORDER)
    return facts, {"identity_number_seen": pages.why_without("page_identity_number") or NO_PAGE}


def _best(pages: _Pages, source: str, name: str, order: Sequence[str]) -> dict[str, str]:
    """What the page that says most says."""
    said = {page.facts.get(source) for page in pages.notes}
    return next(({name: each} for each in order if each in said), {})
