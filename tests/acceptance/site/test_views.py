"""Large text and strong contrast: chosen on any page, kept on the device, there before the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .test_browser import axe, barriers, in_the_dark

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Visit

pytestmark = pytest.mark.browser

__all__ = ["axe"]

GUIDE = "anhui/graduation/"
KINDS = ["", "anhui/", GUIDE, "anhui/photos/graduation/", "zhejiang/packages/score-merge/"]
KINDS += ["anhui/findings/", "anhui/cities/luan/", "sources/", "register/", "about/", f"zh-TW/{GUIDE}"]
SMALLEST = 16
"""Pixels of the smallest letters in large text."""

TARGETS = """
Array.from(document.querySelectorAll('.zg-view button, .zg-view a, .md-header__button, .zg-next a, .zg-tick,'
  + ' .zg-needs a, .zg-links a, .zk-button, .zk-choice, .zg-button'))
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height)
  .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 59.5 || box.width < 59.5).map(([name, box]) => name + ' ' + box.height)
"""
LETTERS = """
Array.from(document.querySelectorAll('.md-content *, .zg-view *'))
  .filter(e => Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
  .map(e => [parseFloat(getComputedStyle(e).fontSize), e.className || e.tagName])
"""


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_choice_is_seen_kept_and_taken_back(visit: Visit) -> None:
    page = visit.open("")
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.zg-lead p')).fontSize)")
    switch(page, "大字")
    assert page.get_by_role("button", name="大字", pressed=True).is_visible()
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.zg-lead p')).fontSize)")
    assert after >= 20 > before
    page.goto(f"{visit.home}{GUIDE}", wait_until="networkidle")
    assert page.locator("html").get_attribute("data-view") == "large"
    assert page.get_by_role("button", name="大字", pressed=True).is_visible()
    switch(page, "大字")
    page.reload()
    assert page.locator("html").get_attribute("data-view") == ""
    assert visit.faults == []


def test_nothing_flashes_the_first_paint_has_the_chosen_look(visit: Visit) -> None:
    visit.open("")
    switch(visit.page, "高对比")
    visit.page.add_init_script(
        "new MutationObserver(() => { if (document.body && !window.first) "
        "window.first = document.documentElement.dataset.view })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page = visit.open(GUIDE)
    assert page.evaluate("window.first") == "contrast", "set before there is a body"


def luminance(colour: str) -> float:
    red, green, blue = (float(part) / 255 for part in colour.strip("rgb()").split(",")[:3])
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_strong_contrast_is_seven_to_one(visit: Visit) -> None:
    visit.open("")
    switch(visit.page, "高对比")
    page = visit.open(GUIDE)
    found: list[list[str]] = page.evaluate(
        "(() => { const style = getComputedStyle(document.body), probe = document.createElement('i');"
        "document.body.append(probe); const rgb = name => { probe.style.color = `var(--zk-${name})`; "
        "return getComputedStyle(probe).color }; return 'ink soft main bad warn good ask line'.split(' ')"
        ".flatMap(ink => ['paper', 'ground', 'tint'].map(on => [ink, on, rgb(ink), rgb(on)])) })()"
    )
    for ink, on, first, second in found:
        high, low = sorted((luminance(first), luminance(second)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 7, f"{ink} on {on}"


@pytest.mark.parametrize("visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
@pytest.mark.timeout(300)  # every kind of page
def test_either_look_fits_and_has_no_barrier_on_every_kind_of_page(
    visit: Visit, axe: str, request: pytest.FixtureRequest
) -> None:
    dark = in_the_dark(request)
    visit.open("")
    switch(visit.page, "大字")
    for path in KINDS:
        page = visit.open(path)
        assert page.locator("html").get_attribute("data-view") == "large"
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{path} is wider than the screen"
        small = [found for found in page.evaluate(LETTERS) if found[0] < SMALLEST]
        assert small == [], path
        assert page.evaluate(TARGETS) == [], path
        assert barriers(page, axe, only_colours=dark) == [], f"{path} in large text"
        page.evaluate("document.documentElement.dataset.view = 'contrast'")
        assert barriers(page, axe, only_colours=dark) == [], f"{path} in strong contrast"
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_no_button_pretends_to_work(visit: Visit) -> None:
    page = visit.open("")
    assert page.locator(".zg-view button:visible").count() == 0
    assert page.get_by_role("link", name="繁體").is_visible()


@pytest.mark.parametrize(
    "visit",
    [{"user_agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile MicroMessenger/8.0.49"}],
    indirect=True,
)
def test_inside_wechat_the_way_out_is_told_where_it_is_needed(visit: Visit) -> None:
    told = visit.open("zhejiang/packages/score-merge/").locator("zikao-package").get_by_text("在浏览器打开")
    expect(told.first).to_be_visible()
    assert visit.open("anhui/photos/graduation/").locator(".zg-wechat:visible").count() == 0


def test_outside_wechat_nobody_is_told_of_it(visit: Visit) -> None:
    page = visit.open("zhejiang/packages/score-merge/")
    assert page.locator(".zg-wechat:visible").count() == 0
    assert page.locator("zikao-package").get_by_text("在浏览器打开").count() == 0
