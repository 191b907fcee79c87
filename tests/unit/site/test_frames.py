"""Pages for frames: the check of a file spec, as its own page has it, and nothing of the site around it."""

from __future__ import annotations

import re
from posixpath import join, normpath

import pytest

from tests.books import rulebooks
from zikao.rulebook.in_force import holding
from zikao.rulebook.library import Library
from zikao.site.frames import Brand, frames
from zikao.site.page import Page

from .conftest import TODAY

ELEMENT = re.compile(r"<zikao-(photo|package) .*?</zikao-\1>", re.DOTALL)


@pytest.fixture(scope="session")
def framed(library: Library) -> dict[str, str]:
    return dict(frames(library, api="/v1", today=TODAY))


def element(html: str) -> str:
    """Less what differs by where the page stands, and the words for a page without script."""
    [found] = [each[0] for each in ELEMENT.finditer(html)]
    found = re.sub(r"<noscript>.*?</noscript>", "", found)
    return re.sub(r"(\.\./)+|&#34;href&#34;:&#34;[^#]*", "", found)


def test_every_spec_has_a_frame_with_the_element_of_its_own_page(
    library: Library, pages: dict[str, Page], framed: dict[str, str]
) -> None:
    shelves = [
        (kind, book.province.id, shelf)
        for book in library.provinces.values()
        for kind, shelf in (("photo", book.photos), ("package", book.packages))
    ]
    assert shelves
    for kind, province, shelf in shelves:
        for key in shelf:
            # A portal that still shows a spec that another one has followed gets that one's check.
            held = holding(shelf, key, TODAY.isoformat())
            frame = framed[f"embed/{kind}/{province}/{key}/index.html"]
            assert element(frame) == element(pages[f"{province}/{kind}s/{held}.md"].markdown), key


def test_a_frame_is_a_page_of_its_own(
    library: Library, framed: dict[str, str], pages: dict[str, Page]
) -> None:
    for path, html in framed.items():
        assert html.startswith('<!doctype html>\n<html lang="zh-CN">')
        assert '<meta name="robots" content="noindex">' in html
        # In a frame nothing else of the site could be shown.
        assert '<base target="_blank">' in html
        assert set(re.findall(r"<(?:link|script)[^>]* (?:href|src)=\"(?:\.\./)+([^\"]*)", html)) == {
            *("assets/zikao/frame.css", "assets/zikao/framed.js", "assets/zikao/zikao.js")
        }
        folder = path.removesuffix("/index.html")
        kind, province, *_, key = folder.split("/")[1:]
        book = library.provinces[province]
        held = holding(book.photos if kind == "photo" else book.packages, key, TODAY.isoformat())
        whole = f"{province}/{kind}s/{held}"
        assert f"{whole}.md" in pages
        for part in (html, re.findall(r"<noscript>.*?</noscript>", html, re.DOTALL)[0]):
            links = re.findall(r'<a href="([^"]*)"', part)
            assert [normpath(join(folder, link)) for link in links if whole in link], path


def test_a_city_with_rules_of_its_own_has_frames_of_its_own() -> None:
    made = dict(frames(rulebooks(), api="https://api.example/v1", today=TODAY))
    html = made["embed/photo/anhui/cities/luan/graduation/index.html"]
    assert 'endpoint="https://api.example/v1/photo/anhui/graduation?city=luan"' in html
    assert "<h1>六安市：" in html
    assert "city=" not in made["embed/photo/anhui/graduation/index.html"]


def test_a_frame_says_whose_it_is_and_has_its_colours(library: Library) -> None:
    made = frames(library, api="/v1", brand=Brand("某省指南<&>", "stylesheets/frame.css"), today=TODAY)
    path, html = next(made)
    assert re.search(r"<title>[^<]+ - 某省指南&lt;&amp;&gt;</title>", html)
    assert '</a> <span class="zf-whose">某省指南&lt;&amp;&gt;</span></p>' in html
    there = [normpath(join(path, "..", each)) for each in re.findall(r'stylesheet" href="([^"]+)"', html)]
    assert there == ["assets/zikao/frame.css", "stylesheets/frame.css"]


def test_where_the_device_checks_consent_is_asked_once_the_server_is_needed(library: Library) -> None:
    made = dict(frames(library, api="/v1", today=TODAY, on_device=frozenset({"photo"})))
    consent = re.compile(r'<div class="zk-question"( hidden)?><p class="zk-fault" id="[\w-]+-consent-fault"')
    for path, html in made.items():
        found = element(html)
        [hidden] = consent.findall(found)
        here = path.startswith("embed/photo/")
        assert (bool(hidden), 'device="assets/zikao/device.json"' in found) == (here, here), path
        assert (".whole.json" in found) == here, path
