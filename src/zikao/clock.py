"""Beijing time, which the whole of China keeps all year: no time zone data is needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def in_beijing(moment: datetime | None = None) -> datetime:
    """A moment as Beijing's clock shows it; a naive one is Beijing time already, None is this moment."""
    if moment is None:
        return datetime.now(BEIJING)
    return moment.replace(tzinfo=BEIJING) if moment.tzinfo is None else moment.astimezone(BEIJING)


def beijing_today() -> date:
    """The day in Beijing."""
    return in_beijing().date()
