"""Answers and ticks that move to another device in a link, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import ELIGIBILITY, WAY, Site
from .test_eligibility import answer
from .test_way import tally

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BAD = "这个链接不完整或者被改动过，没有载入；本机原来的回答和勾选都没有动。"
LINK = "#Z=1&V=1.0.0&here=1&level=college&papers=id_card.ticket&T=apply"


@pytest.fixture
def address(site: Site) -> str:
    return site.page("guide", ELIGIBILITY + WAY)


@pytest.fixture
def guide(page: Page, address: str) -> Page:
    """A guide with an answer and a tick of its own."""
    page.goto(address)
    answer(page, "是")
    page.get_by_label("等结果").check()
    return page


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def link(page: Page) -> str:
    page.get_by_role("button", name="带到另一台设备").click()
    return page.get_by_role("textbox", name="链接").input_value()


def test_a_link_carries_choices_dates_and_ticks_and_says_so(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="一次填完全部问题").click()
    page.locator("fieldset").first.get_by_label("是", exact=True).check()
    page.locator("fieldset", has_text="申请哪个层次").get_by_label("不清楚").check()
    page.get_by_role("textbox", name="平均成绩是多少分？").fill("72.5")
    page.get_by_label("还没有拿到").check()
    page.get_by_label("以上都没有").check()
    page.get_by_role("textbox", name="准考证是哪个市发的？").fill("340123199001011234")
    page.locator("input[type=datetime-local]").fill("2026-05-22T12:00")
    page.get_by_role("button", name="查看结果").click()
    page.get_by_label("提交申请").check()
    assert link(page) == (
        f"{address}#Z=1&V=1.0.0&here=1&average=72.5&certificate_on=none&papers="
        "&deadline=2026-05-22T12:00&S=level&T=apply"
    )
    box = page.get_by_role("group", name="带到另一台设备")
    expect(box).to_contain_text("链接里有你的 5 个回答和 1 个勾选，没有姓名和任何证件号码。")
    expect(box).to_contain_text("你自己打字填的 1 项不放进链接。")
    box.get_by_text("链接里的回答").click()
    expect(box.locator("li").first).to_have_text("你是在本省报考的吗？是")


def test_a_link_makes_another_device_the_same_and_leaves_the_address(
    guide: Page, browser: Browser, site: Site
) -> None:
    moved = link(guide)
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    other = context.new_page()
    site.asked.clear()
    other.goto(moved)
    expect(other.locator("zikao-way .zk-note")).to_contain_text("已载入链接里的 2 项回答和勾选，存在本机。")
    expect(other.locator("legend")).to_have_text("你申请哪个层次？")
    expect(other.get_by_label("等结果")).to_be_checked()
    assert fragment(other) == ""
    assert all("here" not in path and method == "GET" for method, path in site.asked)
    other.reload()
    expect(other.get_by_label("等结果")).to_be_checked()
    expect(other.locator("legend")).to_have_text("你申请哪个层次？")
    context.close()


def test_a_link_brings_its_ticks_where_the_form_does_not_load(page: Page, address: str) -> None:
    page.route("**/all-kinds.json", lambda route: route.abort())
    page.goto(address + LINK)
    expect(page.locator("zikao-way .zk-note")).to_contain_text("已载入链接里的 1 个勾选。自查表没有载入")
    expect(page.get_by_label("提交申请")).to_be_checked()
    assert fragment(page) == LINK
    page.unroute("**/all-kinds.json")
    page.reload()
    expect(page.locator("zikao-way .zk-note")).to_contain_text("用哪一份？")


def test_who_got_the_link_of_somebody_else_can_start_afresh(page: Page, address: str) -> None:
    page.goto(address + LINK)
    note = page.locator("zikao-way .zk-note")
    expect(note).to_be_focused()
    note.get_by_role("button", name="不是我的，清除").click()
    page.get_by_role("button", name="清除", exact=True).click()
    expect(page.locator("legend")).to_have_text("你是在本省报考的吗？")
    expect(page.get_by_label("提交申请")).not_to_be_checked()
    assert page.evaluate("localStorage.length") == 0


def test_what_is_here_is_not_lost_to_a_link(guide: Page) -> None:
    guide.evaluate(f"location.hash = '{LINK}'")
    expect(guide.locator("zikao-way .zk-note")).to_contain_text(
        "链接带来 4 项回答和勾选，本机已经有 2 项。用哪一份？"
    )
    guide.get_by_role("button", name="保留本机的").click()
    expect(guide.get_by_label("等结果")).to_be_checked()
    expect(guide.locator("legend")).to_have_text("你申请哪个层次？")
    assert fragment(guide) == ""
    guide.evaluate(f"location.hash = '{LINK}'")
    guide.get_by_role("button", name="用链接里的").click()
    expect(guide.get_by_label("等结果")).not_to_be_checked()
    expect(guide.get_by_label("提交申请")).to_be_checked()
    expect(tally(guide)).to_contain_text("共 3 步中的 2 步")
    assert fragment(guide) == ""


BAD_LINKS = [
    "#Z=2&V=1.0.0&here=1",
    "#Z=1&here=1",
    "#Z=1&V=1.0.0&here=maybe",
    "#Z=1&V=1.0.0&level=master",
    "#Z=1&V=1.0.0&certificate_on=2026-02-30",
    "#Z=1&V=1.0.0&average=101",
    "#Z=1&V=1.0.0&courses=340123199001011234",
    "#Z=1&V=1.0.0&ticket=hello",
    "#Z=1&V=1.0.0&papers=id_card.id_card",
    "#Z=1&V=1.0.0&no_such=1",
    "#Z=1&V=1.0.0&T=no-such-step",
    "#Z=1&V=1.0.0&S=no_such",
    "#Z=1&V=1.0.0&here",
    "#Z=1&V=1.0.0&here=%E0%A4%A",
    "#Z=1&V=1.0.0&constructor=1",
    "#Z=1&V=1.0.0&__proto__=1",
    "#Z=1&V=1.0.0&" + "here=1&" * 800 + "level=college",
]


def test_a_bad_link_is_told_in_one_sentence_and_nothing_is_lost(guide: Page) -> None:
    for bad in BAD_LINKS:
        guide.evaluate("() => document.querySelector('zikao-way .zk-note')?.remove()")
        guide.evaluate("bad => { location.hash = bad; }", bad)
        expect(guide.locator("zikao-way .zk-note"), bad).to_have_text(BAD)
        assert fragment(guide) == "", bad
        expect(guide.get_by_label("等结果"), bad).to_be_checked()
        expect(guide.locator("legend"), bad).to_have_text("你申请哪个层次？")


def test_a_link_of_another_version_brings_what_still_fits(page: Page, address: str) -> None:
    page.goto(f"{address}#Z=1&V=0.9.0&here=1&level=master&gone=1&T=apply.gone")
    expect(page.locator("zikao-way .zk-note")).to_contain_text(
        "已载入链接里的 2 项回答和勾选，存在本机。链接来自规则 0.9.0，已经不适用的没有载入，请核对一遍。"
    )
    expect(page.get_by_label("提交申请")).to_be_checked()
    expect(page.locator("legend")).to_have_text("你申请哪个层次？")


def test_an_anchor_of_the_page_stays_one(page: Page, address: str) -> None:
    page.goto(f"{address}#steps")
    expect(tally(page)).to_be_visible()
    assert fragment(page) == "#steps"
    expect(page.locator("zikao-way .zk-note")).to_have_count(0)


def test_copying(guide: Page) -> None:
    guide.context.grant_permissions(["clipboard-read", "clipboard-write"])
    moved = link(guide)
    guide.get_by_role("button", name="复制链接").click()
    expect(guide.locator(".zk-share [role=status]")).to_have_text("已复制。发到另一台设备上打开就行。")
    assert guide.evaluate("navigator.clipboard.readText()") == moved
    guide.get_by_role("button", name="收起").click()
    expect(guide.locator(".zk-share")).to_have_count(0)


def test_where_copying_is_not_allowed_the_link_can_be_taken_by_hand(page: Page, address: str) -> None:
    """As inside apps: neither way of copying works."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false;"
    )
    page.goto(address)
    link(page)
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".zk-share [role=status]")).to_have_text(
        "没能自动复制：请长按上面的链接，全选后复制。"
    )
    box = page.get_by_role("textbox", name="链接")
    assert box.evaluate("box => box.selectionEnd - box.selectionStart === box.value.length")
    expect(box).to_have_attribute("readonly", "")


def test_without_questions_a_link_carries_ticks(page: Page, site: Site) -> None:
    page.goto(f"{site.page('ticks', WAY)}#Z=1&V=1.0.0&T=wait&T/materials=card")
    expect(page.locator("zikao-way .zk-note")).to_contain_text("已载入链接里的 2 项回答和勾选，存在本机。")
    expect(page.get_by_label("等结果")).to_be_checked()
    expect(page.get_by_label("身份证原件")).to_be_checked()
    assert link(page).endswith("#Z=1&V=1.0.0&T/materials=card&T=wait")
