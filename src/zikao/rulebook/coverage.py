"""The coverage register: where each catalogued fact of the source documents stands in the rulebooks.

`provinces/coverage.yaml` numbers the facts of each document without a gap. Each number names its clause,
what it is about, and either the paths that carry it or the reason why none does. So a fact that changes in a
document is found in the rulebooks, and a piece of a rulebook is found in the documents.

A path is `BOOK#PLACE`:

- `anhui`, `anhui/graduation` (a procedure), `anhui/photos/graduation`, `anhui/packages/attachment`,
  `anhui/cities/luan`: a file of the rulebooks as it is after everything it extends is laid under it;
- after `#` the keys that lead on, parted by dots: `steps.upload-photo`, `values.bytes_max`,
  `rules.prior-degree-verified.exceptions.paper-route`. An item of a list is named by its id (or who, word,
  term, label, name), or by a part of its text that no other item of the list has: `gaps.流程图`. Counted
  places would move with every line that is put in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.faults import Fault, RulebookFaults, in_order, nearest
from zikao.rulebook.files import REGISTER
from zikao.rulebook.library import Library
from zikao.rulebook.merge import IDENTITY
from zikao.rulebook.model.base import ItemPath, Model, Source, Text
from zikao.rulebook.reader import read
from zikao.rulebook.references import cited_sources
from zikao.rulebook.store import rulebooks_root
from zikao.rulebook.tree import Map, Spot
from zikao.rulebook.validate import validate

T = TypeVar("T")
FILE = REGISTER
TEXTS = (*IDENTITY, "text", "what")
"""Keys whose text names an item of a list."""


class Row(Model):
    """One catalogued fact."""

    clause: Text
    """Where it stands in its document, as the catalogue of facts names the place."""
    about: Text
    """What it is about, in a few words of our own."""
    carried_by: list[Text] = []
    """Paths of the rulebooks that carry it."""
    why_not: Text | None = None
    """Why none does; either this or carried_by."""


class Document(Model):
    """One source document and its facts."""

    source: ItemPath
    """province/source: how the rulebooks cite it."""
    first: int
    """Number of its first fact."""
    last: int
    """Number of its last fact: a row that gets lost is noticed."""
    facts: dict[Text, Row]
    """Facts by number."""


class Register(Model):
    """coverage.yaml"""

    documents: dict[Text, Document]
    """Documents by key, in the order of their numbers."""


@dataclass(frozen=True)
class Coverage:
    """The register together with where each piece of it was written."""

    register: Register
    tree: Map

    @cached_property
    def rows(self) -> dict[int, Row]:
        """Every fact by its number; what is no number is left to `check`."""
        return {
            int(number): row
            for document in self.register.documents.values()
            for number, row in document.facts.items()
            if is_number(number)
        }

    @property
    def total(self) -> int:
        """How many facts there are to be."""
        return max((document.last for document in self.register.documents.values()), default=0)

    def document_of(self, number: int) -> str:
        """Key of the document that a number belongs to.

        Raises:
            KeyError: no document has that number.
        """
        for key, document in self.register.documents.items():
            if document.first <= number <= document.last:
                return key
        raise KeyError(number)


def is_there(root: Path | None = None) -> bool:
    """Whether a rulebooks folder keeps one register for all its provinces."""
    return ((root or rulebooks_root()) / FILE).is_file()


def load_coverage(root: Path | None = None) -> Coverage:
    """The register of a rulebooks folder; None: of the rulebooks that come with the program.

    Raises:
        RulebookFaults: there is none, or it is no register.
    """
    path = (root or rulebooks_root()) / FILE
    if not path.is_file():
        raise RulebookFaults([Fault(FILE, 1, 1, "", "缺少这个文件，无法核对来源的每一条都有去处")])
    tree, faults = read(path, FILE)
    register = None
    if tree is not None and not faults:
        register, faults = validate(Register, tree)
    if tree is None or register is None:
        raise RulebookFaults(faults)
    return Coverage(register, tree)


def check(library: Library, coverage: Coverage) -> list[Fault]:
    """Numbers that are missing or misplaced, rows without a place, and paths that lead nowhere."""
    faults = list(_numbering(library, coverage))
    for found in _row_faults(library, coverage).values():
        faults += found
    return in_order(faults)


def summary(library: Library, coverage: Coverage) -> str:
    """One line: how many facts have their place, of how many.

    A row with a fault has no place; so does a number without a row.
    """
    faulty = _row_faults(library, coverage)
    placed = [
        row for number, row in coverage.rows.items() if not faulty[number] and 0 < number <= coverage.total
    ]
    refused = sum(row.why_not is not None for row in placed)
    return counted(len(placed), coverage.total, refused)


def counted(placed: int, total: int, refused: int) -> str:
    """How many facts have their place, of how many, in words."""
    return f"{placed} / {total}（{placed - refused} 条写在规则手册里，{refused} 条不收并写明理由）"


def carried(coverage: Coverage) -> dict[int, list[str]]:
    """The paths that carry each fact, by number; facts that none carries are left out."""
    return {number: row.carried_by for number, row in sorted(coverage.rows.items()) if row.carried_by}


def carrying(coverage: Coverage) -> dict[str, list[int]]:
    """The reverse: the numbers of the facts that each path carries."""
    found: dict[str, list[int]] = {}
    for number, paths in carried(coverage).items():
        for path in paths:
            found.setdefault(path, []).append(number)
    return found


def numbers_below(coverage: Coverage, path: str) -> list[int]:
    """The facts carried at a path or anywhere below it: `anhui/graduation`, `anhui/graduation#steps`."""
    starts = (f"{path}.",) if "#" in path else (f"{path}#", f"{path}/")
    return sorted(
        {
            number
            for each, numbers in carrying(coverage).items()
            if each == path or each.startswith(starts)
            for number in numbers
        }
    )


class NoSuchPlaceError(LookupError):
    """A path that leads nowhere."""

    def __init__(self, message: str, near: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.near = near


def resolve(library: Library, path: str) -> Spot:
    """The piece of a rulebook that a path names.

    Raises:
        NoSuchPlaceError: there is no such piece, or more than one.
    """
    book, _, place = path.partition("#")
    spot = Spot(_tree(library, book))
    for step in place.split(".") if place else ():
        spot = _step(spot, step)
    return spot


def _tree(library: Library, path: str) -> Map:
    """The tree of a province, procedure, spec or city."""
    name, *rest = path.split("/")
    book = _named(library.provinces, name, "省份")
    trees = book.trees
    match rest:
        case []:
            return trees.province
        case [procedure]:
            return _named(trees.procedures, procedure, "事项")
        case ["photos", spec]:
            return _named(trees.photos, spec, "照片规格")
        case ["packages", spec]:
            return _named(trees.packages, spec, "文件规格")
        case ["cities", city]:
            return _named(book.cities, city, "城市").written
    raise NoSuchPlaceError(f"{path} 不是规则手册里的位置")


def _named(shelf: Mapping[str, T], name: str, what: str) -> T:
    if name not in shelf:
        raise NoSuchPlaceError(f"没有{what} {name}", nearest(name, shelf))
    return shelf[name]


def _step(spot: Spot, step: str) -> Spot:
    value = spot.value
    if isinstance(value, dict):
        if step not in value:
            raise NoSuchPlaceError(f"没有 {step} 这个键", nearest(step, value))
        return spot / step
    if not isinstance(value, list):
        raise NoSuchPlaceError(f"{step} 前面已经到头了")
    named = [item for item in spot if step in _names(item.value)]
    found = named or [item for item in spot if any(step in text for text in _texts(item.value))]
    if len(found) != 1:
        several = "有几项" if found else "没有一项"
        known = [name for item in spot for name in _names(item.value)]
        raise NoSuchPlaceError(f"{several}叫“{step}”或含有这几个字", None if found else nearest(step, known))
    return found[0]


def _names(item: Any) -> list[str]:
    """The texts by which an item of a list may be named as a whole: its id, where it has one."""
    if not isinstance(item, dict):
        return [item] if isinstance(item, str) else []
    return [item["id"]] if "id" in item else [item[key] for key in TEXTS if key in item]


def _texts(item: Any) -> list[str]:
    """The texts by a part of which an item may be named: an id is always given whole."""
    return [] if isinstance(item, dict) and "id" in item else _names(item)


def is_number(text: str) -> bool:
    """A number as a register writes it: digits, without a nought in front."""
    return text.isascii() and text.isdigit() and str(int(text)) == text


def _numbering(library: Library, coverage: Coverage) -> Iterator[Fault]:
    """Documents whose numbers leave a gap or run into each other, and documents that nobody cites."""
    expected = 1
    for spot in Spot(coverage.tree) / "documents":
        document = coverage.register.documents[spot.name]
        if document.first != expected:
            yield (spot / "first").fault(f"应当从 {expected} 开始编号")
        expected = document.last + 1
        if _source(library, document) is None:
            yield (spot / "source").fault(f"没有来源 {document.source}")
        wanted = {str(number) for number in range(document.first, document.last + 1)}
        for fact in spot / "facts":
            if fact.name not in wanted:
                yield fact.fault(f"这份文件的编号是 {document.first} 到 {document.last}", key=True)
        if missing := sorted(wanted - document.facts.keys(), key=int):
            yield (spot / "facts").fault(f"缺少 {len(missing)} 条：{'、'.join(missing)}", key=True)


def _source(library: Library, document: Document) -> Source | None:
    province, _, key = document.source.partition("/")
    book = library.provinces.get(province)
    return book.province.sources.get(key) if book else None


def _row_faults(library: Library, coverage: Coverage) -> dict[int, list[Fault]]:
    found: dict[int, list[Fault]] = {}
    for spot in Spot(coverage.tree) / "documents":
        document = coverage.register.documents[spot.name]
        for fact in spot / "facts":
            if is_number(fact.name):
                row = document.facts[fact.name]
                found[int(fact.name)] = list(row_faults(library, row, fact, [_source(library, document)]))
    return found


def row_faults(library: Library, row: Row, fact: Spot, said_by: Collection[Source | None]) -> Iterator[Fault]:
    """What is wrong with one row.

    Args:
        library: the books that its paths lead into.
        row: the row.
        fact: where it was written.
        said_by: the sources that say it, one of which has to be cited there; empty: no matter which.
    """
    if bool(row.carried_by) == (row.why_not is not None):
        yield fact.fault("carried_by 和 why_not 要写一个，也只写一个", key=True)
    pieces = []
    for path in fact.below("carried_by"):
        try:
            pieces.append((path.value, resolve(library, path.value)))
        except NoSuchPlaceError as wrong:
            yield path.fault(f"{path.value} 找不到：{wrong.message}", nearest=wrong.near)
    cited = [source for path, piece in pieces for source in _sources(library, path, piece)]
    if cited and said_by and not any(source in cited for source in said_by):
        yield fact.fault("写着它的地方，没有一处引用这份文件", key=True)


def _sources(library: Library, path: str, piece: Spot) -> Iterator[Source]:
    """The sources that a piece cites or, if it is one, the source itself; none for a gap or a mere text."""
    book: ProvinceBook = library.provinces[path.partition("#")[0].partition("/")[0]]
    if len(piece.loc) == 2 and piece.loc[0] == "sources":
        yield book.province.sources[piece.name]
    for key in cited_sources(piece.value):
        # A city's own source is known to its overlay only; the document is never one of those.
        if key in book.province.sources:
            yield book.province.sources[key]
