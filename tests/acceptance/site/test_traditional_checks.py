"""The checks on the pages in Traditional Chinese: what they show there is all in that script.

Site and functions come from one real server. What stays as it was written is what the candidate wrote.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

pytest.importorskip("opencc", reason="OpenCC is not installed")
pytest.importorskip("granian", reason="the extra 'serve' is not installed")

from opencc import OpenCC

from tests.acceptance.api import harness
from tests.acceptance.by_server import send
from zikao.chinese.glossary import CHARACTERS, WORDS

if TYPE_CHECKING:
    from PIL import Image
    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser

ENTRY = "国图/毕业证书扫描件.jpg"
NAME = "我的压缩包.zip"


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of the site as `zikao serve` serves it."""
    folder = tmp_path_factory.mktemp("served")
    with harness.running(folder, site_dir=site) as server:
        yield f"http://127.0.0.1:{server.port}/zh-TW/"
    assert "Traceback" not in server.written()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser set to Simplified Chinese: it is the page that decides."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


def picture(width: int, height: int) -> bytes:
    """A JPEG that is found wrong in many ways."""
    from PIL import Image

    made = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(made, "JPEG", quality=90)
    return made.getvalue()


def package() -> bytes:
    """Ever the same picture, once below a name in Simplified Chinese."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in (ENTRY, "1.exe"):
            archive.writestr(name, picture(300, 200))
    return made.getvalue()


def check(page: Page, name: str, data: bytes) -> None:
    """Sends a file, as a candidate would."""
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[id$=-file]").set_input_files(file)
    send(page)
    page.locator(".zk-report").wait_for(timeout=60_000)


SHOWN = """element => {
  for (const fold of element.querySelectorAll("details")) fold.open = true;
  const read = ["title", "aria-label", "alt", "placeholder"];
  const all = [element, ...element.querySelectorAll("*")];
  const said = all.flatMap(each => read.map(name => each.getAttribute(name) ?? ""));
  return [element.textContent, ...said.filter(Boolean)].join("\\n");
}"""


def simplified_in(page: Page, element: str, *written: str) -> set[str]:
    """What a widget shows in Simplified characters, each with its neighbours; less what the candidate wrote.

    Of characters that are in use in both scripts the glossary tells which words are meant.
    """
    shown = page.locator(element).evaluate(SHOWN)
    for each in (*written, *CHARACTERS.values(), *WORDS.values()):
        shown = shown.replace(each, "")
    opencc = OpenCC("s2tw")
    wrong = {each for each in set(shown) if opencc.convert(each) != each}
    return {shown[max(at - 6, 0) : at + 7] for at, each in enumerate(shown) if each in wrong}


def test_a_portrait(page: Page, address: str) -> None:
    page.goto(f"{address}anhui/photos/graduation/", wait_until="networkidle")
    check(page, "我的证件照.jpg", picture(300, 400))
    assert simplified_in(page, "zikao-photo", "我的证件照") == set()
    report = page.locator(".zk-report")
    assert "我的证件照.jpg" in report.inner_text()
    assert "檢查" in report.inner_text()


@pytest.mark.parametrize("kind", ["photo", "package"])
def test_a_file_on_this_device(page: Page, address: str, networks: None, kind: str) -> None:
    """The worker's script is that of every language: its sentences are the page's."""
    where, name, data = {
        "photo": ("anhui/photos/graduation/", "我的证件照.jpg", picture(300, 400)),
        "package": ("zhejiang/packages/score-merge/", NAME, package()),
    }[kind]
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"{address}{where}", wait_until="networkidle")
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[id$=-file]").set_input_files(file)
    page.locator("button[id$=-send]:visible", has_text="查").click()
    page.locator(".zk-report").wait_for(timeout=90_000)
    assert simplified_in(page, f"zikao-{kind}", name.partition(".")[0], ENTRY) == set()
    assert "POST" not in sent


UNMARKED = """element => {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (parentElement.closest("style, script, noscript")) continue;
    if (parentElement.closest("[lang]").lang === "en" && /[\\u3000-\\u9fff]/.test(data)) found.push(data);
  }
  return found;
}"""
"""Chinese in a page in English that is not told to be."""


def test_a_portrait_in_a_page_in_english(page: Page, address: str) -> None:
    page.goto(f"{address}../en/embed/photo/anhui/graduation/", wait_until="networkidle")
    assert page.locator("body").evaluate(UNMARKED) == []
    page.locator("button[id$=-send]").click()
    expect(page.get_by_role("alert")).to_contain_text("There is 1 problem")
    check(page, "portrait.jpg", picture(300, 400))
    report = page.locator(".zk-report")
    expect(report.locator("h3").first).to_have_text("Requirements not met")
    expect(report).to_contain_text("What must be put right (")
    expect(report).to_contain_text("were not checked: no face was found")
    assert page.locator("body").evaluate(UNMARKED) == []
    sentence = report.locator(".zk-finding span[lang=zh-CN]").first
    assert "脸" in (sentence.text_content() or ""), "a finding's sentence is as the server gives it"
    why = report.get_by_role("link", name="Why, and how to put it right").first.get_attribute("href") or ""
    assert page.request.get(why).ok


def test_a_page_in_simplified_chinese_gets_its_own_script_too(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-TW", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(f"{address}../anhui/photos/graduation/", wait_until="networkidle")
    check(page, "我的证件照.jpg", picture(300, 400))
    assert "审核" in page.locator(".zk-report").inner_text()
    context.close()


def test_a_fitted_portrait(
    page: Page, address: str, studio_picture: Callable[[str], Image.Image], networks: None
) -> None:
    from tests.acceptance.api.original import original

    page.goto(f"{address}anhui/photos/graduation/", wait_until="networkidle")
    check(page, "我的证件照.jpg", original(studio_picture("005"), "author"))
    page.locator(".zk-verdict .zk-button").click()
    page.locator(".zk-fitted").wait_for(timeout=60_000)
    assert simplified_in(page, "zikao-photo", "我的证件照") == set()
    fitted = page.locator(".zk-fitted")
    assert fitted.locator("a[download]").get_attribute("download") == "我的证件照.jpg"
    assert "裁剪" in fitted.inner_text()


def test_a_package(page: Page, address: str) -> None:
    page.goto(f"{address}zhejiang/packages/score-merge/", wait_until="networkidle")
    check(page, NAME, package())
    shown = page.locator(".zk-report").evaluate(SHOWN)
    assert NAME in shown and ENTRY in shown
    assert simplified_in(page, "zikao-package", NAME, ENTRY) == set()


def test_a_refusal(page: Page, address: str) -> None:
    """The server's own words, and not the page's."""
    page.route("**/v1/package/**", lambda route: route.continue_(url=route.request.url + "?city=nowhere"))
    page.goto(f"{address}zhejiang/packages/score-merge/", wait_until="networkidle")
    file: FilePayload = {"name": NAME, "mimeType": "application/zip", "buffer": package()}
    page.locator("input[id$=-file]").set_input_files(file)
    send(page)
    said = page.locator("zikao-package .zk-note [role=alert]")
    said.wait_for(timeout=20_000)
    assert re.search(r"沒有|找不到", said.inner_text())
    assert simplified_in(page, "zikao-package", NAME, ENTRY) == set()


@pytest.mark.parametrize("guide", ["anhui/graduation", "zhejiang/score-merge", "zhejiang/transfer-out"])
def test_questions_and_verdict(page: Page, address: str, guide: str) -> None:
    page.goto(f"{address}{guide}/", wait_until="networkidle")
    element = page.locator("zikao-eligibility")
    page.locator(".zg-start a").click()
    for _ in range(40):
        assert simplified_in(page, "zikao-eligibility") == set()
        if element.locator("fieldset").count() == 0:
            break
        line = element.locator("fieldset .zk-line")
        if line.count() == 0:
            element.locator("fieldset input").first.check()
        else:
            kind = line.get_attribute("type") or ""
            line.fill({"date": "2020-06-30", "datetime-local": "2026-06-30T16:30"}.get(kind, "2"))
        element.locator("form .zk-button").click()
    expect(element.locator(".zk-report")).to_have_count(1)
    assert "依據" in element.inner_text()
