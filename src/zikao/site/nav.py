"""The site's table of contents, in MkDocs's own form: titles and paths, nested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zikao.site import address
from zikao.site.overview import in_order
from zikao.site.places import for_readers
from zikao.site.scope import specs_of
from zikao.site.specs import KINDS

if TYPE_CHECKING:
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library

Entry = str | dict[str, "str | list[Entry]"]
"""A path, a title with its path, or a title with its entries."""


def provinces(library: Library) -> list[Entry]:
    """One section for each province; its first page is the section's own."""
    return [{book.province.name: list(_section(book))} for book in for_readers(library)]


def _section(book: ProvinceBook) -> Iterator[Entry]:
    name = book.province.id
    yield address.province_page(name)
    for procedure in in_order(book):
        yield {procedure.title: address.guide_page(name, procedure.id)}
    for kind in KINDS:
        for key, spec in specs_of(book, kind).items():
            yield {spec.title: address.spec_page(kind, name, key)}
    for key, city in book.cities.items():
        yield {city.overlay.name: address.city_page(name, key)}
    if any(
        item.rules for item in (*book.procedures.values(), *book.photos.values(), *book.packages.values())
    ):
        yield {"检查结果说明": address.findings_page(name)}
