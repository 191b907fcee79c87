"""Home, province, city and the list of sources."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from tests.books import rulebooks
from zikao.clock import spoken
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library
from zikao.site.overview import home
from zikao.site.own import own, rested_on
from zikao.site.page import Page
from zikao.site.render import render
from zikao.site.words import AUTHORITY

from . import sample
from .conftest import TODAY
from .reading import read, words


def test_home_without_a_register_shows_every_province_and_every_need(
    library: Library, pages: dict[str, Page]
) -> None:
    text = words(pages["index.md"].markdown)
    for book in library.provinces.values():
        if book.procedures:
            assert book.province.name in text
        for procedure in book.procedures.values():
            assert all(need in text for need in procedure.needs)


def test_a_province_page_tells_where_whom_and_from_what(library: Library, pages: dict[str, Page]) -> None:
    for name, book in library.provinces.items():
        page = pages[f"{name}/index.md"]
        text = words(page.markdown)
        province = book.province
        assert province.authority in text
        assert province.version in text
        assert spoken(province.reviewed_on) in text
        wanted = [piece for host in province.hosts.values() for piece in (host.host, host.name, host.use)]
        wanted += [piece for contact in province.contacts for piece in (contact.who, contact.about) if piece]
        wanted += [window.title for window in province.windows.values()]
        wanted += [procedure.title for procedure in book.procedures.values()]
        missing = [piece for piece in wanted if piece not in text]
        assert not missing, f"{name} leaves out {missing}"


def test_every_source_stands_with_its_authority_and_age(library: Library, pages: dict[str, Page]) -> None:
    for name, book in library.provinces.items():
        page = read(pages[f"{name}/index.md"].markdown)
        cards = {card.attrs["id"]: card.text for card in page.find("details", "zg-source")}
        assert cards.keys() == {f"source-{key}" for key in rested_on(library, book)}
        for key, source in rested_on(library, book).items():
            card = cards[f"source-{key}"]
            assert source.title in card
            assert AUTHORITY[source.authority] in card
            assert ("未注明日期" if source.issued == "undated" else spoken(source.issued)) in card
            assert spoken(source.read) in card
            assert source.title in words(pages["sources.md"].markdown)


def test_a_province_without_the_others_shows_what_it_cites_of_them_and_no_more() -> None:
    whole = rulebooks()
    alone = whole.only(["anhui"])
    lent = whole.provinces["cn"].province.sources.keys()
    book = alone.provinces["anhui"]
    shown = rested_on(alone, book)
    assert own(alone, book, "contradictions") == own(whole, book, "contradictions")
    assert shown == rested_on(whole, book)
    # Its photo spec is laid over that of the country, whose sources count; the one of transfers does not.
    assert "zikao-checks" in shown
    assert "transfer-measures" in lent - shown.keys()
    pages = {page.path: page.markdown for page in render(alone)}
    for path, text in pages.items():
        linked = set(re.findall(r'href="[^"]*#source-([a-z0-9-]+)"', text))
        assert linked <= shown.keys(), path
        assert "830052" not in text, path


def test_a_city_lists_what_it_cites_wherever_that_is_declared(
    library: Library, pages: dict[str, Page]
) -> None:
    for name, book in library.provinces.items():
        for city in book.cities:
            page = read(pages[f"{name}/cities/{city}.md"].markdown)
            cited = {link.attrs["href"].rpartition("#")[2] for link in page.find("a")}
            cited = {anchor for anchor in cited if anchor.startswith("source-")}
            cards = {card.attrs["id"] for card in page.find("details", "zg-source")}
            assert cited
            assert cited <= cards


def test_a_city_shows_only_what_differs_with_its_own_source(sample_pages: dict[str, Page]) -> None:
    page = sample_pages["sample/cities/lake.md"]
    text = words(page.markdown)
    assert "湖市考试中心" in text
    assert "大小下限" not in text
    [values] = read(page.markdown).find("dl", "zg-values")
    assert values.find("dd")[0].find("b")[0].text == "白"
    [photo] = read(page.markdown).find("zikao-photo")
    assert photo.attrs["endpoint"] == "/v1/photo/sample/graduation?city=lake"
    links = [a.attrs["href"] for chip in values.find("details", "zg-cite") for a in chip.find("a")]
    assert links == ["#source-lake-notice"]


@pytest.mark.parametrize(
    ("amended", "sources"), [(False, {"lake-notice"}), (True, {"lake-notice", "manual"})]
)
def test_a_city_lists_the_rules_that_it_writes_and_every_source_that_they_rest_on(
    tmp_path: Path, amended: bool, sources: set[str]
) -> None:
    """An amended rule keeps the province's exceptions, and with them what those cite."""
    sample.write(tmp_path)
    notice = {"source": "lake-notice", "clause": "四"}
    own = {
        "id": "own",
        "title": "先在湖市登记",
        "severity": "advice",
        "require": {"is": {"half": "first"}},
        "if_no": "要先登记。",
        "cite": notice,
    }
    rules = [own, *([{"id": "prior-degree", "mend": "问湖市。", "cite": notice}] if amended else [])]
    city = sample.CITY | {"procedures": {"graduation": {"rules": rules}}}
    (tmp_path / "sample" / "cities" / "lake.yaml").write_text(json.dumps(city), encoding="utf-8")
    made = {page.path: page for page in render(load_library(tmp_path), today=TODAY)}
    page = read(made["sample/cities/lake.md"].markdown)
    shown = {each.attrs["id"] for each in page.find("li", "zg-rule")}
    assert shown == {f"rule-{rule['id']}" for rule in rules}
    links = {link.attrs["href"].rpartition("#")[2] for link in page.find("a")}
    assert {anchor.removeprefix("source-") for anchor in links if anchor.startswith("source-")} == sources
    cards = {card.attrs["id"].removeprefix("source-") for card in page.find("details", "zg-source")}
    assert cards == sources


