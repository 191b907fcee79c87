"""Everything that can be said against a folder of rulebooks, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from zikao.clock import beijing_today
from zikao.rulebook import authorities
from zikao.rulebook.faults import Fault, errors, in_order
from zikao.rulebook.library import Library
from zikao.rulebook.lint import examples, offices, questions, reach, standing, texts, told, usage
from zikao.rulebook.store import examine, rulebooks_root
from zikao.rulebook.unfilled import others

CHECKS: tuple[Callable[[Library, date], Iterator[Fault]], ...] = (
    standing.check,
    texts.check,
    told.check,
    usage.check,
    questions.check,
    offices.check,
    reach.check,
    examples.check,
)


def lint(root: Path | None = None, *, today: date | None = None) -> list[Fault]:
    """All faults of a folder, sorted by file and line.

    What needs whole books (examples, reach, usage) is looked at once nothing is wrong with the files as such.

    Args:
        root: the folder with one folder per province; None: the rulebooks that come with the program.
        today: the day to judge ages by; None: today in Beijing.
    """
    library, faults = examine(root or rulebooks_root())
    faults += authorities.check(library, root)
    if not errors(others(faults)):
        faults += of_whole_books(library, today or beijing_today())
    return in_order(faults)


def of_whole_books(library: Library, today: date) -> list[Fault]:
    """What can be said against rulebooks in whose files nothing is wrong."""
    return [fault for check in CHECKS for fault in check(library, today)]
