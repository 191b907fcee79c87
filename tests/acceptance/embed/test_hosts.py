"""One tag in a page of another origin: drawn in a shadow root, from our address, under a strict policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def script(ours: Folder, at: str = "v1") -> str:
    return f'<script type="module" src="{ours.address}/guide/widgets/{at}/zikao.js"></script>'


def test_one_tag_asks_and_judges_in_a_page_that_is_not_ours(page: Page, ours: Folder, portal: Folder) -> None:
    body = (
        '<zikao-eligibility province="made" procedure="all-kinds" title="资格自查">'
        '<p id="written">条件见公告。</p></zikao-eligibility>'
    )
    page.goto(portal.page("one", script(ours) + body))
    element = page.locator("zikao-eligibility")
    expect(element.get_by_role("heading", name="资格自查")).to_be_visible()
    assert element.evaluate("e => e.inner.localName") == "zikao-eligibility-zh-cn"
    # What the page wrote is its own still, shown in the fold.
    assert page.locator("#written").evaluate("e => e.parentElement.localName") == "zikao-eligibility"
    expect(page.locator("#written")).to_be_hidden()
    element.get_by_text("条件全文").click()
    expect(page.locator("#written")).to_be_visible()
    element.get_by_text("先看目前的结果").or_(element.get_by_role("button", name="下一步")).first.click()
    expect(element.get_by_role("alert")).to_be_focused()


def test_what_is_not_in_view_is_not_fetched(page: Page, ours: Folder, portal: Folder) -> None:
    ours.asked.clear()
    far = '<zikao-eligibility province="made" procedure="all-kinds"></zikao-eligibility>'
    page.goto(portal.page("far", script(ours) + "<pre>" + "\n" * 200 + "</pre>" + far))
    page.evaluate("customElements.whenDefined('zikao-eligibility').then(() => null)")
    page.wait_for_timeout(200)
    loader = ["/guide/widgets/v1/zikao.js", "/guide/widgets/1.0.0/zikao.js"]
    assert ours.asked == loader
    page.locator("zikao-eligibility").evaluate("e => e.scrollIntoView()")
    expect(page.locator("zikao-eligibility fieldset")).to_be_visible()
    assert len(ours.asked) > len(loader)
