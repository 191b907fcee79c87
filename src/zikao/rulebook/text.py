"""Filling the braces of a rulebook's texts: facts and spec values, written as a candidate reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from types import MappingProxyType
from typing import Any, Final

from zikao.clock import spoken
from zikao.judge.dates import NOT_YET
from zikao.judge.document import NAMING, Fact, item_called
from zikao.judge.evaluate import Tables, value_of

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
UNKNOWN = "（未知）"
UNSURE = "不清楚"
"""What a candidate says who does not know the answer."""
MOST_DECIMALS = 6
"""Of a number that has to be told apart from a limit; nothing is measured as finely."""
NO_LIMITS: Final[Mapping[str, Sequence[float]]] = MappingProxyType({})
NO_TABLES: Final[Tables] = MappingProxyType({})
BY: Final = ".by."
_DAY_OF_YEAR: Final = re.compile(r"([0-9]{2})-([0-9]{2})")


def placeholders(text: str) -> list[str]:
    """The names in a text's braces.

    >>> placeholders("{width}×{height} 像素")
    ['width', 'height']
    """
    return PLACEHOLDER.findall(text)


def table_entry(name: str) -> tuple[str, str] | None:
    """Table and fact of a name such as `cutoff.by.half`, which stands for the entry under that fact's value.

    >>> table_entry("cutoff.by.half"), table_entry("half")
    (('cutoff', 'half'), None)
    """
    table, by, fact = name.partition(BY)
    return (table, fact) if by else None


def read_by(text: str) -> Iterator[str]:
    """The facts and values that a text's braces read: of an entry of a table the fact that it is under."""
    for name in placeholders(text):
        entry = table_entry(name)
        yield entry[1] if entry else name


def value_under(name: str, known: Mapping[str, Any], tables: Tables) -> object:
    """What a name in braces stands for; None where that is not known."""
    entry = table_entry(name)
    if entry is None:
        return known.get(name)
    value = value_of({"table": entry[0], "by": entry[1]}, known, tables)[0]
    return day_of_year(value) if isinstance(value, str) else value


def day_of_year(text: str) -> str:
    """A day without a year as it is spoken; any other text as it is.

    >>> day_of_year("06-30"), day_of_year("06")
    ('6月30日', '06')
    """
    found = _DAY_OF_YEAR.fullmatch(text)
    return f"{int(found[1])}月{int(found[2])}日" if found else text


def fill(
    text: str,
    known: Mapping[str, object],
    definitions: Mapping[str, Fact],
    apart: Mapping[str, Sequence[float]] = NO_LIMITS,
    tables: Tables = NO_TABLES,
) -> str:
    """The text with each {name} replaced by what is known under it, and a missing one by 未知.

    {TABLE.by.FACT} is the entry of a table under the value of a fact.

    Args:
        text: with names in braces.
        known: facts and spec values.
        definitions: the facts' definitions, for the labels of options.
        apart: by fact, the limits from which its value must be told apart.
        tables: of the item that the text belongs to.
    """

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        value = value_under(name, known, tables)
        return UNKNOWN if value is None else shown(value, definitions.get(name), apart.get(name, ()))

    return PLACEHOLDER.sub(replace, text)


def fill_whole(
    text: str | None,
    known: Mapping[str, object],
    definitions: Mapping[str, Fact],
    apart: Mapping[str, Sequence[float]] = NO_LIMITS,
    tables: Tables = NO_TABLES,
) -> str | None:
    """Like `fill`, but None where anything is missing: half a measurement says nothing."""
    if text is None or any(value_under(name, known, tables) is None for name in placeholders(text)):
        return None
    return fill(text, known, definitions, apart, tables)


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
        if fact and fact.items:
            told = "；".join(_item(item, place, fact) for place, item in enumerate(value))
        else:
            told = "、".join(shown(item, fact) for item in value)
        return told or (fact and fact.none) or "无"
    text = str(value)
    if text == NOT_YET and fact and fact.none is not None:
        return fact.none
    return fact.options.get(text, text) if fact and fact.options else spoken(text)


def _item(item: Mapping[str, object], place: int, listed: Fact) -> str:
    """All that is known of one item of a list that was asked for."""
    fields = (
        f"{field.ask} {shown(item[name], field)}"
        for name, field in (listed.items or {}).items()
        if item.get(name) is not None
    )
    return f"{item_called(listed, place)}：{'，'.join(fields) or UNSURE}"


def item_named(item: Mapping[str, object], place: int, listed: Fact) -> str:
    """An item by its number, and by its first field where that is text or a choice: 第 2 门课程（英语）."""
    ((first, field), *_) = (listed.items or {"": listed}).items()
    value = item.get(first)
    called = item_called(listed, place)
    return f"{called}（{shown(value, field)}）" if field.type in NAMING and value else called


def _decimals(number: float, most: int = 2) -> str:
    """So many decimals at most, as by JavaScript's toFixed: of the exact value, ties away from zero."""
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{Decimal(number):.{most}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
