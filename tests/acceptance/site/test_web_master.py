"""A web master follows the Chinese page word by word, and a candidate uses what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from ..by_server import send
from ..embed.conftest import serving as portal
from ..engines.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from .conftest import Visit

pytestmark = pytest.mark.browser


class WebMaster:
    """Reads the page, chooses, and copies what the buttons give."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        page.goto(f"{site}embedding/")

    def choose(self, check: str, item: str) -> None:
        self.page.get_by_role("radio", name=re.compile(f"^{check}")).check()
        self.page.locator("select[name=province]").select_option(label="安徽省")
        self.page.get_by_label("事项或规格").select_option(label=item)

    def copy(self, heading: str) -> str:
        """What the first button below a heading puts into the clipboard."""
        title = self.page.get_by_role("heading", name=heading)
        button = title.locator("xpath=following::button[not(ancestor::*[@hidden])]").first
        button.click()
        expect(button).to_contain_text("已复制")
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A web master's computer, whose clipboard can be read."""
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def bare(tags: str) -> str:
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>通知</title>\n{tags}\n'


def answer_all(questions: Locator) -> str:
    """Leaves every question open; the heading of the verdict."""
    verdict = questions.locator(".zk-report h3")
    skip = questions.get_by_role("button", name="不清楚，先跳过")
    expect(verdict.or_(skip).first).to_be_visible()
    while not verdict.is_visible():
        skip.click()
    return verdict.inner_text()


def test_three_copies_are_enough(site: Path, desk: Page, tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "first").mkdir()
    (tmp_path / "again").mkdir()
    with portal(tmp_path / "portal", {}) as pages:
        with serving(site, tmp_path / "first") as (address, stop):
            master = WebMaster(desk, address)
            master.choose("资格自查", "自考毕业申请")
            light = master.copy("标签：贴进网页"), master.copy("策略行：让浏览器放行")
            expect(desk.locator("#server ~ div:visible")).to_contain_text("不用")
            master.choose("照片检查", "自考毕业照片（安徽）")
            framed = master.copy("标签：贴进网页"), master.copy("策略行：让浏览器放行")
            desk.get_by_label("你的网站地址").fill(f"{pages.address}/news/index.html")
            line = master.copy("服务器行：让本站认得你")
            desk.goto(f"{address}embedding/trouble/")
            trial = desk.locator("#page ~ * code", has_text="<!doctype html>").first.inner_text()
            stop()
        assert line == f"ZIKAO_ORIGINS={pages.address}"
        for name, (tag, _) in {"light": light, "framed": framed}.items():
            (tmp_path / "portal" / f"{name}.html").write_text(bare(tag), encoding="utf-8")
        (tmp_path / "portal" / "trial.html").write_text(trial, encoding="utf-8")
        port = int(address.rstrip("/").rpartition(":")[2])
        with serving(site, tmp_path / "again", [line.partition("=")[2]], port=port):
            said: list[str] = []
            desk.on("console", lambda message: said.append(message.text))
            pages.headers["Content-Security-Policy"] = f"default-src 'none'; {light[1]}"
            desk.goto(f"{pages.address}/light.html")
            assert answer_all(desk.locator("zikao-eligibility"))
            pages.headers["Content-Security-Policy"] = f"default-src 'none'; {framed[1]}"
            desk.goto(f"{pages.address}/framed.html")
            check(desk, tmp_path)
            pages.headers.clear()
            desk.goto(f"{pages.address}/trial.html")
            # The answers of a moment ago are this portal's, and are still there.
            expect(desk.locator("zikao-eligibility .zk-report h3")).to_be_visible()
            desk.locator("zikao-photo").scroll_into_view_if_needed()
            expect(desk.frame_locator("iframe").get_by_role("button", name="开始检查")).to_be_visible()
            assert [text for text in said if "favicon" not in text] == []


