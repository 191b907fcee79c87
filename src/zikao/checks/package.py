"""An archive or a single attachment, measured and judged against a package spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.reporting import Known, report_from
from zikao.judge.evaluate import Facts
from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.package.facts import Measured
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
    library.compiled("package", item, circumstances.city)
    measured = measure_package(data, name, declared=circumstances.declared, limits=limits)
    return report_from(library, "package", item, known_of(measured, name), circumstances)


def measure_package(
    data: bytes,
    name: str | None = None,
    *,
    declared: Facts | None = None,
    limits: Limits | None = None,
) -> Measured:
    """The facts of an archive; see `zikao.package.measuring.measure`."""
    from zikao.package.limits import DEFAULT
    from zikao.package.measuring import measure

    return measure(data, name, limits or DEFAULT, declared)


def known_of(measured: Measured, name: str | None) -> Known:
    """What was measured of the file of this name, as the rules read it."""
    return Known(measured.model_dump(mode="json")["facts"], measured.absent, file=name)
