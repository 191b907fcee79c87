"""`zikao check package`: which number and which courses belong to which file, and all files together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zikao.numbers import TICKET
from zikao.report import Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances
    from zikao.numbers import Written
    from zikao.package.facts import Measured

_ORDER = "请按文件的先后一个文件写一个号，文件夹里的按文件名排；不填号的写空，例如 --ticket-number 号1,,号3"


def ticket_numbers(given: Sequence[str], form: Written) -> tuple[str | None, ...]:
    """`--ticket-number`, repeated or with commas, as numbers in order; None where one was left empty.

    Args:
        given: as typed.
        form: how ticket numbers are written in this province.

    Raises:
        click.BadParameter: not a ticket number. The sentence does not repeat it.
    """
    found: list[str | None] = []
    for text in (part.strip() for each in given for part in re.split("[,，、]", each)):
        number = form.read(text) if text else None
        if text and number is None:
            said = f"第 {len(found) + 1} 个号码用不了，{form.refusal('准考证号')}。"
            raise click.BadParameter(said, param_hint="--ticket-number")
        found.append(number)
    return tuple(found)


def courses(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """`--course`, repeated.

    Raises:
        click.BadParameter: names that cannot be compared.
    """
    from zikao.package.declarable import LONGEST_COURSE, MOST_COURSES
    from zikao.package.text.courses import declarable

    if declarable(given) is None:
        raise click.BadParameter(
            f"课程最多 {MOST_COURSES} 门，每门写证书上的名称，不超过 {LONGEST_COURSE} 个字。"
        )
    return given


@dataclass
class Packages:
    """The archives or attachments of one run, with what was declared of each."""

    library: Library
    item: str
    files: Sequence[Path]
    circumstances: Circumstances
    """City and moment to judge by; numbers and courses stand beside, as each file has its own."""
    numbers: Sequence[str | None] = ()
    courses: Sequence[str] = ()
    together: bool = False

    def __post_init__(self) -> None:
        """Pair files and numbers.

        Raises:
            click.UsageError: they do not fit together, or the spec asks nothing of several files together.
        """
        files, numbers = len(self.files), len(self.numbers)
        if numbers and not (numbers == files or (self.together and numbers > files)):
            raise click.UsageError(f"给了 {numbers} 个准考证号、{files} 个文件，对不上。{_ORDER}")
        if numbers and len(set(self.files)) < files:
            raise click.UsageError("同一个文件写了两遍，分不清用哪个准考证号")
        province, _, name = self.item.partition("/")
        if self.together and name not in self.library.book(province, self.circumstances.city).together:
            raise click.UsageError(f"{self.item} 没有几个文件合在一起看的规则，不能用 --together")
        if self.courses and files > 1:
            raise click.UsageError("--course 一次只能配一个文件，请一个包一个包地检查")
        self._number = dict(zip(self.files, self.numbers, strict=False))
        self._facts: dict[Path, Mapping[str, Any]] = {}

    def measure(self, path: Path, data: bytes) -> dict[str, Any]:
        """The measured document."""
        document: dict[str, Any] = self._measured(path, data).model_dump(mode="json")
        return document

    def judge(self, path: Path, data: bytes) -> Report:
        """The report on one file."""
        return self._report(path, self._measured(path, data))

    def show(self, path: Path, data: bytes) -> tuple[Report, dict[str, Any]]:
        """The report, the entries of the archive, and what its pages look like."""
        from zikao.cli.gallery import gallery

        measured = self._measured(path, data)
        report = self._report(path, measured)
        entries = [each.model_dump(exclude_none=True) for each in measured.facts.contents or ()]
        return report, {"entries": entries, "gallery": gallery(data, measured, report.findings)}

    def judge_together(self) -> Report:
        """The report on all files, once each was looked at; one that cannot be read still has its number."""
        from zikao.checks.together import check_together
        from zikao.package.together import Declared

        archives = [
            Declared(path.name, self._number.get(path), self._facts.get(path, {})) for path in self.files
        ]
        listed = [number for number in self.numbers if number is not None]
        return check_together(self.library, self.item, archives, listed or None, self.circumstances)

    def _measured(self, path: Path, data: bytes) -> Measured:
        from zikao.checks.numbers import ticket_form
        from zikao.checks.package import measure_package
        from zikao.package.declarable import COURSES

        declared = {COURSES: list(self.courses), **self._circumstances(path).declared}
        form = ticket_form(self.library, self.item, self.circumstances.city)
        return measure_package(data, path.name, declared=declared, form=form)

    def _report(self, path: Path, measured: Measured) -> Report:
        from zikao.checks.package import known_of
        from zikao.checks.reporting import report_from

        known = known_of(measured, path.name)
        if self.together:
            self._facts[path] = known.facts
        return report_from(self.library, "package", self.item, known, self._circumstances(path))

    def _circumstances(self, path: Path) -> Circumstances:
        """Those of one file, with its number."""
        number = self._number.get(path)
        told = self.circumstances.declared
        return replace(self.circumstances, declared={**told, TICKET: number} if number else told)
