"""Specs that follow one another: days that two of them claim, or none, and lines that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from zikao.rulebook.conditions import Item, items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.model import Spec


def check(library: Library, today: date) -> Iterator[Fault]:
    """Each spec beside the one that it follows."""
    for item in items_of(library):
        model = item.model
        if isinstance(model, Spec) and model.follows is not None:
            yield from _beside(item, model, model.follows.spec)


def _beside(item: Item, newer: Spec, name: str) -> Iterator[Fault]:
    follows = item.spot / "follows"
    shelf = item.book.photos if item.kind == "photo" else item.book.packages
    older = shelf.get(name)
    if older is None:
        return
    if name == item.name or item.name in _before(shelf, name):
        yield (follows / "spec").fault(f"follows 绕成了一圈：{item.name} 接替的规格，又接替 {item.name}")
        return
    rivals = [key for key, spec in shelf.items() if spec.follows and spec.follows.spec == name]
    if rivals[0] != item.name:
        yield (follows / "spec").fault(f"{rivals[0]} 已经接替了 {name}，一个规格只能由一个接替")
    if older.file_class != newer.file_class:
        yield (follows / "spec").fault(f"{name} 是另一类文件（file_class 不同），不能由这一个接替")
    if newer.valid_from is None or older.valid_until is None:
        missing = f"{item.name} 的 valid_from" if newer.valid_from is None else f"{name} 的 valid_until"
        yield follows.fault(f"还要写 {missing}，否则不知道哪一天按哪一个检查", key=True)
    elif newer.valid_from <= older.valid_until:
        said = f"{newer.valid_from} 到 {older.valid_until} 两个规格都有效，检查时不知道按哪一个"
        yield (item.spot / "valid_from").fault(said)
    elif newer.valid_from > _after(older.valid_until) and newer.follows and not newer.follows.between:
        said = (
            f"{_after(older.valid_until)} 到 {_before_day(newer.valid_from)} 哪一个规格都不算有效；"
            "来源没有说清楚的，在 follows.between 写明知道些什么"
        )
        yield (item.spot / "valid_from").fault(said, severity="warning")


def _before(shelf: Mapping[str, Spec], name: str) -> list[str]:
    """The specs before one, as far as they do not come round again."""
    found: list[str] = []
    while name in shelf and (follows := shelf[name].follows) and follows.spec not in found:
        name = follows.spec
        found.append(name)
    return found


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _before_day(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
