"""Files that hold pages, one after the other, within the limits and with whatever is installed.

Pixels and text need libraries and models that archives do not: they are imported only when the first page
turns up. Where they are missing, page facts are absent with one reason, and all else is as it would be.
Nothing is kept of a file but its facts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zikao.formats.kinds import PICTURES
from zikao.numbers import TICKET, Written
from zikao.package.declarable import COURSES
from zikao.package.limits import Limits
from zikao.package.notes import all_reasons
from zikao.package.page_words import (
    FILE_TOO_LARGE,
    HEIC,
    NO_LIBRARIES,
    NOT_ASKED,
    ODD_NUMBER,
    OTHER_KIND,
    TOO_MANY_PAGES,
    UNDECLARED,
)
from zikao.package.pages.notes import PageNotes, file_facts
from zikao.package.pages.overall import archive_facts
from zikao.package.text import courses

if TYPE_CHECKING:
    from zikao.package.pages.reader import PageReader

PAGE_KINDS: Final = PICTURES | {"pdf"}
PAGELESS_KINDS: Final = frozenset(
    {"folder", "empty", "program", "web", "text", "audio", "video", "excel", "slides"}
)
"""Kinds in which no page is missed. Word documents, links and archives may hold some, unseen."""

_SEEN_KINDS: Final = frozenset({"jpeg", "png", "pdf"})


@dataclass(frozen=True, slots=True)
class File:
    """A file that may hold pages."""

    index: int
    """Position in the archive; 0 for a single file."""
    name: str | None
    """As it is shown."""
    kind: str
    size: int
    """Bytes."""
    read: Callable[[], memoryview | bytes]
    """Its content, unpacked only when it is wanted."""


class Pages:
    """All pages of one archive, or of one file."""

    def __init__(self, limits: Limits, declared: Mapping[str, Any] | None, form: Written) -> None:
        self._limits = limits
        self._form = form
        given = (declared or {}).get(TICKET)
        self._number = form.read(given) if isinstance(given, str) else None
        self._undeclared = UNDECLARED if given is None else ODD_NUMBER.format(form.wanted)
        self._courses = courses.declarable((declared or {}).get(COURSES) or ())
        self._pages: list[PageNotes] = []
        self._reader: PageReader | str | None = None
        self.began = time.thread_time()
        """When the archive was begun, in seconds of this thread's CPU time."""

    def close(self) -> None:
        """End whatever was started for looking."""
        if self._reader is not None and not isinstance(self._reader, str):
            self._reader.drawer.close()

    def take(self, file: File) -> tuple[dict[str, Any], dict[str, str]]:
        """Look at one file of PAGE_KINDS; what its pages come to, and why some of it is missing."""
        pages = list(self._look(file))
        self._pages += pages
        return file_facts(pages)

    def all_decode(self, index: int) -> bool:
        """Whether every page of a file that was taken could be opened and drawn."""
        return all(page.facts.get("page_decodes") is True for page in self._pages if page.index == index)

    def facts(self, whole: bool) -> tuple[dict[str, Any], dict[str, str]]:
        """What all pages come to, and the reasons for everything about pages that is missing.

        Args:
            whole: whether every file that may hold pages was taken.
        """
        facts, absent = archive_facts(self._pages, whole, self._courses)
        facts["pages"] = [page.document() for page in self._pages]
        return facts, absent | all_reasons(page.absent for page in self._pages)

    @property
    def declared(self) -> dict[str, Any]:
        """What of the declaration can be compared with pages."""
        known: dict[str, Any] = {"ticket_number_declared": self._number is not None}
        return known if self._courses is None else known | {"courses_declared": len(self._courses)}

    @property
    def marks(self) -> list[Any]:
        """Where numbers stand, over all pages."""
        return [mark for page in self._pages for mark in page.marks]

    def _look(self, file: File) -> Iterator[PageNotes]:
        reason = None
        if self._limits.pages == 0:
            reason = NOT_ASKED
        elif file.kind not in _SEEN_KINDS:
            reason = HEIC if file.kind == "heic" else OTHER_KIND
        elif len(self._pages) >= self._limits.pages:
            reason = TOO_MANY_PAGES
        elif file.size > self._limits.page_bytes:
            reason = FILE_TOO_LARGE
        elif isinstance(reader := self._ready(), str):
            reason = reader
        elif (over := reader.budget.over) is not None:
            reason = over
        else:
            for page in reader.pages(file.index, file.name, file.kind, file.read):
                if len(self._pages) + page.page > self._limits.pages:
                    yield PageNotes(file.index, file.name, page.page, file.kind).unread(TOO_MANY_PAGES)
                    return
                yield page
        if reason is not None:
            yield PageNotes(file.index, file.name, 1, file.kind).unread(reason)

    def _ready(self) -> PageReader | str:
        """The reader, made for the first page; or the reason why there is none."""
        if self._reader is None:
            # Loading libraries and models comes once in a process and is nobody's fault.
            spent = time.thread_time() - self.began
            try:
                from zikao.package.pages.budget import Budget
                from zikao.package.pages.pdfs import Drawer
                from zikao.package.pages.reader import PageReader
                from zikao.package.text.runtime import NoReaderError, models
            except ImportError:
                self._reader = NO_LIBRARIES
                return self._reader
            try:
                loaded: Any = models()
            except NoReaderError as error:
                loaded = error.sentence
            budget = Budget(self._limits.page_seconds, self._limits.seconds - spent)
            drawer = Drawer(self._limits, budget)
            self._reader = PageReader(
                self._limits,
                loaded,
                self._number,
                self._form,
                self._courses or (),
                self._undeclared,
                budget,
                drawer,
            )
        return self._reader
