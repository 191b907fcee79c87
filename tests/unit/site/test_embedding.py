"""The pages for web masters: every tag that they offer is one that the site has data for."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.books import rulebooks
from zikao.rulebook.in_force import current
from zikao.rulebook.library import Library
from zikao.site import address, embedding, own_pages
from zikao.site.built.csp import policy
from zikao.site.data import documents

from .conftest import TODAY

ROOT = Path(__file__).resolve().parents[3]
DAY = TODAY.isoformat()
PAGES = ROOT / "docs" / "embedding"
CHINESE = sorted(path for path in PAGES.glob("*.md") if not path.name.endswith(".en.md"))


@pytest.fixture(scope="module")
def library() -> Library:
    return rulebooks()


@pytest.fixture(scope="module")
def choices(library: Library) -> list[embedding.Choice]:
    return embedding.choices(library, TODAY)


def test_every_procedure_and_spec_can_be_chosen(library: Library, choices: list[embedding.Choice]) -> None:
    offered = {(choice.province, choice.attribute, choice.checks[-1], choice.key) for choice in choices}
    for name, book in library.provinces.items():
        assert {key for province, _, check, key in offered if (province, check) == (name, "photo")} == set(
            current(book.photos, DAY)
        )
        assert {key for province, _, check, key in offered if (province, check) == (name, "package")} == set(
            current(book.packages, DAY)
        )
        assert {key for province, kind, _, key in offered if (province, kind) == (name, "procedure")} == {
            key for key, each in book.procedures.items() if each.rules or each.steps or each.materials
        }


def test_a_spec_that_another_has_followed_is_not_offered() -> None:
    old = ("jiangsu", "registration-2019")
    for day, offered in ((date(2022, 8, 2), True), (date(2022, 8, 3), False)):
        made = embedding.choices(rulebooks(), day)
        assert (old in {(choice.province, choice.key) for choice in made}) is offered


def test_only_what_has_conditions_is_asked_about(library: Library, choices: list[embedding.Choice]) -> None:
    there = {path for path, _ in documents(library)}
    for choice in choices:
        if choice.attribute == "spec":
            continue
        judged = address.document_file(choice.province, choice.key) in there
        assert ("eligibility" in choice.checks) == judged
        procedure = library.book(choice.province).procedures[choice.key]
        assert ("checklist" in choice.checks) == bool(procedure.steps or procedure.materials)
        for city in choice.cities:
            if judged:
                assert address.document_file(choice.province, choice.key, city) in there


def test_no_window_without_a_date_is_offered(library: Library, choices: list[embedding.Choice]) -> None:
    for choice in choices:
        windows = library.book(choice.province).province.windows
        for window in (windows[key] for key in choice.windows):
            several = (window, *window.rounds.values())
            assert window.yearly or any(dates.start or dates.end for dates in several)
        assert ("until" in choice.checks) == bool(choice.windows)


def test_a_tag_links_to_its_own_page_and_names_what_it_is_about(choices: list[embedding.Choice]) -> None:
    [graduation] = [
        c for c in choices if (c.province, c.key, c.attribute) == ("anhui", "graduation", "procedure")
    ]
    assert graduation.tag("eligibility") == (
        '<zikao-eligibility province="anhui" procedure="graduation">\n'
        '  <a href="https://GUIDE.EXAMPLE/anhui/graduation/">自考毕业申请</a>\n'
        "</zikao-eligibility>"
    )
    assert re.findall(r"<zikao-(\w+)", graduation.tag("way")) == ["way", "checklist", "eligibility"]
    assert graduation.cities == {"luan": "六安市"}


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.stem)
def test_each_page_knows_where_it_is_read(path: Path, library: Library) -> None:
    """Examples show the address of the site, which is told by the way to the preview."""
    page = f"embedding/{path.name}"
    for name in (page, page.replace(".md", ".en.md")):
        source = (ROOT / "docs" / name).read_text(encoding="utf-8")
        own = own_pages.filled(source, "", "")
        made = embedding.filled(own, name, library, lambda html: f"{html}\0")
        assert "<!-- zikao" not in made
        [here] = [piece for piece in made.split("\0") if "data-guide" in piece]
        [link] = re.findall(r'<a href="([^"]*)"', here[here.index("data-guide") :])
        read_at = f"https://guide.example/below/{address.folder(name)}"
        assert urljoin(read_at, link) == "https://guide.example/below/embed/preview/"


def test_each_page_stands_in_both_languages() -> None:
    assert {path.stem for path in CHINESE} == {
        path.name.removesuffix(".en.md") for path in PAGES.glob("*.en.md")
    }


def test_the_newest_fixed_version_is_told_with_its_digests(tmp_path: Path, library: Library) -> None:
    for version, digest in (("1.9.0", "sha384-old"), ("1.10.0", "sha384-new")):
        folder = tmp_path / "widgets" / version
        folder.mkdir(parents=True)
        tags = {"module": f'<script src="{embedding.GUIDE}{version}">', "classic": "<script defer>"}
        table = {"version": version, "released": True, "files": {"zikao.js": digest}, "tags": tags}
        (folder / "integrity.json").write_text(json.dumps(table), encoding="utf-8")
    for name in ("versions", "versions.en"):
        source = (PAGES / f"{name}.md").read_text(encoding="utf-8")
        made = embedding.filled(source, f"embedding/{name}.md", library, str)
        (tmp_path / "embedding" / name).mkdir(parents=True)
        (tmp_path / "embedding" / name / "index.html").write_text(made, encoding="utf-8")
    embedding.tell_digests(tmp_path)
    for name, word in (("versions", "固定版本是"), ("versions.en", "fixed version of this site")):
        html = (tmp_path / "embedding" / name / "index.html").read_text(encoding="utf-8")
        assert word in html
        assert "<b>1.10.0</b>" in html
        assert "sha384-new" in html
        assert "sha384-old" not in html
        assert "&lt;script src=&#34;https://GUIDE.EXAMPLE/1.10.0&#34;&gt;" in html


def test_only_a_page_with_a_frame_may_have_one() -> None:
    assert "frame-src" not in policy("<p>")
    assert "frame-src 'self'" in policy('<iframe title="x"></iframe>')


def test_the_preview_allows_what_a_portal_is_told_to_allow() -> None:
    """And a sheet and an icon of its own, as any portal has."""
    own = {
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    }
    told = {
        line.replace(embedding.GUIDE_ORIGIN, "'self'")
        for each in embedding.POLICIES.values()
        for line in each.split("; ")
    }
    assert set(embedding.POLICY.split("; ")) - own == told
    page = embedding.preview()
    assert f'content="{embedding.POLICY}"' in page
    assert "<script>" not in page
    assert "style=" not in page
