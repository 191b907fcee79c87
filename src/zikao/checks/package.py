"""An archive or a single attachment, measured and judged against a package spec."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.in_force import item_in_force
from zikao.checks.numbers import ticket_form
from zikao.checks.reporting import Known, report_from
from zikao.judge.evaluate import Facts
from zikao.numbers import Written
from zikao.package.choices import PAPERS
from zikao.package.declarable import ANY_TICKET
from zikao.report import PageRead, Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.package.facts import Measured, PageFacts
    from zikao.package.limits import Limits


def check_package(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    circumstances: Circumstances = HERE_AND_NOW,
    *,
    limits: Limits | None = None,
) -> Report:
    """Measure an archive or attachment and judge it against a package spec.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        data: the file.
        name: its name, as the candidate sees it.
        circumstances: whose rules, which moment, and what the candidate says of the file.
        limits: bounds of the measuring; None: `zikao.package.limits.DEFAULT`.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    item = item_in_force(library, "package", item, circumstances)
    form = ticket_form(library, item, circumstances.city)
    measured = measure_package(data, name, declared=circumstances.declared, limits=limits, form=form)
    return report_from(library, "package", item, known_of(measured, name), circumstances)


def measure_package(
    data: bytes,
    name: str | None = None,
    *,
    declared: Facts | None = None,
    limits: Limits | None = None,
    form: Written = ANY_TICKET,
) -> Measured:
    """The facts of an archive; see `zikao.package.measuring.measure`."""
    from zikao.package.limits import DEFAULT
    from zikao.package.measuring import measure

    return measure(data, name, limits or DEFAULT, declared, form)


def known_of(measured: Measured, name: str | None) -> Known:
    """What was measured of the file of this name, as the rules read it, and what each page was taken for."""
    facts = measured.model_dump(mode="json")["facts"]
    return Known(facts, measured.absent, file=name, pages=tuple(_pages(measured)))


def _pages(measured: Measured) -> Iterator[PageRead]:
    from zikao.package.shown import shown_name

    for page in measured.facts.pages or ():
        yield PageRead(
            entry=shown_name(page.name) if page.name else None,
            index=page.index or 0,
            page=page.page or 1,
            opened=page.page_decodes is True,
            looked_at=page.page_decodes is not None,
            taken_for=_paper(page),
            ticket_number=page.page_ticket_number,
            typed=page.page_ticket_typed,
            read=page.page_ticket_read,
        )


def _paper(page: PageFacts) -> str | None:
    """What a page shows; a paper of none of the kinds that are told apart by its title, where it has one."""
    if page.page_type == "other" and page.page_other_paper:
        return page.page_other_paper
    return PAPERS[page.page_type] if page.page_type else None
