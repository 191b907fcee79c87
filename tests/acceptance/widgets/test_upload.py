"""A file, a consent, a report: against the real functions, under the strict policy."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.books import rulebooks
from zikao.api.http import Response
from zikao.checks.reporting import Known, report_from
from zikao.site import form_markup

from .conftest import PACKAGE, PHOTO, TOLD_PHOTO, Site

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

pytestmark = pytest.mark.browser

PROVINCES = Path(__file__).resolve().parents[3] / "provinces"
CONSENT = "我同意把这个文件发给本站服务器检查。只在内存中处理，查完即弃，不保存、不转交。"


@pytest.fixture
def photo(page: Page, site: Site) -> Page:
    """The page with the empty form."""
    page.goto(site.page("photo", PHOTO))
    expect(page.get_by_role("button", name="开始检查")).to_be_visible()
    return page


def jpeg(width: int = 480, height: int = 640) -> bytes:
    """A plain picture of more than 40,000 bytes."""
    from PIL import Image

    made = BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(made, "JPEG", quality=95)
    return made.getvalue()


def choose(page: Page, name: str, data: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)


def send(page: Page) -> None:
    page.get_by_label(CONSENT).check()
    page.get_by_role("button", name="开始检查").click()


def test_a_portrait_gets_a_report_and_leaves_nothing_behind(photo: Page, site: Site) -> None:
    asked: list[str] = []
    photo.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    choose(photo, "张三 证件照.jpg", jpeg())
    send(photo)
    verdict = photo.locator(".zk-report h3")
    expect(verdict).to_have_text("不符合")
    expect(verdict).to_be_focused()
    expect(photo.locator(".zk-verdict")).to_contain_text("文件：张三 证件照.jpg")
    finding = photo.locator("[data-rule='photo.bytes']")
    expect(finding).to_contain_text("照片文件太大。")
    expect(finding).to_contain_text("要求：不超过 40000 字节")
    expect(finding).to_contain_text("怎么办：重新导出小一点的 JPG。")
    # No picture tells whether it is mirrored: that is said, and never shown as passed.
    expect(photo.get_by_text("没有检查的（1）")).to_be_visible()
    # Beside parts of the elements themselves.
    asked = [each for each in asked if f"GET {site.address}/widgets/" not in each]
    assert asked == [f"POST {site.address}/v1/photo/made/any"]
    # The file stays chosen, as it was before; whoever sends it once more agrees once more.
    expect(photo.get_by_text("张三 证件照.jpg（", exact=False).first).to_be_visible()
    expect(photo.get_by_label(CONSENT)).not_to_be_checked()
    kept = photo.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert "证件照" not in kept


def test_what_the_page_wrote_gives_way(photo: Page) -> None:
    expect(photo.get_by_text("没有脚本时看这里。")).to_have_count(0)


def test_a_package_gets_a_report(page: Page, site: Site) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("身份证.jpg", jpeg(60, 40))
    page.goto(site.page("package", PACKAGE))
    choose(page, "材料.zip", packed.getvalue())
    send(page)
    expect(page.locator(".zk-report h3")).to_have_text("符合")


def test_one_reason_is_told_once_and_each_wrong_number_with_its_page(page: Page, site: Site) -> None:
    pages = [
        {"index": 0, "name": "a.pdf", "page": number, "page_kind": "pdf", "page_ticket_number": "differs"}
        | {"page_ticket_typed": "【12】345678", "page_ticket_read": f"【{digits}】345678"}
        for number, digits in ((1, 34), (2, 56))
    ]
    facts = {"archive_kind": "zip", "ticket_number_declared": True, "ticket_number_seen": "differs"}
    said = report_from(rulebooks(), "package", "cn/evidence-archive", Known({**facts, "pages": pages}))
    alike = sum(each.why == "本次没有测得" for each in said.findings)
    assert alike > 10
    page.route("**/v1/package/**", lambda route: route.fulfill(json=said.model_dump(mode="json")))
    page.goto(site.page("package", PACKAGE))
    choose(page, "材料.zip", b"PK")
    send(page)
    wrong = page.locator("[data-rule='package.ticket-number-differs'] li")
    expect(wrong).to_have_text(
        [
            f"a.pdf 第 {n} 页：填的 【12】345678，这一页上 【{d}】345678（【】里是不同的数字）"
            for n, d in ((1, 34), (2, 56))
        ]
    )
    unseen = page.locator("[data-outcome='not checked']", has_text=f"这 {alike} 项没有检查：本次没有测得。")
    expect(unseen.locator("li[data-rule]")).to_have_count(alike)
    # Where each of them is written is one tap away.
    cited = unseen.locator(".zk-behind li", has_text="依据：")
    expect(cited).to_have_count(alike)
    page.get_by_text(re.compile("^没有检查")).click()
    expect(cited.first).to_be_hidden()
    unseen.get_by_role("button", name="依据").click()
    expect(cited.first).to_be_visible()


def test_nothing_is_sent_without_file_and_consent(photo: Page, site: Site) -> None:
    photo.get_by_role("button", name="开始检查").click()
    expect(photo.get_by_role("alert")).to_be_focused()
    expect(photo.get_by_role("alert").get_by_role("link")).to_have_text("请先选择照片")
    photo.get_by_role("alert").get_by_role("link").click()
    expect(photo.locator("input[type=file]")).to_be_focused()
    choose(photo, "a.jpg", jpeg())
    expect(photo.get_by_role("alert")).to_have_count(0)
    photo.get_by_role("button", name="开始检查").click()
    expect(photo.get_by_role("alert").get_by_role("link")).to_have_text("请先勾选同意，文件才会发送")
    expect(photo.get_by_label(CONSENT)).to_have_attribute("aria-invalid", "true")
    assert not any(method == "POST" for method, _ in site.asked)


def test_size_is_checked_on_the_device(photo: Page, site: Site) -> None:
    choose(photo, "empty.jpg", b"")
    send(photo)
    expect(photo.get_by_role("alert")).to_contain_text("这个文件是空的（0 字节），请重新选择")
    choose(photo, "big.jpg", bytes(10_000_001))
    photo.get_by_role("button", name="开始检查").click()
    expect(photo.get_by_role("alert")).to_contain_text("文件有 10.1 MB，这里最多能查 10 MB，请换小一点的文件")
    assert not any(method == "POST" for method, _ in site.asked)


def test_a_file_can_be_taken_away_and_the_keyboard_stays_in_place(photo: Page) -> None:
    control = photo.get_by_label("要检查的照片")
    expect(control).to_have_accessible_description(re.compile("还没有选$"))
    choose(photo, "a.jpg", jpeg())
    expect(control).to_have_accessible_description(re.compile("a[.]jpg（[0-9]+ KB）$"))
    photo.get_by_role("button", name="拿掉").click()
    expect(control).to_be_focused()
    expect(control).to_have_value("")
    photo.get_by_role("button", name="开始检查").click()
    expect(photo.get_by_role("alert").get_by_role("link")).to_have_text("请先选择照片")


def test_what_stands_in_the_page_from_the_start_does_not_move(page: Page, site: Site) -> None:
    written = form_markup.markup("photo", "taken selfie", "照片检查", "check")
    body = f'<link rel="stylesheet" href="widgets/forms.css">{TOLD_PHOTO}<p id="below">下面</p>'
    body = body.replace("></zikao-photo>", f' class="zk-element" title="照片检查">{written}</zikao-photo>')
    # Shown as by a page whose first script has run.
    address = site.page("written", body, scheme='" data-view="')
    where = "document.querySelector('#below').getBoundingClientRect().top"
    page.route("**/zikao.js", lambda route: route.abort())
    page.goto(address)
    before = page.evaluate(where)
    assert before > 500
    expect(page.get_by_role("button", name="开始检查")).to_be_disabled()
    # What is typed before the script comes is not lost, nor is a file that was chosen.
    page.get_by_label("拍摄日期").fill("2026-02-01")
    page.unroute_all()
    page.evaluate("import('./widgets/zikao.js')")
    expect(page.get_by_role("button", name="开始检查")).to_be_enabled()
    assert page.evaluate(where) == before
    expect(page.get_by_label("拍摄日期")).to_have_value("2026-02-01")
    made = "document.querySelector('form').outerHTML.replace(/zk[0-9]+|check/g, 'ID')"
    woken = page.evaluate(made)
    page.route("**/zikao.js", lambda route: route.abort())
    page.reload()
    choose(page, "a.jpg", jpeg())
    page.unroute_all()
    page.evaluate("import('./widgets/zikao.js')")
    expect(page.get_by_text("a.jpg（")).to_be_visible()
    # A portal's bare element makes the same.
    bare = TOLD_PHOTO.replace("></zikao-photo>", ' title="照片检查"></zikao-photo>')
    page.goto(site.page("bare", bare))
    expect(page.get_by_role("button", name="开始检查")).to_be_enabled()
    assert page.evaluate(made) == woken.replace(' class="zk-form "', ' class="zk-form"')


def test_a_large_photograph_goes_without_its_pixels_and_the_report_says_so(photo: Page, site: Site) -> None:
    from PIL import Image

    made = BytesIO()
    small = Image.effect_noise((300, 400), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    small.resize((3000, 4000), Image.Resampling.BICUBIC).save(made, "JPEG", quality=95, exif=exif)
    data = made.getvalue() + bytes(5_000)
    assert len(data) > 1_500_000
    site.sizes.clear()
    choose(photo, "大照片.jpg", data)
    send(photo)
    expect(photo.locator(".zk-verdict")).to_contain_text("缩小到 960×1280 像素再发送")
    size = photo.locator("[data-rule='photo.bytes']")
    expect(size).to_contain_text(f"实际：{len(data)} 字节（你的设备读到的）")
    [size_sent] = site.sizes
    assert 10_000 < size_sent < len(data) / 3
    # What is no such photograph goes as it is.
    site.sizes.clear()
    choose(photo, "坏照片.jpg", data[: len(data) // 2])
    send(photo)
    expect(photo.locator(".zk-verdict")).to_contain_text("文件：坏照片.jpg")
    expect(photo.locator(".zk-verdict")).not_to_contain_text("缩小到")
    assert site.sizes == [len(data) // 2]


def test_consent_is_for_one_file(photo: Page) -> None:
    choose(photo, "a.jpg", jpeg())
    photo.get_by_label(CONSENT).check()
    choose(photo, "b.jpg", jpeg())
    expect(photo.get_by_label(CONSENT)).not_to_be_checked()
    photo.get_by_label(CONSENT).check()
    photo.reload()
    expect(photo.get_by_label(CONSENT)).not_to_be_checked()


def test_a_refusal_is_told_in_the_servers_words(photo: Page, site: Site) -> None:
    problem = {"type": "tag:zikao,2026:problem/busy", "title": "现在太忙", "status": 503}
    text = json.dumps(problem | {"detail": "现在太忙，请过一分钟再试。"})
    site.answer = Response(503, {"Content-Type": "application/problem+json"}, text)
    choose(photo, "a.jpg", jpeg())
    send(photo)
    expect(photo.get_by_role("alert")).to_have_text("现在太忙，请过一分钟再试。")
    # The file is still there for another try, and the consent to it stands.
    site.answer = None
    again = photo.get_by_role("button", name="再试一次")
    expect(again).to_be_focused()
    again.click()
    expect(photo.locator(".zk-report")).to_be_visible()


def test_an_answer_that_is_no_report_is_told(photo: Page, site: Site) -> None:
    site.answer = Response(502, {"Content-Type": "text/html"}, "<h1>Bad Gateway</h1>")
    choose(photo, "a.jpg", jpeg())
    send(photo)
    expect(photo.get_by_role("alert")).to_have_text(
        "检查服务没有给出结果（502），请过一会儿再试；文件还在，不用重选。"
    )


def test_a_broken_connection_is_told(photo: Page) -> None:
    photo.context.set_offline(True)
    choose(photo, "a.jpg", jpeg())
    send(photo)
    expect(photo.get_by_role("alert")).to_have_text("现在没有网络，连上以后再试一次；文件还在，不用重选。")


def test_waiting_can_be_given_up(photo: Page, site: Site) -> None:
    site.held.clear()
    choose(photo, "a.jpg", jpeg())
    send(photo)
    expect(photo.get_by_role("status")).to_contain_text("正在检查，请稍候……")
    expect(photo.get_by_role("button", name="开始检查")).to_be_disabled()
    # A long page, on which what has the focus can stand at the top.
    photo.evaluate("document.body.style.paddingBottom = '200vh'")
    photo.get_by_role("button", name="取消").click()
    expect(photo.get_by_role("alert")).to_have_text("已取消，没有得到结果。")
    expect(photo.get_by_role("alert")).to_be_in_viewport(ratio=1)
    expect(photo.get_by_role("button", name="开始检查")).to_be_enabled()
