"""Several archives of one candidate, judged together: one for each ticket number, and no number twice."""

from __future__ import annotations

from collections.abc import Sequence

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.numbers import ticket_form
from zikao.checks.reporting import Known, report_from
from zikao.package.together import Declared, compare
from zikao.report import Report
from zikao.rulebook.library import Library


def check_together(
    library: Library,
    item: str,
    archives: Sequence[Declared],
    numbers: Sequence[str] | None = None,
    circumstances: Circumstances = HERE_AND_NOW,
) -> Report:
    """Judge archives that were each measured before against what a package spec asks of all of them.

    Args:
        library: the rulebooks.
        item: `province/spec`; one with rules under `together`.
        archives: in the order in which they are to be uploaded.
        numbers: all old ticket numbers of the candidate, as typed; None where they were not listed.
        circumstances: whose rules and which moment.

    Raises:
        NotInRulebookError: unknown province, city or spec, or a spec without such rules.
    """
    library.compiled("together", item, circumstances.city)
    form = ticket_form(library, item, circumstances.city)
    return report_from(library, "together", item, Known(*compare(archives, numbers, form)), circumstances)
