"""From a file that holds pages to what each of them shows: its pixels, then its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from zikao.package.facts import Mark
from zikao.package.limits import Limits
from zikao.package.pictures import follow
from zikao.package.rasters import Raster, UnreadableError, jpeg_raster, png_raster
from zikao.package.sheets import TEXT_FACTS, Sheet
from zikao.package.text.identity import identity_number, identity_numbers
from zikao.package.text.lines import Line
from zikao.package.text.reader import Reading, read
from zikao.package.text.recognise import OutOfTimeError
from zikao.package.text.runtime import Models
from zikao.package.text.tickets import compare, labelled_numbers
from zikao.package.text.types import documents

_CHUNK: Final = 1 << 18
_FEW_CHARACTERS: Final = 20
_POOR_SCORE: Final = 0.8
"""Below either, a page without known words is not called another document: it may be a blurred one."""

_NO_PDFIUM: Final = "没有装看 PDF 的组件（请维护者运行 pip install 'zikao[package]'）"
_NOT_PIXELS: Final = "这一页没有自己的像素"
_CANNOT_TELL: Final = "只有 JPEG 能看出局部损坏"
_NO_TEXT: Final = "这一页没有读到文字"
_NOT_CLEAR: Final = "字太少或看不清，分不出是什么证件"
_NOT_ONE: Final = "不是只有一位数字不同"
_OUT_OF_TIME: Final = "看页面太费时，超出本工具的检查范围"


@dataclass(slots=True)
class PageReader:
    """Looks at pages, and remembers which pictures it has seen."""

    limits: Limits
    models: Models | str
    """Or the reason why text cannot be read."""
    declared: str | None
    """The ticket number to compare with, digits only."""
    undeclared: str
    """The reason for not comparing, where there is none."""
    deadline: float
    """On the clock of `time.thread_time`, in seconds."""
    seen: set[bytes] = field(default_factory=set)

    def sheets(self, index: int, name: str | None, kind: str, data: Any) -> Iterator[Sheet]:
        """The pages of a JPEG, PNG or PDF, at least one."""
        try:
            for number, raster in enumerate(self._rasters(kind, data), 1):
                sheet = Sheet(index, name, number, kind)
                if isinstance(raster, Raster):
                    self._look(sheet, raster)
                    yield sheet
                else:
                    yield _failed(sheet, raster)
        except UnreadableError as error:
            yield _failed(Sheet(index, name, 1, kind), error)

    def _rasters(self, kind: str, data: Any) -> Iterator[Raster | UnreadableError]:
        if kind == "pdf":
            try:
                # Loads PDFium, which most archives do not need.
                from zikao.package.pdfs import pdf_rasters
            except ImportError:
                raise UnreadableError(_NO_PDFIUM) from None
            yield from pdf_rasters(data, self.limits, self.deadline)
            return
        header = follow(kind)
        if header is None:
            return
        for at in range(0, len(data), _CHUNK):
            header.feed(bytes(data[at : at + _CHUNK]))
            if header.width is not None:
                break
        yield (jpeg_raster if kind == "jpeg" else png_raster)(data, header, self.limits)

    def _look(self, sheet: Sheet, raster: Raster) -> None:
        facts = sheet.facts
        facts["page_decodes"] = True
        facts["page_locked"] = False
        facts["page_bilevel"] = raster.bilevel
        facts["page_repeated"] = raster.digest in self.seen
        self.seen.add(raster.digest)
        if raster.damaged is not None:
            facts["page_damaged"] = raster.damaged
        if raster.width is not None and raster.height is not None:
            facts |= {"page_width": raster.width, "page_height": raster.height}
        sheet.leave_out(["page_damaged"], _CANNOT_TELL)
        sheet.leave_out(["page_width", "page_height"], _NOT_PIXELS)
        if isinstance(self.models, str):
            sheet.leave_out(TEXT_FACTS, self.models)
            return
        try:
            reading = read(raster.picture, self.models, self.deadline)
        except OutOfTimeError:
            sheet.leave_out(TEXT_FACTS, _OUT_OF_TIME)
            return
        self._tell(sheet, raster, reading)

    def _tell(self, sheet: Sheet, raster: Raster, reading: Reading) -> None:
        facts, lines = sheet.facts, reading.lines
        facts["page_characters"] = reading.characters
        facts["page_legibility"] = round(reading.score, 3)
        if lines:
            facts["page_turn"] = reading.turn
            if raster.width is not None:
                heights = sorted(line.box.height for line in lines)
                facts["page_text_height"] = round(heights[len(heights) // 2] * raster.reduced, 1)
        if reading.sharpness is not None:
            facts["page_sharpness"] = round(reading.sharpness, 3)
        sheet.leave_out(["page_turn", "page_sharpness"], _NO_TEXT)
        sheet.leave_out(["page_text_height"], _NOT_PIXELS if lines else _NO_TEXT)
        self._tell_documents(sheet, reading)
        self._tell_numbers(sheet, raster, lines)

    @staticmethod
    def _tell_documents(sheet: Sheet, reading: Reading) -> None:
        found = documents(reading.lines)
        clear = reading.characters >= _FEW_CHARACTERS and reading.score >= _POOR_SCORE
        if found.kinds or clear:
            sheet.kinds = found.kinds
            several = len(found.kinds) > 1
            sheet.facts["page_type"] = "several" if several else next(iter(found.kinds), "other")
            sheet.facts["page_documents"] = found.count
        sheet.leave_out(["page_type", "page_documents"], _NOT_CLEAR)

    def _tell_numbers(self, sheet: Sheet, raster: Raster, lines: list[Line]) -> None:
        facts = sheet.facts
        facts["page_identity_number"] = identity_number(lines)
        sheet.marks += [_mark(sheet, raster, "identity_number", line) for _, line in identity_numbers(lines)]
        beside = labelled_numbers(lines)
        sheet.numbers = frozenset(number.text for number in beside if number.sure)
        places = [number.line for number in beside]
        if self.declared is None:
            sheet.leave_out(["page_ticket_number", "page_ticket_digit"], self.undeclared)
        else:
            said = compare(self.declared, lines)
            facts["page_ticket_number"] = said.seen
            if said.digit is not None:
                facts["page_ticket_digit"] = said.digit
            sheet.leave_out(["page_ticket_digit"], _NOT_ONE)
            if said.line is not None and said.line not in places:
                places.append(said.line)
        sheet.marks += [_mark(sheet, raster, "ticket_number", line) for line in places]


def _failed(sheet: Sheet, error: UnreadableError) -> Sheet:
    if error.damaged:
        sheet.facts["page_decodes"] = False
    if error.damaged or error.locked:
        sheet.facts["page_locked"] = error.locked
    return sheet.unread(error.reason)


def _mark(sheet: Sheet, raster: Raster, what: Any, line: Line) -> Mark:
    width, height = raster.picture.size
    corners = tuple((round(x / width, 4), round(y / height, 4)) for x, y in line.box.corners())
    return Mark(sheet.index, sheet.page, what, corners)
