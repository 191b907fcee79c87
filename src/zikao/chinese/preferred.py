"""The script of Chinese that a reader asks for, out of Accept-Language."""

from __future__ import annotations

import re
from typing import Final

SIMPLIFIED: Final = "zh-CN"
TRADITIONAL: Final = "zh-TW"
"""As Content-Language names what an answer is written in."""

_RANGE: Final = re.compile(
    r"(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
    r"(?:[ \t]*;[ \t]*[Qq]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
"""A language range and its weight: RFC 4647, section 2.1, and RFC 9110, section 12.4.2."""
_HANT_PLACES: Final = {"tw", "hk", "mo"}


def prefers_traditional(accepted: str) -> bool:
    """Whether a reader would rather have Traditional Chinese than Simplified.

    Other languages are passed over: none is answered in. `zh` alone, `*` and silence get Simplified; of
    equal weights the first counts.

    Args:
        accepted: value of the header; what cannot be read of it counts for nothing.

    >>> prefers_traditional("en, zh-HK;q=0.8, zh-CN;q=0.7")
    True
    """
    best, traditional = 0.0, False
    for part in accepted.split(","):
        if found := _RANGE.fullmatch(part.strip(" \t")):
            weight = 1.0 if found[2] is None else float(found[2])
            script = _is_traditional(found[1])
            if script is not None and weight > best:
                best, traditional = weight, script
    return traditional


def _is_traditional(tag: str) -> bool | None:
    """None for another language."""
    language, *more = tag.lower().split("-")
    if language not in ("zh", "*"):
        return None
    return "hant" in more or ("hans" not in more and not _HANT_PLACES.isdisjoint(more))
