"""The loaded rulebooks together: what the checks, the site and the command line read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from zikao.rulebook.books import NotInRulebookError, ProvinceBook
from zikao.rulebook.compile import compile_item
from zikao.rulebook.document import Document, Kind
from zikao.rulebook.later import MAKING
from zikao.rulebook.model import Province

T = TypeVar("T")


@dataclass
class Library:
    """All rulebooks, in the order of their region codes."""

    provinces: Mapping[str, ProvinceBook]
    lent: Mapping[str, Province] = field(default_factory=dict, repr=False)
    """Provinces that have no book here and that others extend: what they lend is not those others' own."""
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

    def only(self, provinces: Sequence[str]) -> Library:
        """These provinces, as if there were no others.

        Raises:
            NotInRulebookError: unknown province.
        """
        shown = {name: self.book(name) for name in provinces}
        bases = {book.province.extends for book in shown.values()} & self.provinces.keys() - shown.keys()
        lent = {name: self.provinces[name].province for name in sorted(filter(None, bases))}
        return Library(shown, {**self.lent, **lent})

    def base(self, province: str) -> Province | None:
        """The province that one extends, whether it has a book here or not."""
        name = self.book(province).province.extends or ""
        return self.provinces[name].province if name in self.provinces else self.lent.get(name)

    def compiled(self, kind: Kind, item: str, city: str | None = None) -> Document:
        """The judgeable document of `province/name`, built once.

        Raises:
            NotInRulebookError: unknown province, city or item.
        """
        province, _, name = item.partition("/")
        return self.once(
            "document", kind, item, city, lambda: compile_item(self.book(province, city), kind, name)
        )

    def once(self, what: str, kind: Kind, item: str, city: str | None, make: Callable[[], T]) -> T:
        """What is made of one item, kept for as long as the library is: its document, its questions."""
        key = (what, kind, item, city)
        if key not in self._made:
            with MAKING:
                if key not in self._made:
                    self._made[key] = make()
        made: T = self._made[key]
        return made
