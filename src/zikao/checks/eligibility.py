"""A candidate's answers, judged against a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zikao.checks.answers import checked_answers
from zikao.checks.reporting import MeasuredOn, report_from
from zikao.report import Report
from zikao.rulebook.library import Library


def check_eligibility(
    library: Library,
    item: str,
    facts: Mapping[str, Any],
    *,
    city: str | None = None,
    now: datetime | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Judge a candidate's answers against a procedure.

    Args:
        library: the rulebooks.
        item: ``province/procedure``.
        facts: answers by fact name; left out or null is "not known".
        city: id of a city overlay.
        now: the moment to judge at; naive means Beijing time, None means the clock.
        measured_on: where the answers were given.

    Raises:
        NotInRulebookError: unknown province, city or procedure, or one without rules.
        FactsInvalid: answers that the questions do not allow, with every one of them.
    """
    answers = checked_answers(library, item, facts, city)
    return report_from(library, "procedure", item, answers, city=city, now=now, measured_on=measured_on)
