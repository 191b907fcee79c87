"""What may be counted of an answer: names out of routes and rulebooks, and a time. Nothing of a request.

No address, no name and no value of an answer, not even how many were given: whoever counts gets a `Seen`,
which has no field for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zikao.report import Report


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer."""

    route: str
    """Name of the route."""
    status: int
    seconds: float
    """From the request's being read to its being answered, without what lies before and behind."""
    problem: str | None = None
    """Kind of the problem, where it was one."""
    item: str | None = None
    """`province/item` of a report."""
    verdict: str | None = None
    no: tuple[str, ...] = ()
    """Ids of the rules that were not met."""
    unknown: tuple[str, ...] = ()
    """Ids of the rules that could not be told, or were not checked."""


Watch = Callable[[Seen], None]
"""Counts an answer. It may not raise, and may not wait."""


def unwatched(seen: Seen) -> None:
    """Count nothing."""


def seen_of(route: str, status: int, seconds: float, answer: Report | str) -> Seen:
    """What may be counted of an answer: of its report, or else of its problem's kind, if it was one."""
    if isinstance(answer, str):
        return Seen(route, status, seconds, problem=answer or None)
    return Seen(
        route,
        status,
        seconds,
        item=f"{answer.target.province}/{answer.target.item}",
        verdict=answer.verdict,
        no=tuple(each.id for each in answer.findings if each.outcome == "no"),
        unknown=tuple(each.id for each in answer.findings if each.outcome not in ("yes", "no")),
    )
