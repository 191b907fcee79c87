"""The site's table of contents, in MkDocs's own form: titles and paths, nested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from zikao.clock import beijing_today
from zikao.rulebook.in_force import kept
from zikao.site import address
from zikao.site.overview import in_order
from zikao.site.places import for_readers
from zikao.site.scope import specs_of
from zikao.site.specs import KINDS

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.library import Library

PLACEHOLDER = "zikao"
"""The entry of `nav` that the provinces take the place of."""

Entry = str | dict[str, "str | list[Entry]"]
"""A path, a title with its path, or a title with its entries."""


def provinces(library: Library, today: date | None = None) -> list[Entry]:
    """One section for each province; its first page is the section's own.

    Specs that are over by a day (None: this day in Beijing) are left to the pages of what followed.
    """
    day = (today or beijing_today()).isoformat()
    return [{book.province.name: list(_section(book, day))} for book in for_readers(library)]


def _section(book: ProvinceBook, day: str) -> Iterator[Entry]:
    name = book.province.id
    yield address.province_page(name)
    for procedure in in_order(book):
        yield {procedure.title: address.guide_page(name, procedure.id)}
    for kind in KINDS:
        for key, spec in kept(specs_of(book, kind), day).items():
            yield {spec.title: address.spec_page(kind, name, key)}
    for key, city in book.cities.items():
        yield {city.overlay.name: address.city_page(name, key)}
    if any(
        item.rules for item in (*book.procedures.values(), *book.photos.values(), *book.packages.values())
    ):
        yield {"检查结果说明": address.findings_page(name)}


def expanded(entries: list[Any], provinces: list[Entry], files: Files) -> list[Any]:
    """The configured contents, filled in.

    Provinces where the placeholder stands, a folder's pages for its name with a slash, and nothing for files
    that are not there.
    """
    made: list[Any] = []
    for entry in entries:
        if entry == PLACEHOLDER:
            made += provinces
        elif isinstance(entry, str) and entry.endswith("/"):
            made += sorted(
                file.src_uri for file in files.documentation_pages() if file.src_uri.startswith(entry)
            )
        elif isinstance(entry, dict):
            [(title, value)] = entry.items()
            inside = expanded(value if isinstance(value, list) else [value], provinces, files)
            if inside:
                made.append({title: inside if isinstance(value, list) else value})
        elif files.get_file_from_path(entry) is not None:
            made.append(entry)
    return made
