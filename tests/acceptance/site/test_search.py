"""The search in a real browser: what it finds, by keys, by voice, without a network, in either theme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import BELOW
from .test_browser import LOOKS, axe, barriers, overflow

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

    from .conftest import Visit

pytestmark = pytest.mark.browser

__all__ = ["axe"]  # a fixture

FOUND = {
    "anhui/": {"照片被退回": "anhui/portrait-upload/", "13000": "anhui/exemption-substitution/"},
    "zhejiang/": {
        "成绩合并": "zhejiang/score-merge/",
        "8月30日": "zhejiang/score-merge/",
        "８月 30 日": "zhejiang/score-merge/",
    },
}
"""What is typed on the page of a province, and the page that comes first."""


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_the_search_finds_fits_and_has_no_barrier(visit: Visit, axe: str) -> None:
    for path, guides in FOUND.items():
        page = visit.open(path)
        for typed, guide in guides.items():
            found = visit.search(typed)
            # Where one section has it, that is where the link leads.
            exact = re.compile(f"^{re.escape(visit.home + guide)}(#.+)?$")
            expect(found.first).to_have_attribute("href", exact)
            expect(page.locator(".zs-told")).to_contain_text("找到")
    assert overflow(page) <= 0
    assert barriers(page, axe) == []
    box = found.first.bounding_box()
    assert box
    assert box["height"] >= 44
    assert visit.outside == []
    assert visit.faults == []


def test_a_result_leads_to_its_section(visit: Visit) -> None:
    page = visit.open("anhui/")
    visit.search("13000").first.click()
    page.wait_for_url("**/anhui/exemption-substitution/#*")
    heading = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(heading).to_be_in_viewport()


def test_a_section_of_the_page_that_is_open_is_not_left_covered(visit: Visit) -> None:
    page = visit.open("zhejiang/score-merge/")
    visit.search("8月30日")
    page.locator(".zs-found a[href*='score-merge/#']").first.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "#" in page.url


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 900}}], indirect=True)
def test_by_keys_alone(visit: Visit) -> None:
    page = visit.open("anhui/")
    field = page.get_by_role("searchbox")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("照片被退回/")
    expect(field).to_have_value("照片被退回/")
    expect(page.locator(".zs-found a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".zs-found a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    for _ in range(page.locator(".zs-found a").count() + 2):
        page.keyboard.press("Tab")
    expect(field).to_be_focused()  # round the whole dialog, never out of it
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".zs-open")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/anhui/portrait-upload/")
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 900}}], indirect=True)
def test_on_a_wide_screen_the_button_says_its_name_beside_its_sign(visit: Visit) -> None:
    page = visit.open("")
    sign, name = (page.locator(f".zs-open {part}").bounding_box() for part in ("svg", "span"))
    assert sign and name
    assert sign["x"] + sign["width"] < name["x"]
    assert abs(sign["y"] + sign["height"] / 2 - name["y"] - name["height"] / 2) < 3


NEED = "照片被退回了"


def test_who_finds_nothing_or_has_typed_nothing_is_offered_what_most_come_for(visit: Visit) -> None:
    page = visit.open("anhui/")
    told = page.locator(".zs-told")
    for typed, sentence in {"齉龘": "没有找到“齉龘”", "怎么办": "没有找到“怎么办”", "": "例如"}.items():
        offered = visit.search(typed)
        expect(told).to_contain_text(sentence)
        need = offered.filter(has_text=NEED)
        expect(need).to_have_attribute("href", f"{visit.home}anhui/portrait-upload/")
        expect(need).to_contain_text("毕业照片上传")
        page.keyboard.press("Enter")
        assert page.url == f"{visit.home}anhui/", "what is offered is not what was asked for"
        # The needs of most, then the guides of the province whose page is open; none of another's.
        expect(offered.filter(has_text="前置学历核验")).to_be_visible()
        expect(page.locator(".zs-found a[href*='/zhejiang/']")).to_have_count(0)
    visit.search("自考")
    expect(told).to_contain_text("先列最相关的 20 页")
    visit.search("齉龘").filter(has_text=NEED).click()
    page.wait_for_url("**/anhui/portrait-upload/")


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_what_is_offered_fits_and_has_no_barrier(visit: Visit, axe: str) -> None:
    page = visit.open("")
    expect(visit.search("齉龘").filter(has_text=NEED)).to_be_visible()
    assert overflow(page) <= 0
    assert barriers(page, axe) == []


def test_a_mended_query_is_told(visit: Visit) -> None:
    visit.open("anhui/")
    found = visit.search("准靠证号合并")
    expect(visit.page.locator(".zs-told")).to_contain_text("没有“准靠证”，找的是“准考证”。找到")
    expect(found.first).to_have_attribute("href", f"{visit.home}anhui/ticket-merge/")


def test_the_search_of_the_traditional_pages_offers_and_leads_to_pages_of_their_own(visit: Visit) -> None:
    page = visit.open("zh-TW/")
    for typed in ("齉龘", "esbuild"):
        offered = visit.search(typed)
        expect(page.locator(".zs-told")).to_contain_text(f"沒有找到「{typed}」")
        expect(offered.filter(has_text="照片被退回了")).to_be_visible()
        for link in offered.all():
            address = link.get_attribute("href") or ""
            assert address.startswith(f"{visit.home}zh-TW/")
            assert page.request.get(address).ok, address


def test_a_lost_network_is_said_and_a_second_try_works(visit: Visit) -> None:
    page = visit.open("")
    page.route("**/search_index.json", lambda route: route.abort())
    visit.search("转出")
    expect(page.locator(".zs-told")).to_contain_text("没有取到")
    page.unroute("**/search_index.json")
    assert visit.search("转出 ").first.get_attribute("href")


def test_an_address_may_bring_the_query(visit: Visit) -> None:
    page = visit.open("?q=13000")
    expect(page.get_by_role("searchbox")).to_have_value("13000")
    expect(page.locator(".zs-found a").first).to_be_visible()


def test_an_address_that_does_not_exist_has_guesses_and_a_query(visit: Visit, site: Path, axe: str) -> None:
    """As a static host shows it: one page for every address, at any depth, here at the top of the host."""
    page = visit.page
    host = visit.home.removesuffix(BELOW)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(host)
        if path.startswith(("/henan/", "/anhui/graduatoin")):
            route.fulfill(status=404, path=site / "404.html", content_type="text/html; charset=utf-8")
        elif path.startswith(BELOW):
            route.continue_()
        else:
            route.fulfill(response=route.fetch(url=f"{visit.home}{path.removeprefix('/')}"))

    page.route(f"{host}/**", answer)
    page.goto(f"{host}/anhui/graduatoin/", wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    expect(page.locator(".zg-guesses a").first).to_have_attribute("href", f"{host}/anhui/graduation/")
    expect(page.locator(".zg-lost input")).to_have_value("自考毕业申请")
    assert barriers(page, axe) == []

    page.goto(f"{host}/henan/graduation/index.html", wait_until="networkidle")
    expect(page.locator(".zg-guesses a").first).to_have_attribute("href", f"{host}/places/#henan")
    page.get_by_role("button", name="找", exact=True).click()
    page.wait_for_url("**/?q=*")
    expect(page.locator(f".zs-found a[href='{host}/anhui/graduation/']")).to_be_visible()
    assert visit.outside == [url for url in visit.outside if url.startswith(host)]


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_no_button_is_there_that_does_nothing(visit: Visit) -> None:
    page = visit.open("")
    expect(page.locator(".zs-open")).to_be_hidden()
    expect(page.locator("label[for=__search]:visible")).to_have_count(0)
