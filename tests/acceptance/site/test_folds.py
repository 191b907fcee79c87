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
    ):
        page = visit.open(path)
        piece = page.locator(f"[id='{path.partition('#')[2]}']")
        expect(piece).to_be_in_viewport()
    # Named while the page is open, and a fold itself: no browser opens that on its own.
    page = visit.open("anhui/")
    for name in ("source-anhui-graduation-manual", "source-photo-jiangxi"):
        page.evaluate("name => { location.hash = name }", name)
        expect(page.locator(f"#{name} > p").first).to_be_in_viewport()
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_a_fold_opens_by_its_line(visit: Visit) -> None:
    page = visit.open("anhui/findings/")
    fold = page.locator("details.zg-group").first
    assert not fold.locator(".zg-finding").first.is_visible()
    fold.locator("> summary").click()
    expect(fold.locator(".zg-finding").first).to_be_visible()
