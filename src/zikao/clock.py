"""Beijing time, which the whole of China keeps all year: no time zone data is needed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))

_held: list[datetime] = []
"""The moment at which the clock is held; empty while it runs."""


def hold_clock(moment: datetime | None) -> None:
    """Answer every question for this moment with another one, in the whole process; None: let the clock run.

    For a preview alone, which shows a site as it will be on another day.
    """
    _held[:] = [] if moment is None else [in_beijing(moment)]


def in_beijing(moment: datetime | None = None) -> datetime:
    """A moment as Beijing's clock shows it; a naive one is Beijing time already, None is this moment."""
    if moment is None:
        return _held[0] if _held else datetime.now(BEIJING)
    return moment.replace(tzinfo=BEIJING) if moment.tzinfo is None else moment.astimezone(BEIJING)


_DAY_OR_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}:[0-9]{2}))?")


def spoken(text: str) -> str:
    """A day or moment as every page and report writes it; any other text as it is.

    >>> spoken("2026-05-30"), spoken("2026-05-30T17:00"), spoken("none")
    ('2026年5月30日', '2026年5月30日 17:00', 'none')
    """
    if not (found := _DAY_OR_MOMENT.fullmatch(text)):
        return text
    year, month, day, time = found.groups()
    return f"{year}年{int(month)}月{int(day)}日{f' {time}' if time else ''}"


def beijing_today() -> date:
    """The day in Beijing."""
    return in_beijing().date()
