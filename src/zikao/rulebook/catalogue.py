"""A province's own register: every fact of its catalogue, who says it, and where the rulebook carries it.

The register of a whole folder of rulebooks goes through documents, one after the other. Where a province is
written from many notices its facts are catalogued by subject instead, and one fact stands in several sources.
Such a catalogue lies in the province's folder as `coverage.yaml` and numbers its facts for itself: GD-001.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from zikao.rulebook.coverage import FILE, Row, counted, is_number, row_faults
from zikao.rulebook.faults import Fault, RulebookFaults, in_order
from zikao.rulebook.library import Library
from zikao.rulebook.model.base import Model, Slug, Source, Text
from zikao.rulebook.reader import read
from zikao.rulebook.store import rulebooks_root
from zikao.rulebook.tree import Map, Spot
from zikao.rulebook.validate import validate


class CataloguedRow(Row):
    """One catalogued fact, with the sources that say it."""

    sources: list[Slug] = []
    """Keys of sources of the province, one of which has to be cited where the fact is carried. Empty: what
    the writer of the catalogue saw by comparing them."""


Unused = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?$")]


class OwnRegister(Model):
    """coverage.yaml of one province"""

    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
    """What its numbers begin with: GD for GD-001."""
    last: int
    """Number of its last fact, counted from 1: a row that gets lost is noticed."""
    unused: list[Unused] = []
    """Numbers that the catalogue leaves free, as it counts on by chapters: "9", "36-39"."""
    facts: dict[Text, CataloguedRow]
    """Facts by number."""


@dataclass(frozen=True)
class Catalogue:
    """A province's register together with where each piece of it was written."""

    province: str
    register: OwnRegister
    tree: Map

    def label(self, number: int) -> str:
        """A fact's number as the catalogue writes it: GD-001."""
        return f"{self.register.prefix}-{number:03}"

    @property
    def numbers(self) -> list[int]:
        """Every number that has a fact in the catalogue, in order."""
        free: set[int] = set()
        for span in self.register.unused:
            first, _, last = span.partition("-")
            free.update(range(int(first), int(last or first) + 1))
        return [number for number in range(1, self.register.last + 1) if number not in free]

    @property
    def rows(self) -> dict[int, CataloguedRow]:
        """Every fact by its number; what is no number is left to `check`."""
        return {int(number): row for number, row in self.register.facts.items() if is_number(number)}


def load_catalogues(root: Path | None = None) -> dict[str, Catalogue]:
    """The registers of those provinces of a rulebooks folder that keep one, by province.

    Raises:
        RulebookFaults: one of them is no register.
    """
    folder = root or rulebooks_root()
    found: dict[str, Catalogue] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(f"*/{FILE}")):
        tree, wrong = read(path, path.relative_to(folder).as_posix())
        register = None
        if tree is not None and not wrong:
            register, wrong = validate(OwnRegister, tree)
        faults += wrong
        if tree is not None and register is not None:
            found[path.parent.name] = Catalogue(path.parent.name, register, tree)
    if faults:
        raise RulebookFaults(faults)
    return found


def check(library: Library, catalogue: Catalogue) -> list[Fault]:
    """Numbers that are missing or misplaced, rows without a place, and paths that lead nowhere."""
    faults = list(_numbering(catalogue))
    for found in _row_faults(library, catalogue).values():
        faults += found
    return in_order(faults)


def summary(library: Library, catalogue: Catalogue) -> str:
    """How many facts have their place, of how many; a row with a fault has none."""
    faulty = _row_faults(library, catalogue)
    numbers = catalogue.numbers
    placed = [row for number, row in catalogue.rows.items() if not faulty[number] and number in numbers]
    refused = sum(row.why_not is not None for row in placed)
    return counted(len(placed), len(numbers), refused)


def _numbering(catalogue: Catalogue) -> Iterator[Fault]:
    spot = Spot(catalogue.tree) / "facts"
    wanted = {str(number) for number in catalogue.numbers}
    for fact in spot:
        if fact.name not in wanted:
            free = "，unused 里的没有用到" if catalogue.register.unused else ""
            yield fact.fault(f"编号是 1 到 {catalogue.register.last}{free}", key=True)
    if missing := sorted(wanted - catalogue.register.facts.keys(), key=int):
        yield spot.fault(f"缺少 {len(missing)} 条：{'、'.join(missing)}", key=True)


def _row_faults(library: Library, catalogue: Catalogue) -> dict[int, list[Fault]]:
    return {
        int(fact.name): list(_row(library, catalogue, fact))
        for fact in Spot(catalogue.tree) / "facts"
        if is_number(fact.name)
    }


def _row(library: Library, catalogue: Catalogue, fact: Spot) -> Iterator[Fault]:
    row = catalogue.register.facts[fact.name]
    book = library.provinces.get(catalogue.province)
    known = book.province.sources if book else {}
    wanted: list[Source] = []
    for source in fact.below("sources"):
        if source.value in known:
            wanted.append(known[source.value])
        else:
            yield source.fault(f"没有来源 {source.value}")
    yield from row_faults(library, row, fact, wanted)
