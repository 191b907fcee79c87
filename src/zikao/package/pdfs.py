"""Pages of a PDF, drawn by PDFium one at a time.

PDFium may be used by one thread at a time only, in the whole process: every call to it is made under a lock,
which is free again while a page is being read. Forms and scripts are not run.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from zikao.package.limits import Limits
from zikao.package.rasters import LONG_SIDE, Raster, UnreadableError, raster_of

_POINTS_PER_INCH: Final = 72
_MOST_DPI: Final = 300
_LARGEST_PAGE: Final = 1_000_000
"""Points; what lies beyond is no page but a wrong number."""
_SMALLEST_SHARE: Final = 0.5
"""Share of the page from which a picture on it is taken for the scan of the page."""
_DAMAGED: Final = "PDF 已损坏，打不开"
_LOCKED: Final = "PDF 设置了打开密码"
_TOO_LARGE: Final = "PDF 里的图片像素太多，超出本工具的检查范围"
_TOO_LONG: Final = "PDF 的页数太多，后面的没有看"
_TOO_SLOW: Final = "PDF 画一页太费时，超出本工具的检查范围"

_lock = threading.Lock()


def pdf_rasters(data: Any, limits: Limits, deadline: float) -> Iterator[Raster | UnreadableError]:
    """The first pages of the document, as many as the limits allow; in place of one that fails, why.

    Args:
        data: the file, as bytes or a view of them.
        limits: of pages and of pixels.
        deadline: on the clock of `time.thread_time`, in seconds.

    Raises:
        UnreadableError: damaged beyond opening, or a password is needed.
    """
    with _lock:
        document = _open(bytes(data))
        count = len(document)
    try:
        for number in range(min(count, limits.pdf_pages)):
            try:
                with _lock:
                    raster: Raster | UnreadableError = _draw(document, number, limits, deadline)
            except UnreadableError as error:
                raster = error
            yield raster
        if count > limits.pdf_pages:
            yield UnreadableError(_TOO_LONG)
    finally:
        with _lock:
            document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        locked = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD
        reason = _LOCKED if locked else _DAMAGED
        raise UnreadableError(reason, damaged=not locked, locked=locked) from None
    if len(document) == 0:
        document.close()
        raise UnreadableError(_DAMAGED, damaged=True)
    return document


def _draw(document: pdfium.PdfDocument, number: int, limits: Limits, deadline: float) -> Raster:
    try:
        page = document[number]
        try:
            return _drawn_page(page, limits, deadline)
        finally:
            page.close()
    except pdfium.PdfiumError:
        raise UnreadableError(_DAMAGED, damaged=True) from None


def _drawn_page(page: pdfium.PdfPage, limits: Limits, deadline: float) -> Raster:
    pictures = list(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    sizes = [each.get_px_size() for each in pictures]
    if sum(width * height for width, height in sizes) > limits.pixels:
        raise UnreadableError(_TOO_LARGE)
    width, height = page.get_size()
    if not (0 < width < _LARGEST_PAGE and 0 < height < _LARGEST_PAGE):
        raise UnreadableError(_DAMAGED, damaged=True)
    scale = min(LONG_SIDE / max(width, height), _MOST_DPI / _POINTS_PER_INCH)
    picture = _drawn(page, max(1, round(width * scale)), max(1, round(height * scale)), deadline)
    scan = _scan(page, pictures)
    if scan is None:
        return raster_of(picture, None, None, bilevel=False)
    short, long = sorted(scan.get_px_size())
    own = (long, short) if width > height else (short, long)
    return raster_of(picture, *own, bilevel=scan.get_metadata().bits_per_pixel == 1)


def _scan(page: pdfium.PdfPage, pictures: list[Any]) -> Any | None:
    """The picture that covers most of the page, if one does."""
    width, height = page.get_size()
    for picture in pictures:
        left, bottom, right, top = picture.get_bounds()
        covers = (right - left) * (top - bottom) > _SMALLEST_SHARE * width * height
        if covers and min(picture.get_px_size()) > 0:
            return picture
    return None


def _drawn(page: pdfium.PdfPage, width: int, height: int, deadline: float) -> Image.Image:
    """The page on white; given up once the deadline has passed."""
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        pause = pdfium_c.IFSDK_PAUSE(version=1)
        late = type(pause.NeedToPauseNow)(lambda _: int(time.thread_time() >= deadline))
        pause.NeedToPauseNow = late
        drawing = (bitmap, page, 0, 0, width, height, 0, pdfium_c.FPDF_ANNOT)
        state = pdfium_c.FPDF_RenderPageBitmap_Start(*drawing, ctypes.byref(pause))
        pdfium_c.FPDF_RenderPage_Close(page)
        if state == pdfium_c.FPDF_RENDER_TOBECONTINUED:
            raise UnreadableError(_TOO_SLOW)
        if state != pdfium_c.FPDF_RENDER_DONE:
            raise UnreadableError(_DAMAGED, damaged=True)
        drawn: Image.Image = bitmap.to_pil().convert("RGB")
        return drawn
    finally:
        bitmap.close()
