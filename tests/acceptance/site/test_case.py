"""A guide as a case: one view at a time, each with its address, its title and its place in the history."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ..candidate import READY
from .test_browser import axe, barriers

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from .conftest import Visit

pytestmark = pytest.mark.browser

GUIDE = "anhui/graduation/"
SCREEN = 844

__all__ = ["axe"]


def view(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def at(page: Page, fragment: str) -> None:
    """The page shows that view, and has drawn it."""
    expect(page).to_have_url(re.compile(f"{re.escape(fragment)}$"))


def open_view(page: Page, fragment: str) -> None:
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    at(page, fragment)


def answer(page: Page) -> str:
    """Answers the question that stands there, or skips it; returns its fragment."""
    here = view(page)
    question = page.locator("zikao-eligibility legend").inner_text()
    words = next((words for part, words in READY.items() if part in question), None)
    if words is None:
        page.get_by_role("button", name="不清楚，先跳过").click()
    else:
        page.locator("zikao-eligibility fieldset").get_by_text(words, exact=True).click()
        page.get_by_role("button", name="下一步").click()
    return here


def test_the_other_script_shows_the_same_view_with_what_was_answered_and_ticked(visit: Visit) -> None:
    page = visit.open(f"{GUIDE}#ask-hefei_candidate")
    answer(page)
    open_view(page, "#mine")
    page.locator("ul.zk-tasks input").first.check()
    open_view(page, "#step-correct-information")
    page.get_by_role("button", name="做完了").click()
    here = view(page)
    page.get_by_role("link", name="繁體").click()
    page.wait_for_url(f"**/zh-TW/{GUIDE}{here}")
    expect(page.locator("html[data-case=step] .zk-case h2")).to_be_visible()
    open_view(page, "#mine")
    done = page.locator("ol.zk-tasks > li", has=page.locator("[href='#step-correct-information']"))
    expect(done).to_contain_text("已做")
    expect(page.locator("ul.zk-tasks input").first).to_be_checked()
    expect(page.get_by_text("按 1 個回答篩的")).to_be_visible()
    page.get_by_role("link", name="简体").click()
    page.wait_for_url(f"**/{GUIDE}#mine")
    assert "zh-TW" not in page.url
    expect(page.get_by_text("按 1 个回答筛的")).to_be_visible()


def test_the_whole_job_from_the_start_to_the_last_step(visit: Visit, axe: str) -> None:
    """Titles, addresses, back and forward, a reload, focus, heights, and no barrier in any view."""
    page = visit.open(GUIDE)
    heights = {"start": height(page)}
    base = page.title()
    expect(page.locator("zikao-eligibility")).to_be_hidden()
    assert barriers(page, axe) == []
    page.get_by_role("link", name="开始", exact=True).click()
    at(page, "#ask-hefei_candidate")
    assert page.title() == f"1 · 你是合肥考生吗 - {base}"
    expect(page.locator("fieldset")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    assert barriers(page, axe) == []
    asked = [answer(page), answer(page)]
    third = view(page)
    assert page.title().startswith("3 · ")

    page.go_back()
    at(page, asked[1])
    expect(page.get_by_label("专科", exact=True)).to_be_checked()
    expect(page.locator("fieldset")).to_be_focused()
    page.go_back()
    at(page, asked[0])
    page.go_forward()
    page.go_forward()
    at(page, third)
    page.get_by_role("link", name="上一题").click()
    at(page, asked[1])
    page.get_by_role("button", name="保存修改").click()
    at(page, third)
    page.reload(wait_until="networkidle")
    at(page, third)
    expect(page.locator("legend")).to_be_visible()
    assert page.title().startswith("3 · ")

    while view(page) != "#answers":
        asked.append(answer(page))
        assert len(asked) < 16
    assert len(set(asked)) == len(asked), "a question comes twice"
    verdict = page.locator(".zk-report h3")
    expect(verdict).to_be_focused()
    assert page.title() == f"结果和你的回答 - {base}"
    heights["answers"] = height(page)
    assert barriers(page, axe) == []
    page.get_by_role("button", name="改：这次申请哪个层次的毕业？").click()
    at(page, asked[1])
    page.get_by_role("button", name="保存修改").click()
    at(page, "#answers")

    page.get_by_role("link", name="接下来：你的").click()
    at(page, "#mine")
    heading = page.locator("zikao-way h2")
    expect(heading).to_be_focused()
    assert re.fullmatch(r"你的 \d+ 步", heading.inner_text())
    assert page.title() == f"{heading.inner_text()} - {base}"
    rows = page.locator("ol.zk-tasks > li")
    mine = rows.count()
    heights["mine"] = height(page)
    assert barriers(page, axe) == []
    page.evaluate("scrollTo(0, 500)")
    # The page hears of it with its next frame; nobody presses sooner.
    page.wait_for_timeout(200)
    rows.last.get_by_role("link").click()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    at(page, "#mine")
    scrolled(page)
    expect(heading).to_be_focused()
    page.go_forward()
    expect(page.locator("html[data-case=step]")).to_have_count(1)
    assert page.evaluate("scrollY") == 0
    page.get_by_role("link", name="回到清单").click()
    scrolled(page)

    rows.first.get_by_role("link").click()
    at(page, "#step-correct-information")
    expect(heading).to_be_focused()
    assert page.title().startswith("第 1 步 ")
    assert barriers(page, axe) == []
    page.get_by_role("button", name="做完了").click()
    assert page.title().startswith("第 2 步 ")
    page.get_by_role("link", name="回到清单").click()
    at(page, "#mine")
    expect(rows.first).to_contain_text("已做")
    page.reload(wait_until="networkidle")
    expect(rows.first).to_contain_text("已做")
    page.locator("ul.zk-tasks input").first.check()
    page.locator("ul.zk-tasks a").first.click()
    expect(page.get_by_text("已做", exact=True)).to_be_visible()
    assert barriers(page, axe) == []

    open_view(page, "#form")
    expect(page.locator("zikao-eligibility details[open] > fieldset")).to_be_visible()
    heights["form"] = height(page)
    assert barriers(page, axe) == []

    page.goto("about:blank")
    page.goto(f"{visit.home}{GUIDE}", wait_until="networkidle")
    expect(page.locator(".zg-start")).to_contain_text("接着办接下来：第 2 步")
    kept = json.loads(page.evaluate("localStorage.getItem('zikao:case:anhui/graduation')"))
    assert kept["title"] == "自考毕业申请"
    assert (kept["done"], kept["total"] > mine) == (2, True)
    assert kept["at"].startswith("#step-")
    assert heights["start"] <= 5 * SCREEN
    assert heights["form"] <= 5 * SCREEN
    assert heights["answers"] <= 5 * SCREEN
    assert heights["mine"] <= 4 * SCREEN
    assert visit.faults == []


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def scrolled(page: Page) -> None:
    """It comes to stand where it was left; the policy lets no test wait in the page itself."""
    for _ in range(40):
        if page.evaluate("scrollY") > 300:
            return
        page.wait_for_timeout(50)
    pytest.fail("at the top")


def test_a_link_into_a_guide_leads_to_its_view(visit: Visit) -> None:
    """On a page that has just come, with nothing answered: a step, a reason, a share link, nothing."""
    page = visit.open(f"{GUIDE}#step-upload-photo")
    step = page.locator("zikao-way h2")
    expect(step).to_contain_text("上传毕业照片")
    expect(page.locator(".zg-lead")).to_be_hidden()
    expect(page.locator("zikao-checklist .zg-steps > li:visible")).to_have_count(1)
    page.get_by_role("link", name="回到清单").click()
    at(page, "#mine")
    expect(page.locator("zikao-way h2")).to_have_text(re.compile(r"一共 \d+ 步"))
    rejection = page.locator("[id^=rejection-]").nth(2).get_attribute("id")
    page.goto("about:blank")
    visit.open(f"{GUIDE}#{rejection}")
    expect(page.locator(f"#{rejection}")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="为什么会被退回")).to_be_visible()
    expect(page.locator("zikao-eligibility")).to_be_hidden()
    page.goto("about:blank")
    visit.open(f"{GUIDE}#no-such-place")
    expect(page.get_by_role("link", name="开始", exact=True)).to_be_visible()
    page.goto("about:blank")
    visit.open(f"{GUIDE}#Z=1&V=0.4.1&hefei_candidate=0&level=college")
    expect(page.locator("zikao-way")).to_contain_text("已载入链接里的 2 项回答和勾选，存在本机。")
    assert view(page) == ""
    expect(page.locator(".zg-start")).to_contain_text("接着答")
    open_view(page, "#whole")
    for part in ("受理条件", "申请材料", "办理流程", "受理时间", "办理信息"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    assert visit.faults == []


def test_two_tabs_of_a_guide(visit: Visit) -> None:
    page = visit.open(GUIDE)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{visit.home}{GUIDE}#mine", wait_until="networkidle")
    page.locator("ul.zk-tasks input").first.check()
    expect(other.locator("ul.zk-tasks input").first).to_be_checked()
    other.locator("ol.zk-tasks a").first.click()
    other.get_by_role("button", name="做完了").click()
    expect(page.locator("ol.zk-tasks > li").first).to_contain_text("已做")
    open_view(other, "#ask-hefei_candidate")
    answer(other)
    expect(page.locator("zikao-way")).to_contain_text("按 1 个回答筛的")
    expect(page.locator("ul.zk-tasks input").first).to_be_checked()
    other.close()
    assert visit.faults == []


FAILURES = {
    "the loader": "**/zikao.js",
    "an element's module": "**/way-*.js",
    "the questions": f"**/data/{GUIDE.rstrip('/')}.json",
}


@pytest.mark.parametrize("missing", FAILURES)
def test_where_the_script_does_not_come_the_guide_stands_whole(visit: Visit, missing: str) -> None:
    visit.page.route(FAILURES[missing], lambda route: route.abort())
    page = visit.open(GUIDE)
    if missing == "the questions":
        page.get_by_role("link", name="开始", exact=True).click()
        expect(page.locator("zikao-eligibility")).to_contain_text("自查表没有载入")
    expect(page.locator("html[data-case]")).to_have_count(0)
    for part in ("受理条件", "申请材料", "办理流程", "办理信息"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(page.locator(".zg-steps > li").last).to_be_visible()


def test_an_engine_that_is_too_old_reads_the_guide_whole(visit: Visit) -> None:
    visit.page.add_init_script("delete Element.prototype.replaceChildren")
    page = visit.page
    page.goto(f"{visit.home}{GUIDE}")
    expect(page.locator("html[data-case]")).to_have_count(0)
    expect(page.locator(".zg-steps > li").last).to_be_visible()


def test_nothing_moves_while_the_script_comes(visit: Visit) -> None:
    """The first paint is already the view: nothing jumps when the modules arrive late."""
    page = visit.page

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/assets/zikao/*.js", late)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const each of list.getEntries())"
        " if (!each.hadRecentInput) window.shift += each.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for fragment in ("", "#mine", "#ask-hefei_candidate", "#step-upload-photo"):
        page.goto("about:blank")
        page.goto(f"{visit.home}{GUIDE}{fragment}", wait_until="networkidle")
        page.locator("html[data-case-ready]").wait_for(state="attached")
        assert page.evaluate("window.shift") <= 0.02, fragment
