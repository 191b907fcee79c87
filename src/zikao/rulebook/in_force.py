"""Which of the file specs that follow one another holds on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from zikao.rulebook.model import Spec


class Dated(Protocol):
    """What is in force from and until a day."""

    @property
    def valid_from(self) -> str | None:
        """Its first day; None: as long as known."""

    @property
    def valid_until(self) -> str | None:
        """Its last day; None: until further notice."""


def line(shelf: Mapping[str, Spec], name: str) -> list[str]:
    """The specs that follow one another and that this one is among, the oldest first.

    Names that stand for nothing and circles end it: lint tells of them.
    """
    after = {spec.follows.spec: key for key, spec in shelf.items() if spec.follows}
    found = [name]
    while (before := shelf[found[0]].follows) and before.spec in shelf and before.spec not in found:
        found.insert(0, before.spec)
    while (later := after.get(found[-1])) and later not in found:
        found.append(later)
    return found


def holding(shelf: Mapping[str, Spec], name: str, day: str) -> str:
    """The spec in force on a day, YYYY-MM-DD, in the line of this one.

    On a day of which no spec says that it holds, the next one counts: what is handed in is judged by then.
    After all of them, the last.
    """
    names = line(shelf, name)
    return next((each for each in names if not over(shelf[each], day)), names[-1])


def over(dated: Dated, day: str) -> bool:
    """Whether its last day lies before this one."""
    return dated.valid_until is not None and dated.valid_until < day


def kept(shelf: Mapping[str, Spec], day: str) -> dict[str, Spec]:
    """The specs of a shelf that hold on a day or later; of a line that is over altogether, the last."""
    return {
        name: spec for name, spec in shelf.items() if not over(spec, day) or holding(shelf, name, day) == name
    }


def current(shelf: Mapping[str, Spec], day: str) -> dict[str, Spec]:
    """The specs of a shelf without those that others have followed by that day."""
    return {name: spec for name, spec in shelf.items() if holding(shelf, name, day) == name}
