"""A fault in a rulebook: where it is, what is wrong, and the nearest right word.

Faults are collected, never raised one by one: whoever writes a province sees all of them at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from zikao.errors import ZikaoError

FaultSeverity = Literal["error", "warning", "info"]

SHOWN = 50
"""How many faults one exception spells out; the rest are counted."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one file; `line` and `column` count from 1, `file` is relative to the root."""

    file: str
    line: int
    column: int
    path: str
    message: str
    nearest: str | None = None
    severity: FaultSeverity = "error"
    wrong: str | None = field(default=None, compare=False)
    """The word in place of which `nearest` belongs, as it stands in the file."""
    mended: str | None = field(default=None, compare=False)
    """The line as it should read, where that is known."""

    @property
    def sentence(self) -> str:
        """The whole fault as one zh-CN sentence that starts with file:line:column."""
        where = f"{self.file}:{self.line}:{self.column}"
        named = f" {self.path}" if self.path else ""
        mend = f"，是不是 {self.nearest}？" if self.nearest else "。"
        line = f"应写成：{self.mended}" if self.mended else ""
        return f"{where}{named}：{self.message}{mend}{line}"

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Waiting(Fault):
    """What was not looked at, since the file at which this stands has faults."""


class RulebookFaults(ZikaoError):  # noqa: N818 - it carries faults, and the name says so
    """Rulebooks that cannot be used, with every fault found in them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        shown = [fault.sentence for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            shown.append(f"……另有 {len(self.faults) - SHOWN} 处。")
        super().__init__("\n".join([f"规则文件有 {len(self.faults)} 处错误：", *shown]))


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Sorted by file and place, each fault once however many books share the faulty piece.

    Where one at a place knows the right word, those that only say that it is wrong are left out.
    """
    first = {(*_place(fault), fault.message): fault for fault in reversed(list(faults))}
    mended = {_place(fault) for fault in first.values() if fault.nearest}
    told = [fault for fault in first.values() if fault.nearest or _place(fault) not in mended]
    return sorted(told, key=lambda fault: (*_place(fault), fault.message))


def _place(fault: Fault) -> tuple[str, int, int]:
    return fault.file, fault.line, fault.column


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Those that keep a rulebook from being used."""
    return [fault for fault in faults if fault.severity == "error"]


_ALIKE = 0.65
"""Share of letters in common; below it, names as short as those of provinces look alike by chance."""


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word most like the given one, or None where none is near."""
    words = list(known)
    for written in (str(word), str(word).lower()):
        if close := difflib.get_close_matches(written, words, 1, _ALIKE):
            return close[0]
    return None
