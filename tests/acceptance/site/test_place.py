"""The place: chosen once on the home page, kept on the device, shown on every page, and changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

CASE = {
    "title": "毕业申请",
    "place": "安徽省",
    "done": 3,
    "total": 9,
    "next": {"at": "2999-12-05T17:00", "what": "毕业申请截止（你填的）"},
    "at": "#mine",
    "on": "2026-11-29T00:00:00.000Z",
}


def test_a_reader_chooses_is_remembered_and_chooses_anew(visit: Visit) -> None:
    page = visit.open("")
    mine = page.locator(".zg-mine")
    expect(mine).to_have_text("选省份", use_inner_text=True)
    page.locator(".zg-pick").get_by_role("link", name="河南").click()
    page.wait_for_url("**/places/#henan")
    expect(page.locator("#henan")).to_be_in_viewport()
    expect(page.get_by_role("link", name="www.haeea.cn")).to_be_in_viewport()
    expect(page.locator("#now")).to_be_in_viewport()  # what can be used already stands right below
    page = visit.open("anhui/graduation/")
    expect(mine.get_by_role("link").first).to_have_text("河南")
    mine.get_by_role("link", name="换").click()
    page.wait_for_url("**/#place")
    expect(page.locator(".zg-pick").get_by_role("link", name="河南")).to_have_attribute(
        "aria-current", "true"
    )
    page.locator(".zg-pick").get_by_role("link", name="安徽").click()
    page.wait_for_url("**/anhui/")
    page = visit.open("zhejiang/")
    expect(mine.get_by_role("link").first).to_have_text("安徽")
    expect(mine.get_by_role("link").first).to_have_attribute("href", f"{visit.home}anhui/")

    page = visit.open("")
    led = page.get_by_role("link", name="安徽：看全部事项")
    expect(led).to_have_attribute("href", f"{visit.home}anhui/")
    expect(page.locator(".zg-region").first).to_be_hidden()  # who has chosen is not asked again
    page.get_by_role("link", name="换一个省份").click()
    expect(page.locator(".zg-region").first).to_be_visible()
    page = visit.open("zh-TW/")
    expect(page.get_by_role("link", name="安徽：看全部事項")).to_have_attribute(
        "href", f"{visit.home}zh-TW/anhui/"
    )
    # A page that was left at once may still have been fetching its icon.
    assert [fault for fault in visit.faults if "favicon" not in fault] == []


def test_cases_begun_stand_on_top_and_lead_back_in(visit: Visit) -> None:
    page = visit.open("")
    expect(page.locator(".zg-cases")).to_be_hidden()
    page.evaluate(
        "cases => { for (const [key, value] of Object.entries(cases)) localStorage.setItem(key, value) }",
        {
            "zikao:case:anhui/graduation": json.dumps(CASE),
            "zikao:case:zhejiang/score-merge": json.dumps(
                CASE | {"total": 0, "next": None, "on": "2026-11-30"}
            ),
            "zikao:case:../evil": json.dumps(CASE),
            "zikao:case:anhui/broken": "null",
        },
    )
    page = visit.open("")
    links = page.locator(".zg-cases li a")
    expect(links).to_have_count(2)
    expect(links.first).to_contain_text("问题还没有答完")  # the one that was touched last
    expect(links.last).to_contain_text("毕业申请 · 安徽省")
    expect(links.last).to_contain_text("已做 3 项，共 9 项")
    expect(links.last).to_contain_text("下一个日期：2999年12月5日 17:00，毕业申请截止（你填的）")
    box = links.first.bounding_box()
    title = page.locator("h1").bounding_box()
    assert box and title and box["y"] < title["y"]
    links.last.click()
    page.wait_for_url("**/anhui/graduation/#mine")
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_every_name_is_a_link_that_leads_to_its_place(visit: Visit) -> None:
    page = visit.open("")
    page.locator(".zg-pick").get_by_role("link", name="新疆").click()
    page.wait_for_url("**/places/#xinjiang")
    expect(page.get_by_role("link", name="www.xjzk.gov.cn")).to_be_in_viewport()
    expect(page.locator(".zg-mine")).to_have_text("选省份", use_inner_text=True)
