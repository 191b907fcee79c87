"""The register: every fact of the sources leads to its place on the site, and every page leads back."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import urlsplit

import pytest

from tests.books import rulebooks
from zikao.rulebook.books import CityBook
from zikao.rulebook.coverage import Coverage, load_coverage
from zikao.rulebook.library import Library
from zikao.site import address
from zikao.site.overview import city
from zikao.site.page import Page
from zikao.site.register import numbers_by_book, page_of
from zikao.site.render import render
from zikao.site.scope import Scope

from .conftest import TODAY
from .reading import Element, anchors, read

OWN_ANCHORS = {"steps": "step", "rules": "rule", "materials": "material", "rejections": "rejection"}
"""Parts of a guide whose every piece can be linked to."""


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return load_coverage()


@pytest.fixture(scope="module")
def site(coverage: Coverage) -> dict[str, Page]:
    return {page.path: page for page in render(rulebooks(), today=TODAY, coverage=coverage)}


@pytest.fixture(scope="module")
def rows(site: dict[str, Page]) -> dict[str, Element]:
    found = read(site[address.REGISTER].markdown).find("li")
    return {row.attrs["id"]: row for row in found if "id" in row.attrs}


def followed(row: Element) -> list[tuple[str, str]]:
    """Folder and anchor of each link."""
    here = address.folder(address.REGISTER)
    found = []
    for link in row.find("a"):
        parts = urlsplit(link.attrs["href"])
        found.append((f"{normpath(join(here, parts.path))}/", parts.fragment))
    return found


def test_every_number_has_a_row_with_its_places_or_its_reason(
    coverage: Coverage, rows: dict[str, Element], site: dict[str, Page]
) -> None:
    assert list(rows) == [address.fact_anchor(number) for number in range(1, coverage.total + 1)]
    for number, row in coverage.rows.items():
        shown = rows[address.fact_anchor(number)]
        assert row.about in shown.text
        assert len(shown.find("a")) == len(row.carried_by)
        assert not row.why_not or row.why_not in shown.text
    assert f"{coverage.total} / {coverage.total}" in site[address.REGISTER].markdown


def test_every_link_of_the_register_leads_to_the_piece_itself(
    coverage: Coverage, rows: dict[str, Element], site: dict[str, Page]
) -> None:
    known = {address.folder(path): set(anchors(page.markdown)) for path, page in site.items()}
    for number, row in coverage.rows.items():
        links = followed(rows[address.fact_anchor(number)])
        for path, (folder, anchor) in zip(row.carried_by, links, strict=True):
            book, _, inside = path.partition("#")
            section, _, name = inside.partition(".")
            assert folder == address.folder(page_of(book, section)), path
            assert not anchor or anchor in known[folder], path
            if section in OWN_ANCHORS:
                assert anchor == f"{OWN_ANCHORS[section]}-{name.partition('.')[0]}", path


def test_every_page_leads_back_to_the_numbers_that_it_carries(
    coverage: Coverage, site: dict[str, Page]
) -> None:
    for book, numbers in numbers_by_book(coverage).items():
        basis = page_of(book).replace(".md", "/basis.md")
        page = site[basis if basis in site else page_of(book)]
        links = [e.attrs.get("href", "") for e in read(page.markdown).find("a")]
        back = [link for link in links if f"{address.folder(address.REGISTER)}#" in link]
        assert [link.partition("#")[2] for link in back] == [address.fact_anchor(n) for n in numbers], book


def test_a_city_leads_back_too(sample_library: Library) -> None:
    own = sample_library.book("sample", "lake")
    assert isinstance(own, CityBook)
    page = address.city_page("sample", "lake")
    scope = Scope(sample_library, own, page, TODAY, "/v1", {"sample/cities/lake": [3]})
    links = [link.attrs["href"] for link in read(city(scope, own).markdown).find("a")]
    assert address.href(page, address.REGISTER, address.fact_anchor(3)) in links


def test_provinces_that_a_site_does_not_show_leave_no_dead_link(coverage: Coverage) -> None:
    whole = rulebooks()
    part = Library({"zhejiang": whole.provinces["zhejiang"]})
    page = {page.path: page for page in render(part, today=TODAY, coverage=coverage)}[address.REGISTER]
    found = read(page.markdown)
    hrefs = [link.attrs["href"] for link in found.find("a")]
    assert {href.split("/")[1] for href in hrefs if not href.startswith("#")} == {"zhejiang"}
    assert f"{coverage.total} / {coverage.total}" not in page.markdown
    assert len([row for row in found.find("li") if "id" in row.attrs]) == 58


def test_without_a_register_there_is_no_page_of_it(sample_pages: dict[str, Page]) -> None:
    assert address.REGISTER not in sample_pages
    assert not any(address.folder(address.REGISTER) in page.markdown for page in sample_pages.values())
