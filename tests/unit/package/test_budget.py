"""How CPU time for pages is counted, on a clock that the test turns."""

from __future__ import annotations

import pytest

from zikao.package.pages import budget
from zikao.package.pages.budget import Budget


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 100.0

    def thread_time(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budget, "time", clock)
    return clock


def spend(spending: Budget, clock: Clock, seconds: float, *, fruitful: bool) -> None:
    spending.begin()
    clock.now += seconds
    spending.end(fruitful=fruitful)


def test_pages_that_can_be_read_cost_nothing_but_the_whole(clock: Clock) -> None:
    spending = Budget(10, 1)
    for _ in range(20):
        assert spending.over is None
        spend(spending, clock, 0.5, fruitful=True)
    assert spending.over == "看页面太费时，超出本工具的检查范围"


def test_pages_that_say_nothing_are_counted(clock: Clock) -> None:
    spending = Budget(10, 1)
    spend(spending, clock, 0.75, fruitful=False)
    assert spending.over is None
    spend(spending, clock, 0.25, fruitful=False)
    assert spending.over == "前面的页费时很久也看不出内容，后面的没有再看"


def test_what_a_page_costs_beyond_the_ordinary_is_counted(clock: Clock) -> None:
    spending = Budget(10, 1)
    spend(spending, clock, 1.25, fruitful=True)
    assert spending.over is None
    spend(spending, clock, 0.75, fruitful=True)
    assert spending.over is not None


def test_a_large_scan_may_cost_more(clock: Clock) -> None:
    spending = Budget(10, 1)
    for _ in range(3):
        spending.begin()
        clock.now += 1.25
        spending.end(fruitful=True, megapixels=8.7)
    assert spending.over is None
    spending.begin()
    clock.now += 1.25
    spending.end(fruitful=False, megapixels=8.7)
    assert spending.over is not None


def test_what_was_drawn_late_is_still_read(clock: Clock) -> None:
    spending = Budget(10, 1)
    spending.begin()
    clock.now += 0.25
    assert spending.reading_deadline == spending.deadline == 101
    clock.now += 0.75
    assert spending.reading_deadline == pytest.approx(101 + budget._READING)
    spending.charge(9)
    assert spending.reading_deadline == 101


def test_another_process_spends_too(clock: Clock) -> None:
    spending = Budget(10, 1)
    spending.begin()
    assert (spending.deadline, spending.left) == (101, 1)
    spending.charge(0.75)
    assert (spending.deadline, spending.left) == (100.25, 0.25)
    spending.end(fruitful=False)
    # Of the whole its share is gone as well, and the next page gets the least there is.
    spending.begin()
    assert spending.left == pytest.approx(budget._LEAST)
    spending.charge(9)
    assert spending.left == 0
    spending.charge(1)
    assert spending.over == "看页面太费时，超出本工具的检查范围"
