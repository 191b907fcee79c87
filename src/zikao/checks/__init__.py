"""The three checks: measure, judge, report.

Every check takes the loaded rulebooks and ``province/item`` and returns a `zikao.report.Report`. Nothing is
kept, and nothing here reads the clock once ``now`` is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zikao.checks.answers import FactProblem, FactsInvalid, checked_answers
from zikao.checks.reporting import MeasuredOn, report_from
from zikao.report import Report
from zikao.rulebook.answers import facts_schema, normalise
from zikao.rulebook.store import Library

if TYPE_CHECKING:
    from zikao.package import Limits as PackageLimits
    from zikao.package import Measured as PackageMeasured
    from zikao.photo import Measured as PhotoMeasured

__all__ = [
    "FactProblem",
    "FactsInvalid",
    "allowed_grounds",
    "check_eligibility",
    "check_package",
    "check_photo",
    "facts_schema",
    "measure_package",
    "measure_photo",
    "normalise",
    "report_from",
]


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
        NotInRulebookError: unknown province, city or procedure.
        FactsInvalid: answers that the questions do not allow, with every one of them.
    """
    answers = checked_answers(library, item, facts, city)
    return report_from(library, "procedure", item, answers, city=city, now=now, measured_on=measured_on)


def check_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    declared: Mapping[str, Any] | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Measure a portrait and judge it against a photo spec.

    Args:
        library: the rulebooks.
        item: ``province/spec``.
        data: the file.
        name: its name, as the candidate sees it.
        city: id of a city overlay.
        now: the moment to judge at; naive means Beijing time, None means the clock.
        declared: facts that the caller knows and no measurement can.
        measured_on: where it was measured.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    values = library.compiled("photo", item, city)["values"]
    measured = measure_photo(data, name, backgrounds=values.get("background_colors", {}).get("value"))
    facts = {**measured.facts, **(declared or {})}
    return report_from(
        library, "photo", item, facts, measured.absent, city=city, now=now, measured_on=measured_on, file=name
    )


def check_package(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    declared: Mapping[str, str] | None = None,
    limits: PackageLimits | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Measure an archive or attachment and judge it against a package spec.

    As `check_photo`, but ``declared`` holds what the candidate typed, such as ``admission_ticket_number``:
    it is compared with what the pages say and stands in no fact. ``limits`` bounds the measuring.
    """
    library.compiled("package", item, city)
    measured = measure_package(data, name, declared=declared, limits=limits)
    return report_from(
        library,
        "package",
        item,
        measured.model_dump(mode="json")["facts"],
        measured.absent,
        city=city,
        now=now,
        measured_on=measured_on,
        file=name,
    )


def measure_photo(
    data: bytes, name: str | None = None, *, backgrounds: Collection[str] | None = None
) -> PhotoMeasured:
    """The facts of a portrait; see `zikao.photo.measure`.

    ``backgrounds`` names the colours that a spec allows: the ground's distance is counted to the nearest of
    them. None: white and the reference light blue.
    """
    from zikao.photo import measure

    return measure(data, name, allowed_backgrounds=allowed_grounds(backgrounds))


def allowed_grounds(names: Collection[str] | None) -> dict[str, tuple[int, int, int]] | None:
    """Colours that a spec allows, by name, as sRGB bytes; None where it names none."""
    from zikao.photo.ground.named import BACKGROUND_COLORS

    wanted = names or ()
    grounds: dict[str, tuple[int, int, int]] = {
        color: rgb for color, rgb in BACKGROUND_COLORS.items() if color in wanted
    }
    return grounds or None


def measure_package(
    data: bytes,
    name: str | None = None,
    *,
    declared: Mapping[str, str] | None = None,
    limits: PackageLimits | None = None,
) -> PackageMeasured:
    """The facts of an archive; see `zikao.package.measure`."""
    from zikao.package import DEFAULT, measure

    return measure(data, name, limits or DEFAULT, declared)
