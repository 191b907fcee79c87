"""What a guide says of times as notices write them: rounds, what closed in one, every year, hours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zikao.rulebook.store import load_library
from zikao.site.calendar import calendars
from zikao.site.data import documents
from zikao.site.page import Page
from zikao.site.render import render

from . import sample
from .reading import Element, read

CITE = {"source": "manual", "clause": "二、1"}
WINDOWS = {
    "past": {
        "title": "照片上传",
        "look_up": "看当次通知",
        "rounds": {
            "first": {"start": "2026-05-01", "end": "2026-05-10T24:00", "cite": CITE},
            "next": {"start": "2027-05-01", "end": "2027-05-12", "cite": CITE},
        },
    },
    "coming": {
        "title": "现场交材料",
        "yearly": [{"from": "05-20", "to": "05-30"}, {"to": "11-15T24:00"}],
        "daily": {"from": "08:30", "to": "17:00"},
        "workdays": True,
        "cite": CITE,
    },
    "undated": {"title": "查结果", "cycle": "first", "start": "2026-06-20", "cite": CITE},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("times")
    sample.write(made, windows=WINDOWS)
    return made


def pages_on(root: Path, day: date) -> dict[str, Page]:
    return {page.path: page for page in render(load_library(root), today=day)}


def cards(page: Page) -> dict[str, Element]:
    found = read(page.markdown).find("div", "zg-window")
    return {card.find("h3")[0].text: card for card in found if "zg-card" in card.classes}


def test_what_closed_in_a_running_round_is_told_as_such(root: Path) -> None:
    guide = pages_on(root, date(2026, 5, 11))["sample/graduation.md"]
    found = cards(guide)
    assert "2026年5月1日 起，2026年5月10日 24:00 止" in found["照片上传"].text
    assert "这一轮的照片上传已经结束" in found["照片上传"].text
    assert "往期" not in guide.markdown
    # In the lead, and in the steps that are done in it.
    assert read(guide.markdown).text.count("这一轮的已经结束（2026年5月1日 起，2026年5月10日 24:00 止）") == 2
    assert dict(calendars(load_library(root), date(2026, 5, 11))).keys() == {
        "calendar/sample/past.ics",
        "calendar/sample/coming.ics",
    }


def test_on_its_last_day_it_is_still_open(root: Path) -> None:
    found = cards(pages_on(root, date(2026, 5, 10))["sample/graduation.md"])
    assert "已经结束" not in found["照片上传"].text
    [until] = found["照片上传"].find("zikao-until")
    assert until.attrs["end"] == "2026-05-10T24:00"
    assert [time.attrs["datetime"] for time in found["照片上传"].find("time")] == [
        "2026-05-01",
        "2026-05-11T00:00+08:00",
    ]


def test_past_rounds_stand_on_the_second_page(root: Path) -> None:
    pages = pages_on(root, date(2026, 7, 1))
    assert "2027年5月1日 起，2027年5月12日 止" in cards(pages["sample/graduation.md"])["照片上传"].text
    assert "照片上传（2026 年上半年）" not in cards(pages["sample/graduation.md"])
    past = cards(pages["sample/graduation/basis.md"])["照片上传（2026 年上半年）"]
    assert "2026年5月10日 24:00 止" in past.text
    assert "往期的时间 1 次" in read(pages["sample/graduation.md"].markdown).text


def test_what_comes_every_year_is_told_with_its_year_and_as_a_rule(root: Path) -> None:
    found = cards(pages_on(root, date(2026, 5, 31))["sample/graduation.md"])["现场交材料"]
    assert "2026年11月15日 24:00 止，每天 8:30–17:00，只在工作日" in found.text
    assert "每年都是：5月20日 到 5月30日；11月15日 24:00 止" in found.text
    assert "按每年的规定算出，以当次通知为准。" in found.text


def test_from_a_day_on_it_is_never_over_until_its_round_is(root: Path) -> None:
    def over(day: date) -> bool:
        found = cards(pages_on(root, day)["sample/graduation.md"])["查结果"]
        assert "2026年6月20日 起" in found.text
        return "zg-window--over" in found.classes

    assert [over(date(2026, 6, 30)), over(date(2026, 7, 1))] == [False, True]


def test_lists_of_steps_tell_the_same(root: Path) -> None:
    made = dict(documents(load_library(root), today=date(2026, 5, 11)))
    [text] = [
        text for path, text in made.items() if path.endswith("graduation.list.json") and "cities" not in path
    ]
    assert "这一轮的已经结束（2026年5月1日 起，2026年5月10日 24:00 止）" in text
    assert "只在工作日（北京时间），按每年的规定算出，以当次通知为准" in text
