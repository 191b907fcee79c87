"""The pages of an archive as small pictures with a few words each, for the page of a report."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zikao.report import Finding

if TYPE_CHECKING:
    from zikao.package.facts import Measured, PageFacts


@dataclass(frozen=True, slots=True)
class Card:
    """One page."""

    image: str
    """A data URI."""
    name: str
    kind: str
    words: tuple[str, ...]
    """Ticket number, masked, and how well the text was read."""
    wrong: tuple[str, ...]
    """Sentences of the findings that name this page, or its file on the first page."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """What there is to see of one archive or single file."""

    cards: tuple[Card, ...] = ()
    more: int = 0
    """Pages that can be seen, but are not shown."""
    covered: int = 0
    """Pages on which an identity number was covered."""
    compared: bool = False
    """Whether a ticket number was typed to compare with."""


def gallery(data: bytes, measured: Measured, findings: Sequence[Finding]) -> Gallery:
    """Small pictures of the first pages.

    Args:
        data: the file that was measured.
        measured: what measuring gave.
        findings: of the report on it.
    """
    pages = [page for page in measured.facts.pages or () if page.page_decodes]
    if not pages:
        return Gallery()
    # Decoders of pictures, which a report without pages does not need.
    from zikao.package.pages.thumbs import MOST, thumbnails

    by_place = {(page.index, page.page): page for page in pages}
    many = {index for index, count in Counter(page.index for page in pages).items() if count > 1}
    numbers = {entry.index: entry.numbers or () for entry in measured.facts.contents or ()}
    if measured.facts.contents is None:
        numbers[0] = measured.facts.ticket_numbers or ()
    wrong = _wrong(findings)
    cards, covered = [], 0
    for each in thumbnails(data, measured):
        page = by_place[each.index, each.page]
        image = "data:image/jpeg;base64," + base64.b64encode(each.jpeg).decode("ascii")
        where = f" 第 {each.page} 页" if each.index in many else ""
        words = _words(page, numbers.get(each.index, ()))
        faults = tuple(dict.fromkeys(wrong[each.index, each.page]))
        cards.append(Card(image, f"{page.name or '这一页'}{where}", _kind(page), words, faults))
        covered += each.covered
    compared = any(page.page_ticket_number is not None for page in pages)
    return Gallery(tuple(cards), max(0, len(pages) - MOST), covered, compared)


def _wrong(findings: Sequence[Finding]) -> dict[tuple[int, int], list[str]]:
    """What is wrong, by position of the file and number of the page."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for finding in findings:
        for region in finding.regions if finding.outcome == "no" else ():
            if region.index is not None:
                found[region.index, region.page or 1].append(finding.sentence)
    return found


def _kind(page: PageFacts) -> str:
    from zikao.package.choices import DOCUMENT_TYPES

    if page.page_type is None:
        return "没有认出种类"
    return "不止一种证件" if page.page_type == "several" else DOCUMENT_TYPES[page.page_type]


def _words(page: PageFacts, numbers: Sequence[str]) -> tuple[str, ...]:
    from zikao.package.choices import TICKET_NUMBERS

    words = []
    if numbers:
        words.append(f"准考证号 {'、'.join(numbers)}")
    if page.page_ticket_number not in (None, "not_read"):
        words.append(f"准考证号{TICKET_NUMBERS[page.page_ticket_number]}")
    read = page.page_legibility
    unscored = "没有读文字" if page.page_characters is None else "没有看全"
    words.append(unscored if read is None else f"识别得分 {read:.2f}")
    return tuple(words)
