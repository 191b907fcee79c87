"""The renderer as such: pure, the same each time, and written to disk as rendered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from zikao.rulebook.library import Library
from zikao.site.page import Page
from zikao.site.render import render, write_markdown

from .conftest import TODAY


def test_it_needs_no_site_generator() -> None:
    program = (
        "import sys, zikao.site.render;"
        "print([m for m in sys.modules if m.split('.')[0] in ('mkdocs', 'material', 'chalice', 'granian')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_rulebooks_give_the_same_pages(
    sample_library: Library, sample_pages: dict[str, Page]
) -> None:
    assert {page.path: page for page in render(sample_library, today=TODAY)} == sample_pages


def test_front_matter_survives_any_title() -> None:
    page = Page("x.md", "正文\n", '问："a: b" # {c}', {"hide": ["toc"]})
    head = page.source.split("---")[1]
    assert json.loads(head.split("title: ")[1].splitlines()[0]) == page.title
    assert page.source.endswith("---\n\n正文\n")


def test_no_line_is_indented_into_a_code_block(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert not [line for line in page.markdown.splitlines() if line.startswith("  ")], path


def test_markdown_on_disk(sample_library: Library, tmp_path: Path) -> None:
    count = write_markdown(sample_library, tmp_path)
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md"))
    assert len(written) == count
    assert "sample/graduation.md" in written
    compiled = json.loads((tmp_path / "data/sample/graduation.json").read_text(encoding="utf-8"))
    assert compiled["rules"][0]["id"] == "prior-degree"
    schema = json.loads((tmp_path / "data/sample/graduation.schema.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]) == ["level", "prior_date", "half", "year", "elsewhere_city"]
