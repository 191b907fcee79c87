"""Giving back to the system what large pictures leave behind."""

from __future__ import annotations

import ctypes
import functools
import mmap
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_LARGE: Final = 240_000_000
"""Bytes; a process below it keeps what it has."""
_LARGEST: Final = 340_000_000
"""Bytes; a little above what honest large scans level off at: to go below that costs time."""
_MUCH: Final = 30_000_000
"""Bytes; a picture that needed less leaves pieces behind that the next page uses."""


def give_back(needed: float = 0) -> None:
    """Return free memory to the system where it can be told to, if the process has become large.

    The C library of Linux keeps freed blocks of up to 32 MB for later, in pieces: after a few large pages it
    would hold twice of what any of them needed. To get memory anew costs time: ordinary pages keep it.

    Args:
        needed: bytes that the picture at hand took to decode.
    """
    trim = _trim()
    if trim is not None and _resident() > (_LARGE if needed > _MUCH else _LARGEST):
        trim(0)


def _resident() -> int:
    """Bytes of the process that lie in memory; 0 where that is not told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE
    except OSError:
        return 0


@functools.cache
def _trim() -> Callable[[int], Any] | None:
    try:
        found: Callable[[int], Any] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return None
    return found
