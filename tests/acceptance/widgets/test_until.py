"""How long there is left, by the device's clock and in Beijing time, however old the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WRITTEN = "是不是已经过了，请对照今天的日期。"
OVER = "已经截止，日期只供参考；下一轮以新通知为准。"


def window(site: Site, attributes: str) -> str:
    return site.page(
        "window", f'<div class="zg-window"><zikao-until {attributes}>{WRITTEN}</zikao-until></div>'
    )


@pytest.mark.parametrize(
    ("attributes", "now", "said"),
    [
        ('end="2026-05-30T17:00" standing="official"', "2026-05-27T02:00:00Z", "还剩 3 天。"),
        # 27 May 23:30 in Beijing, still the 27th everywhere west of it: the day is Beijing's.
        ('end="2026-05-30T17:00" standing="official"', "2026-05-27T15:30:00Z", "还剩 3 天。"),
        ('end="2026-05-30T17:00" standing="official"', "2026-05-27T16:30:00Z", "还剩 2 天。"),
        ('end="2026-05-30T17:00" standing="official"', "2026-05-30T04:00:00Z", "还剩 5 小时。"),
        ('end="2026-05-30T17:00" standing="official"', "2026-05-30T08:40:00Z", "还剩 20 分钟。"),
        # Inclusive to the minute.
        ('end="2026-05-30T17:00" standing="official"', "2026-05-30T09:00:30Z", "还剩 1 分钟。"),
        ('end="2026-05-30T17:00" standing="official"', "2026-05-30T09:01:00Z", OVER),
        (
            'start="2026-05-28T08:30" end="2026-05-30T17:00" standing="official"',
            "2026-05-25T02:00:00Z",
            "还没开始，还有 3 天。",
        ),
        ('start="2026-05-20T08:30" standing="official"', "2026-05-25T02:00:00Z", "已经开始。"),
        ('start="2026-05-20T08:30" until="2026-06-30" standing="official"', "2026-06-30T16:00:00Z", OVER),
        (
            'end="2026-05-30T17:00" standing="mirror"',
            "2026-05-27T02:00:00Z",
            "按转载的日期，还剩 3 天。",
        ),
    ],
)
def test_what_is_left(page: Page, site: Site, attributes: str, now: str, said: str) -> None:
    page.clock.set_fixed_time(now)
    page.goto(window(site, attributes))
    expect(page.locator("zikao-until")).to_have_text(said)
    over = "zg-window--over" in (page.locator(".zg-window").get_attribute("class") or "")
    assert over == (said == OVER)


def test_a_page_left_open_goes_on(page: Page, site: Site) -> None:
    page.clock.install(time="2026-05-30T08:39:50Z")
    page.goto(window(site, 'end="2026-05-30T17:00" standing="official"'))
    expect(page.locator("zikao-until")).to_have_text("还剩 20 分钟。")
    page.clock.run_for(22 * 60_000)
    expect(page.locator("zikao-until")).to_have_text(OVER)


def test_without_script_nothing_looks_current(page: Page, site: Site) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(window(site, 'end="2020-05-30T17:00" standing="official"'))
    expect(page.locator("zikao-until")).to_have_text(WRITTEN)
