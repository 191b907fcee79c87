"""Small pictures of the pages, for a report: upright, the found fields framed, identity numbers covered.

Measuring keeps no pixels, so the pages are opened again, one at a time, and only those that measuring opened.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zikao.package.archive.contents import whole_content
from zikao.package.archive.directory import find_end, local_header, record_at, record_positions
from zikao.package.archive.entries import method_of
from zikao.package.facts import Mark, Measured, PageFacts
from zikao.package.limits import DEFAULT, Limits
from zikao.package.pages.budget import Budget

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE: Final = 240
"""Pixels of a small picture."""
MOST: Final = 40
"""Small pictures of one archive."""

_BLIND_SIDE: Final = 120
"""Pixels where a page may show an identity number that was not found, and so cannot be covered."""
_MAY_SHOW: Final = frozenset({"identity_card_front", "household_register", "several", None})
_QUALITY: Final = 75
_COVER: Final = (40, 44, 52)
_FOUND: Final = (0, 96, 200)
_FRAMES: Final = {
    "confirmed": (10, 130, 60),
    **dict.fromkeys(("one_digit", "two_digits"), (200, 120, 0)),
    "differs": (200, 0, 30),
}
_FRAME_WIDTH: Final = 2
_MARGIN: Final = 0.25
"""How far a cover reaches beyond the line that was read, in heights of the line, on every side."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One page as a small picture."""

    index: int
    """Of the file, as in the facts of its page."""
    page: int
    jpeg: bytes
    covered: bool
    """Whether an identity number was covered."""


def thumbnails(
    data: bytes | bytearray | memoryview, measured: Measured, limits: Limits = DEFAULT, most: int = MOST
) -> Iterator[Thumbnail]:
    """Small pictures of the first pages that were seen, in their order.

    Args:
        data: the file that was measured.
        measured: what `zikao.package.measuring.measure` gave for it.
        limits: those that it was measured with.
        most: pictures at most.
    """
    seen = [page for page in measured.facts.pages or () if page.page_decodes][:most]
    if not seen:
        return
    from zikao.package.pages.opening import rasters
    from zikao.package.pages.pdfs import Drawer
    from zikao.package.pages.rasters import Raster

    view = memoryview(data).cast("B")
    budget = Budget(limits.page_seconds, limits.page_seconds)
    drawer = Drawer(limits, budget)
    try:
        for index, pages in groupby(seen, key=lambda page: page.index):
            wanted = {page.page or 1: page for page in pages}
            kind = str(next(iter(wanted.values())).page_kind)
            content = partial(_content, view, measured, int(index or 0), limits)
            opened = rasters(kind, content, limits, budget, drawer)
            for number in range(1, max(wanted) + 1):
                budget.begin()
                raster = next(opened, None)
                budget.end(fruitful=True)
                if number in wanted and isinstance(raster, Raster):
                    marks = [mark for mark in measured.marks if (mark.index, mark.page) == (index, number)]
                    yield _thumbnail(raster.picture, wanted[number], marks)
            opened.close()
    finally:
        drawer.close()


def _content(view: memoryview, measured: Measured, index: int, limits: Limits) -> memoryview | bytes:
    """The file at this place, which measuring found to be good."""
    end = find_end(view, limits.tail_bytes) if measured.facts.archive_kind == "zip" else None
    positions = None if end is None else record_positions(view, end)
    if end is None or positions is None:
        return view
    record = record_at(view, positions[index], end.shift)
    local = local_header(view, record)
    if local is None:
        return b""
    packed = view[local.data : local.data + record.packed]
    return whole_content(packed, str(method_of(record)), record.size)


def _thumbnail(picture: Image, page: PageFacts, marks: Sequence[Mark]) -> Thumbnail:
    from PIL import ImageDraw

    numbers = [mark for mark in marks if mark.what == "identity_number"]
    blind = not numbers and page.page_type in _MAY_SHOW
    small = picture.copy()
    small.thumbnail((_BLIND_SIDE, _BLIND_SIDE) if blind else (LONG_SIDE, LONG_SIDE))
    pen = ImageDraw.Draw(small)
    for mark in marks:
        corners = [(x * small.width, y * small.height) for x, y in mark.corners]
        if mark.what == "identity_number":
            pen.polygon(_wider(corners), fill=_COVER)
        else:
            colour = _FRAMES.get(page.page_ticket_number or "", _FOUND)
            frame = _wider(corners)
            # Twice around the first corner, so that it is joined like the others.
            pen.line([*frame, *frame[:2]], colour, _FRAME_WIDTH, joint="curve")
    target = io.BytesIO()
    small.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return Thumbnail(int(page.index or 0), int(page.page or 1), target.getvalue(), bool(numbers))


def _wider(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The box with its margin, in any direction: along its own sides."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    length, height = math.hypot(bx - ax, by - ay), math.hypot(dx - ax, dy - ay)
    reach = max(1.0, _MARGIN * height)
    along = ((bx - ax) / (length or 1) * reach, (by - ay) / (length or 1) * reach)
    across = ((dx - ax) / (height or 1) * reach, (dy - ay) / (height or 1) * reach)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [
        (x + a * along[0] + b * across[0], y + a * along[1] + b * across[1])
        for (x, y), (a, b) in zip(corners, signs, strict=True)
    ]
