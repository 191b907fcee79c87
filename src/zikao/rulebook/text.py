"""Filling the braces of a rulebook's texts: facts and spec values, written as a candidate reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext

from zikao.judge.dates import NOT_YET
from zikao.judge.document import Fact

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
UNKNOWN = "（未知）"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def placeholders(text: str) -> list[str]:
    """The names in a text's braces.

    >>> placeholders("{width}×{height} 像素")
    ['width', 'height']
    """
    return PLACEHOLDER.findall(text)


def fill(text: str, known: Mapping[str, object], definitions: Mapping[str, Fact]) -> str:
    """The text with each {name} replaced by what is known under it, and a missing one by 未知.

    Args:
        text: with names in braces.
        known: facts and spec values.
        definitions: the facts' definitions, for the labels of options.
    """

    def replace(match: re.Match[str]) -> str:
        value = known.get(match[1])
        return UNKNOWN if value is None else shown(value, definitions.get(match[1]))

    return PLACEHOLDER.sub(replace, text)


def fill_whole(text: str | None, known: Mapping[str, object], definitions: Mapping[str, Fact]) -> str | None:
    """Like `fill`, but None where anything is missing: half a measurement says nothing."""
    if text is None or any(known.get(name) is None for name in placeholders(text)):
        return None
    return fill(text, known, definitions)


def shown(value: object, fact: Fact | None = None) -> str:
    """One value in words: labels for options, at most two decimals, a moment without its T.

    >>> shown(59.999), shown(True), shown("2026-08-30T16:30")
    ('60', '是', '2026-08-30 16:30')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _two_decimals(value)
    if isinstance(value, list):
        return "、".join(shown(item, fact) for item in value) or (fact and fact.none) or "无"
    text = str(value)
    if text == NOT_YET and fact and fact.none is not None:
        return fact.none
    if _MOMENT.fullmatch(text):
        return text.replace("T", " ")
    return fact.options.get(text, text) if fact and fact.options else text


def _two_decimals(number: float) -> str:
    """At most two decimals as JavaScript's toFixed makes them: of the exact value, ties away from zero."""
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{Decimal(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
