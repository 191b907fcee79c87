"""Every state of every widget, light and dark, on a phone: no fault for axe, nothing cut off or too small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .answers import FITTABLE, fitted
from .answers import answer as answered
from .conftest import CHECKLIST, ELIGIBILITY, LISTED, PACKAGE, PHOTO, TOLD_PACKAGE, TOLD_PHOTO, WAY, Site
from .test_eligibility import answer
from .test_upload import choose, jpeg, send
from .test_way import college

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def whole(page: Page) -> None:
    page.get_by_role("button", name="一次填完全部问题").click()


def first_question(page: Page) -> None:
    expect(page.locator("fieldset")).to_be_visible()


def error(page: Page) -> None:
    whole(page)
    page.get_by_role("textbox", name="合格几门课程？").fill("很多")
    page.get_by_role("textbox", name="平均成绩是多少分？").fill("101")
    page.get_by_role("button", name="查看结果").click()
    expect(page.get_by_role("alert")).to_be_visible()


def listed_error(page: Page) -> None:
    answer(page, "是")
    page.get_by_role("textbox", name="成绩").fill("101")
    page.get_by_role("button", name="再加一门课程").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_contain_text("第 1 门课程的成绩：请填数字，0 到 100。")
    expect(page.get_by_role("textbox", name="成绩")).to_have_count(2)


def one_error(page: Page) -> None:
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_be_visible()


def failed(page: Page) -> None:
    whole(page)
    page.locator("fieldset").first.get_by_label("是", exact=True).check()
    page.get_by_label("本科", exact=True).check()
    page.get_by_role("textbox", name="合格几门课程？").fill("19")
    page.locator("fieldset", has_text="专科毕业证书").locator("input[type=date]").fill("2026-05-02")
    page.get_by_role("button", name="查看结果").click()
    expect(page.locator("[data-verdict=fail]")).to_be_visible()


def undecided(page: Page) -> None:
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("本科", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="先看目前的结果").click()
    expect(page.locator("[data-verdict=unknown]")).to_be_visible()
    for fold in page.locator(".zk-report summary").all():
        fold.click()


def duty(page: Page) -> None:
    whole(page)
    page.locator("fieldset").first.get_by_label("是", exact=True).check()
    page.get_by_label("本科", exact=True).check()
    page.get_by_role("textbox", name="合格几门课程？").fill("20")
    page.get_by_label("还没有拿到").check()
    page.get_by_label("还没有核验").check()
    page.get_by_role("button", name="查看结果").click()
    expect(page.locator("[data-outcome=pending]")).to_be_visible()


def elsewhere(page: Page) -> None:
    page.get_by_label("否", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".zk-report")).to_be_visible()


def cleared(page: Page) -> None:
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="重新回答").click()
    expect(page.get_by_role("button", name="撤销")).to_be_visible()


def ticked(page: Page) -> None:
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_label("看通知").check()
    page.get_by_role("button", name="重新开始").click()
    page.get_by_label("看通知").check()


def sifted(page: Page) -> None:
    college(page)
    for fold in page.locator(".zk-folded summary").all():
        fold.click()
    page.get_by_role("button", name="重新开始").click()


def may_apply(page: Page) -> None:
    answer(page, "是")
    expect(page.locator("#step-verify")).to_contain_text("可能适用")


def all_shown(page: Page) -> None:
    college(page)
    page.get_by_role("button", name="显示全部").first.click()
    expect(page.locator("#step-verify")).to_be_visible()


def shared(page: Page) -> None:
    college(page)
    page.get_by_role("button", name="带到另一台设备").click()
    page.get_by_text("链接里的回答").click()


def upload_error(page: Page) -> None:
    choose(page, "empty.jpg", b"")
    page.get_by_role("button", name="开始检查").click()
    expect(page.get_by_role("alert")).to_be_visible()


def upload_report(page: Page) -> None:
    choose(page, "张三_340123199001011234_报名照片.jpg", jpeg())
    send(page)
    expect(page.locator(".zk-report")).to_be_visible()
    for fold in page.locator(".zk-report summary").all():
        fold.click()


def told_error(page: Page) -> None:
    choose(page, "材料.zip", jpeg())
    page.get_by_label("准考证号").fill("A1")
    page.get_by_label("课程名称").fill("课" * 61)
    page.get_by_role("button", name="开始检查").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)


def drawn(page: Page) -> None:
    body = answered(FITTABLE).body
    page.route(
        "**/v1/photo/made/any", lambda route: route.fulfill(body=body, content_type="application/json")
    )
    choose(page, "a.jpg", jpeg())
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator(".zk-look canvas")).to_be_visible()
    expect(page.locator(".zk-report canvas")).to_be_visible()


def made(page: Page) -> None:
    drawn(page)
    body = answered(fitted(jpeg(480, 640))).body
    page.route("**/fit", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.get_by_role("button", name="照这样做一张").click()
    expect(page.locator(".zk-fitted")).to_be_visible()
    page.locator(".zk-fitted").get_by_text("对这张照片的检查结果").click()


def nothing(page: Page) -> None:
    expect(page.get_by_role("button", name="开始检查")).to_be_visible()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "first-question": (ELIGIBILITY, first_question),
    "one-error": (ELIGIBILITY, one_error),
    "form-with-errors": (ELIGIBILITY, error),
    "verdict-fail": (ELIGIBILITY, failed),
    "verdict-unknown": (ELIGIBILITY, undecided),
    "duties": (ELIGIBILITY, duty),
    "elsewhere": (ELIGIBILITY, elsewhere),
    "cleared": (ELIGIBILITY, cleared),
    "checklist": (CHECKLIST, ticked),
    "way": (ELIGIBILITY + WAY, may_apply),
    "listed-with-error": (LISTED, listed_error),
    "way-sifted": (ELIGIBILITY + WAY, sifted),
    "way-all": (ELIGIBILITY + WAY, all_shown),
    "way-shared": (ELIGIBILITY + WAY, shared),
    "upload": (PACKAGE, nothing),
    "upload-with-error": (PHOTO, upload_error),
    "upload-report": (PHOTO, upload_report),
    "upload-told": (TOLD_PHOTO, nothing),
    "upload-told-errors": (TOLD_PACKAGE, told_error),
    "upload-drawn": (TOLD_PHOTO, drawn),
    "upload-fitted": (TOLD_PHOTO, made),
}

TARGETS = "button, summary, label, .zk-errors a, input:not([type=radio], [type=checkbox])"
TOO_SMALL = f"""() => [...document.querySelectorAll("{TARGETS}")]
  .filter((each) => each.checkVisibility({{visibilityProperty: true}}) && !each.querySelector("b"))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, {{ width, height }}]) => height < 44 || width < 24)"""


@pytest.mark.parametrize("state", STATES)
def test_state(page: Page, site: Site, root: Path, state: str) -> None:
    body, reach = STATES[state]
    page.goto(site.page(state, body))
    reach(page)
    page.evaluate((root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("default", "slate"):
        page.evaluate("scheme => document.documentElement.dataset.mdColorScheme = scheme", scheme)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == [], scheme
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "wider than the phone"


def test_dark_follows_the_device_only_when_asked(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('zikao-checklist')).color"
    page.goto(site.page("light", CHECKLIST))
    expect(page.get_by_role("status")).to_be_visible()
    light = page.evaluate(colour)
    page.goto(site.page("auto", CHECKLIST.replace("version", 'theme="auto" version')))
    expect(page.get_by_role("status")).to_be_visible()
    assert page.evaluate(colour) != light
    page.emulate_media(color_scheme="light")
    assert page.evaluate(colour) == light


def test_a_page_can_set_the_colours(page: Page, site: Site) -> None:
    (site.folder / "own.css").write_text("html { --zk-main: rgb(1, 2, 3); }", encoding="utf-8")
    page.goto(site.page("own", f'<link rel="stylesheet" href="own.css">{PHOTO}'))
    button = page.get_by_role("button", name="开始检查")
    assert button.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(1, 2, 3)"


def test_a_browser_without_constructed_sheets_gets_plain_widgets(page: Page, site: Site) -> None:
    page.add_init_script("window.CSSStyleSheet = undefined;")
    page.goto(site.page("old", ELIGIBILITY))
    expect(page.get_by_role("button", name="下一步")).to_be_visible()
