"""Text as it is compared, with full-width forms folded and no spaces, and numbers as they are shown."""

from __future__ import annotations

import unicodedata
from typing import Final

_SHOWN: Final = 4


def plain(text: str) -> str:
    """NFKC without any spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def masked(number: str) -> str:
    """A number of which only the last four characters are told: `********2345`."""
    hidden = max(len(number) - _SHOWN, (len(number) + 1) // 2)
    return "*" * hidden + number[hidden:]
