"""Two tabs of one reader: what is ticked or answered in one stands in the other, nothing is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import ELIGIBILITY, WAY, Site
from .test_eligibility import answer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_two_tabs_do_not_erase_each_other(page: Page, site: Site) -> None:
    address = site.page("tabs", ELIGIBILITY + WAY)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address)
        expect(tab.locator("legend")).to_have_text("你是在本省报考的吗？")
    page.get_by_label("提交申请").check()
    other.get_by_label("等结果").check()
    answer(page, "是")
    # What is typed and not sent yet outlives what the other tab brings.
    expect(other.locator("legend")).to_have_text("你申请哪个层次？")
    other.get_by_label("专科", exact=True).check()
    page.get_by_role("button", name="不清楚，先跳过").click()
    page.get_by_label("身份证原件").check()
    expect(page.locator("legend")).to_have_text("手上有哪些材料？")
    expect(other.get_by_label("身份证原件")).to_be_checked()
    expect(other.locator("legend")).to_have_text("手上有哪些材料？")
    answer(other, "身份证")
    for tab in (page, other):
        for label in ("提交申请", "等结果", "身份证原件"):
            expect(tab.get_by_label(label)).to_be_checked()
        expect(tab.locator(".zk-answers")).to_contain_text("你是在本省报考的吗？是")
        expect(tab.locator(".zk-answers")).to_contain_text("手上有哪些材料？身份证")
        tab.reload()
        expect(tab.get_by_label("等结果")).to_be_checked()
        expect(tab.locator(".zk-answers")).to_contain_text("你申请哪个层次？不清楚")
    other.get_by_label("等结果").uncheck()
    expect(page.get_by_label("等结果")).not_to_be_checked()
    page.get_by_role("button", name="重新回答").click()
    expect(other.locator("legend")).to_have_text("你是在本省报考的吗？")
    other.close()
