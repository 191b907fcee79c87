"""Windows that leave a reader without a way on, that overlap, or that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from zikao.rulebook.books import CityBook, ProvinceBook
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.model import Window
from zikao.rulebook.tree import Spot

DATES = ("start", "end", "yearly", "rounds")
"""Any of them tells a reader of some time."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Windows with neither a date nor a place to look it up, and windows of one name at the same time."""
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            yield from _without_a_way_on(book)
            yield from _overlapping(book)


def check_whole(library: Library, today: date) -> Iterator[Fault]:
    """Windows of a province that no procedure names, its cities' included."""
    for province in library.provinces.values():
        books = (province, *province.cities.values())
        named = {name for book in books for name in _named(book)}
        for window in _own(province):
            if window.name not in named:
                message = "没有事项用到这个时间窗口：在事项或步骤的 windows 里写上它，或者删去"
                yield window.fault(message, severity="warning", key=True)


def _own(book: ProvinceBook) -> Iterator[Spot]:
    """The windows that a book's own file writes."""
    tree = book.written if isinstance(book, CityBook) else book.trees.province
    yield from Spot(tree).below("windows")


def _without_a_way_on(book: ProvinceBook) -> Iterator[Fault]:
    for window in _own(book):
        if not {*DATES, "look_up"}.intersection(window.value):
            message = "没有日期，也没有写 look_up：看的人不知道去哪里等通知"
            yield window.fault(message, severity="warning", key=True)


def _overlapping(book: ProvinceBook) -> Iterator[Fault]:
    """Two windows of one title that are both open on some day: nobody can tell which holds."""
    windows = book.province.windows
    own = {spot.name: spot for spot in _own(book)}
    for first, second in combinations(windows, 2):
        at = own.get(second) or own.get(first)
        alike = windows[first].title == windows[second].title and _meet(windows[first], windows[second])
        if at is not None and alike:
            other = first if at.name == second else second
            message = f"与 {other} 同名，时间也有重叠，看的人分不清按哪一个"
            yield at.fault(message, severity="warning", key=True)


def _meet(first: Window, second: Window) -> bool:
    if not (first.start and first.end and second.start and second.end):
        return False
    return first.start <= second.end and second.start <= first.end


def _named(book: ProvinceBook) -> Iterator[str]:
    for procedure in book.procedures.values():
        yield from procedure.windows
        yield from (name for step in procedure.steps for name in step.windows)
        yield from (fact.from_window.window for fact in procedure.facts.values() if fact.from_window)
