"""The questions of real procedures, asked in a browser until there is a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.books import rulebooks
from zikao.rulebook.asking import bare_schema

from .conftest import Site, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("item", "elsewhere"),
    [("anhui/graduation", "hefei_candidate"), ("zhejiang/score-merge", ""), ("zhejiang/transfer-out", "")],
)
def test_questions_lead_to_a_verdict(page: Page, site: Site, item: str, elsewhere: str) -> None:
    """Every question is answered with its first choice, save the one that would end it all with a yes."""
    compiled = rulebooks().compiled("procedure", item)
    name = compiled.id
    write(site.folder, f"{name}.json", compiled.as_json())
    write(site.folder, f"{name}.schema.json", bare_schema(compiled))
    element = f'<zikao-eligibility document="{name}.json" schema="{name}.schema.json"></zikao-eligibility>'
    page.goto(site.page(name, element))
    expect(page.locator("fieldset")).to_be_visible()
    asked = 0
    while page.locator("fieldset").count():
        asked += 1
        assert asked <= len(compiled.facts), "a question comes twice"
        line = page.locator("fieldset .zk-line")
        if line.count() == 0:
            ending = compiled.facts.get(elsewhere)
            ends = ending is not None and page.locator("legend").inner_text() == ending.ask
            page.locator("fieldset input").nth(1 if ends else 0).check()
        else:
            kind = line.get_attribute("type")
            line.fill({"date": "2020-06-30", "datetime-local": "2026-06-30T16:30"}.get(kind or "", "2"))
        page.get_by_role("button", name="下一步").click()
    assert asked > 1
    expect(page.locator(".zk-report h3")).to_be_focused()
    for rule in page.locator(".zk-finding").all():
        expect(rule).to_contain_text("依据：")
