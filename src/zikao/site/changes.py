"""What became different for a candidate, version by version."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from zikao.rulebook.model import Change, Province


def changes(province: Province, procedure: str) -> Iterator[tuple[str, str, list[Change]]]:
    """What touches a procedure: version, its day, its changes in the order of the file; the newest first."""
    touching = [
        change for change in province.changes if not change.procedures or procedure in change.procedures
    ]
    newest_first = sorted(touching, key=_number, reverse=True)
    for _, group in groupby(newest_first, key=_number):
        of_version = list(group)
        yield of_version[0].version, of_version[0].on, of_version


def _number(change: Change) -> tuple[int, ...]:
    return tuple(map(int, change.version.split(".")))
