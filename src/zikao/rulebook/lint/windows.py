"""Windows that leave a reader without a way on, that overlap, or that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from zikao.rulebook.books import CityBook, ProvinceBook
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.model.times import MIDNIGHT, Dates
from zikao.rulebook.tree import Spot

WAYS = ("start", "end", "yearly", "look_up")
"""Any of them tells a reader when, or where that is announced."""


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
        told = {*window.value, *(key for each in window.below("rounds") for key in each.value)}
        if not told.intersection(WAYS):
            message = "没有日期，也没有写 look_up：看的人不知道去哪里等通知"
            yield window.fault(message, severity="warning", key=True)


def _overlapping(book: ProvinceBook) -> Iterator[Fault]:
    """Two windows of one title, or two rounds of one window, at one time: nobody can tell which holds."""
    own = {spot.name: spot for spot in _own(book)}
    spans: list[tuple[str, Spot | None, str, Dates]] = []
    for name, window in book.province.windows.items():
        at = own.get(name)
        spans.append((name, at, window.title, window))
        for key, dates in window.rounds.items():
            spans.append((key, at and at / "rounds" / key, window.title, dates))
    for first, second in combinations(spans, 2):
        (one, other) = (first, second) if second[1] is not None else (second, first)
        if other[1] is not None and one[2] == other[2] and _meet(one[3], other[3]):
            message = f"与 {one[0]} 同名，时间也有重叠，看的人分不清按哪一个"
            yield other[1].fault(message, severity="warning", key=True)


def _meet(first: Dates, second: Dates) -> bool:
    """Whether both are open at some moment; a day without hours lasts to its end."""
    if not (first.start and first.end and second.start and second.end):
        return False
    ends = (each if "T" in each else f"{each}{MIDNIGHT}" for each in (second.end, first.end))
    return all(start <= end for start, end in zip((first.start, second.start), ends, strict=True))


def _named(book: ProvinceBook) -> Iterator[str]:
    for procedure in book.procedures.values():
        yield from procedure.windows
        yield from (name for step in procedure.steps for name in step.windows)
        yield from (fact.from_window.window for fact in procedure.facts.values() if fact.from_window)
