"""Filling the braces of a rulebook's texts: facts and spec values, written as a candidate reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from types import MappingProxyType
from typing import Final

from zikao.clock import spoken
from zikao.judge.dates import NOT_YET
from zikao.judge.document import Fact

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
UNKNOWN = "（未知）"
MOST_DECIMALS = 6
"""Of a number that has to be told apart from a limit; nothing is measured as finely."""
NO_LIMITS: Final[Mapping[str, Sequence[float]]] = MappingProxyType({})


def placeholders(text: str) -> list[str]:
    """The names in a text's braces.

    >>> placeholders("{width}×{height} 像素")
    ['width', 'height']
    """
    return PLACEHOLDER.findall(text)


def fill(
    text: str,
    known: Mapping[str, object],
    definitions: Mapping[str, Fact],
    apart: Mapping[str, Sequence[float]] = NO_LIMITS,
) -> str:
    """The text with each {name} replaced by what is known under it, and a missing one by 未知.

    Args:
        text: with names in braces.
        known: facts and spec values.
        definitions: the facts' definitions, for the labels of options.
        apart: by fact, the limits from which its value must be told apart.
    """

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        value = known.get(name)
        return UNKNOWN if value is None else shown(value, definitions.get(name), apart.get(name, ()))

    return PLACEHOLDER.sub(replace, text)


def fill_whole(
    text: str | None,
    known: Mapping[str, object],
    definitions: Mapping[str, Fact],
    apart: Mapping[str, Sequence[float]] = NO_LIMITS,
) -> str | None:
    """Like `fill`, but None where anything is missing: half a measurement says nothing."""
    if text is None or any(known.get(name) is None for name in placeholders(text)):
        return None
    return fill(text, known, definitions, apart)


def shown(value: object, fact: Fact | None = None, apart: Sequence[float] = ()) -> str:
    """One value in words: labels for options, days as they are spoken, at most two decimals.

    A number takes more decimals where it would read like one of the limits in `apart` without being it.

    >>> shown(59.999), shown(True), shown("2026-08-30T16:30"), shown(0.032, None, [0.03])
    ('60', '是', '2026年8月30日 16:30', '0.032')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        said = {_decimals(limit) for limit in apart if limit != value}
        texts = (_decimals(value, digits) for digits in range(2, MOST_DECIMALS + 1))
        return next((text for text in texts if text not in said), _decimals(value))
    if isinstance(value, list):
        return "、".join(shown(item, fact) for item in value) or (fact and fact.none) or "无"
    text = str(value)
    if text == NOT_YET and fact and fact.none is not None:
        return fact.none
    return fact.options.get(text, text) if fact and fact.options else spoken(text)


def _decimals(number: float, most: int = 2) -> str:
    """So many decimals at most, as by JavaScript's toFixed: of the exact value, ties away from zero."""
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{Decimal(number):.{most}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
