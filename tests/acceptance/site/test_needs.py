"""A reader who types a need in plain words is led to the guide that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

NEEDS = {
    "anhui/": {
        "照片被退回": "anhui/portrait-upload/",
        "有两个准考证号": "anhui/ticket-merge/",
        "学信网查不到学历": "anhui/prior-degree/",
    },
    "zhejiang/": {"有两个准考证号": "zhejiang/score-merge/", "转出": "zhejiang/transfer-out/"},
    "general/": {
        "毕业证名字错了": "general/identity-change/",
        "学信网查不到学历": "general/enrolment-record/",
    },
}
"""What is typed on a page, and the guide that answers it: one of the province whose page it is."""


def test_the_first_answer_to_a_need_is_its_guide(visit: Visit) -> None:
    for path, guides in NEEDS.items():
        visit.open(path)
        for typed, guide in guides.items():
            found = visit.search(typed)
            expect(visit.page.locator(".zs-told")).to_contain_text("找到")
            expect(found.first).to_have_attribute("href", f"{visit.home}{guide}")
    assert visit.faults == []


def test_needs_stand_on_the_home_page_and_on_the_provinces(visit: Visit) -> None:
    for path in ("", "anhui/"):
        page = visit.open(path)
        page.locator(".zg-needs a[href*='portrait-upload/']", has_text="照片被退回了").first.click()
        page.wait_for_url("**/anhui/portrait-upload/")
