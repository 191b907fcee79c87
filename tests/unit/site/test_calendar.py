"""Calendar files: read back by the library, and held to what the standard asks of the bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library
from zikao.site import address
from zikao.site.calendar import calendars
from zikao.site.data import documents
from zikao.site.page import Page
from zikao.site.render import render

from . import sample
from .reading import read

TODAY = date(2026, 5, 28)
"""A day of the sample's first round."""
PAST = "calendar/sample/past.ics"


@pytest.fixture(scope="module")
def files(sample_library: Library) -> dict[str, str]:
    return dict(calendars(sample_library, TODAY))


def event_of(text: str) -> Any:
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_only_what_is_official_dated_and_not_over_has_a_file(
    sample_library: Library, files: dict[str, str]
) -> None:
    """``coming`` is a mirror's date, ``undated`` has none; ``past`` is over on its last day's morrow."""
    assert list(files) == [PAST]
    assert list(dict(calendars(sample_library, date(2026, 5, 30)))) == [PAST]
    assert list(calendars(sample_library, date(2026, 5, 31))) == []
    assert PAST in dict(documents(sample_library, today=TODAY))


def test_the_event_is_the_end_in_beijing_time(files: dict[str, str]) -> None:
    event = event_of(files[PAST])
    assert event["DTSTART"].dt == datetime(2026, 5, 30, 9, 0, tzinfo=UTC)
    assert event["UID"] == "sample.past@zikao"
    assert event["SUMMARY"] == f"{sample.PROVINCE['name']}99自考：上一轮申请截止"
    assert "2026年5月30日 17:00（北京时间）截止" in event["DESCRIPTION"]
    assert "样例操作手册 二、1" in event["DESCRIPTION"]
    assert "核对于 2026年11月20日" in event["DESCRIPTION"]


def test_it_reminds_three_days_and_one_day_before(files: dict[str, str]) -> None:
    alarms = event_of(files[PAST]).walk("VALARM")
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [timedelta(days=-3), timedelta(days=-1)]
    assert {alarm["ACTION"] for alarm in alarms} == {"DISPLAY"}


def test_a_newer_edition_replaces_the_entry(tmp_path: Path, files: dict[str, str]) -> None:
    sample.write(tmp_path)
    file = tmp_path / "sample/province.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('"1.2.3"', '"1.2.4"'), encoding="utf-8")
    [(_, text)] = calendars(load_library(tmp_path), TODAY)
    assert event_of(text)["UID"] == event_of(files[PAST])["UID"]
    assert event_of(text)["SEQUENCE"] > event_of(files[PAST])["SEQUENCE"]


def test_the_same_rulebook_gives_the_same_bytes(sample_library: Library, files: dict[str, str]) -> None:
    assert dict(calendars(sample_library, TODAY)) == files


def test_lines_end_and_fold_as_the_standard_asks(files: dict[str, str]) -> None:
    data = files[PAST].encode()
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_the_guide_links_the_file_and_counts_down(sample_library: Library) -> None:
    pages: dict[str, Page] = {page.path: page for page in render(sample_library, today=TODAY)}
    guide = read(pages["sample/graduation.md"].markdown)
    current = next(w for w in guide.find("div", "zg-window") if "上一轮申请" in w.text)
    [link] = [a for a in current.find("a") if a.attrs["href"].endswith(".ics")]
    assert link.attrs["href"] == address.href("sample/graduation.md", PAST)
    [until] = current.find("zikao-until")
    assert until.attrs == {
        "start": "2026-05-27T09:00",
        "end": "2026-05-30T17:00",
        "until": "2026-06-30",
        "standing": "official",
    }
    assert "对照今天的日期" in until.text


def test_a_date_from_a_copy_has_no_file_and_says_what_it_is(sample_library: Library) -> None:
    pages: dict[str, Page] = {page.path: page for page in render(sample_library, today=TODAY)}
    guide = read(pages["sample/graduation.md"].markdown)
    copied = next(w for w in guide.find("div", "zg-window") if "下一轮申请" in w.text)
    assert not [a for a in copied.find("a") if a.attrs["href"].endswith(".ics")]
    assert "转载，非官方的日期，只供参考，以官方通知为准。" in copied.text
    assert copied.find("zikao-until")[0].attrs["standing"] == "mirror"


def test_what_is_over_when_the_site_is_built_counts_down_to_nothing(sample_pages: dict[str, Page]) -> None:
    [past] = read(sample_pages["sample/graduation.md"].markdown).find("div", "zg-window--over")
    assert not past.find("zikao-until")
    assert not [a for a in past.find("a") if a.attrs["href"].endswith(".ics")]


CITE = {"source": "manual", "clause": "二、1"}


def test_days_and_midnight_stand_on_their_own_day(tmp_path: Path) -> None:
    midnight = event_of(made_of(tmp_path, end="2026-06-01T24:00"))
    assert midnight["DTSTART"].dt == datetime(2026, 6, 1, 15, 59, tzinfo=UTC)
    assert "2026年6月1日 24:00（北京时间）截止" in midnight["DESCRIPTION"]


def test_a_day_without_an_hour_is_an_entry_of_that_day(tmp_path: Path) -> None:
    daily = {"from": "08:30", "to": "17:00"}
    day = event_of(made_of(tmp_path, start="2026-05-30", end="2026-06-01", daily=daily, workdays=True))
    assert day["DTSTART"].dt == date(2026, 6, 1)
    # At nine in the morning, not at midnight.
    triggers = [alarm["TRIGGER"].dt for alarm in day.walk("VALARM")]
    assert triggers == [timedelta(days=-2, hours=-15), timedelta(hours=-15)]
    assert "2026年6月1日（北京时间）截止，每天 8:30–17:00，只在工作日。" in day["DESCRIPTION"]


def test_what_comes_every_year_comes_again(tmp_path: Path) -> None:
    text = made_of(
        tmp_path, yearly=[{"from": "03-10", "to": "03-16T17:00"}, {"to": "08-15"}, {"to": "09-01T07:00"}]
    )
    events: list[Any] = Calendar.from_ical(text).walk("VEVENT")
    march, august, september = events
    assert march["DTSTART"].dt == datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
    assert august["DTSTART"].dt == date(2026, 8, 15)
    # Seven in Beijing is another day in UTC.
    assert september["DTSTART"].dt == date(2026, 9, 1)
    assert {event["RRULE"]["FREQ"][0] for event in events} == {"YEARLY"}
    assert len({event["UID"] for event in events}) == 3
    assert "每年的规定，当次以通知为准：3月10日 到 3月16日 17:00；8月15日 止" in march["DESCRIPTION"]


def made_of(root: Path, **dates: object) -> str:
    """The file of a window with these dates."""
    window = {"title": "现场交材料", "cite": CITE, **dates}
    sample.write(root, windows={**sample.PROVINCE["windows"], "papers": window})
    return dict(calendars(load_library(root), TODAY))["calendar/sample/papers.ics"]
