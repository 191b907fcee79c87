"""Draws the pages of PDFs in a process of its own: `python drawing.py`, driven by `zikao.package.pages.pdfs`.

PDFium unpacks and draws whatever a document asks for, for as long as it takes, and nothing stops it from
within. A process can be bounded, and may end badly without harm to anybody else. Nothing of zikao is imported
here, so that it starts in a tenth of a second. Fields of forms are drawn; scripts are not run.

Each document comes as a line of JSON (`bytes`, `pages`, `pixels`, `long_side`) and its bytes. Each page is
asked for by a line with the CPU seconds it may take; the answer is a line of JSON, then its pixels if it has
any. The answer without a page and without a cause ends the document.
"""

from __future__ import annotations

import ctypes
import functools
import json
import math
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Cause = Literal["black", "damaged", "locked", "no font", "too large", "too long", "too slow"]

_POINTS_PER_INCH: Final = 72
_MOST_DPI: Final = 300
_LARGEST_PAGE: Final = 1_000_000
"""Points; what lies beyond is no page but a wrong number."""
_SMALLEST_SHARE: Final = 0.5
"""Share of the page from which the pictures on it are taken for the scan of the page."""
_MOST_NOTES: Final = 1000
"""Annotations of a page that are asked whether they hold a file."""
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_INVISIBLE: Final = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
"""How scanners lay what they read over a scan: nothing of it is drawn, so it needs no font."""
_PROBE: Final = Path(__file__).with_name("chinese.pdf")
"""One character in a font that this document leaves to the machine."""
_MOST_BYTES: Final = 150_000_000
"""Memory for the document and whatever comes out of it: a scan of 27 megapixels, or A4 in 600 dpi."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page on white."""

    width: int
    height: int
    own: tuple[int, int] | None
    """Pixels of the scan that covers the page, in one piece or in strips, turned like the page; None where
    none does."""
    bilevel: bool
    attached: int
    """Files that lie inside the document, told with its first page, or in notes on this page."""
    pixels: Any
    """Blue, green and red, row by row without gaps."""


class _FaultError(Exception):
    """A page or document that is not drawn."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause: Cause = cause


class Clock:
    """When the page at hand must be finished, in seconds of the process's CPU time."""

    def __init__(self) -> None:
        self.deadline = float("inf")

    def grant(self, seconds: float) -> None:
        """Give the next page so much time, and end the process where PDFium does not heed it."""
        self.deadline = time.process_time() + seconds
        try:
            import signal

            signal.setitimer(signal.ITIMER_PROF, max(0.001, seconds * 1.2))
        except (ImportError, AttributeError):
            pass  # Windows has no such clock; what PDFium heeds must do there.

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return time.process_time() >= self.deadline


def draw(
    data: bytes, pages: int, pixels: int, long_side: int, clock: Clock
) -> Iterator[tuple[Drawn | Cause, bool]]:
    """The first pages of a document, in place of one that fails why, and whether there is more to come.

    Args:
        data: the document.
        pages: how many at most.
        pixels: of all pictures on a page.
        long_side: of a drawn page, in pixels.
        clock: asked while a page is drawn.
    """
    try:
        document = _open(data)
    except _FaultError as fault:
        yield fault.cause, False
        return
    # Before any page is loaded; without it, what is typed or signed into a field stays unseen.
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()
    count = len(document)
    for number in range(min(count, pages)):
        more = number + 1 < count
        try:
            yield _draw(document, number, pixels, long_side, clock), more
        except _FaultError as fault:
            yield fault.cause, more
        except pdfium.PdfiumError:
            yield "damaged", more
    document.close()
    if count > pages:
        yield "too long", False


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        locked = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD
        raise _FaultError("locked" if locked else "damaged") from None
    if len(document) == 0:
        document.close()
        raise _FaultError("damaged")
    return document


