"""From rulebooks to Markdown pages, with no site generator in sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zikao.clock import beijing_today
from zikao.site import address, package_form, packing
from zikao.site.data import documents
from zikao.site.guides import basis, guide
from zikao.site.overview import NAME, city, home, in_order, province, sources
from zikao.site.own import rested_on
from zikao.site.page import Page
from zikao.site.places import missing, page_of_missing
from zikao.site.register import numbers_by_book, own_register
from zikao.site.register import register as registered_facts
from zikao.site.scope import Scope, specs_of
from zikao.site.specs import KINDS, findings, spec

if TYPE_CHECKING:
    from zikao.rulebook.authorities import Authorities
    from zikao.rulebook.books import ProvinceBook
    from zikao.rulebook.catalogue import Catalogue
    from zikao.rulebook.coverage import Coverage
    from zikao.rulebook.library import Library
    from zikao.rulebook.model import Source

API = "/v1"
"""Where the functions answer, as seen from a page."""


def render(
    library: Library,
    *,
    today: date | None = None,
    api: str = API,
    coverage: Coverage | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
    first: Sequence[str] = (),
    register: Authorities | None = None,
    name: str = NAME,
    on_device: frozenset[str] = frozenset(),
) -> Iterator[Page]:
    """Every page of the rulebooks.

    Args:
        library: the loaded rulebooks.
        today: the day in Beijing that decides which windows are over; None: this day.
        api: address of the functions, without a closing slash.
        coverage: the register of the sources' facts; without it there is no page of it.
        catalogues: registers that provinces keep for themselves; each has a page.
        first: needs that stand on top of the home page, in the guides' own words for them.
        register: every province with its exam authority; without it there is no page of those that have no
            rulebook here.
        name: of the site.
        on_device: kinds of files that are checked on the reader's own device where that can.

    Raises:
        ReservedNameError: a procedure has the name of another page.
    """
    day = today or beijing_today()
    registered = numbers_by_book(coverage) if coverage else {}
    catalogued = {name: each for name, each in (catalogues or {}).items() if name in library.provinces}
    made = [home(library, first, register=register, name=name, today=day)]
    if register and missing(library, register):
        made.append(page_of_missing(library, register, day))
    shown = {book.province.id: rested_on(library, book) for book in library.provinces.values()}
    for book in library.provinces.values():
        made += _province(library, book, shown[book.province.id], day, api, registered, on_device)
    made.append(packing.page(list(_packages(library))))
    made.append(sources(library, shown, registered=coverage is not None, catalogued=catalogued.keys()))
    yield from made
    if coverage:
        yield registered_facts(library, coverage, made)
    for each in catalogued.values():
        yield own_register(library, each, made)


def _packages(library: Library) -> Iterator[tuple[str, str]]:
    """Every archive that the site can make, with its address as seen from the page on making one."""
    for book in library.provinces.values():
        for key, described in book.packages.items():
            if package_form.slots(described):
                page = address.spec_page("package", book.province.id, key)
                yield f"{book.province.name}：{described.title}", address.href(address.PACKING, page)


def _province(
    library: Library,
    book: ProvinceBook,
    shown: Mapping[str, Source],
    day: date,
    api: str,
    registered: Mapping[str, list[int]],
    on_device: frozenset[str],
) -> Iterator[Page]:
    name = book.province.id

    def scope(page: str, of: ProvinceBook = book) -> Scope:
        return Scope(library, of, page, day, api, registered, on_device=on_device)

    yield province(scope(address.province_page(name)), shown)
    for procedure in in_order(book):
        yield guide(scope(address.guide_page(name, procedure.id)), procedure)
        yield basis(scope(address.basis_page(name, procedure.id)), procedure)
    for kind in KINDS:
        for key in specs_of(book, kind):
            yield spec(scope(address.spec_page(kind, name, key)), kind, key)
    explained = findings(scope(address.findings_page(name)))
    if explained:
        yield explained
    for key, own in book.cities.items():
        yield city(scope(address.city_page(name, key), own), own)


def write_markdown(
    library: Library,
    out: Path,
    *,
    coverage: Coverage | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
    register: Authorities | None = None,
) -> int:
    """Write every page and every document for the browser below a folder; returns the number of pages."""
    count = 0
    for page in render(library, coverage=coverage, catalogues=catalogues, register=register):
        _write(out / page.path, page.source)
        count += 1
    for path, text in documents(library):
        _write(out / path, text)
    return count


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")  # calendar files bring the line ends that they need
