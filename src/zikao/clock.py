"""Beijing time, which the whole of China keeps all year: no time zone data is needed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def in_beijing(moment: datetime | None = None) -> datetime:
    """A moment as Beijing's clock shows it; a naive one is Beijing time already, None is this moment."""
    if moment is None:
        return datetime.now(BEIJING)
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
