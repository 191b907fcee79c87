"""Everything that two versions differ in, province by province and procedure by procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zikao.authoring.difference.candidates import Effects, effects
from zikao.authoring.difference.told import Line, line
from zikao.authoring.difference.versions import Version
from zikao.authoring.difference.weight import Weight, heaviest, next_version, number, weight_of
from zikao.authoring.difference.words import Words
from zikao.authoring.difference.written import Piece, compare
from zikao.rulebook.books import SHELF, ProvinceBook
from zikao.rulebook.compile import compile_item, vocabulary
from zikao.rulebook.document import Kind
from zikao.rulebook.files import ProvinceFiles
from zikao.rulebook.tree import Map, Position, plain

KINDS: Mapping[str, Kind] = {"procedures": "procedure", "photos": "photo", "packages": "package"}
SHARED = ""
"""Key of what belongs to no single procedure."""


@dataclass(frozen=True)
class Effect:
    """What a difference means where an item is judged by one set of rules."""

    kind: Kind
    city: str | None
    """Id of the city whose rules these are; None: the province's own."""
    found: Effects
    words: Words
    titles: Mapping[str, str]
    """Of the rules, by id."""


@dataclass
class Part:
    """A procedure, a file spec or a city; or, with the kind `province`, what several of them share."""

    kind: str
    id: str
    title: str
    how: str
    """added, removed or changed."""
    lines: list[Line] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    used: tuple[str, ...] = ()
    """Titles of the procedures that use it, where it is none itself."""
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Province:
    """The differences of one province."""

    id: str
    name: str
    how: str
    before: str | None
    """Version of old; None where the province is new."""
    now: str | None
    weight: Weight | None
    """What its own differences weigh; None where none has a meaning."""
    parts: list[Part]
    procedures: dict[str, str]
    """Titles by id, of both versions."""
    cities: dict[str, tuple[str | None, str | None, Weight | None]] = field(default_factory=dict)
    """Versions before and now, and what the differences weigh."""

    @property
    def wanted(self) -> str | None:
        """The version that the differences ask for; None where they ask for none."""
        if self.weight is None or self.before is None or self.now is None:
            return None
        return next_version(self.before, self.weight)

    @property
    def raised(self) -> bool:
        """Whether the version rose at all."""
        return risen(self.before, self.now)


@dataclass(frozen=True)
class Difference:
    """Two versions compared."""

    old: Version
    new: Version
    provinces: list[Province]


def risen(before: str | None, now: str | None) -> bool:
    """Whether a version is higher than the one before."""
    return before is None or now is None or number(now) > number(before)


def difference(old: Version, new: Version, now: datetime) -> Difference:
    """Compare two versions.

    Args:
        old: what was there before.
        new: what is there now.
        now: the moment at which the made-up candidates are judged.
    """
    names = [*new.files, *(name for name in old.files if name not in new.files)]
    found = [each for name in names if (each := _province(old, new, name, now)) is not None]
    return Difference(old, new, found)


def _province(old: Version, new: Version, name: str, now: datetime) -> Province | None:
    files = [version.files.get(name) for version in (old, new)]
    before, after = ((each or _NOTHING).province for each in files)
    how = "added" if files[0] is None else "removed" if files[1] is None else "changed"
    main = after or before
    titles = {
        key: str(tree.get("title", key))
        for each in files if each is not None
        for key, tree in each.procedures.items()
    }  # fmt: skip
    made = Province(
        id=name, name=str(main.get("name", name)), how=how, before=_version(before), now=_version(after),
        weight=None, parts=[], procedures=titles,
    )  # fmt: skip
    if files[0] is None or files[1] is None:
        return made
    work = _Work(files[0], files[1], _books(old, new, name), now)
    made.parts = work.parts()
    made.weight = heaviest(work.weights)
    made.cities = work.cities
    return made if made.parts else None


def _version(tree: Map) -> str | None:
    return str(tree["version"]) if "version" in tree else None


def _books(old: Version, new: Version, name: str) -> tuple[ProvinceBook | None, ProvinceBook | None]:
    return old.library.provinces.get(name), new.library.provinces.get(name)


