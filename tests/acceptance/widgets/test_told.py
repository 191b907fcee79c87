"""What a candidate says beside a file: asked only where it counts, sent only after consent, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.books import rulebooks
from zikao.api.declared import OF_PACKAGE, OF_PHOTO, read_declared
from zikao.site import file_forms
from zikao.site.scope import Scope

from .conftest import PACKAGE, PHOTO, TOLD_PACKAGE, TOLD_PHOTO, Site
from .test_upload import choose, jpeg

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from zikao.rulebook.document import Kind

pytestmark = pytest.mark.browser

NUMBER = "010112345678"


@pytest.fixture
def package(page: Page, site: Site) -> Page:
    page.goto(site.page("told-package", TOLD_PACKAGE))
    return page


@pytest.fixture
def photo(page: Page, site: Site) -> Page:
    page.goto(site.page("told-photo", TOLD_PHOTO))
    return page


def ticket(page: Page) -> Locator:
    return page.get_by_label("准考证号")


def courses(page: Page) -> Locator:
    return page.get_by_label("课程名称")


def send(page: Page) -> None:
    page.get_by_label("我同意把这个文件和上面填的内容发给本站服务器检查。").check()
    page.get_by_role("button", name="开始检查").click()


def test_a_page_that_asks_nothing_has_no_fields(page: Page, site: Site) -> None:
    for body in (PHOTO, PACKAGE):
        page.goto(site.page("plain", body))
        expect(page.get_by_role("button", name="开始检查")).to_be_visible()
        expect(page.locator("input")).to_have_count(2)
        expect(page.locator("textarea")).to_have_count(0)


def test_number_and_courses_go_as_the_headers_that_the_function_reads(package: Page, site: Site) -> None:
    choose(package, "材料.zip", jpeg())
    ticket(package).fill(" 0101 1234５６７８ ")
    courses(package).fill("大学语文\n\n  英语（二）, 上 \n毛泽东思想、邓小平理论")
    send(package)
    expect(package.locator(".zk-report")).to_be_visible()
    told = {f"x-zikao-{name.lower()}": value for name, value in site.told.items()}
    assert set(told) == {"x-zikao-ticket-number", "x-zikao-courses"}
    assert read_declared(told, OF_PACKAGE) == {
        "admission_ticket_number": NUMBER,
        "courses": ["大学语文", "英语（二）, 上", "毛泽东思想、邓小平理论"],
    }


def test_day_and_selfie_go_as_the_headers_that_the_function_reads(photo: Page, site: Site) -> None:
    choose(photo, "a.jpg", jpeg())
    photo.get_by_label("拍摄日期").fill("2026-02-01")
    photo.get_by_role("radio", name="不是").check()
    send(photo)
    expect(photo.locator(".zk-report")).to_be_visible()
    told = {f"x-zikao-{name.lower()}": value for name, value in site.told.items()}
    assert read_declared(told, OF_PHOTO) == {"date_taken": "2026-02-01", "front_camera": False}


def test_what_is_left_empty_or_not_known_is_not_sent(photo: Page, package: Page, site: Site) -> None:
    choose(package, "材料.zip", jpeg())
    courses(package).fill(" \n ")
    send(package)
    expect(package.locator(".zk-report")).to_be_visible()
    assert site.told == {}
    photo.goto(site.page("told-photo", TOLD_PHOTO))
    choose(photo, "a.jpg", jpeg())
    photo.get_by_role("radio", name="不清楚").check()
    send(photo)
    expect(photo.locator(".zk-report")).to_be_visible()
    assert site.told == {}


def test_it_is_kept_nowhere_and_leaves_only_with_consent(package: Page, site: Site) -> None:
    choose(package, "材料.zip", jpeg())
    ticket(package).fill(NUMBER)
    courses(package).fill("大学语文")
    package.get_by_role("button", name="开始检查").click()
    expect(package.get_by_role("alert")).to_contain_text("请先勾选同意，文件才会发送")
    assert not any(method == "POST" for method, _ in site.asked)
    expect(ticket(package)).to_have_value(NUMBER)
    send(package)
    expect(package.locator(".zk-report")).to_be_visible()
    # Whoever checks the next file does not type it all again.
    expect(ticket(package)).to_have_value(NUMBER)
    expect(courses(package)).to_have_value("大学语文")
    assert not any(NUMBER in path or quote("大学语文") in path for _, path in site.asked)
    kept = package.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie])"
    )
    assert NUMBER not in kept
    assert "大学" not in kept
    package.reload()
    expect(ticket(package)).to_have_value("")


BAD_COURSES = {
    "课程一次最多填 60 门，现在有 61 门": "\n".join(["课"] * 61),
    "第 2 门课程的名称超过 60 个字，请一行只写一门": "大学语文\n" + "课" * 61,
    "课程名称加起来太长，请少填几门，分两次检查": "\n".join(["课" * 60] * 12),
}


def test_bad_input_is_one_sentence_at_its_field_and_nothing_is_lost(package: Page, site: Site) -> None:
    choose(package, "材料.zip", jpeg())
    for number in ("A1", "330101234567X", "1" * 17):
        ticket(package).fill(number)
        send(package)
        link = package.get_by_role("alert").get_by_role("link")
        expect(link).to_have_text("准考证号要是 8 到 16 位数字，请照准考证核对")
        link.click()
        expect(ticket(package)).to_be_focused()
        expect(ticket(package)).to_have_attribute("aria-invalid", "true")
        expect(ticket(package)).to_have_value(number)
    ticket(package).fill(NUMBER)
    for sentence, names in BAD_COURSES.items():
        courses(package).fill(names)
        send(package)
        expect(package.get_by_role("alert").get_by_role("link")).to_have_text(sentence)
        expect(courses(package)).to_have_value(names)
    expect(ticket(package)).not_to_have_attribute("aria-invalid", "true")
    assert not any(method == "POST" for method, _ in site.asked)
    assert package.locator("input[type=file]").input_value() != ""


def test_half_a_date_is_told(photo: Page, site: Site) -> None:
    choose(photo, "a.jpg", jpeg())
    photo.get_by_label("拍摄日期").press("2")
    send(photo)
    expect(photo.get_by_role("alert").get_by_role("link")).to_have_text(
        "拍摄日期要填全年、月、日，写成 2026-05-27 的样子，或者整个留空"
    )
    assert not any(method == "POST" for method, _ in site.asked)


def test_a_page_asks_what_its_specs_rules_read() -> None:
    from datetime import date

    library = rulebooks()

    def asked(kind: Kind, item: str) -> tuple[str, bool]:
        province, _, key = item.partition("/")
        scope = Scope(library, library.book(province), "page.md", date(2026, 5, 20), "/v1")
        return file_forms.declares(scope, kind, key), file_forms.fits(scope, kind, key)

    assert asked("package", "zhejiang/score-merge") == ("ticket-number courses", False)
    assert asked("package", "anhui/attachment") == ("", False)
    assert asked("photo", "anhui/graduation") == ("taken selfie", True)
    assert asked("photo", "zhejiang/transfer") == ("taken selfie", False)
    assert asked("photo", "cn/diploma-photo") == ("", True)
