"""A candidate's answers, judged against a procedure."""

from __future__ import annotations

from zikao.checks.answers import checked_answers
from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.reporting import Known, report_from
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
        facts: answers by fact name; left out or null is "not known".
        circumstances: whose rules and which moment.

    Raises:
        NotInRulebookError: unknown province, city or procedure, or one without rules.
        FactsInvalid: answers that the questions do not allow, with every one of them.
    """
    answers = checked_answers(library, item, facts, circumstances)
    return report_from(library, "procedure", item, Known(answers), circumstances)
