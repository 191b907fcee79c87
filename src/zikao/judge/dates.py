"""Dates as text: `YYYY-MM-DD` for a day, `YYYY-MM-DDTHH:MM` for a moment, both in Asia/Shanghai.

Text of one kind sorts in the order of time, so the judge compares it as text and needs no time zone database.
24:00 is the end of a day, as notices write it: after that day's last minute and before the next day's first.
Years have four digits, 1000 to 9999; what falls outside, or is mistyped as 26, is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Literal

NOT_YET = "none"
"""The answer 还没有 to a date question."""

FIRST_YEAR, LAST_YEAR = 1000, 9999

DateKind = Literal["date", "datetime"]

MonthEnd = Literal["month_start", "month_end"]
"""Where in its month a moved date comes to stand: what is written by the month is compared by the month."""

_SHAPE = re.compile(r"([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})(T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00))?")
MIDNIGHT = "T24:00"


def date_kind(value: object) -> DateKind | None:
    """Whether a text is a day or a moment; None for anything that is neither, 30 February included."""
    if not isinstance(value, str):
        return None
    shape = _SHAPE.fullmatch(value)
    if shape is None:
        return None
    try:
        date.fromisoformat(shape[1])
    except ValueError:
        return None
    return "datetime" if shape[2] else "date"


def compose(year: object, day: object, time: str | None = None) -> str | None:
    """A year number, `MM-DD` and perhaps `HH:MM` as one date; None where that is no date."""
    if isinstance(year, bool) or not isinstance(year, int | float) or not isinstance(day, str):
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR or year != int(year):
        return None
    text = f"{int(year)}-{day}" + (f"T{time}" if time else "")
    return text if date_kind(text) else None


def shift(
    value: object, *, years: int = 0, months: int = 0, to: MonthEnd | None = None, days: int = 0
) -> str | None:
    """A date moved; None if that is no date.

    Years and months first, staying within the month, then to the month's first or last day, then days.
    """
    if value == NOT_YET:
        return NOT_YET
    if not isinstance(value, str) or date_kind(value) is None:
        return None
    start = date.fromisoformat(value[:10])
    year, month = divmod(start.year * 12 + start.month - 1 + years * 12 + months, 12)
    # The days may lead back from beyond the last year; the calendar repeats every 400 years.
    cycle = 400 if year > LAST_YEAR else 0
    try:
        last_day = monthrange(year - cycle, month + 1)[1]
        day = {"month_start": 1, "month_end": last_day, None: min(start.day, last_day)}[to]
        moved = date(year - cycle, month + 1, day) + timedelta(days)
    except (OverflowError, ValueError):
        return None
    text = f"{moved.year + cycle}{moved:-%m-%d}{value[10:]}"
    return text if date_kind(text) else None


def neighbours(value: str) -> list[str]:
    """The day before, the day, and the day after; for a moment the same in minutes."""
    step = timedelta(days=1) if date_kind(value) == "date" else timedelta(minutes=1)
    midnight = value.endswith(MIDNIGHT)
    last = datetime.fromisoformat(value.replace(MIDNIGHT, "T23:59"))
    found = []
    for offset in (-1, 0, 1):
        try:
            moved = last + (offset + midnight) * step
        except OverflowError:
            continue
        text = value if midnight and not offset else moved.isoformat(timespec="minutes")[: len(value)]
        if date_kind(text):
            found.append(text)
    return found