def _draw(document: pdfium.PdfDocument, number: int, pixels: int, long_side: int, clock: Clock) -> Drawn:
    page = document[number]
    try:
        pictures = list(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
        sizes = [each.get_px_size() for each in pictures]
        if sum(width * height for width, height in sizes) > pixels:
            raise _FaultError("too large")
        width, height = page.get_size()
        if not (0 < width < _LARGEST_PAGE and 0 < height < _LARGEST_PAGE):
            raise _FaultError("damaged")
        if _lacks_font(page, clock):
            raise _FaultError("no font")
        scale = min(long_side / max(width, height), _MOST_DPI / _POINTS_PER_INCH)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        attached = _notes_with_files(page) + (document.count_attachments() if number == 0 else 0)
        drawn = _pixels(document, page, *size, clock)
        return Drawn(*size, *_scan(page, pictures), attached, drawn)
    finally:
        page.close()


def _scan(page: pdfium.PdfPage, pictures: list[Any]) -> tuple[tuple[int, int] | None, bool]:
    """Pixels of what covers most of the page, if anything does, and whether they are of one bit.

    Scanners store a page in strips, or sharp writing over a coarse ground: the finest pictures that cover the
    page together are those in which its text lies.
    """
    width, height = page.get_size()
    placed = []
    for picture in pictures:
        left, bottom, right, top = picture.get_bounds()
        area = max(0.0, right - left) * max(0.0, top - bottom)
        columns, rows = picture.get_px_size()
        if area > 0 and columns * rows > 0:
            placed.append((columns * rows / area, area, picture))
    wanted, covered = _SMALLEST_SHARE * width * height, 0.0
    for density, area, picture in sorted(placed, key=lambda each: -each[0]):
        covered += area
        if covered <= wanted:
            continue
        alone = picture.get_px_size()
        spread = round(width * math.sqrt(density)), round(height * math.sqrt(density))
        short, long = sorted(alone if area > wanted else spread)
        bilevel = all(each.get_metadata().bits_per_pixel == 1 for _, _, each in placed)
        return ((long, short) if width > height else (short, long)), bilevel
    return None, False


def _notes_with_files(page: pdfium.PdfPage) -> int:
    """Notes on the page that hold a file."""
    found = 0
    for number in range(min(_MOST_NOTES, pdfium_c.FPDFPage_GetAnnotCount(page))):
        note = pdfium_c.FPDFPage_GetAnnot(page, number)
        found += pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT
        pdfium_c.FPDFPage_CloseAnnot(note)
    return found


def _lacks_font(page: pdfium.PdfPage, clock: Clock) -> bool:
    """Whether Chinese on the page stays unseen: neither the document nor this machine has a font for it."""
    written = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_TEXT,), max_depth=3)
    first = next(written, None)
    if first is None or _has_chinese_font():
        return False
    text = page.get_textpage()
    for each in chain([first], written):
        if clock.over:
            raise _FaultError("too slow")
        embedded = pdfium_c.FPDFFont_GetIsEmbedded(pdfium_c.FPDFTextObj_GetFont(each))
        if embedded or pdfium_c.FPDFTextObj_GetTextRenderMode(each) in _INVISIBLE:
            continue
        size = pdfium_c.FPDFTextObj_GetText(each, text, None, 0)
        letters = (ctypes.c_ushort * (size // 2 + 1))()
        pdfium_c.FPDFTextObj_GetText(each, text, letters, size)
        if _CHINESE.search("".join(map(chr, letters))):
            return True
    return False


@functools.cache
def _has_chinese_font() -> bool:
    """Whether this machine draws Chinese whose font a document leaves out; told by drawing some."""
    document = pdfium.PdfDocument(_PROBE.read_bytes())
    page = document[0]
    try:
        return any(each != 0xFF for each in _pixels(document, page, 40, 40, Clock()))
    finally:
        page.close()
        document.close()


def _pixels(document: pdfium.PdfDocument, page: pdfium.PdfPage, width: int, height: int, clock: Clock) -> Any:
    """The page on white; given up once its time is over."""
    row = width * 3
    buffer = (ctypes.c_ubyte * (row * height))()
    raw = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGR, buffer, row)
    if not raw:
        raise _FaultError("damaged")
    try:
        pdfium_c.FPDFBitmap_FillRect(raw, 0, 0, width, height, 0xFFFFFFFF)
        pause = pdfium_c.IFSDK_PAUSE(version=1)
        late = type(pause.NeedToPauseNow)(lambda _: int(clock.over))
        pause.NeedToPauseNow = late
        drawing = (raw, page, 0, 0, width, height, 0, pdfium_c.FPDF_ANNOT)
        state = pdfium_c.FPDF_RenderPageBitmap_Start(*drawing, ctypes.byref(pause))
        pdfium_c.FPDF_RenderPage_Close(page)
        if state == pdfium_c.FPDF_RENDER_DONE and document.formenv is not None:
            pdfium_c.FPDF_FFLDraw(document.formenv, raw, page, 0, 0, width, height, 0, pdfium_c.FPDF_ANNOT)
    finally:
        pdfium_c.FPDFBitmap_Destroy(raw)
    if state == pdfium_c.FPDF_RENDER_TOBECONTINUED:
        raise _FaultError("too slow")
    if state != pdfium_c.FPDF_RENDER_DONE:
        raise _FaultError("damaged")
    # Short of memory, PDFium says that it is done and leaves every pixel at nothing.
    if bytes(buffer) == bytes(len(buffer)):
        raise _FaultError("black")
    return buffer


def _bound_memory(most: int) -> None:
    """Let the process grow by so many bytes and no more, where the system can see to that."""
    try:
        import resource

        data_pages = int(Path("/proc/self/statm").read_text().split()[5])
    except (ImportError, OSError):
        return
    limit = data_pages * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _answer(answers: BinaryIO, page: Drawn | Cause | None, *, more: bool) -> None:
    """Say what became of a page, None being the end of the document, and whether there is one after it."""
    said: dict[str, Any] = {"spent": time.process_time(), "more": more}
    if isinstance(page, Drawn):
        said |= {"size": (page.width, page.height), "own": page.own}
        said |= {"bilevel": page.bilevel, "attached": page.attached}
    else:
        said["cause"] = page
    answers.write(json.dumps(said).encode() + b"\n")
    if isinstance(page, Drawn):
        answers.write(page.pixels)
    answers.flush()


def main() -> None:
    """Draw what standard input asks for until it ends."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    clock = Clock()
    _bound_memory(_MOST_BYTES)
    for line in iter(asked.readline, b""):
        wanted = json.loads(line)
        data = asked.read(wanted.pop("bytes"))
        pages = draw(data, clock=clock, **wanted)
        del data
        while allowed := asked.readline():
            # Opening the document is part of its first page.
            clock.grant(float(allowed))
            page, more = next(pages, (None, False))
            _answer(answers, page, more=more)
            if page is None:
                break
            del page


if __name__ == "__main__":
    main()
