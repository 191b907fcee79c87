"""Calendar files of the windows that one can rely on, made when the site is built.

A file behind a plain link opens where a download made by a script does not, such as inside WeChat.
The library takes a tenth of a second to import, and most sites have no such window: so it is imported late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from zikao.clock import BEIJING, spoken
from zikao.rulebook.at_hand import nearest
from zikao.rulebook.model.times import MIDNIGHT
from zikao.site import address, words
from zikao.site.scope import Occasion, reminded

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Province

REMIND = (timedelta(days=3), timedelta(days=1))
"""How long before the end a phone reminds."""
MORNING = timedelta(hours=9)
"""When it reminds of a day that has no hour."""


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
        if found := reminded(province, key, today):
            path = address.calendar_file(province.id, key, city)
            yield path, _calendar(province, found, path, today).to_ical().decode()


def _calendar(province: Province, found: Occasion, path: str, today: date) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//zikao//guide//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = path.removeprefix("calendar/").removesuffix(".ics").replace("/", ".")
    if found.at.round:
        # The entry of a new round stands beside that of the last.
        name += f".{found.at.round.cycle}"
    for number, end in enumerate(_ends(found, today)):
        calendar.add_component(_event(province, found, end, f"{name}{f'.{number + 1}' if number else ''}"))
    return calendar


def _ends(found: Occasion, today: date) -> Iterator[str]:
    """The end that the file is about; of every year's ends the next of each."""
    if not found.at.every_year:
        yield from filter(None, [found.dates.end])
    for span in found.at.yearly:
        if end := nearest([span], today.isoformat())[1]:
            # Before eight it is another day in UTC, which in leap years would be the wrong one.
            yield end[:10] if "T" in end and end[11:] < "08:00" else end


def _event(province: Province, found: Occasion, end: str, name: str) -> Event:
    """The end of a window, without a length: RFC 5545 lets such an event end when it starts.

    A day alone is an event of that day. 24:00 is told by that day's last minute, so that no phone
    puts it on the next.
    """
    from icalendar import Event

    window = found.window
    at = _moment(end)
    reviewed = datetime.fromisoformat(province.reviewed_on).replace(tzinfo=UTC)
    major, minor, patch = map(int, province.version.split("."))
    event = Event()
    # The same for every edition of the file, so that a newer one replaces the entry and adds no second one.
    event.add("uid", f"{name}@zikao")
    event.add("sequence", (major * 100 + minor) * 100 + patch)
    event.add("dtstamp", reviewed)
    event.add("dtstart", at)
    if found.at.every_year:
        event.add("rrule", {"freq": "yearly"})
    event.add("summary", f"{province.name}自考：{window.title}截止")
    event.add("description", _description(province, found, end))
    event.add("transp", "TRANSPARENT")
    for before in REMIND:
        # Of a day's event it is counted from midnight, when nobody wants to be woken.
        earlier = before if isinstance(at, datetime) else before - MORNING
        event.add_component(_alarm(earlier, f"{window.title}还有 {before.days} 天截止"))
    return event


def _alarm(before: timedelta, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", text)
    return alarm


def _description(province: Province, found: Occasion, end: str) -> str:
    cite = found.cite[0]
    year = "每年的规定，当次以通知为准：" if found.at.every_year else ""
    # An entry that comes every year names no year.
    when = words.every_year(found.at.yearly) if year else spoken(end)
    said = "，".join([f"{year}{when}（北京时间）{'' if year else '截止'}", *words.hours(found.dates)])
    lines = [
        f"{said}。",
        f"依据：{province.sources[cite.source].title} {cite.clause}。",
        f"核对于 {spoken(province.reviewed_on)}；日期如有变动，以官方通知为准。",
    ]
    return "\n".join(lines)


def _moment(text: str) -> datetime | date:
    """A moment of the rulebook, in Beijing, as UTC: then the file needs no table of time zones."""
    if "T" not in text:
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text.replace(MIDNIGHT, "T23:59"))
    return at.replace(tzinfo=BEIJING).astimezone(UTC)
