"""The register that a province keeps for itself: every fact has a row, and each way leads somewhere."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import urlsplit

from tests.books import rulebooks
from zikao.rulebook.catalogue import load_catalogues
from zikao.site import address
from zikao.site.render import render

from .conftest import TODAY
from .reading import anchors, read


def test_every_fact_has_a_row_and_each_of_its_ways_leads_somewhere() -> None:
    library, catalogues = rulebooks(), load_catalogues()
    assert "guangdong" in catalogues
    site = {page.path: page for page in render(library, today=TODAY, catalogues=catalogues)}
    known = {address.folder(path): set(anchors(page.markdown)) for path, page in site.items()}
    listed = {link.attrs["href"].rstrip("/") for link in read(site[address.SOURCES].markdown).find("a")}
    for province, catalogue in catalogues.items():
        page = address.own_register_page(province)
        assert address.href(address.SOURCES, page).rstrip("/") in listed
        rows = {row.attrs["id"]: row for row in read(site[page].markdown).find("li") if "id" in row.attrs}
        assert set(rows) == {address.fact_anchor(catalogue.label(number)) for number in catalogue.rows}
        for number, fact in catalogue.rows.items():
            row = rows[address.fact_anchor(catalogue.label(number))]
            assert fact.about in row.text
            assert not fact.why_not or fact.why_not in row.text
            # What a piece is called may name an address, which is a link too.
            links = [urlsplit(each.find("a")[0].attrs["href"]) for each in row.find("li")]
            assert len(links) == len(fact.carried_by)
            for link in links:
                folder = f"{normpath(join(address.folder(page), link.path))}/"
                assert folder in known, (number, folder)
                assert not link.fragment or link.fragment in known[folder], (number, link.fragment)


def test_without_one_there_is_no_page_of_it() -> None:
    paths = {page.path for page in render(rulebooks(), today=TODAY)}
    assert address.own_register_page("guangdong") not in paths
