"""Everything that can be said against a folder of rulebooks, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from zikao.clock import beijing_today
from zikao.rulebook import authorities
from zikao.rulebook.faults import Fault, errors, in_order
from zikao.rulebook.library import Library
from zikao.rulebook.lint import (
    examples,
    file_names,
    follows,
    offices,
    questions,
    reach,
    standing,
    texts,
    told,
    usage,
    windows,
)
from zikao.rulebook.lint.soundness import sound
from zikao.rulebook.mending import with_lines
from zikao.rulebook.store import examine, rulebooks_root
from zikao.rulebook.unfilled import others

Check = Callable[[Library, date], Iterator[Fault]]
CHECKS: tuple[Check, ...] = (
    standing.check,
    texts.check,
    told.check,
    usage.check,
    questions.check,
    offices.check,
    file_names.check,
    follows.check,
    reach.check,
    windows.check,
    examples.check,
)
ALL: tuple[Check, ...] = (*CHECKS, usage.check_whole, windows.check_whole)
"""The last are for a folder without an error: what looks unused may be used where nothing could be read."""


def lint(root: Path | None = None, *, today: date | None = None) -> list[Fault]:
    """All faults of a folder, sorted by file and line.

    What needs whole items (examples, reach, usage) is looked at wherever nothing is wrong with their files.

    Args:
        root: the folder with one folder per province; None: the rulebooks that come with the program.
        today: the day to judge ages by; None: today in Beijing.
    """
    folder = root or rulebooks_root()
    library, faults = examine(folder)
    faults += authorities.check(library, root)
    faulty = {fault.file for fault in errors(others(faults))}
    faults += of_whole_books(sound(library, faulty), today or beijing_today(), CHECKS if faulty else ALL)
    return with_lines(in_order(faults), (folder, rulebooks_root()))


def of_whole_books(library: Library, today: date, checks: Iterable[Check] = ALL) -> list[Fault]:
    """What can be said against rulebooks in whose files nothing is wrong."""
    return [fault for check in checks for fault in check(library, today)]
