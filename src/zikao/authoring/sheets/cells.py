"""Values of a rulebook as the text of a cell, and back; what is typed is taken in more than one spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

Shape = Literal["text", "moment", "list", "flag", "spans", "hours"]

YES = "是"
_DAY = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_MOMENT = re.compile(_DAY + r"(?:[T ]*([0-9]{1,2}):([0-9]{2})(?::00)?)?")
_TURN = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ]*([0-9]{1,2}):([0-9]{2}))?")
_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})(?:至|到|-|–|—|~)([0-9]{1,2}):([0-9]{2})")
_BETWEEN = re.compile(r"至|到|~|–|—")


class CellError(ValueError):
    """What is wrong with the text of a cell, in a zh-CN sentence without its end."""


@dataclass(frozen=True)
class Column:
    """One column: which key of the row it holds, and how."""

    key: str
    """Key of the rulebook; `source` and `clause` are those of the row's cite."""
    head: str
    note: str
    """What it is, and how it is typed."""
    shape: Shape = "text"
    width: int = 20
    """In letters."""
    needed: bool = False
    """Whether a row cannot be without it."""


def shown(value: Any, shape: Shape) -> str:
    """A value as a cell shows it; what is not there is empty."""
    if value is None:
        return ""
    match shape:
        case "moment":
            return str(value).replace("T", " ")
        case "list":
            return "、".join(map(str, value if isinstance(value, list) else [value]))
        case "flag":
            return YES if value else ""
        case "spans":
            return "；".join(_span(each) for each in value)
        case "hours":
            return f"{value['from']} 至 {value['to']}"
    return str(value)


def _span(span: dict[str, str]) -> str:
    start, end = (span.get(key, "").replace("T", " ") for key in ("from", "to"))
    return f"{start} 至 {end}" if start and end else f"{start} 起" if start else f"至 {end}"


def answer(cell: Any, shape: Shape) -> str:
    """What was typed into a cell of a spreadsheet, as `typed` has it.

    Raises:
        CellError: it is a formula or holds an error, or `typed` cannot read it.
    """
    if cell.data_type in ("f", "e"):
        raise CellError("这里是公式或出错的格子，请换成写好的文字")
    return typed(cell.value, shape)


def typed(value: object, shape: Shape) -> str:
    """What a cell holds as the text that a clerk typed; a day that the spreadsheet took for one is one again.

    Raises:
        CellError: a number or a formula, of which the spreadsheet may have dropped something.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, str):
        return (
            "\n".join(line.strip() for line in value.strip().splitlines())
            if shape == "text"
            else value.strip()
        )
    raise CellError("这一格成了数字，开头的 0 可能已经丢了：把格式设成“文本”，再填一次")


def meant(text: str, shape: Shape) -> Any:
    """The value that a text stands for.

    Raises:
        CellError: it stands for none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match shape:
        case "moment":
            return _moment(plain)
        case "list":
            return [each.strip() for each in re.split(r"[、;；\n]", text) if each.strip()]
        case "flag":
            if plain not in (YES, "否"):
                raise CellError(f"只能填“{YES}”，或者空着")
            return plain == YES
        case "spans":
            return [_span_meant(each.strip()) for each in re.split(r"[;\n]", plain) if each.strip()]
        case "hours":
            found = _HOURS.fullmatch(plain.replace(" ", ""))
            if not found:
                raise CellError("要写成 08:30 至 17:00")
            return {"from": f"{int(found[1]):02}:{found[2]}", "to": f"{int(found[3]):02}:{found[4]}"}
    return text


def _moment(text: str) -> str:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise CellError("日期要写成 2027-02-24，或者 2027-02-24 08:30，一定要有年份")
    year, month, day, hour, minute = found.groups()
    made = f"{year}-{int(month):02}-{int(day):02}"
    return made if hour is None else f"{made}T{int(hour):02}:{minute}"


def _span_meant(text: str) -> dict[str, str]:
    wrong = CellError("每年的时间要写成 03-10 至 03-16；只有截止的写 至 02-15，只有开始的写 09-01 起")
    start, between, end = text.removesuffix("起"), "", ""
    if cut := _BETWEEN.search(text):
        start, between, end = text[: cut.start()], cut[0], text[cut.end() :]
    made = {}
    for key, part in (("from", start.strip()), ("to", end.strip())):
        if not part:
            continue
        found = _TURN.fullmatch(part)
        if not found:
            raise wrong
        day = f"{int(found[1]):02}-{int(found[2]):02}"
        made[key] = day if found[3] is None else f"{day}T{int(found[3]):02}:{found[4]}"
    if not made or (not between and not text.endswith("起")):
        raise wrong
    return made
