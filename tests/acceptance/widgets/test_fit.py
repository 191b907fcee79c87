"""Another portrait made from the one that was checked, or what to retake."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .answers import FITTABLE, REFUSED, TILTED, answer, fitted, report
from .conftest import PHOTO, TOLD_PHOTO, Site
from .test_told import send
from .test_upload import choose, jpeg
from .test_upload import send as send_plain

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def checked(page: Page, site: Site) -> Page:
    """A portrait that was found wanting."""
    page.goto(site.page("fit", TOLD_PHOTO))
    site.answer = answer(FITTABLE)
    choose(page, "a.jpg", jpeg())
    page.get_by_label("拍摄日期").fill("2026-02-01")
    send(page)
    expect(page.locator(".zk-report")).to_be_visible()
    return page


def start(page: Page) -> Locator:
    return page.get_by_role("button", name="照这样做一张")


def test_the_made_file_can_be_saved_and_held(checked: Page, site: Site) -> None:
    data = jpeg(295, 413)
    site.answer = answer(fitted(data))
    start(checked).click()
    made = checked.locator(".zk-fitted")
    heading = made.get_by_role("heading", name="做好了一张。再查的结果：")
    expect(heading).to_be_focused()
    # Advice stays open: nobody is told that all is well.
    expect(made).not_to_contain_text("合规")
    assert [path for method, path in site.asked if method == "POST"][-1] == "/v1/photo/made/any/fit"
    assert site.told == {"Taken": "2026-02-01"}
    with checked.expect_download() as got:
        made.get_by_role("link", name="保存照片").click()
    assert got.value.suggested_filename == "a.jpg"
    assert hashlib.sha256(Path(got.value.path()).read_bytes()).digest() == hashlib.sha256(data).digest()
    image = made.get_by_role("img", name="做好的照片")
    assert image.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [295, 413]
    expect(made).to_contain_text("长按图片")
    expect(made).to_contain_text("裁剪：上边去掉 20 像素。")
    expect(made).to_contain_text("拍摄日期是按你说的算的，请核对。")
    expect(made).not_to_contain_text("要重拍的")


def test_what_to_retake_is_listed(checked: Page, site: Site) -> None:
    site.answer = answer(REFUSED)
    start(checked).click()
    made = checked.locator(".zk-fitted")
    expect(made).to_contain_text("做不出符合规格的照片")
    expect(made).to_contain_text("头是歪的。请把头摆正后重拍。")
    expect(made.get_by_role("link", name="保存照片")).to_have_count(0)


def test_a_spec_without_numbers_gives_one_sentence(checked: Page, site: Site) -> None:
    site.answer = None
    start(checked).click()
    expect(checked.get_by_role("alert")).to_contain_text("不能自动制作，只能检查。")
    expect(start(checked)).to_be_focused()
    expect(checked.locator(".zk-report")).to_be_visible()


def test_making_can_be_given_up(checked: Page, site: Site) -> None:
    site.held.clear()
    start(checked).click()
    expect(checked.get_by_role("status")).to_contain_text("正在制作，请稍候……")
    checked.get_by_role("button", name="取消").click()
    expect(checked.get_by_role("alert")).to_have_text("已取消，没有得到结果。")


def test_what_it_would_do_stands_before_it_starts(checked: Page) -> None:
    box = checked.locator(".zk-verdict .zk-making")
    expect(box.locator("li")).to_have_text(["裁剪：只留虚线框里的部分。", "缩小：缩到 480×640 像素。"])
    expect(box).to_contain_text("不修图，不转正，不换背景，不放大")


def test_nothing_is_offered_where_it_is_of_no_use(page: Page, site: Site) -> None:
    for body, given in (
        (PHOTO, FITTABLE),
        (TOLD_PHOTO, TILTED),
        (TOLD_PHOTO, report("photo", verdict="pass")),
    ):
        page.goto(site.page("none", body))
        site.answer = answer(given)
        choose(page, "a.jpg", jpeg())
        (send_plain if body is PHOTO else send)(page)
        expect(page.locator(".zk-report")).to_be_visible()
        expect(start(page)).to_have_count(0)


def test_the_address_keeps_its_query(page: Page, site: Site) -> None:
    page.goto(site.page("city", TOLD_PHOTO.replace("/any", "/any?city=none")))
    site.answer = answer(FITTABLE)
    choose(page, "a.jpg", jpeg())
    send(page)
    expect(page.locator(".zk-report")).to_be_visible()
    site.answer = answer(REFUSED)
    start(page).click()
    expect(page.locator(".zk-fitted")).to_be_visible()
    assert ("POST", "/v1/photo/made/any/fit?city=none") in site.asked


def test_its_code_is_fetched_only_when_it_is_wanted(checked: Page, site: Site) -> None:
    assert not any("/fit-" in path for _, path in site.asked)
    site.answer = answer(REFUSED)
    start(checked).click()
    expect(checked.locator(".zk-fitted")).to_be_visible()
    assert any("/fit-" in path for _, path in site.asked)
