"""An archive or a single attachment, measured and judged against a package spec."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zikao.checks.reporting import MeasuredOn, report_from
from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.package import Limits, Measured


def check_package(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    *,
    city: str | None = None,
    now: datetime | None = None,
    declared: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    measured_on: MeasuredOn = "server",
) -> Report:
    """Measure an archive or attachment and judge it against a package spec.

    As `zikao.checks.check_photo`, but ``declared`` holds what the candidate typed and the pages are compared
    with: ``admission_ticket_number``, which stands in no fact, and ``courses``, a list of names. ``limits``
    bounds the measuring.
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


def measure_package(
    data: bytes,
    name: str | None = None,
    *,
    declared: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
) -> Measured:
    """The facts of an archive; see `zikao.package.measure`."""
    from zikao.package import DEFAULT, measure

    return measure(data, name, limits or DEFAULT, declared)
