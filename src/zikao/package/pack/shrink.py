"""Making pictures smaller, only where a limit asks for it, and only as far as they stay legible."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PIL import Image

from zikao.formats.icc import png_profile
from zikao.formats.jpeg import read_jpeg
from zikao.formats.png import read_png
from zikao.formats.signatures import identify
from zikao.formats.strip import clean
from zikao.formats.upright import plain, upright

_LEAST: Final = {
    "page_legibility": ("legibility_min", 0.8),
    "page_sharpness": ("sharpness_min", 0.12),
    "page_text_height": ("text_height_min", 12),
}
"""Fact to the spec's value for it, and what stands in where a spec has none (docs: rules for pages)."""

_ATTEMPTS: Final = (
    *((85, 1.0), (75, 1.0), (85, 0.8), (75, 0.8), (85, 0.6), (75, 0.6)),
    *((75, 0.5), (75, 0.4), (75, 0.3), (75, 0.25)),
)
"""Quality, and share of each side: what costs a reader least comes first."""


def share_of(sizes: Sequence[int], fixed: int, limit: int) -> int | None:
    """The most bytes that one picture may have, so that all of them stay within the limit together.

    Small pictures are left alone: only what lies above the share has to shrink.

    Args:
        sizes: bytes of each picture that can be made smaller.
        fixed: bytes of all else.
        limit: bytes in all.

    Returns:
        None where nothing has to shrink; 0 where there is no room at all.
    """
    room = limit - fixed
    if sum(sizes) <= room:
        return None
    left = len(sizes)
    for size in sorted(sizes):
        if size * left > room:
            break
        room -= size
        left -= 1
    return max(0, room // left) if left else 0


def smaller(data: bytes, most: int) -> bytes | None:
    """The picture as a JPEG of no more than `most` bytes; None where it does not get there.

    It is upright and without metadata.

    Args:
        data: a JPEG or PNG that was found to decode.
        most: bytes.

    Raises:
        UncleanError: the picture is not whole.
    """
    kind = identify(data)
    bare = clean(kind, data)
    only = read_jpeg(data).picture_only() if kind == "jpeg" else read_png(data).picture_only()
    with Image.open(io.BytesIO(only), formats=["JPEG", "PNG"]) as opened:
        opened.load()
        grey = opened.mode in ("1", "L") and "transparency" not in opened.info
        picture = upright(opened.convert("L") if grey else plain(opened), bare.orientation)
        # Of other inks, or of numbers that are none, it would say something else.
        told = opened.info.get("icc_profile") if kind == "jpeg" else png_profile(data)
        profile = told if picture.mode == opened.mode else None
    for quality, share in _ATTEMPTS:
        side = [max(1, round(each * share)) for each in picture.size]
        made = picture if share == 1 else picture.resize((side[0], side[1]), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        made.save(target, "JPEG", quality=quality, optimize=True, icc_profile=profile)
        if target.tell() <= most:
            return target.getvalue()
    return None


def is_legible(pages: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> bool | None:
    """Whether every page can be read well enough; None where a page was not measured.

    Args:
        pages: facts of the pages of a picture, as measured.
        values: of the spec, by name.
    """
    least = {fact: values.get(name, default) for fact, (name, default) in _LEAST.items()}
    if not pages or any("page_legibility" not in page for page in pages):
        return None
    # A page on which nothing at all was read has neither sharpness nor height.
    return all(page.get(fact, 0) >= low for page in pages for fact, low in least.items())
