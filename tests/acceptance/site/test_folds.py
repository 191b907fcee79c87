"""Pages to look things up in: short before anything is opened, and open where somebody comes for a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

SCREEN = 844
SHORT = [
    "",
    "places/",
    "places/#henan",
    "anhui/",
    "zhejiang/",
    "general/",
    "anhui/cities/luan/",
    "anhui/findings/",
    "cn/findings/",
    "register/",
    "sources/",
    "anhui/graduation/basis/",
    "anhui/registration-form/basis/",
    "zhejiang/score-merge/basis/",
]
"""Pages of at most five screens of a phone."""


def test_each_is_short_and_a_piece_that_is_come_for_is_open(visit: Visit) -> None:
    heights = {}
    for path in SHORT:
        page = visit.open(path)
        heights[path] = page.evaluate("document.documentElement.scrollHeight") / SCREEN
    assert {path: round(height, 1) for path, height in heights.items() if height > 5} == {}

    for path in (
        "anhui/findings/#graduation.photo.bytes",
        "register/#fact-100",
        "anhui/#contradiction-hefei-extent",
        "anhui/graduation/basis/#contradiction-two-file-classes",
        "anhui/graduation/basis/#rule-before-deadline",
    ):
        page = visit.open(path)
        piece = page.locator(f"[id='{path.partition('#')[2]}']")
        expect(piece).to_be_in_viewport()
    # Named while the page is open, and a fold itself: no browser opens that on its own.
    page = visit.open("anhui/")
    for name in ("source-anhui-graduation-manual", "source-photo-jiangxi"):
        page.evaluate("name => { location.hash = name }", name)
        expect(page.locator(f"#{name} > p").first).to_be_in_viewport()
    # A part that is come for is open as a whole.
    page = visit.open("anhui/graduation/basis/")
    rules = page.locator(".zg-rules > li")
    expect(rules.first).to_be_hidden()
    page.locator(".zg-counts").get_by_role("link", name="条件全文").click()
    expect(rules.first).to_be_in_viewport()
    expect(rules.last).to_be_visible()
    # So is one that the guide's own page leads to.
    page = visit.open("zhejiang/score-merge/")
    page.locator(".zg-counts a[href*='basis/#past']").click()
    rounds = page.locator("#past + div .zg-window--over")
    expect(rounds.first).to_be_in_viewport()
    expect(rounds.last).to_be_visible()
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_a_fold_opens_by_its_line(visit: Visit) -> None:
    page = visit.open("anhui/findings/")
    fold = page.locator("details.zg-group").first
    assert not fold.locator(".zg-finding").first.is_visible()
    fold.locator("> summary").click()
    expect(fold.locator(".zg-finding").first).to_be_visible()
