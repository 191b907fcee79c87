"""The document for those who sign, in a browser: it prints to A4, and a phone shows it whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.books import rulebooks
from zikao.site import address
from zikao.site.scope import Scope
from zikao.site.signoff.content import paper
from zikao.site.signoff.page import page as written

from .test_browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe"]  # a fixture

pytestmark = pytest.mark.browser


def test_it_prints_to_a4_and_stays_within_a_phone(page: Page, axe: str, tmp_path: Path) -> None:
    library = rulebooks()
    book = library.book("anhui")
    scope = Scope(library, book, address.guide_page("anhui", "graduation"), date(2026, 11, 30), "/v1")
    made = paper(scope, book.procedures["graduation"])
    (tmp_path / "paper.html").write_text(written(made), "utf-8")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "paper.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [each["id"] for each in found["violations"]] == []
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in printed} == {(595, 842)}
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    for section in made.sections:
        assert section.title in text
    assert said == []
