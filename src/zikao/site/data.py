"""Files beside the pages: compiled procedures and specs of files, schemas of answers, lists, calendars."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from zikao.checks.on_device import of_the_archive, of_the_file, whole
from zikao.clock import beijing_today
from zikao.rulebook.asking import facts_schema, without_words
from zikao.rulebook.vocabulary import vocabulary
from zikao.site import address
from zikao.site.calendar import calendars
from zikao.site.lists import checklists

if TYPE_CHECKING:
    from zikao.rulebook.library import Library


def documents(
    library: Library, *, today: date | None = None, on_device: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Path below the site's root and text: JSON for procedures and files' specs, cities' too; calendar files.

    `today` is the day in Beijing that decides which windows are over; None: this day. `on_device`: kinds of
    files that are checked on the reader's own device, which then needs all of their specs.
    """
    today = today or beijing_today()
    yield from calendars(library, today)
    yield address.VOCABULARY_FILE, _text(vocabulary())
    for province, procedure, city in _judged(library):
        compiled = library.compiled("procedure", f"{province}/{procedure}", city=city)
        asked = facts_schema(compiled)
        yield address.document_file(province, procedure, city), compiled.text()
        yield address.schema_file(province, procedure, city), _text(without_words(asked))
        yield address.published_schema_file(province, procedure, city), _text(asked)
    for book in library.provinces.values():
        for each in (book, *book.cities.values()):
            for key in each.photos:
                item, city = f"{book.province.id}/{key}", each.city
                spec = library.compiled("photo", item, city=city)
                yield address.photo_file(book.province.id, key, city), of_the_file(spec).text()
                if "photo" in on_device:
                    path = address.whole_photo_file(book.province.id, key, city)
                    yield path, _text(whole(library, item, city))
            for key in each.packages:
                item, city = f"{book.province.id}/{key}", each.city
                spec = library.compiled("package", item, city=city)
                yield address.package_file(book.province.id, key, city), of_the_archive(spec).text()
                if "package" in on_device:
                    path = address.whole_package_file(book.province.id, key, city)
                    yield path, _text(whole(library, item, city, kind="package"))
    for path, made in checklists(library, today):
        yield path, _text(made.model_dump(exclude_none=True))


def _judged(library: Library) -> Iterator[tuple[str, str, str | None]]:
    for province, book in library.provinces.items():
        yield from ((province, key, None) for key, procedure in book.procedures.items() if procedure.rules)
        for city, own in book.cities.items():
            yield from ((province, key, city) for key in own.overlay.procedures if own.procedures[key].rules)


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
