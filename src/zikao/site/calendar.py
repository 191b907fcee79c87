"""Calendar files of the windows that one can rely on, made when the site is built.

A file behind a plain link opens where a download made by a script does not, such as inside WeChat.
The library takes a tenth of a second to import, and most sites have no such window: so it is imported late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from zikao.clock import BEIJING, spoken
from zikao.site import address
from zikao.site.scope import Occasion, occasion

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Province

REMIND = (timedelta(days=3), timedelta(days=1))
"""How long before the end a phone reminds."""


def calendars(library: Library, today: date) -> Iterator[tuple[str, str]]:
    """Path below the site's root and text (RFC 5545): windows whose end is known, official, not past."""
    for book in library.provinces.values():
        yield from _files(book.province, list(book.province.windows), today)
        for city, own in book.cities.items():
            yield from _files(own.province, list(own.overlay.windows), today, city)


def _files(
    province: Province, keys: list[str], today: date, city: str | None = None
) -> Iterator[tuple[str, str]]:
    for key in keys:
        found = occasion(province, key, today)
        if found.binding:
            path = address.calendar_file(province.id, key, city)
            yield path, _calendar(province, found, path).to_ical().decode()


def _calendar(province: Province, found: Occasion, path: str) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//zikao//guide//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(province, found, path))
    return calendar


def _event(province: Province, found: Occasion, path: str) -> Event:
    """The end of a window, without a length: RFC 5545 lets such an event end when it starts."""
    from icalendar import Event

    window = found.window
    assert window.end is not None  # noqa: S101 - what makes an occasion binding
    reviewed = datetime.fromisoformat(province.reviewed_on).replace(tzinfo=UTC)
    major, minor, patch = map(int, province.version.split("."))
    event = Event()
    # The same for every edition of the file, so that a newer one replaces the entry and adds no second one.
    event.add("uid", f"{path.removeprefix('calendar/').removesuffix('.ics').replace('/', '.')}@zikao")
    event.add("sequence", (major * 100 + minor) * 100 + patch)
    event.add("dtstamp", reviewed)
    event.add("dtstart", _moment(window.end))
    event.add("summary", f"{province.name}自考：{window.title}截止")
    event.add("description", _description(province, found))
    event.add("transp", "TRANSPARENT")
    for before in REMIND:
        event.add_component(_alarm(before, f"{window.title}还有 {before.days} 天截止"))
    return event


def _alarm(before: timedelta, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", text)
    return alarm


def _description(province: Province, found: Occasion) -> str:
    cite = found.window.cite[0]
    lines = [
        f"{spoken(found.window.end)}（北京时间）截止。" if found.window.end else "",
        f"依据：{province.sources[cite.source].title} {cite.clause}。",
        f"核对于 {spoken(province.reviewed_on)}；日期如有变动，以官方通知为准。",
    ]
    return "\n".join(filter(None, lines))


def _moment(text: str) -> datetime:
    """A moment of the rulebook, in Beijing, as UTC: then the file needs no table of time zones."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING).astimezone(UTC)
