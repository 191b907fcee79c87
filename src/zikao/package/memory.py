"""Giving back to the system what large pictures leave behind."""

from __future__ import annotations

import ctypes
import functools
import mmap
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_LARGE: Final = 240_000_000
"""Bytes; what is kept below it spares an honest archive a sixth of its time."""


def give_back() -> None:
    """Return free memory to the system once the process has become large, where it can be told to.

    The C library of Linux keeps freed blocks of up to 32 MB for later, in pieces: after a few large pages it
    would hold twice of what any of them needed. To get memory anew costs time, so a small process keeps it.
    """
    trim = _trim()
    if trim is not None and _resident() > _LARGE:
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
