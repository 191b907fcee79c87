"""The same pages from other engines than the site's own: what may take its place when that ends.

Compared is what readers cannot do without: every page, its sections, each box of its checklists, each element
with all it is told, and the script that brings the elements to life.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.answering import answering
from tests.books import rulebooks
from zikao.rulebook.library import Library
from zikao.site import device
from zikao.site.address import DEVICE, ELEMENTS, HOSTS, folder
from zikao.site.build import build
from zikao.site.bundle import bundle
from zikao.site.render import render, write_markdown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROVINCES = ("anhui", "cn")
GUIDE = "anhui/graduation.md"
CONFIG = """\
site_name: 自考自查
theme: {THEME}
extra_javascript: [{{path: {ELEMENTS}/zikao.js, type: module}}]
markdown_extensions: [attr_list, tables]
plugins: {PLUGINS}
"""


class _Substance(HTMLParser):
    """Elements with their attributes, boxes, and sections, as often as they are there."""

    def __init__(self) -> None:
        super().__init__()
        self.held: Counter[str] = Counter()
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag.startswith("zikao-"):
            self.held[f"{tag} {sorted(given.items(), key=str)}"] += 1
        if given.get("type") == "checkbox" and "data-step" in given:
            self.held[f"box {given['data-step']}"] += 1
        if tag == "script":
            self.scripts.append(given.get("src") or "")


def substance(text: str) -> _Substance:
    read = _Substance()
    read.feed(text)
    return read


@pytest.fixture(scope="module")
def library() -> Library:
    whole = rulebooks()
    return Library({name: whole.book(name) for name in PROVINCES})


def _mkdocs(folder: Path, library: Library) -> Path:
    """MkDocs with a theme of its own, through this site's plugin."""
    (folder / "docs").mkdir()
    (folder / "docs/about.md").write_text("# 关于\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    plugins = f"[search, zikao: {{only: [{', '.join(PROVINCES)}]}}]"
    text = CONFIG.replace("extra_javascript", "# extra_javascript")
    theme = "{name: readthedocs, highlightjs: false}"
    config.write_text(text.format(THEME=theme, ELEMENTS=ELEMENTS, PLUGINS=plugins), encoding="utf-8")
    build(folder / "site", config_file=config)
    return folder / "site"


def _zensical(folder: Path, library: Library) -> Path:
    """Zensical, which takes the Markdown that `zikao build --markdown` writes and knows nothing of MkDocs."""
    write_markdown(library, folder / "docs")
    bundle(folder / "docs" / ELEMENTS, folder / "docs" / HOSTS)
    theme = "{name: material, language: zh, font: false}"
    text = CONFIG.format(THEME=theme, ELEMENTS=ELEMENTS, PLUGINS="[search]")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module", params=[_mkdocs, _zensical], ids=["mkdocs-readthedocs", "zensical"])
def built(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param is _zensical:
        pytest.importorskip("zensical", reason="Zensical is not installed: make test puts it there")
    made: Path = request.param(tmp_path_factory.mktemp("engine"), library)
    return made


def test_pages_checklists_and_elements_are_all_there(built: Path, library: Library) -> None:
    on_device = device.checks() if (built / DEVICE).is_file() else frozenset()
    pages = list(render(library, on_device=on_device))
    assert len(pages) > 20
    boxes = 0
    for page in pages:
        wanted = substance(page.source).held
        made = substance((built / folder(page.path) / "index.html").read_text(encoding="utf-8"))
        assert made.held == wanted, page.path
        assert any(script.endswith(f"{ELEMENTS}/zikao.js") for script in made.scripts), page.path
        boxes += sum(each.startswith("box ") for each in wanted)
    assert boxes > 50
    for path in (built / "data").rglob("*.json"):
        assert path.stat().st_size
    assert len(list((built / "data").rglob("*.json"))) >= 2 * sum(
        len(book.procedures) for book in library.provinces.values()
    )


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(built))
    with answering(handler) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.browser
def test_the_elements_come_to_life(address: str, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{folder(GUIDE)}", wait_until="networkidle")
    form = page.locator("zikao-eligibility form")
    expect(form).to_be_visible(timeout=20_000)
    assert form.locator("input").count() > 0
    box = page.locator("zikao-checklist input[type=checkbox]").first
    box.check()
    page.reload(wait_until="networkidle")
    expect(page.locator("zikao-checklist input[type=checkbox]").first).to_be_checked()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    context.close()
