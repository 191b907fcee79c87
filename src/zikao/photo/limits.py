"""How much of a stranger's file is looked at, and the one refusal when it is too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zikao.errors import ZikaoError
from zikao.formats.header import PARTS, PIXELS
from zikao.formats.room import MOST

LONGEST: Final = 1280
"""Pixels of the longer side that are looked at: twice a portal's portrait."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that hold before anything is decoded. OWASP ASVS 5.0: 5.2.1 (size) and 5.2.6 (pixel flood)."""

    bytes: int = 10_000_000
    """Larger files are refused whole."""
    pixels: int = PIXELS
    """Pictures that declare more are not decoded; what their header says is still reported."""
    memory: int = MOST
    """Bytes: pictures that would take more to decode are not decoded either."""
    parts: int = PARTS
    """Segments of a JPEG, chunks of a PNG."""
    pixel_scans: int = 1_000_000_000
    """Pixels times scans of a JPEG. Each scan of a progressive JPEG costs time for every pixel, however few
    bytes it has: without this cap 10 MB of empty scans keep a decoder busy for an hour. Usual is 10."""
    pictures: int = 16
    """Pictures looked for in one JPEG file."""


DEFAULT_LIMITS: Final = Limits()


class PhotoTooLargeError(ZikaoError):
    """The file has more bytes than are looked at."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"照片文件超过 {limit / 1_000_000:g} MB，未作检查；请先把照片缩小或压缩后再试。")
