"""Ticks that stay on the device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import CHECKLIST, NO_STORAGE, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def steps(page: Page, site: Site) -> Page:
    """The page with an untouched list."""
    page.goto(site.page("checklist", CHECKLIST))
    expect(page.get_by_role("status")).to_have_text("已完成 0 / 3 项")
    return page


def test_ticks_survive_a_reload(steps: Page) -> None:
    steps.get_by_label("看通知").check()
    steps.get_by_label("提交申请").check()
    steps.reload()
    expect(steps.get_by_role("status")).to_have_text("已完成 2 / 3 项")
    expect(steps.get_by_label("看通知")).to_be_checked()
    expect(steps.get_by_label("核验学历")).not_to_be_checked()
    steps.get_by_label("核验学历").check()
    expect(steps.get_by_role("status")).to_have_text("全部 3 项已完成")


def test_a_tick_made_before_the_script_came_is_kept(page: Page, site: Site) -> None:
    page.goto(site.page("early", CHECKLIST.replace('type="checkbox"', 'type="checkbox" checked', 1)))
    expect(page.get_by_role("status")).to_have_text("已完成 1 / 3 项")
    page.goto(site.page("early", CHECKLIST))
    expect(page.get_by_role("status")).to_have_text("已完成 1 / 3 项")


def test_ticks_stay_with_their_step_when_steps_are_added(steps: Page, site: Site) -> None:
    steps.get_by_label("提交申请").check()
    newer = CHECKLIST.replace('version="1.0.0"', 'version="1.1.0"').replace(
        "<ol>", '<ol><li><label><input type="checkbox" data-step="new"> 新的一步</label></li>'
    )
    steps.goto(site.page("newer", newer))
    expect(steps.get_by_label("提交申请")).to_be_checked()
    expect(steps.get_by_label("新的一步")).not_to_be_checked()
    expect(steps.locator(".zk-note")).to_have_text("指南已更新到 1.1.0，原来的勾选还在，请再核对一遍。")
    steps.get_by_label("新的一步").check()
    steps.reload()
    expect(steps.locator(".zk-note")).to_have_count(0)


def test_starting_over_can_be_undone(steps: Page) -> None:
    expect(steps.get_by_role("button", name="重新开始")).to_be_hidden()
    steps.get_by_label("看通知").check()
    steps.get_by_role("button", name="重新开始").click()
    expect(steps.get_by_label("看通知")).not_to_be_checked()
    expect(steps.get_by_role("button", name="撤销")).to_be_focused()
    steps.get_by_role("button", name="撤销").click()
    expect(steps.get_by_label("看通知")).to_be_checked()
    expect(steps.get_by_role("button", name="重新开始")).to_be_focused()


def test_printing(steps: Page) -> None:
    steps.evaluate("() => { window.print = () => { window.printed = true; }; }")
    steps.get_by_role("button", name="打印").click()
    assert steps.evaluate("window.printed")
    steps.emulate_media(media="print")
    expect(steps.get_by_role("button", name="打印")).to_be_hidden()


def test_without_storage_it_says_so(page: Page, site: Site) -> None:
    page.add_init_script(NO_STORAGE)
    page.goto(site.page("checklist", CHECKLIST))
    page.get_by_label("看通知").check()
    expect(page.locator(".zk-note")).to_have_text("浏览器不允许保存，关闭本页后勾选会丢失。")
    expect(page.get_by_role("status").first).to_have_text("已完成 1 / 3 项")


def test_two_guides_do_not_share_ticks(page: Page, site: Site) -> None:
    other = CHECKLIST.replace("made/all-kinds", "made/all-kinds/materials")
    page.goto(site.page("two", CHECKLIST + other))
    expect(page.get_by_role("status")).to_have_count(2)
    page.locator("zikao-checklist").first.get_by_label("看通知").check()
    page.reload()
    expect(page.locator("zikao-checklist").first.get_by_role("status")).to_have_text("已完成 1 / 3 项")
    expect(page.locator("zikao-checklist").last.get_by_role("status")).to_have_text("已完成 0 / 3 项")
