"""One looked-at page, and what pages come to: for the file they stand in, and for the whole archive.

Numbers read on a page are compared and counted here; what leaves this package is the outcome, or a number of
which only the last four digits are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zikao.package.choices import DocumentType
from zikao.package.facts import Mark
from zikao.package.text.courses import Course, Found
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
COURSE_FACTS: Final = (
    "courses_declared",
    "courses_seen",
    "courses_missing",
    "courses_unclear",
    "courses_not_seen",
    "courses_certified",
)

_UNREAD: Final = "有的页没有读到"
_UNKNOWN: Final = "有的页没有读到或读不清，数不全"
_OTHER: Final = "有的页认不出是什么证件"
_NO_COURSES: Final = "没有填课程"
_HALF_READ: Final = "有的证书读得不够清楚，课程名没有读准"
_CLEAR_SCORE: Final = 0.9
"""Of a certificate, below which a name that was not found may have been misread."""
_NO_PAGE: Final = "没有可看的页"
_TICKET_ORDER: Final = ("confirmed", "one_digit", "differs", "not_read")
_IDENTITY_ORDER: Final = ("valid", "fails_check", "not_read")
_COUNTED: Final[dict[str, tuple[str, frozenset[DocumentType]]]] = {
    "identity_cards": ("identity_card_seen", frozenset({"identity_card_front", "identity_card_back"})),
    "household_registers": ("household_register_seen", frozenset({"household_register"})),
    "admission_tickets": ("admission_ticket_seen", frozenset({"admission_ticket"})),
    "course_certificates": ("course_certificate_seen", frozenset({"course_certificate"})),
}
"""Number of pages, whether there is one at all, and what counts."""


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
        facts["numbers"] = _masked(sheets)
    types = {sheet.facts.get("page_type") for sheet in sheets}
    if types and None not in types:
        facts["document_type"] = types.pop() if len(types) == 1 else "several"
    absent = {}
    sources = {"legibility": "page_legibility", "numbers": "page_legibility", "document_type": "page_type"}
    for name, source in sources.items():
        if name not in facts:
            reasons = dict.fromkeys(sheet.absent[source] for sheet in sheets if source in sheet.absent)
            absent[name] = "；".join(reasons) or _NO_PAGE
    return facts, absent


def archive_facts(
    sheets: Sequence[Sheet], whole: bool, courses: Sequence[Course] | None = ()
) -> tuple[dict[str, Any], dict[str, str]]:
    """What all pages come to, and why some of it is missing.

    Args:
        sheets: all pages.
        whole: whether every file that may hold pages is among them.
        courses: those that were declared; None where they cannot be compared.
    """
    facts: dict[str, Any] = {
        "pages_seen": len(sheets),
        "pages_unread": sum("page_legibility" not in sheet.facts for sheet in sheets),
    }
    if whole and all("page_repeated" in sheet.facts for sheet in sheets):
        facts["repeated_pages"] = sum(sheet.facts["page_repeated"] for sheet in sheets)
    known = whole and all(sheet.kinds is not None for sheet in sheets)
    for count, (seen, kinds) in _COUNTED.items():
        pages = sum(not kinds.isdisjoint(sheet.kinds or ()) for sheet in sheets)
        if known:
            facts[count] = pages
        # A page of another kind may be one of these in a form that is not known.
        if pages or (known and all(sheet.kinds for sheet in sheets)):
            facts[seen] = pages > 0
    if known:
        facts["other_documents"] = sum(sheet.kinds == () for sheet in sheets)
        facts["certificates"] = sum(sheet.certificates for sheet in sheets)
    if whole and not facts["pages_unread"]:
        facts["ticket_numbers"] = _masked(sheets)
        facts["ticket_numbers_found"] = len(_different(sheets))
    facts |= _best(sheets, "page_ticket_number", "ticket_number_seen", _TICKET_ORDER)
    facts |= _best(sheets, "page_identity_number", "identity_number_seen", _IDENTITY_ORDER)
    if facts.get("ticket_number_seen") == "one_digit":
        facts["ticket_digit"] = next(
            sheet.facts["page_ticket_digit"] for sheet in sheets if "page_ticket_digit" in sheet.facts
        )
    unread = _reason(sheets, "page_legibility")
    absent = {"repeated_pages": _UNREAD}
    absent |= dict.fromkeys(("ticket_numbers", "ticket_numbers_found"), unread or _UNREAD)
    absent |= dict.fromkeys((*_COUNTED, "other_documents", "certificates"), unread or _UNKNOWN)
    untold = _OTHER if known else _UNKNOWN
    absent |= dict.fromkeys((seen for seen, _ in _COUNTED.values()), unread or untold)
    if courses is not None:
        facts |= _courses(sheets, courses, known and all(sheet.kinds for sheet in sheets))
        why = (unread or _HALF_READ) if courses else _NO_COURSES
        absent |= dict.fromkeys(COURSE_FACTS[1:], why)
    for name, source in (
        ("ticket_number_seen", "page_ticket_number"),
        ("ticket_digit", "page_ticket_digit"),
        ("identity_number_seen", "page_identity_number"),
    ):
        absent[name] = _reason(sheets, source) or _NO_PAGE
    return facts, {name: reason for name, reason in absent.items() if name not in facts}


def _courses(sheets: Sequence[Sheet], courses: Sequence[Course], known: bool) -> dict[str, Any]:
    """Which declared courses have their certificate.

    Args:
        sheets: all pages.
        courses: those that were declared.
        known: whether every page shows a document of a known kind, so that no certificate was overlooked.
    """
    if not courses:
        return {}
    names = [course.name for course in courses]
    # Beside an admission ticket a name may stand on that one, which lists courses too.
    certificates = [sheet for sheet in sheets if "admission_ticket" not in (sheet.kinds or ())]
    seen = {name for sheet in certificates for name in sheet.courses.seen}
    near = {name for sheet in sheets for name in sheet.courses.seen | sheet.courses.unclear} - seen
    facts: dict[str, Any] = {"courses_seen": [name for name in names if name in seen]}
    clear = all(sheet.facts["page_legibility"] >= _CLEAR_SCORE for sheet in sheets if sheet.certificates)
    if known and clear:
        missing = [name for name in names if name not in seen | near]
        facts |= {"courses_missing": missing, "courses_unclear": len(near), "courses_not_seen": len(missing)}
        if missing or not near:
            facts["courses_certified"] = not missing
    elif len(seen) == len(names):
        facts |= {
            "courses_missing": [],
            "courses_unclear": 0,
            "courses_not_seen": 0,
            "courses_certified": True,
        }
    return facts


def _reason(sheets: Sequence[Sheet], fact: str) -> str | None:
    """Why the first page without this fact lacks it."""
    return next((sheet.absent[fact] for sheet in sheets if fact in sheet.absent), None)


def _best(sheets: Sequence[Sheet], source: str, name: str, order: Sequence[str]) -> dict[str, str]:
    """What the page that says most says."""
    said = {sheet.facts.get(source) for sheet in sheets}
    return next(({name: each} for each in order if each in said), {})


def _masked(sheets: Sequence[Sheet]) -> list[str]:
    return sorted({masked(number) for number in _different(sheets)})


def _different(sheets: Sequence[Sheet]) -> list[str]:
    """The numbers on these pages, without those that may be misreadings of another one."""
    found: list[str] = []
    for number in sorted(number for sheet in sheets for number in sheet.numbers):
        if all(apart(number, other) for other in found):
            found.append(number)
    return found
