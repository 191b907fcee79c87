"""A portrait's part of the page of a report: its drawing, and the letters in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances
    from zikao.photo.marks import Mark


def show_photo(
    library: Library, item: str, data: bytes, name: str, circumstances: Circumstances
) -> tuple[Report, dict[str, Any]]:
    """The report, and further arguments of `HtmlReport.add`.

    The picture with what was measured drawn on it, and the letter there of each finding that has one.
    """
    from zikao.checks.in_force import item_in_force
    from zikao.checks.photo import look_at_photo
    from zikao.checks.reporting import report_from

    item = item_in_force(library, "photo", item, circumstances)
    known, portrait = look_at_photo(library, item, data, name, circumstances)
    report = report_from(library, "photo", item, known, circumstances)
    if portrait is None:
        return report, {}
    from zikao.photo.draw import Bands, draw
    from zikao.photo.marks import lettered

    compiled = library.compiled("photo", item, circumstances.city)
    values = {value: each.value for value, each in compiled.values.items()}
    marks = _marks(report)
    letters = {id(mark): letter for letter, mark in lettered(marks.values())}
    named = {finding: letters[id(mark)] for finding, mark in marks.items() if id(mark) in letters}
    return report, {"drawing": draw(portrait, Bands.of(values), list(marks.values())), "letters": named}


def _marks(report: Report) -> dict[str, Mark]:
    """What is wrong and where, by the finding's id, gravest first."""
    from zikao.photo.marks import Mark
    from zikao.photo.places import Place

    wrong = [each for each in report.findings if each.outcome == "no" and each.regions]
    return {
        each.id: Mark(
            each.sentence.rstrip("。"),
            tuple(Place(region.box, region.line) for region in each.regions if region.box),
        )
        for each in wrong
    }
