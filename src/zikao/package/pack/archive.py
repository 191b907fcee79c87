"""The bytes of a ZIP that every program opens alike, and that tells nothing of where it was made.

A browser makes the same ones.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final, NamedTuple

OVERHEAD_BYTES: Final = 400
"""For each entry, at most: two headers, and its name of up to 60 characters in each."""

_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: the pictures' own dates are nobody's business."""
_MADE_BY: Final = 0
"""The system that says least: no owner's rights to give away."""


class Entry(NamedTuple):
    """One file to be put in."""

    name: str
    data: bytes


def archive(entries: Iterable[Entry]) -> bytes:
    """One level, UTF-8 names said to be so, no extra fields, one fixed date, every entry stored.

    Pictures and PDF are compressed already, and what compresses them once more differs from program to
    program: so the same entries give the same bytes anywhere.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, _NO_DATE)
            info.create_system = _MADE_BY
            made.writestr(info, entry.data)
    return target.getvalue()
