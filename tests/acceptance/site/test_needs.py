"""A reader who types a need in plain words is led to the guide that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    page = visit.open("")
    page.locator("label.md-header__button[for=__search]").click()
    for typed, guides in NEEDS.items():
        page.locator("input.md-search__input").fill(typed)
        page.keyboard.press("End")  # the theme looks at the query when a key comes up
        for place in range(1, len(guides) + 1):
            item = f".md-search-result__item:nth-child({place})"
            either = ", ".join(f"{item} a[href*='{guide}']" for guide in guides)
            page.locator(either).first.wait_for(timeout=20_000)
    assert visit.faults == []


def test_needs_stand_on_the_home_page_and_on_the_provinces(visit: Visit) -> None:
    for path in ("", "anhui/"):
        page = visit.open(path)
        page.locator(".zg-needs a", has_text="照片被退回了").first.click()
        page.wait_for_url("**/anhui/portrait-upload/")
