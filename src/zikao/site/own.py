"""What is a province's own, and what its pages rest on of the one that it extends.

A province may cite every source of the one that it extends. Those that it does not cite are nothing to its
readers: some are copies on commercial sites, which no office would have on a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zikao.rulebook.model import Model, Source
from zikao.rulebook.references import PLAIN, cited_sources

if TYPE_CHECKING:
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library


def own(library: Library, book: ProvinceBook, shelf: str) -> dict[str, Any]:
    """What a province does not merely take over from the one that it extends, of `sources`, say."""
    held: dict[str, Any] = getattr(book.province, shelf)
    base = library.base(book.province.id)
    lent: dict[str, Any] = getattr(base, shelf) if base else {}
    return {key: value for key, value in held.items() if lent.get(key) != value}


def rested_on(library: Library, book: ProvinceBook) -> dict[str, Source]:
    """The sources of a province's pages: its own, and those that it cites of the one that it extends."""
    books = (book, *book.cities.values())
    items = [
        item
        for each in books
        for item in (*each.procedures.values(), *each.photos.values(), *each.packages.values())
    ]
    items = [*{id(item): item for item in items}.values()]  # a city has most of its province's as they are
    lent = book.province.contradictions.keys() - own(library, book, "contradictions").keys()
    silent = lent - {*_contradictions(items)}
    cited = {*own(library, book, "sources"), *cited_sources(items)}
    for each in books:
        parts = dict(each.province)
        parts["contradictions"] = {
            key: told for key, told in each.province.contradictions.items() if key not in silent
        }
        cited.update(cited_sources(parts))
    return {key: source for key, source in book.province.sources.items() if key in cited}


def _contradictions(piece: object) -> Iterator[str]:
    """Keys of the contradictions that a piece of a rulebook refers to, at any depth."""
    if isinstance(piece, dict | list):
        for child in piece.values() if isinstance(piece, dict) else piece:
            if not isinstance(child, PLAIN):
                yield from _contradictions(child)
    elif isinstance(piece, Model):
        for name, child in vars(piece).items():
            if name == "contradiction" and child is not None:
                yield child
            elif name == "contradictions":
                yield from child
            elif not isinstance(child, PLAIN):
                yield from _contradictions(child)
