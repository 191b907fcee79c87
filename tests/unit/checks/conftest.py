"""The good example rulebook, as the checks use it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.checks.reporting import Known, report_from
from zikao.clock import BEIJING
from zikao.report import Finding, Report
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

GOOD = Path(__file__).resolve().parents[2] / "fixtures" / "rulebooks" / "good"


@pytest.fixture(scope="session")
def sitters(request: pytest.FixtureRequest) -> None:
    """Somebody to make portraits of: the studio's people, or the one whom a registry serves."""
    from .photo_cases import studio

    if not studio():
        request.getfixturevalue("free_person")


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(GOOD)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of 2026 in Beijing."""
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


class Bench:
    """Short ways to a report on the example province, in its application window."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.now: datetime | None = at(5, 25, 9)

    def answers(self, **facts: Any) -> Report:
        return check_eligibility(self.library, "demo/graduation", facts, Circumstances(now=self.now))

    def photo(self, absent: dict[str, str] | None = None, **facts: Any) -> Report:
        return report_from(
            self.library, "photo", "demo/graduation", Known(facts, absent or {}), Circumstances(now=self.now)
        )

    def package(self, absent: dict[str, str] | None = None, **facts: Any) -> Report:
        return report_from(
            self.library, "package", "demo/evidence", Known(facts, absent or {}), Circumstances(now=self.now)
        )


@pytest.fixture
def bench(library: Library) -> Bench:
    return Bench(library)


def of(report: Report, rule: str) -> Finding:
    """The finding of one rule."""
    (found,) = (each for each in report.findings if each.id.endswith(f".{rule}"))
    return found
