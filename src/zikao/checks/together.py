"""Several archives of one candidate, judged together: one for each ticket number, and no number twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zikao.checks.reporting import MeasuredOn, report_from
from zikao.package.together import Declared, compare
from zikao.report import Report
from zikao.rulebook.library import Library


def check_together(
    library: Library,
    item: str,
    archives: Sequence[Declared],
    numbers: Sequence[str] | None = None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Judge archives that were each measured before against what a package spec asks of all of them.

    Args:
        library: the rulebooks.
        item: ``province/spec``; one with rules under ``together``.
        archives: in the order in which they are to be uploaded.
        numbers: all old ticket numbers of the candidate, as typed; None where they were not listed.
        city: id of a city overlay.
        now: the moment to judge at; naive means Beijing time, None means the clock.
        measured_on: where the archives were measured.

    Raises:
        NotInRulebookError: unknown province, city or spec, or a spec without such rules.
    """
    library.compiled("together", item, city)
    facts, absent = compare(archives, numbers)
    return report_from(library, "together", item, facts, absent, city=city, now=now, measured_on=measured_on)
