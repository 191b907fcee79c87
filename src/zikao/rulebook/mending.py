"""The lines of faulty files as they should read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from zikao.rulebook.faults import Fault
from zikao.rulebook.reader import lines_of
from zikao.rulebook.repair import shown


def with_lines(faults: Iterable[Fault], roots: Sequence[Path]) -> list[Fault]:
    """The same faults, each with its line mended where the right word and its place are known.

    Args:
        faults: their files are relative to one of the roots.
        roots: folders of rulebooks, the first that has a file counts.
    """
    read: dict[str, list[str]] = {}
    made = []
    for fault in faults:
        if fault.nearest and fault.wrong and not fault.mended:
            if fault.file not in read:
                read[fault.file] = next(
                    (found for root in roots if (found := lines_of(root / fault.file))), []
                )
            fault = dataclasses.replace(fault, mended=_mended(fault, read[fault.file]))
        made.append(fault)
    return made


def _mended(fault: Fault, lines: list[str]) -> str | None:
    """The line of a fault with the nearest word in place of the wrong one."""
    if not (fault.wrong and fault.nearest and fault.line <= len(lines)):
        return None
    line, at = lines[fault.line - 1], fault.column - 1
    quote = line[at : at + 1]
    if quote in ('"', "'") and fault.nearest == fault.wrong:  # the quotes are what is wrong
        return shown(line[:at] + fault.nearest + line[at + len(fault.wrong) + 2 :], at)
    if quote in ('"', "'") and fault.nearest == f"[{fault.wrong}]":
        end = at + len(fault.wrong) + 2
        return shown(f"{line[:at]}[{line[at:end]}]{line[end:]}", at)
    if quote in ('"', "'"):
        at += 1
    if not line.startswith(fault.wrong, at):  # a name inside a text
        at = line.find(fault.wrong, at) if line.count(fault.wrong, at) == 1 else -1
    rest = line[:at] + line[at + len(fault.wrong) :]
    again = re.search(rf"(?<![\w-]){re.escape(fault.nearest)}(?![\w-])", rest)
    if at < 0 or (again and re.match(r"[\w-]+$", fault.nearest)):
        return None  # not found, or it would stand there twice
    return shown(line[:at] + fault.nearest + line[at + len(fault.wrong) :], at)
