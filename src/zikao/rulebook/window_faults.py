"""What cannot be true of a window's dates, told with the line to write in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from zikao.rulebook.faults import Fault
from zikao.rulebook.model.times import MIDNIGHT
from zikao.rulebook.tree import Spot


def window_faults(window: Spot) -> Iterator[Fault]:
    """Faults of one window as written; the values themselves have been validated."""
    yield from _dates(window)
    if window.value.get("yearly"):
        for key in ("start", "end", "cycle"):
            if key in window.value:
                yield (window / key).fault(
                    f"yearly 是每年都有的，不再写 {key}；只是这一轮的日期，就不写 yearly", key=True
                )
    for span in window.below("yearly"):
        yield from _yearly(span)
    if window.value.get("rounds"):
        for key in ("start", "end", "cycle"):
            if key in window.value:
                yield (window / key).fault(f"有 rounds 时，{key} 写进那一轮里", key=True)
    elif "cite" not in window.value:
        yield window.fault("缺少 cite", key=True)
    for each in window.below("rounds"):
        yield from _dates(each)


def _dates(spot: Spot) -> Iterator[Fault]:
    """What holds wherever a start and an end stand."""
    start, end = spot.value.get("start"), spot.value.get("end")
    if start and start.endswith(MIDNIGHT):
        morrow = date.fromisoformat(start[:10]) + timedelta(days=1)
        message = "24:00 是一天的结束，开始写第二天的 00:00"
        yield (spot / "start").fault(message, nearest=f"{morrow}T00:00")
    elif start and end and _whole(start, "T00:00") > _whole(end, MIDNIGHT):
        yield (spot / "end").fault("end 早于 start")
    for daily in spot.each("daily"):
        if daily.value["from"] >= daily.value["to"]:
            yield (daily / "to").fault("daily 的 to 不晚于 from")


def _yearly(span: Spot) -> Iterator[Fault]:
    start, end = span.value.get("from"), span.value.get("to")
    if not start and not end:
        yield span.fault('每年的一段要写 from、to，或者其中一个，例如 {from: "03-10", to: "03-16"}')
    if start and start.endswith(MIDNIGHT):
        morrow = date.fromisoformat(f"2001-{start[:5]}") + timedelta(days=1)
        yield (span / "from").fault("24:00 是一天的结束，开始写第二天", nearest=f"{morrow:%m-%d}")
    elif start and end and start[:5] == end[:5] and _whole(start, "T00:00") > _whole(end, MIDNIGHT):
        yield (span / "to").fault("to 早于 from")


def _whole(moment: str, time: str) -> str:
    """A moment, of a day alone the one at this time."""
    return moment if "T" in moment else moment + time
