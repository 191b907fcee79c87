"""Whether what is said may be said: by which authority, for which round, and how fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.rulebook.books import CityBook, ProvinceBook
from zikao.rulebook.compile import binding
from zikao.rulebook.conditions import items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.model import Dates, Province
from zikao.rulebook.tree import Spot

STALE_DAYS = 400
"""More than a year and a month: every yearly notice has come out once since."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Musts without an official source, windows without usable dates, books not reviewed for long."""
    yield from _musts(library)
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            yield from _windows(book, today)
            yield from _review(book, today)


def _musts(library: Library) -> Iterator[Fault]:
    for item in items_of(library):
        for rule, spot in zip(item.model.rules, item.spot.below("rules"), strict=True):
            if rule.severity == "must" and not binding(rule.cite, item.book.province):
                yield (spot / "severity").fault(
                    "must 需要官方来源，这里的来源不是官方的，只能写 should 或 advice"
                )


def _windows(book: ProvinceBook, today: date) -> Iterator[Fault]:
    for spot in Spot(book.trees.province).below("windows"):
        window = book.province.windows[spot.name]
        dated = window.start or window.end or window.yearly or window.rounds
        if not dated and window.look_up:
            yield spot.fault("没有带年份的起止时间，用到它的判断会是“日期未知”", severity="info", key=True)
        if window.cycle is None and window.start and not window.end:
            yield spot.fault(
                "只有 start，没有 end 也没有 cycle，不知道何时过期", severity="warning", key=True
            )
        if window.cycle:
            yield from _in_cycle(book.province, spot, window.cycle, window)
        for each in spot.below("rounds"):
            yield from _in_cycle(book.province, each, each.name, window.rounds[each.name])
        cycles = [window.cycle] if window.cycle else [*window.rounds]
        if cycles and all(book.province.cycles[name].valid_to < today.isoformat() for name in cycles):
            yield spot.fault(f"周期 {'、'.join(cycles)} 已经结束，日期不会再用", severity="info", key=True)


def _in_cycle(province: Province, spot: Spot, name: str, dates: Dates) -> Iterator[Fault]:
    cycle = province.cycles[name]
    for edge in ("start", "end"):
        moment = getattr(dates, edge)
        if moment and not cycle.valid_from <= moment[:10] <= cycle.valid_to:
            yield (spot / edge).fault(f"不在周期 {name} 的 {cycle.valid_from} 至 {cycle.valid_to} 之内")


def _review(book: ProvinceBook, today: date) -> Iterator[Fault]:
    spot = Spot(book.written if isinstance(book, CityBook) else book.trees.province) / "reviewed_on"
    age = (today - date.fromisoformat(spot.value)).days
    if age > STALE_DAYS:
        yield spot.fault(f"上次核对在 {age} 天前，请对照来源重新核对", severity="warning")
    elif age < 0:
        yield spot.fault("核对日期在今天之后", severity="warning")