def check(page: Page, folder: Path) -> None:
    """A photograph through the frame to a report, of which the portal hears the verdict."""
    picture = folder / "照片.jpg"
    Image.effect_noise((600, 800), 8).convert("RGB").save(picture, quality=80, dpi=(300, 300))
    page.evaluate(
        "addEventListener('zikao-result', ({target, detail}) =>"
        " { window.heard = `${target.localName} ${detail.verdict}` })"
    )
    frame = page.frame_locator("iframe")
    frame.locator("input[type=file]").set_input_files(picture)
    send(frame)
    expect(frame.locator(".zk-report h3")).to_have_text("不符合", timeout=60_000)
    page.wait_for_function("window.heard === 'zikao-photo fail'")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_what_is_chosen_is_what_is_shown_and_copied(visit: Visit) -> None:
    page = visit.open("embedding/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 844
    tag = page.locator("[data-ze=tag]")
    shown = page.frame_locator("iframe")
    page.locator("select[name=province]").select_option(label="安徽省")
    page.get_by_label("事项或规格").select_option(label="自考毕业申请")
    page.get_by_label("城市").select_option(label="六安市")
    page.get_by_label("颜色").select_option(label="深色")
    expect(tag).to_contain_text(f'src="{visit.home}widgets/v1/zikao.js"')
    expect(tag).to_contain_text('province="anhui" procedure="graduation" city="luan" theme="dark"')
    page.locator("iframe").scroll_into_view_if_needed()
    inside = shown.locator('zikao-eligibility[city="luan"][theme="dark"]')
    expect(inside.get_by_role("button", name="下一步")).to_be_visible()
    # An old portal's rules, which clip a field to 20 pixels, do not reach in.
    page.get_by_label("套上一份老门户的样式表").check()
    assert inside.get_by_role("button", name="下一步").evaluate("button => button.offsetHeight") >= 44
    page.get_by_label("脚本").select_option(label="旧写法，放在框架里")
    expect(tag).to_contain_text('data-zikao="eligibility" data-province="anhui" data-procedure="graduation"')
    expect(page.locator("[data-ze=policy-frame]")).to_contain_text("frame-src http://127.0.0.1")
    page.get_by_label("你的网站地址").fill("www.jyksy.example")
    expect(page.get_by_text("要写 https:// 开头的地址")).to_be_visible()
    assert visit.faults == []
    assert visit.outside == []


def test_colours_are_seen_and_held_against_what_can_be_read(visit: Visit) -> None:
    page = visit.open("embedding/look/")
    expect(page.get_by_text("对比度都够")).to_be_visible()
    expect(page.locator("[data-ze=made]")).to_be_hidden()
    page.get_by_label("按钮、链接、进度").fill("#88aaff")
    told = page.locator("[data-ze=low] li")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text("“按钮、链接、进度”在“表单和输入框的底色”上只有 2.")
    expect(page.locator("[data-ze=css]")).to_have_text(":root {\n  --zk-main: #88aaff;\n}")
    page.locator("iframe").scroll_into_view_if_needed()
    button = page.frame_locator("iframe").get_by_role("button", name="下一步")
    expect(button).to_have_css("background-color", "rgb(136, 170, 255)")
    page.locator("select[name=theme]").select_option(label="深色")
    expect(page.get_by_text("对比度都够")).to_be_visible()
    expect(page.frame_locator("iframe").locator("zikao-eligibility[theme=dark]")).to_be_attached()
    assert visit.faults == []


def test_an_event_is_found_within_two_screens_of_a_phone(visit: Visit) -> None:
    page = visit.open("embedding/events/")
    last = page.locator("#listen").evaluate(
        "(next) => next.previousElementSibling.getBoundingClientRect().top"
    )
    assert last <= 2 * 844
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 844
    # What a tag takes is folded, and opens for who comes for it.
    assert not page.get_by_text("编号", exact=False).first.is_visible()
    page.goto(f"{page.url}#zikao-until")
    expect(page.locator("#zikao-until")).to_have_attribute("open", "")
    assert visit.faults == []


def test_the_other_script_has_the_same_pages(visit: Visit) -> None:
    page = visit.open("zh-TW/embedding/")
    expect(page.locator("[data-ze=tag]")).to_contain_text(f'src="{visit.home}widgets/v1/zikao.js"')
    expect(page.locator("[data-ze=tag]")).to_contain_text('lang="zh-TW"')
    page.locator("iframe").scroll_into_view_if_needed()
    questions = page.frame_locator("iframe").locator("zikao-eligibility")
    expect(questions.get_by_role("button", name="不清楚，先跳過")).to_be_visible()
    assert visit.faults == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_every_tag_stands_in_a_table(visit: Visit) -> None:
    page = visit.open("embedding/")
    expect(page.locator("select:visible, iframe:visible, button[data-ze]:visible")).to_have_count(0)
    expect(page.locator("[data-ze=policy-light], [data-ze=policy-frame]")).to_have_count(2)
    assert page.locator("[data-ze=policy-frame]").is_visible()
    page.get_by_text("安徽省", exact=True).last.click()
    row = page.get_by_text('<zikao-photo province="anhui" spec="graduation">')
    expect(row).to_be_visible()
    expect(row).to_contain_text("https://GUIDE.EXAMPLE/anhui/photos/graduation/")
