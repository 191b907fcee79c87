"""The loaded rulebooks: what the checks, the site and the command line read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from zikao.errors import ZikaoError
from zikao.report import RulebookStamp
from zikao.rulebook.faults import nearest
from zikao.rulebook.model import CityOverlay, Procedure, Province, Spec, Together
from zikao.rulebook.tree import Map

T = TypeVar("T")
Kind = Literal["procedure", "photo", "package", "together"]
"""``together`` is the part of a package spec that judges several archives at once, under the spec's name."""
SHELF: dict[Kind, str] = {
    "procedure": "procedures",
    "photo": "photos",
    "package": "packages",
    "together": "together",
}


class NotInRulebookError(ZikaoError):
    """A province, city or item that the rulebooks do not have; the sentence names the nearest."""

    def __init__(self, what: str, name: str, known: list[str]) -> None:
        near = nearest(name, known)
        advice = f"是不是 {near}？" if near else f"可用的有：{'、'.join(known) or '无'}。"
        super().__init__(f"规则中没有这个{what}，{advice}")


class NothingToJudgeError(NotInRulebookError):
    """A procedure that has steps and papers, and no rule: nobody may be told that they meet it."""

    def __init__(self, title: str) -> None:
        ZikaoError.__init__(self, f"“{title}”只有步骤和材料，没有可以核对的条件；请看它的指南。")


@dataclass(frozen=True)
class Trees:
    """The resolved data behind a book, with the place where each piece was written."""

    province: Map
    procedures: dict[str, Map]
    photos: dict[str, Map]
    packages: dict[str, Map]

    @property
    def together(self) -> dict[str, Map]:
        """The parts of package specs that judge several archives at once."""
        return {key: tree["together"] for key, tree in self.packages.items() if "together" in tree}

    def digest(self) -> str:
        """sha256 of the canonical JSON. Keys keep their order: that of facts is the order of questions."""
        data = [self.province, self.procedures, self.photos, self.packages]
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ProvinceBook:
    """One province with everything that it extends resolved."""

    province: Province
    procedures: dict[str, Procedure]
    photos: dict[str, Spec]
    packages: dict[str, Spec]
    stamp: RulebookStamp
    cities: dict[str, CityBook] = field(default_factory=dict)
    trees: Trees = field(repr=False, compare=False)

    @property
    def city(self) -> str | None:
        """Id of the city whose overlay is merged in."""
        return None

    @property
    def together(self) -> dict[str, Together]:
        """What package specs ask of several archives at once."""
        return {key: spec.together for key, spec in self.packages.items() if spec.together is not None}

    def item(self, kind: Kind, name: str) -> Procedure | Spec | Together:
        """One procedure or file spec, or what a spec asks of several files.

        Raises:
            NotInRulebookError: this province has none of that name.
        """
        shelf: dict[str, Any] = getattr(self, SHELF[kind])
        if name not in shelf:
            raise NotInRulebookError("事项或文件规格", name, list(shelf))
        found: Procedure | Spec | Together = shelf[name]
        return found

    def tree(self, kind: Kind, name: str) -> Map:
        """The resolved tree of one procedure or file spec."""
        shelf: dict[str, Map] = getattr(self.trees, SHELF[kind])
        return shelf[name]


@dataclass(frozen=True, kw_only=True)
class CityBook(ProvinceBook):
    """A province with one city's overlay merged in."""

    overlay: CityOverlay
    written: Map = field(repr=False, compare=False)
    """The overlay's own file as a tree."""

    @property
    def city(self) -> str:
        return self.overlay.id


@dataclass
class Library:
    """All rulebooks, in the order of their region codes."""

    provinces: dict[str, ProvinceBook]
    _made: dict[tuple[str, str, str, str | None], Any] = field(default_factory=dict, repr=False)

    def book(self, province: str, city: str | None = None) -> ProvinceBook:
        """A province's book, or the same with a city's overlay merged in.

        Raises:
            NotInRulebookError: unknown province or city.
        """
        if province not in self.provinces:
            raise NotInRulebookError("省份", province, list(self.provinces))
        book = self.provinces[province]
        if city is None:
            return book
        if city not in book.cities:
            raise NotInRulebookError("城市", city, list(book.cities))
        return book.cities[city]

    def compiled(self, kind: Kind, item: str, city: str | None = None) -> dict[str, Any]:
        """The judgeable document of ``province/name``, built once; do not change it.

        Raises:
            NotInRulebookError: unknown province, city or item.
        """
        from zikao.rulebook.compile import compile_item  # which reads books itself

        province, _, name = item.partition("/")
        return self.once(
            "document", kind, item, city, lambda: compile_item(self.book(province, city), kind, name)
        )

    def once(self, what: str, kind: Kind, item: str, city: str | None, make: Callable[[], T]) -> T:
        """What is made of one item, kept for as long as the library is: its document, its questions."""
        key = (what, kind, item, city)
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made
