"""Where the exam is taken: the home page's question, and the page of the provinces that are not here yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.clock import spoken
from zikao.rulebook.authorities import Authorities, load_authorities
from zikao.rulebook.library import Library
from zikao.site.overview import home
from zikao.site.page import Page
from zikao.site.places import choices
from zikao.site.render import render, write_markdown

from .conftest import TODAY
from .reading import read, words


@pytest.fixture(scope="module")
def register() -> Authorities:
    found = load_authorities()
    assert found
    return found


@pytest.fixture(scope="module")
def real() -> Library:
    return rulebooks()


@pytest.fixture(scope="module")
def made(real: Library, register: Authorities) -> dict[str, Page]:
    return {page.path: page for page in render(real, today=TODAY, register=register)}


def test_home_asks_where_with_all_names_each_a_link(
    real: Library, register: Authorities, made: dict[str, Page]
) -> None:
    page = read(made["index.md"].markdown)
    links = {link.attrs["data-place"]: link for link in page.find("a") if "data-place" in link.attrs}
    assert list(links) == list(register.places)
    for key, link in links.items():
        here = key in real.provinces
        assert link.attrs["href"] == (f"{key}/" if here else f"places/#{key}")
        assert link.text.startswith(register.places[key].short)
        assert ("已收录" in link.text) == here
    [block] = page.find("div", "zg-pick")
    others = {a.attrs["href"] for a in block.find("a") if "data-place" not in a.attrs}
    assert others == {"cn/", "general/", "#place"}, "what holds for no single province is there too"


def test_a_province_that_is_not_here_has_its_authority_its_sites_and_nothing_unconfirmed(
    real: Library, register: Authorities, made: dict[str, Page]
) -> None:
    page = read(made["places.md"].markdown)
    headings = {heading.attrs["id"]: heading.text for heading in page.find("h2")}
    blocks = page.find("div", "zg-other")
    absent = {key: place for key, place in register.places.items() if key not in real.provinces}
    assert absent
    assert len(absent) == len(blocks)
    for (key, place), block in zip(absent.items(), blocks, strict=True):
        assert place.short in headings[key]
        assert place.authority in headings[key]
        named = {link.attrs["href"] for link in block.find("a", "zg-host")}
        assert named == {f"http://{site.host}/" for site in place.sites}
        assert ("没有在官方页面上看到" in block.text) == (not place.authority_seen)
        assert ("还没有核实到" in block.text) == (not place.sites)
    assert spoken(register.read) in words(made["places.md"].markdown)
    hosts = {site.host for place in absent.values() for site in place.sites}
    seen = {each.address for place in absent.values() for site in place.sites for each in site.seen}
    written = {
        link.rstrip("/") for link in re.findall(r'href="(https?://[^"]+)"', made["places.md"].markdown)
    }
    assert written == {f"http://{host}" for host in hosts} | {link.rstrip("/") for link in seen if link}


def test_what_can_be_used_already_is_named(made: dict[str, Page]) -> None:
    [use] = read(made["places.md"].markdown).find("div", "zg-use")
    assert [link.attrs["href"] for link in use.find("a")] == ["../cn/", "../general/"]
    assert "照片和文件的检查" in use.text


def test_a_site_of_chosen_provinces_has_no_list_of_the_others(real: Library) -> None:
    alone = Library({"anhui": real.book("anhui")})
    pages = {page.path: page for page in render(alone, today=TODAY)}
    assert "places.md" not in pages
    assert "你在哪里考" not in pages["index.md"].markdown
    assert "data-place" not in pages["index.md"].markdown


def test_without_a_register_the_own_provinces_are_asked_for(real: Library) -> None:
    some = Library({name: real.book(name) for name in ("cn", "general", "zhejiang", "anhui")})
    assert [[place.name for place in part] for _, part in choices(some, None, "index.md")] == [
        ["浙江", "安徽"],
        ["全国", "通用常识"],
    ]
    assert "你在哪里考" in home(some).markdown


def test_the_pages_alone_bring_it_too(tmp_path: Path, real: Library, register: Authorities) -> None:
    write_markdown(real, tmp_path, register=register)
    assert (tmp_path / "places.md").is_file()
