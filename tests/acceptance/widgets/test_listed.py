"""A question whose answer is a list, by keyboard: items added, mended, removed, kept, judged, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import LISTED, WAY, Site
from .test_eligibility import answer, led_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_items_are_filled_in_one_after_the_other(page: Page, site: Site) -> None:
    page.goto(site.page("listed", LISTED + WAY.replace("all-kinds", "listed")))
    answer(page, "是")
    items = page.locator(".zk-items > details")
    expect(items).to_have_count(1)
    for name, mark in (("英语", "71"), ("高等数学", "580"), ("语文", "40")):
        first = items.last.get_by_role("textbox", name="课程名称")
        if name == "英语":
            first.focus()
        else:
            page.get_by_role("button", name="再加一门课程").press("Enter")
            led_to(first)
        page.keyboard.type(name)
        items.last.get_by_role("textbox", name="成绩").press("End")
        page.keyboard.type(mark)
    page.get_by_role("button", name="下一步").press("Enter")
    alert = page.get_by_role("alert")
    expect(alert.locator("li")).to_have_text(["第 2 门课程的成绩：请填数字，0 到 100。"])
    alert.get_by_role("link").press("Enter")
    wrong = items.nth(1).get_by_role("textbox", name="成绩")
    led_to(wrong)
    wrong.press("Backspace")
    items.nth(2).get_by_role("button", name="删去第 3 门课程").press("Enter")
    page.get_by_role("button", name="撤销").press("Enter")
    expect(items.nth(2).locator("summary")).to_have_text("第 3 门课程（语文）")
    page.get_by_role("button", name="下一步").press("Enter")

    found = page.locator("[data-rule='made/listed.mark']")
    expect(found.locator("li")).to_have_text(["第 2 门课程（高等数学）：58 分", "第 3 门课程（语文）：40 分"])
    page.reload()
    # What comes with the result may still be on its way, and the focus with it.
    expect(found.locator("li")).to_have_count(2)
    row = page.locator(".zk-answers li", has_text="要申请免考哪几门课程？")
    expect(row.locator("strong").nth(1)).to_have_text("第 2 门课程：课程名称 高等数学，成绩 58")
    row.get_by_role("button", name="改：").press("Enter")
    expect(items).to_have_count(3)

    page.get_by_role("button", name="带到另一台设备").click()
    box = page.get_by_role("group", name="带到另一台设备")
    expect(box).to_contain_text("你自己打字填的 1 项不放进链接。")
    link = box.get_by_role("textbox", name="链接").input_value()
    assert link.endswith("&courses=mark:71;mark:58;mark:40")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".zk-answers strong", has_text="第 3 门课程：成绩 40")).to_be_visible()
