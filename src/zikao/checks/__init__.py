"""The three checks: measure, judge, report.

Every check takes the loaded rulebooks and ``province/item`` and returns a `zikao.report.Report`. Nothing is
kept, and nothing here reads the clock once ``now`` is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zikao.checks.aims import CannotFitError, can_fit
from zikao.checks.answers import FactProblem, FactsInvalid, checked_answers
from zikao.checks.fitting import Fitted, fit_photo
from zikao.checks.reporting import MeasuredOn, report_from
from zikao.checks.where import facts_read, places_in
from zikao.report import Report
from zikao.rulebook.answers import facts_schema, normalise
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.package import Limits as PackageLimits
    from zikao.package import Measured as PackageMeasured
    from zikao.photo import Measured as PhotoMeasured
    from zikao.photo.portrait import Portrait

__all__ = [
    "CannotFitError",
    "FactProblem",
    "FactsInvalid",
    "Fitted",
    "allowed_grounds",
    "can_fit",
    "check_eligibility",
    "check_package",
    "check_photo",
    "facts_schema",
    "fit_photo",
    "look_at_photo",
    "measure_package",
    "measure_photo",
    "normalise",
    "places_in",
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
        NotInRulebookError: unknown province, city or procedure, or one without rules.
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
    origin: Mapping[str, Any] | None = None,
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
        declared: facts that the candidate vouches for, such as ``date_taken`` and ``front_camera``: they
            count where the file itself does not tell.
        origin: facts of the picture that this file was made from; they go before the file's own.
        measured_on: where it was measured.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    measured, portrait = look_at_photo(library, item, data, name, city=city)
    facts = {**(declared or {}), **measured.facts, **(origin or {})}
    return report_from(
        library,
        "photo",
        item,
        facts,
        measured.absent,
        city=city,
        now=now,
        measured_on=measured_on,
        file=name,
        places=places_in(portrait),
    )


def check_package(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    declared: Mapping[str, Any] | None = None,
    limits: PackageLimits | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Measure an archive or attachment and judge it against a package spec.

    As `check_photo`, but ``declared`` holds what the candidate typed and the pages are compared with:
    ``admission_ticket_number``, which stands in no fact, and ``courses``, a list of names. ``limits`` bounds
    the measuring.
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


def look_at_photo(
    library: Library, item: str, data: bytes, name: str | None, *, city: str | None = None
) -> tuple[PhotoMeasured, Portrait | None]:
    """What a spec's rules ask of a portrait, and what was seen; no network runs for facts that none reads.

    Raises as `check_photo`.
    """
    from zikao.photo import look

    document = library.compiled("photo", item, city)
    colors = document["values"].get("background_colors", {}).get("value")
    wanted = library.once("facts read", "photo", item, city, lambda: facts_read(document))
    return look(data, name, allowed_backgrounds=allowed_grounds(colors), wanted=wanted)


def measure_photo(
    data: bytes, name: str | None = None, *, backgrounds: Collection[str] | None = None
) -> PhotoMeasured:
    """All facts of a portrait; see `zikao.photo.measure`.

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
    declared: Mapping[str, Any] | None = None,
    limits: PackageLimits | None = None,
) -> PackageMeasured:
    """The facts of an archive; see `zikao.package.measure`."""
    from zikao.package import DEFAULT, measure

    return measure(data, name, limits or DEFAULT, declared)
