"""Days and moments written otherwise: which part is wrong, and what was meant where that is plain."""

from __future__ import annotations

import re
from calendar import monthrange

from zikao.rulebook.widths import plain

_WRITTEN = re.compile(
    r"""
    (?: (?P<year> \d{1,4} ) (?P<by> [-/.年] ) )?
    (?P<month> \d{1,2} ) [-/.月] (?P<day> \d{1,2} ) [日号]?
    (?P<gap> \s*T?\s* )
    (?: (?P<hour> \d{1,2} ) [:点时] (?P<minute> \d{1,2} )? 分? (?P<seconds> :\d{1,2} )? )?
    """,
    re.VERBOSE,
)
DAY_OR_MOMENT = "[0-9]{4}-(T)?"
"""Asks for a day with a year, that may have a time of day or not."""
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:点时.](?P<minute>\d{1,2})?分?")


def misdated(text: object, pattern: str) -> tuple[str, str | None]:
    """What is wrong with a text that stands for a day or a moment, and the right one.

    Args:
        text: what was written.
        pattern: the regular expression of the model's type, which tells what is asked for: with `{4}` a year,
            with `T` a time of day, with a `?` behind it one that may be left out.

    Returns:
        The part that is wrong, in words, empty where nothing can be told; and the text as it should be, None
        where that would be a guess.
    """
    if not isinstance(text, str):
        return "", None
    written = _RUN_TOGETHER.sub(r"\1-\2-\3", plain(text).strip().strip("\"'"), count=1)
    if not pattern or "-" not in pattern.replace("0-9", ""):
        return _clock(written) if ":" in pattern else ("", None)
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return "", None
    wants_year, may_time, must_time = "{4}" in pattern, "T" in pattern, "T" in pattern and ")?" not in pattern
    wrong = _unreal(found, wants_year)
    if wrong:
        return wrong, None
    if must_time and found["hour"] is None:
        return "还要写几点几分", None
    day = f"{int(found['month']):02}-{int(found['day']):02}"
    if wants_year:
        day = f"{found['year']}-{day}"
    time = f"T{int(found['hour']):02}:{int(found['minute'] or 0):02}" if found["hour"] else ""
    return _form(found, text, wants_year, may_time), day + (time if may_time else "")


def _unreal(found: re.Match[str], wants_year: bool) -> str:
    """What of a date cannot be, or cannot be known."""
    year, month, day = found["year"], int(found["month"]), int(found["day"])
    if wants_year and year is None:
        return "没有写年份，年份不能猜"
    if wants_year and len(year) != 4:
        return "年份要写四位数"
    if not 1 <= month <= 12:
        return f"没有 {month} 月"
    most = monthrange(int(year) if year and len(year) == 4 else 2000, month)[1]
    if not 1 <= day <= most:
        return f"{year + ' 年 ' if year else ''}{month} 月只有 {most} 天，没有 {day} 日"
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    if hour > 24 or (hour == 24 and minute):
        return f"没有 {hour} 点，一天到 24:00 为止"
    return f"没有 {minute} 分" if minute > 59 else ""


def _form(found: re.Match[str], text: str, wants_year: bool, may_time: bool) -> str:
    """What of a date's form is not as it should be."""
    said = []
    if plain(text) != text:
        said.append("数字和符号要用半角的")
    if not wants_year and found["year"]:
        said.append("这里不写年份")
    if (found["by"] or "-") != "-" or re.search(r"[/.月日]", plain(text).partition("T")[0]):
        said.append("年月日之间用 - 连接")
    elif "-" not in plain(text) and found["year"]:
        said.append("年月日之间要写 -")
    if len(found["month"]) < 2 or len(found["day"]) < 2:
        said.append("月和日都写两位数")
    if found["hour"] and not may_time:
        said.append("这里只写日期，不写钟点")
    elif found["hour"]:
        if found["gap"] != "T":
            said.append("日期和钟点之间写 T")
        if len(found["hour"]) < 2 or len(found["minute"] or "") < 2:
            said.append("时和分都写两位数，中间用 :")
        if found["seconds"]:
            said.append("只写到分")
    return "，".join(said)


def _clock(written: str) -> tuple[str, str | None]:
    found = _CLOCK.fullmatch(written)
    if found is None:
        return "", None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or (hour == 24 and minute) or minute > 59:
        return f"没有 {hour}:{minute:02} 这个时刻", None
    return "时和分都写两位数，中间用半角的 :", f"{hour:02}:{minute:02}"
