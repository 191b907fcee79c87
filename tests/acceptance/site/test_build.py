"""The built site as files: whole, linked, protected, small."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.books import rulebooks
from zikao.errors import ZikaoError
from zikao.site import address
from zikao.site.build import SiteBuildError, build
from zikao.site.built.finish import SMALLEST
from zikao.site.data import documents
from zikao.site.render import render


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.links += [held[name] or "" for name in ("href", "src", "document", "schema") if name in held]
        if held.get("id"):
            self.ids.append(held["id"] or "")


@cache
def read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def html(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def themed(site: Path) -> list[Path]:
    """Those with the theme around them: all but what is shown in a frame."""
    return [path for path in html(site) if "embed" not in path.relative_to(site).parts[:2]]


def test_every_page_and_document_of_the_rulebooks_is_there(site: Path) -> None:
    library = rulebooks()
    for page in render(library):
        assert (site / address.folder(page.path) / "index.html").is_file(), page.path
    for path, text in documents(library):
        assert (site / path).read_bytes().decode() == text  # line ends too: those of a calendar are its own


def test_every_link_leads_somewhere(site: Path) -> None:
    for path in html(site):
        if path.name == "404.html":
            continue
        for link in read(path).links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            assert target.is_file(), f"{path.relative_to(site)}: {link}"
            if parts.fragment and target.suffix == ".html" and not parts.fragment.startswith("__"):
                assert unquote(parts.fragment) in read(target).ids, f"{path.relative_to(site)}: {link}"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in html(site):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe)[^>]*src="(?:https?:)?//', text), path
        assert not re.findall(
            r'<link[^>]*rel="(?:stylesheet|preconnect|preload)"[^>]*href="(?:https?:)?//', text
        ), path


def test_every_page_has_a_policy_without_any_unsafe_word(site: Path) -> None:
    for path in html(site):
        text = path.read_text(encoding="utf-8")
        policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert len(policies) == 1, path
        assert "unsafe" not in policies[0]
        inline = re.search(r"<script(?![^>]*\b(?:src|type)=)", text)
        assert ("script-src 'self' 'sha256-" if inline else "script-src 'self';") in policies[0], path
        assert "style-src 'self';" in policies[0]


def test_no_page_needs_a_style_of_its_own(site: Path) -> None:
    for path in html(site):
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"<[^>]+\sstyle=", text), path
        assert "<style" not in text, path


def test_what_no_reader_needs_is_not_there_and_the_rest_is_packed(site: Path) -> None:
    assert not list(site.rglob("*.map"))
    assert not [path for path in site.rglob("*.js") if {"lunr", "workers"} & set(path.parts)]
    for path in html(site):
        if path.stat().st_size < SMALLEST:
            continue
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()


def test_a_sheet_that_was_made_lighter_has_another_name(site: Path) -> None:
    """Such files are kept for good by browsers, servers and the service worker."""
    sheets = [path for path in site.rglob("*.css") if re.search(r"\.[0-9a-f]{8}\.", path.name)]
    assert {path.name.split(".")[0] for path in sheets} == {"main", "palette"}
    for path in sheets:
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:8] in path.name
    names = {path.name for path in sheets}
    for page in themed(site):
        used = re.findall(r"(?:main|palette)\.[^\"/]+\.css", page.read_text(encoding="utf-8"))
        assert set(used) == names, page


def test_the_theme_s_scripts_are_sent_as_they_came(site: Path) -> None:
    theme = files("mkdocs-material")
    assert theme
    [bundle] = (
        Path(str(each.locate())) for each in theme if each.match("templates/assets/javascripts/bundle.*.js")
    )
    assert (site / "assets/javascripts" / bundle.name).read_bytes() == bundle.read_bytes()


def test_pages_in_english_say_so(site: Path) -> None:
    for path in html(site):
        text = path.read_text(encoding="utf-8")
        inside = text.partition('<article class="md-content__inner')[2].partition("</article>")[0]
        # What is to be copied is in no language.
        inside = re.sub(r"<(pre|code)\b.*?</\1>", "", inside, flags=re.DOTALL)
        letters = len(re.findall(r"[a-zA-Z]{4,}", re.sub(r"<[^>]*>", "", inside)))
        chinese = len(re.findall(r"[\u4e00-\u9fff]{2}", inside))
        assert ('<div lang="en">' in inside) == (letters > chinese), path.relative_to(site)


def test_the_search_knows_guides_and_leaves_out_clauses(site: Path) -> None:
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    guide = next(entry for entry in docs if entry["location"] == "anhui/portrait-upload/")
    assert "照片被退回了" in guide["needs"]
    assert not [entry for entry in docs if entry["location"].startswith(("developers/", "decisions/"))]
    assert not [entry for entry in docs if "findings/" in entry["location"]]
    texts = " ".join(entry["text"] for entry in docs)
    assert "依据：附件" not in texts
    assert "\u200b" not in texts
    assert "</" not in "".join(e["text"] for e in docs if not e["location"].startswith("embedding/"))


def test_a_wrong_rulebook_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "provinces/anhui").mkdir(parents=True)
    (tmp_path / "provinces/anhui/province.yaml").write_text("id: anhui\n", encoding="utf-8")
    with pytest.raises(ZikaoError, match=r"province\.yaml:1"):
        build(tmp_path / "out", provinces=tmp_path / "provinces", elements=False)


def test_a_province_with_its_own_configuration(tmp_path: Path, root: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 某省自考办事指南\n"
        "theme: {name: material, language: zh, font: false}\n"
        "plugins:\n"
        "  - search\n"
        f"  - zikao: {{provinces: '{root / 'provinces'}', only: [zhejiang], elements: false, api: https://api.example/v1}}\n"
        "nav: [index.md, zikao]\n",
        encoding="utf-8",
    )
    build(tmp_path / "out", config_file=tmp_path / "mkdocs.yml")
    text = (tmp_path / "out/zhejiang/score-merge/index.html").read_text(encoding="utf-8")
    assert "connect-src 'self' https://api.example;" in text
    assert not (tmp_path / "out/anhui").exists()
    assert "zikao.js" not in text


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SiteBuildError):
        build(tmp_path / "out", config_file=tmp_path / "mkdocs.yml")