def test_a_city_shows_the_papers_and_steps_that_it_writes(tmp_path: Path) -> None:
    sample.write(tmp_path)
    notice = {"source": "lake-notice", "clause": "五"}
    own = {
        "materials": [{"id": "receipt", "name": "湖市回执", "copies": 2, "cite": notice}],
        "steps": [{"id": "hand-in", "title": "到湖市交材料", "body": "每月 25 日。", "cite": notice}],
    }
    city = sample.CITY | {"procedures": {"graduation": own}}
    (tmp_path / "sample" / "cities" / "lake.yaml").write_text(json.dumps(city), encoding="utf-8")
    made = {page.path: page for page in render(load_library(tmp_path), today=TODAY)}
    text = words(made["sample/cities/lake.md"].markdown)
    for told in ("材料不同的地方", "湖市回执", "2 份", "步骤不同的地方", "到湖市交材料", "每月 25 日。"):
        assert text.count(told) == 1, told
    assert "提交申请" not in text, "those of the province stay on its guide"


def test_titles_and_descriptions(pages: dict[str, Page]) -> None:
    titles = [page.title for page in pages.values()]
    assert len(set(titles)) == len(titles)
    assert all(page.meta["description"] for page in pages.values())


def test_what_most_come_for_stands_on_top_with_every_guide_that_answers_it(library: Library) -> None:
    every = [
        (book.province, procedure, need)
        for book in library.provinces.values()
        for procedure in book.procedures.values()
        for need in procedure.needs
    ]
    need = every[0][2]
    page = home(library, [need, "谁也不办的事"])
    assert "谁也不办的事" not in page.markdown
    [row] = read(page.markdown).find("ul", "zg-needs")[0].find("li")
    assert row.find("b")[0].text == need
    links = {link.attrs["href"].rstrip("/") for link in row.find("a")}
    assert links == {f"{province.id}/{procedure.id}" for province, procedure, each in every if each == need}
    assert not [each for each in read(page.markdown).find("details") if "open" in each.attrs]


def test_the_needs_on_top_of_this_site_are_all_answered(root: Path) -> None:
    plugins = yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"))["plugins"]
    first = next(entry["zikao"]["first"] for entry in plugins if "zikao" in entry)
    library = rulebooks()
    page = home(library, first)
    rows = read(page.markdown).find("ul", "zg-needs")[0].find("li")
    assert [row.find("b")[0].text for row in rows] == first
    assert "非官方" in rows[0].text, "what no province's authority says is marked as such"
    answering = {
        book.province.name
        for book in library.provinces.values()
        if any(first[1] in procedure.needs for procedure in book.procedures.values())
    }
    assert {link.text.partition("：")[0] for link in rows[1].find("a")} == answering > {"浙江省", "安徽省"}
