"""From one file to the pixels of its pages, whichever of the decoders that takes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Final

from zikao.formats.follow import follow
from zikao.package.limits import Limits
from zikao.package.pages.budget import Budget
from zikao.package.pages.pdfs import Drawer
from zikao.package.pages.rasters import Raster, UnreadableError, jpeg_raster, png_raster

_CHUNK: Final = 1 << 18


def rasters(
    kind: str, content: Callable[[], Any], limits: Limits, budget: Budget, drawer: Drawer
) -> Generator[Raster | UnreadableError]:
    """The pages of a JPEG, PNG or PDF; in place of one that fails, why. Of any other kind there are none.

    Args:
        kind: of the file.
        content: gives the file as bytes or a view of them, when its first page is asked for.
        limits: of pixels and pages.
        budget: in which each page is begun before it is asked for.
        drawer: for PDFs.
    """
    if kind == "pdf":
        yield from drawer.rasters(content())
        return
    header = follow(kind)
    if header is None:
        return
    data = content()
    for at in range(0, len(data), _CHUNK):
        header.feed(bytes(data[at : at + _CHUNK]))
    try:
        if kind == "jpeg":
            yield jpeg_raster(data, header, limits)
        else:
            yield png_raster(data, header, limits, budget.deadline)
    except UnreadableError as error:
        yield error
