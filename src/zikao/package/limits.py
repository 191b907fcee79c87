"""How far measuring goes. The numbers are this tool's own and stand among the facts of every archive.

What lies beyond a limit is left unmeasured with a reason: a rule over it is "not checked", never "passed".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zikao.formats.header import PAGE_BYTES, PIXELS


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for hostile archives.

    They keep the reading within two seconds, its pages within theirs, and all of it within 300 MB.
    """

    archive_bytes: int = 50_000_000
    """Larger archives are told by their kind only."""
    entries: int = 100
    """Above it no name is judged and no entry is opened; they are only counted."""
    unpacked_bytes: int = 200_000_000
    """Sum of the declared sizes above which no entry is opened. No entry is read beyond its declared size."""
    ratio: float = 100.0
    """Unpacked by packed bytes of one entry above which no entry is opened; a JPEG comes to about 1.005."""
    ratio_from_bytes: int = 1_000_000
    """Entries that unpack to no more than this have no say in the ratio: a blank page may shrink a lot."""
    name_bytes: int = 255
    """Longest name as stored; what common file systems take."""
    seconds: float = 1.2
    """CPU time for opening entries and for pages on which nothing can be read, together. A stream of tiny
    blocks is slow to unpack, whatever its size says, and noise is slow to read.
    """
    records: int = 70_000
    """Above it the directory is counted but its records are not read."""
    tail_bytes: int = 1 << 20
    """How far from the end of the file the end record is looked for."""
    pages: int = 100
    """Pages read in all; 0 leaves them alone."""
    pdf_pages: int = 50
    """Pages read of one PDF."""
    page_bytes: int = PAGE_BYTES
    """Larger files are not opened as pages."""
    page_seconds: float = 40.0
    """CPU time for all pages; one that can be read takes about 0.3 s."""
    pixels: int = PIXELS
    """Pixels of a picture that can be decoded small."""
    bytes_at_once: int = 80_000_000
    """Memory for a picture that only comes whole: PNG, progressive JPEG. Grey A4 at 600 dpi needs 70 MB."""


DEFAULT: Final = Limits()