class _Work:
    """One province that is there in both versions."""

    def __init__(
        self,
        old: ProvinceFiles,
        new: ProvinceFiles,
        books: tuple[ProvinceBook | None, ProvinceBook | None],
        now: datetime,
    ) -> None:
        self.old = old
        self.new = new
        self.books = books
        self.now = now
        self.weights: list[Weight] = []
        self.cities: dict[str, tuple[str | None, str | None, Weight | None]] = {}
        self.users = _users(old, new)

    def parts(self) -> list[Part]:
        """All that differs: what is shared first, then the procedures, the file specs and the cities."""
        by_users: dict[tuple[str, ...], list[Piece]] = {}
        for piece in compare(self.old.province, self.new.province):
            self.weights.append(weight_of(piece))
            by_users.setdefault(self.users.get(piece.loc[:2], ()), []).append(piece)
        own = {users[0]: pieces for users, pieces in by_users.items() if len(users) == 1}
        found = []
        for users, pieces in by_users.items():
            if len(users) != 1:
                title = "几个事项共用的" if users else "全省"
                shared = Part("province", SHARED, title, "changed", used=self.titles(users), pieces=pieces)
                self.tell(shared, self.old.province, self.new.province)
                found.append(shared)
        for shelf, kind in KINDS.items():
            found += self.shelf(shelf, kind, own)
        return [*found, *self.overlays()]

    def titles(self, procedures: tuple[str, ...]) -> tuple[str, ...]:
        trees = {**self.old.procedures, **self.new.procedures}
        return tuple(str(trees[each].get("title", each)) for each in procedures)

    def shelf(self, shelf: str, kind: Kind, more: Mapping[str, list[Piece]]) -> Iterator[Part]:
        olds, news = self.old.shelf(shelf), self.new.shelf(shelf)
        for name in [*news, *(name for name in olds if name not in news)]:
            old, new = olds.get(name), news.get(name)
            tree = new if new is not None else olds[name]
            how = "added" if old is None else "removed" if new is None else "changed"
            used = () if kind == "procedure" else self.users.get((shelf, name), ())
            part = Part(kind, name, str(tree.get("title", name)), how, used=self.titles(used))
            if old is None or new is None:
                self.weights.append("matter" if old is None else "gone")
                yield part
                continue
            part.pieces = list(compare(old, new))
            self.weights += [weight_of(piece) for piece in part.pieces]
            self.tell(part, old, new, self.labels(shelf, name))
            if kind == "procedure" and (own := more.get(name)):
                part.pieces += own
                part.lines += self.lines(own, self.old.province, self.new.province, old, new)
            part.effects = list(self.effects(kind, name))
            if part.pieces or part.effects:
                yield part

    def overlays(self) -> Iterator[Part]:
        olds, news = self.old.cities, self.new.cities
        for name in [*news, *(name for name in olds if name not in news)]:
            old, new = olds.get(name), news.get(name)
            tree = new if new is not None else olds[name]
            how = "added" if old is None else "removed" if new is None else "changed"
            part = Part("city", name, str(tree.get("name", name)), how)
            if old is not None and new is not None:
                part.pieces = list(compare(old, new))
                self.tell(part, old, new)
                if not part.pieces:
                    continue
                weight = heaviest(weight_of(piece) for piece in part.pieces)
                self.cities[name] = (_version(old), _version(new), weight)
            else:
                self.weights.append("matter" if old is None else "gone")
            yield part

    def tell(self, part: Part, old: Map, new: Map, labels: Mapping[str, str] | None = None) -> None:
        part.lines = self.lines(part.pieces, old, new, old, new, labels)

    def lines(
        self,
        pieces: list[Piece],
        old: Map,
        new: Map,
        asked: Map,
        asks: Map,
        labels: Mapping[str, str] | None = None,
    ) -> list[Line]:
        words = (
            Words(asked.get("facts", {}), self.sources(self.books[0], self.old), labels),
            Words(asks.get("facts", {}), self.sources(self.books[1], self.new), labels),
        )
        return [line(piece, old, new, words) for piece in pieces]

    def labels(self, shelf: str, name: str) -> dict[str, str]:
        """What the values of a file spec are called, those that it takes over too."""
        found: dict[str, str] = {}
        for book in self.books:
            spec = getattr(book, shelf).get(name) if book and shelf != "procedures" else None
            found |= {key: value.label for key, value in spec.values.items()} if spec else {}
        return found

    def sources(self, book: ProvinceBook | None, files: ProvinceFiles) -> Mapping[str, Any]:
        tree = book.trees.province if book and book.source else files.province
        return plain(tree.get("sources", {})) or {}

    def effects(self, kind: Kind, name: str) -> Iterator[Effect]:
        """What the province's candidates are told otherwise, and those of each city whose rules differ."""
        old, new = self.books
        if old is None or new is None:
            return
        kinds: tuple[Kind, ...] = (kind, "together") if kind == "package" else (kind,)
        for each in kinds:
            whole: Effects | None = None
            for city in (None, *(city for city in new.cities if city in old.cities)):
                books = [book.cities[city] if city else book for book in (old, new)]
                if any(name not in getattr(book, SHELF[each]) for book in books):
                    continue
                documents = [compile_item(book, each, name) for book in books]
                found = effects(documents[0], documents[1], self.now)
                if found and (whole is None or _heads(found) != _heads(whole)):
                    titles = {
                        rule.id: rule.title for document in documents for rule in document.rules if rule.title
                    }
                    words = _words(each, documents[0].facts, documents[1].facts)
                    yield Effect(each, city, found, words, titles)
                whole = found if city is None else whole


def _words(kind: Kind, *facts: Mapping[str, Any]) -> Words:
    known: dict[str, Any] = {}
    for each in facts:
        known |= {name: fact.model_dump() for name, fact in each.items()}
    for name, fact in ({} if kind == "procedure" else vocabulary(kind)).items():
        items = {f"{name}.{field}": each.model_dump() for field, each in (fact.items or {}).items()}
        known |= items
    return Words(known, {})


def _heads(found: Effects) -> list[object]:
    """Who is told what, apart from the answers that make no difference."""
    return [
        (group.before, group.now, group.parts, [each.reason for each in group.candidates])
        for group in found.groups
    ]


def _users(old: ProvinceFiles, new: ProvinceFiles) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Which procedures use a window, a contact or a file spec of the province."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for files in (new, old):
        for name, tree in files.procedures.items():
            for key in _used(tree):
                found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _used(tree: Map) -> Iterator[tuple[str, ...]]:
    yield from (("windows", str(each)) for each in tree.get("windows", ()))
    yield from (("contacts", str(each)) for each in tree.get("contacts", ()))
    yield from (("contradictions", str(each)) for each in tree.get("contradictions", ()))
    yield from (("packages", str(each)) for each in tree.get("packages", ()))
    if "photo" in tree:
        yield ("photos", str(tree["photo"]))
    facts = tree.get("facts", {})
    for fact in facts.values() if isinstance(facts, Mapping) else ():
        if isinstance(fact, Mapping) and isinstance(fact.get("from_window"), Mapping):
            yield ("windows", str(fact["from_window"].get("window")))
    for material in tree.get("materials", ()):
        if isinstance(material, Mapping) and "spec" in material:
            yield (f"{material.get('check')}s", str(material["spec"]))


_NOTHING = ProvinceFiles("", Map(Position("", 1, 1)))
