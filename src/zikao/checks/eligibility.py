"""A candidate's answers, judged against a procedure."""

from __future__ import annotations

from zikao.checks.answers import checked_answers
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.reporting import Known, report_on
from zikao.judge.evaluate import Facts
from zikao.report import Report
from zikao.rulebook.library import Library


def check_eligibility(
    library: Library, item: str, facts: Facts, circumstances: Circumstances = HERE_AND_NOW
) -> Report:
    """Judge a candidate's answers against a procedure.

    Args:
        library: the rulebooks.
        item: `province/procedure`.
        facts: answers by fact name; left out is "not asked yet", null "not sure", which is not asked again.
        circumstances: whose rules and which moment.

    Raises:
        NotInRulebookError: unknown province, city or procedure, or one without rules.
        FactsInvalid: answers that the questions do not allow, with every one of them.
    """
    known = checked_answers(library, item, facts, circumstances)
    return report_on(library, "procedure", item, Known(known), circumstances)
