"""A guide on paper: the reader's own list, of few sheets, to be ticked and followed without the site."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Visit

pytestmark = pytest.mark.browser

GRADUATION = (
    "hefei_candidate=0&level=bachelor&both_levels=0&apply_year=2026&half=second&prior_degree_recognised=1"
    "&cert_date=2020-06-30&verified_on=2026-10-20&verification_deadline=2026-11-20&scores_complete=1"
    "&conduct_passed=1&same_major_diploma=0&information_correct=1&photo_status=rejected&other_ticket=0"
    "&transferred_before_2016=0&applied_with_other_ticket=0&open_courses=1&courses_filed=0&nursing=0"
)
"""Answers of one who graduates: a photo that was sent back, courses to be exempted from."""
SHEETS = 3


def sheets(page: Page) -> list[str]:
    """The text of each sheet of A4 that Chrome prints."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [sheet.get_textpage().get_text_bounded().replace("\r\n", "\n") for sheet in document]


def answered(visit: Visit) -> Page:
    """The guide with its reader's answers, taken as a link brings them."""
    page = visit.open(f"anhui/graduation/#Z=1&V=1&{GRADUATION}")
    page.locator("li#step-not-found[data-off]").wait_for(state="attached")
    return page


def test_the_readers_list_of_the_longest_guide_takes_three_sheets(visit: Visit) -> None:
    page = answered(visit)
    for view in ("mine", "answers", "step-submit"):
        page.evaluate("view => { location.hash = view }", view)
        page.locator(f"html[data-case={view.partition('-')[0]}]").wait_for()
        printed = sheets(page)
        assert len(printed) <= SHEETS, (view, [page[-90:] for page in printed])
        text = "".join(printed)
        # What is to be done, where, by when; what the list rests on.
        for told in (
            "申请材料",
            "毕业照片",
            "免考用的合格证书图片",
            "上传毕业照片，等审核通过",
            "处理未通过的课程：免考或替代",
            "zk.ahzsks.cn",
            "https://www.chsi.com.cn/wap/download.jsp",
            "http://www.ahzsks.cn/",
            "2026年11月20日",
            "照片还没有审核通过，进不了毕业申请。",
            "核对于",
            "anhui/graduation/",
        ):
            assert told.replace(" ", "") in text.replace("\n", "").replace(" ", ""), f"{view}: {told}"
        # What is others', and what explains.
        for left_out in (
            "毕业实习鉴定材料",
            "扫码后查不到学历",
            "依据和说明",
            "常见问题",
            "审核状态是什么意思",
        ):
            assert left_out not in text, f"{view}: {left_out}"
    assert visit.faults == []


def test_a_guide_that_stands_whole_is_printed_whole(visit: Visit) -> None:
    page = answered(visit)
    page.evaluate("location.hash = 'whole'")
    page.locator("html[data-case=whole]").wait_for()
    text = "".join(sheets(page))
    for told in ("审核状态是什么意思", "为什么会被退回，怎么改", "办理信息", "受理时间", "常见问题"):
        assert told in text, told
