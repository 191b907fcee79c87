"""Whether each rulebook whose meaning changed has a higher version: what `zikao lint --against` adds."""

from __future__ import annotations

from collections.abc import Iterator

from zikao.authoring.difference.report import risen
from zikao.authoring.difference.told import line
from zikao.authoring.difference.versions import Version, version_of
from zikao.authoring.difference.weight import heaviest, next_version, number, weight_of
from zikao.authoring.difference.words import Words
from zikao.authoring.difference.written import Piece, compare
from zikao.rulebook.faults import Fault
from zikao.rulebook.files import SHELVES, ProvinceFiles
from zikao.rulebook.tree import Map, Spot


def unraised(folder: str, against: str) -> list[Fault]:
    """Faults of rulebooks that say something else than before under the version of before.

    Args:
        folder: the rulebooks as they are.
        against: the state before, as `version_of` takes it.

    Raises:
        NoSuchVersionError: there is no such state.
    """
    old, new = version_of(against, folder, load=False), version_of(folder, load=False)
    return [
        fault
        for name in new.files
        if name in old.files
        for fault in _province(old.files[name], new.files[name], old)
    ]


def _province(old: ProvinceFiles, new: ProvinceFiles, before: Version) -> Iterator[Fault]:
    differences = [(old.province, new.province, piece) for piece in compare(old.province, new.province)]
    gone = set()
    for shelf in ("procedures", *SHELVES):
        olds, news = old.shelf(shelf), new.shelf(shelf)
        gone |= set(olds) - set(news)
        for name in [*olds, *(name for name in news if name not in olds)]:
            empty = Map(new.province.position)
            left, right = olds.get(name, empty), news.get(name, empty)
            differences += [(left, right, piece) for piece in compare(left, right)]
    yield from _told(old.province, new.province, differences, before, gone=bool(gone))
    for name in new.cities:
        if name in old.cities:
            trees = old.cities[name], new.cities[name]
            found = [(*trees, piece) for piece in compare(*trees)]
            yield from _told(*trees, found, before, gone=False)


def _told(
    old: Map, new: Map, found: list[tuple[Map, Map, Piece]], before: Version, *, gone: bool
) -> Iterator[Fault]:
    was, now = old.get("version"), new.get("version")
    if not isinstance(was, str) or not isinstance(now, str):
        return
    spot = Spot(new) / "version"
    if number(now) < number(was):
        yield spot.fault(f"版本号比 {before.label} 里的 {was} 还低")
    elif found and not risen(was, now):
        weight = "gone" if gone else heaviest(weight_of(piece) for *_, piece in found) or "words"
        left, right, piece = found[0]
        told = line(piece, left, right, (Words({}, {}), Words({}, {})))
        where = told.new or told.old
        yield spot.fault(
            f"和 {before.label} 相比，内容有 {len(found)} 处变了（如 {where} 的{told.about}），"
            f"版本号却没有升；请改为 {next_version(was, weight)}，并在 changes 里写上"
        )
    elif found and "changes" in new and not any(each.get("version") == now for each in new["changes"]):
        yield spot.fault(f"{now} 这一版没有写进 changes：考生看不到变了什么", severity="warning")
