"""From a file that holds pages to what each of them shows: its pixels, then its text."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from zikao.numbers import Written
from zikao.package.facts import Mark
from zikao.package.limits import Limits
from zikao.package.page_words import (
    CANNOT_TELL,
    IN_PART,
    IN_TWO_WAYS,
    NO_OTHER,
    NO_TEXT,
    NOT_CLEAR,
    NOT_ONE,
    NOT_PIXELS,
    OUT_OF_TIME,
)
from zikao.package.pages.budget import Budget
from zikao.package.pages.light import light_of
from zikao.package.pages.memory import give_back
from zikao.package.pages.notes import TEXT_FACTS, PageNotes
from zikao.package.pages.opening import rasters
from zikao.package.pages.pdfs import Drawer
from zikao.package.pages.rasters import Raster, UnreadableError
from zikao.package.text.again import read_again
from zikao.package.text.courses import Course, look
from zikao.package.text.crops import Levels
from zikao.package.text.hidden import may_go_on
from zikao.package.text.identity import (
    holder_numbers,
    identity_number,
    identity_numbers,
    other_person,
)
from zikao.package.text.lines import Line
from zikao.package.text.reader import Reading, read
from zikao.package.text.recognise import OutOfTimeError
from zikao.package.text.runtime import Models
from zikao.package.text.tickets import compare, labelled, labelled_numbers, reads_alike
from zikao.package.text.types import documents

_FEW_CHARACTERS: Final = 20
_POOR_SCORE: Final = 0.8
"""Below either, a page without known words is not called another document: it may be a blurred one."""


@dataclass(slots=True)
class PageReader:
    """Looks at pages, and remembers which pictures it has seen."""

    limits: Limits
    models: Models | str
    """Or the reason why text cannot be read."""
    declared: str | None
    """The ticket number to compare with, as it is compared."""
    form: Written
    """How ticket numbers are written."""
    courses: tuple[Course, ...]
    """Those to look for on certificates."""
    undeclared: str
    """The reason for not comparing, where there is none."""
    budget: Budget
    drawer: Drawer
    seen: set[bytes] = field(default_factory=set)
    holders: list[str] = field(default_factory=list)
    """The identity number of each person whose card was seen, in their order."""

    def pages(
        self, index: int, name: str | None, kind: str, content: Callable[[], Any]
    ) -> Iterator[PageNotes]:
        """The pages of a JPEG, PNG or PDF, at least one.

        Args:
            index: of the file.
            name: of the file, as it is shown.
            kind: of the file.
            content: gives the file as bytes or a view of them; unpacking it counts as part of its first page.
        """
        opened = rasters(kind, content, self.limits, self.budget, self.drawer)
        try:
            for number in itertools.count(1):
                notes = PageNotes(index, name, number, kind)
                if number > 1 and self.drawer.more and (over := self.budget.over) is not None:
                    yield notes.unread(over)
                    return
                self.budget.begin()
                raster = next(opened, None)
                if isinstance(raster, Raster):
                    self._look(notes, raster)
                elif raster is not None:
                    _failed(notes, raster)
                # Where no text is read at all, pixels are what was wanted.
                seen = isinstance(self.models, str) and isinstance(raster, Raster)
                pixels = raster.megapixels if isinstance(raster, Raster) else 0.0
                self.budget.end(fruitful=seen or notes.kinds is not None, megapixels=pixels)
                if raster is None:
                    return
                give_back()
                yield notes
        finally:
            opened.close()

    def _look(self, notes: PageNotes, raster: Raster) -> None:
        facts = notes.facts
        facts["page_decodes"] = True
        facts["page_locked"] = False
        facts["page_scan"] = raster.width is not None
        facts["page_bilevel"] = raster.bilevel
        facts["page_repeated"] = raster.digest in self.seen
        self.seen.add(raster.digest)
        facts["page_attachments"] = raster.attached
        if raster.damaged is not None:
            facts["page_damaged"] = raster.damaged
        if raster.width is not None and raster.height is not None:
            facts |= {"page_width": raster.width, "page_height": raster.height}
        light = light_of(raster.picture)
        facts |= {"page_light": light.level, "page_grain": round(light.grain, 3)}
        notes.leave_out(["page_damaged"], CANNOT_TELL)
        notes.leave_out(["page_width", "page_height"], NOT_PIXELS)
        if isinstance(self.models, str):
            notes.leave_out(TEXT_FACTS, self.models)
            return
        try:
            reading = read(raster.picture, self.models, self.budget.reading_deadline)
        except OutOfTimeError:
            notes.leave_out(TEXT_FACTS, OUT_OF_TIME)
            return
        self._tell(notes, raster, reading, self.models)
        if (why := light.hides(poor=not _is_clear(reading))) is not None:
            notes.hide(why, self.declared)

    def _tell(self, notes: PageNotes, raster: Raster, reading: Reading, models: Models) -> None:
        facts, lines = notes.facts, reading.lines
        facts["page_characters"] = reading.characters
        if lines:
            facts["page_turn"] = reading.turn
            if raster.width is not None:
                heights = sorted(line.box.height for line in lines)
                facts["page_text_height"] = round(heights[len(heights) // 2] * raster.reduced, 1)
        if reading.sharpness is not None:
            facts["page_sharpness"] = round(reading.sharpness, 3)
        notes.leave_out(["page_turn", "page_sharpness"], NO_TEXT)
        notes.leave_out(["page_text_height"], NOT_PIXELS if lines else NO_TEXT)
        self._tell_documents(notes, reading)
        self._tell_numbers(notes, raster, lines, models)
        # What cannot be seen has no score, so a page of which something is hidden is not called legible.
        if "page_legibility" not in notes.absent:
            facts["page_legibility"] = round(reading.score, 3)

    def _tell_documents(self, notes: PageNotes, reading: Reading) -> None:
        found = documents(reading.lines)
        if found.kinds or _is_clear(reading):
            notes.kinds = found.kinds
            several = len(found.kinds) > 1
            notes.facts["page_type"] = "several" if several else next(iter(found.kinds), "other")
            notes.facts["page_documents"] = found.count
            notes.facts["page_other_paper"] = found.other
            notes.certificates = found.certificates
        notes.leave_out(["page_type", "page_documents", "page_other_paper"], NOT_CLEAR)
        if self.courses and found.certificates:
            notes.courses = look(self.courses, reading.lines)

    def _tell_numbers(self, notes: PageNotes, raster: Raster, lines: list[Line], models: Models) -> None:
        facts = notes.facts
        facts["page_identity_number"] = identity_number(lines)
        facts["page_card_holder"] = self._card_holder(notes, lines)
        notes.marks += [_mark(notes, raster, "identity_number", line) for _, line in identity_numbers(lines)]
        levels = Levels(raster.picture)
        hidden = functools.cache(functools.partial(may_go_on, levels))
        again = functools.cache(functools.partial(read_again, levels, models=models))
        beside = labelled_numbers(lines, self.form)
        notes.numbers = frozenset(
            number.text
            for number in beside
            if number.sure
            and not hidden(number.line)
            and (number.text == self.declared or reads_alike(number, again(number.line), self.form))
        )
        places = [number.line for number in beside]
        if self.declared is None:
            partly = any(hidden(field.last) for field in labelled(lines, self.form))
            notes.leave_out(
                ["page_ticket_number", "page_ticket_digit", "page_ticket_typed", "page_ticket_read"],
                self.undeclared,
            )
        else:
            said = compare(self.declared, lines, hidden, again, self.form)
            if said.in_two_ways:
                notes.leave_out(["page_ticket_number"], IN_TWO_WAYS)
            partly = said.seen is None and not said.in_two_ways
            if said.seen is not None:
                facts["page_ticket_number"] = said.seen
            if said.digit is not None:
                facts["page_ticket_digit"] = said.digit
            if said.typed is not None and said.read is not None:
                facts |= {"page_ticket_typed": said.typed, "page_ticket_read": said.read}
            if said.line is not None and said.line not in places:
                places.append(said.line)
        if partly:
            notes.leave_out(["page_ticket_number", "page_legibility"], IN_PART)
        notes.leave_out(["page_ticket_digit"], NOT_ONE)
        notes.leave_out(["page_ticket_typed", "page_ticket_read"], NO_OTHER)
        notes.marks += [_mark(notes, raster, "ticket_number", line) for line in places]

    def _card_holder(self, notes: PageNotes, lines: list[Line]) -> int:
        """Which person's card it is, counted from 1; 0 where it shows none whose number was read."""
        found = 0
        for number in holder_numbers(lines) if "identity_card_front" in (notes.kinds or ()) else ():
            for place, holder in enumerate(self.holders, 1):
                if not other_person(number, holder):
                    found = max(found, place)
                    break
            else:
                self.holders.append(number)
                found = len(self.holders)
        return found


def _is_clear(reading: Reading) -> bool:
    return reading.characters >= _FEW_CHARACTERS and reading.score >= _POOR_SCORE


def _failed(notes: PageNotes, error: UnreadableError) -> PageNotes:
    if error.damaged:
        notes.facts["page_decodes"] = False
    if error.damaged or error.locked:
        notes.facts["page_locked"] = error.locked
    return notes.unread(error.reason)


def _mark(notes: PageNotes, raster: Raster, what: Any, line: Line) -> Mark:
    width, height = raster.picture.size
    corners = tuple((round(x / width, 4), round(y / height, 4)) for x, y in line.box.corners())
    return Mark(notes.index, notes.page, what, corners)
