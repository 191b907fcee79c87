"""What of a folder can be looked at as a whole although some of its files are faulty."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import Any

from zikao.rulebook.books import CityBook, ProvinceBook
from zikao.rulebook.library import Library
from zikao.rulebook.tree import Map, Seq

SHELVES = ("procedures", "photos", "packages")


def sound(library: Library, faulty: Collection[str]) -> Library:
    """The same books without the items that a faulty file has a part in.

    A book whose own file is faulty, or that of a province that it extends, is left out: all its cites and
    windows stand on it.

    Args:
        library: what could be loaded.
        faulty: files with errors, relative to the root.
    """
    if not faulty:
        return library
    books = {
        name: _sound(book, faulty, {key: city for key, city in book.cities.items() if _stands(city, faulty)})
        for name, book in library.provinces.items()
        if _stands(book, faulty)
    }
    return Library(books)


def _stands(book: ProvinceBook, faulty: Collection[str]) -> bool:
    own = {book.written.position.file} if isinstance(book, CityBook) else set()
    return not book.trees.unread and not {*own, *_files(book.trees.province)}.intersection(faulty)


def _sound(book: ProvinceBook, faulty: Collection[str], cities: dict[str, CityBook]) -> ProvinceBook:
    kept: dict[str, Any] = {
        shelf: {
            key: item
            for key, item in getattr(book, shelf).items()
            if not {*_files(getattr(book.trees, shelf)[key])}.intersection(faulty)
        }
        for shelf in SHELVES
    }
    whole: dict[str, CityBook] = {}
    for key, city in cities.items():
        made = _sound(city, faulty, {})
        assert isinstance(made, CityBook)  # noqa: S101 - `replace` keeps the class
        whole[key] = made
    return dataclasses.replace(book, **kept, cities=whole)


def _files(piece: Any) -> Iterator[str]:
    """The files that the pieces of a tree were written in."""
    if isinstance(piece, Map):
        yield piece.position.file
        for key, value in piece.items():
            yield piece.keys_at[key].file
            yield from _files(value)
    elif isinstance(piece, Seq):
        for value in piece:
            yield from _files(value)
