"""A reader who types a need in plain words is led to the guide that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

NEEDS = {
    "照片被退回": {"anhui/portrait-upload/"},
    "有两个准考证号": {"anhui/ticket-merge/", "zhejiang/score-merge/"},
    "毕业证名字错了": {"general/identity-change/"},
    "转出": {"zhejiang/transfer-out/"},
    "学信网查不到学历": {"anhui/prior-degree/", "general/enrolment-record/"},
}
"""What is typed, and the guides that answer it: one of each province that has one."""


def test_the_first_answer_to_a_need_is_its_guide(visit: Visit) -> None:
    visit.open("")
    for typed, guides in NEEDS.items():
        found = visit.search(typed)
        expect(visit.page.locator(".zs-told")).to_contain_text("找到")
        first = {found.nth(place).get_attribute("href") or "" for place in range(len(guides))}
        assert {href.removeprefix(visit.home) for href in first} == guides, typed
    assert visit.faults == []


def test_needs_stand_on_the_home_page_and_on_the_provinces(visit: Visit) -> None:
    for path in ("", "anhui/"):
        page = visit.open(path)
        page.locator(".zg-needs a", has_text="照片被退回了").first.click()
        page.wait_for_url("**/anhui/portrait-upload/")
