"""A check in a frame, in a strict portal of another origin: from the file to what the portal hears."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from ..by_server import send
from ..embed.conftest import Folder, serving
from ..engines import old
from ..engines.driver import Played
from ..engines.portals import checks
from ..engines.server import serving as running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FileChooser, Frame, Page

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src {ours}; frame-src {ours}; style-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
MODULE = '<script type="module" src="{base}widgets/v1/zikao.js"></script>'
ELEMENT = (
    '<a id="before" href="#x">前面</a>'
    '<zikao-photo province="anhui" spec="graduation" theme="dark" title="先查照片">'
    '<a id="fallback" href="https://guide.example/">照片要求</a></zikao-photo>'
    '<a id="behind" href="#y">后面</a>'
)
PLAIN = (
    '<script src="{base}widgets/v1/embed.js" defer data-check="photo" data-province="anhui"'
    ' data-spec="graduation"></script>'
    '<div data-zikao="package" data-province="zhejiang" data-spec="score-merge" lang="zh-TW">'
    '<a href="https://guide.example/">要求</a></div>'
)
HEARD = """
window.heard = [];
for (const name of ["ready", "progress", "result", "error"])
  addEventListener(`zikao-${name}`, ({ type, detail }) => heard.push([type, detail]));
// As where other sites' frames may keep nothing.
for (const name of ["localStorage", "sessionStorage", "indexedDB", "cookie"])
  Object.defineProperty(name === "cookie" ? document : window, name, {
    get() { throw new Error(`no ${name}`) }, set() { throw new Error(`no ${name}`) },
  });
"""
MOST_BYTES = 25 * 1024
"""Of a page for a frame with all that it loads at once, gzipped."""
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w-]+\.js)["']""")
HEIGHT = "Math.ceil(document.body.getBoundingClientRect().height)"
WHOLE = f"document.documentElement.scrollHeight <= innerHeight && {HEIGHT}"
"""The height of what is in a frame, if all of it is seen there."""


@dataclass
class Portals:
    """Our site's address, one portal that is on its list, and one that is not."""

    base: str
    listed: Folder
    other: Folder


@pytest.fixture(scope="module")
def portals(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portals]:
    with ExitStack() as stack:
        pages = tmp_path_factory.mktemp("pages")
        listed, other = (stack.enter_context(serving(pages, {})) for _ in range(2))
        base, _ = stack.enter_context(running(site, tmp_path_factory.mktemp("served"), [listed.address]))
        for folder in (listed, other):
            folder.headers["Content-Security-Policy"] = POLICY.format(ours=base.rstrip("/"))
            # Nothing of another site is shown that does not say that it may be.
            folder.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
            folder.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        other.headers["Content-Security-Policy"] += f"; connect-src {base}"
        listed.page("module", ELEMENT, head=MODULE.format(base=base))
        listed.page("plain", PLAIN.format(base=base))
        yield Portals(base, listed, other)


@pytest.fixture
def page(browser: Browser, said: list[str]) -> Iterator[Page]:
    """A phone that keeps nothing for frames of other sites; a line on the console fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(HEARD)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def said() -> list[str]:
    return []


def heard(page: Page, what: str) -> list[Any]:
    found: list[Any] = page.evaluate("heard")
    return [detail for name, detail in found if name == f"zikao-{what}"]


def until(where: Page | Frame, script: str, arg: Any = None) -> None:
    """Waits for a script to say yes; a strict policy forbids what playwright has for that."""
    page = where if hasattr(where, "frames") else where.page
    for _ in range(200):
        if where.evaluate(script, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {script}")


def frame_of(page: Page, kind: str) -> Frame:
    until(page, "heard.some(([name]) => name === 'zikao-ready')")
    [found] = [frame for frame in page.frames if f"/embed/{kind}/" in frame.url]
    return found


def settled(page: Page, frame: Frame) -> int:
    """The height of the frame once it is that of what is in it."""
    until(frame, WHOLE)
    height = frame.evaluate(HEIGHT)
    until(
        page,
        "(height) => { const host = document.querySelector('zikao-photo');"
        " return host.shadowRoot.querySelector('iframe').offsetHeight === height }",
        height,
    )
    return int(height)


def in_view(page: Page, frame: Frame, selector: str) -> None:
    """Waits until something in the frame begins where the portal's window shows it."""
    box = frame.locator(selector)
    for _ in range(100):
        place = box.bounding_box()
        if place and 0 <= place["y"] < 800:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{selector} is not in view: {place}")


def test_a_frame_is_light_until_a_file_is_chosen(site: Path) -> None:
    elements = site / "assets" / "zikao"
    pages = [page for kind in ("photo", "package") for page in site.glob(f"**/embed/{kind}/**/index.html")]
    assert pages
    for page in pages:
        html = page.read_text(encoding="utf-8")
        [kind] = re.findall(r"<zikao-(photo|package)\b", html)
        [element] = elements.glob(f"{kind}-*.js")
        todo, seen = ["zikao.js", "framed.js", element.name], {"frame.css"}
        while todo:
            name = todo.pop()
            seen.add(name)
            imported = IMPORT.findall((elements / name).read_text(encoding="utf-8"))
            todo += [each for each in imported if each not in seen]
        size = packed(page) + sum(packed(elements / name) for name in seen)
        assert size <= MOST_BYTES, f"{page}: {size}"


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_a_portrait_is_checked_in_a_frame(page: Page, portals: Portals, tmp_path: Path) -> None:
    page.goto(f"{portals.listed.address}/module.html")
    frame = frame_of(page, "photo")
    first = settled(page, frame)
    expect(page.locator("#fallback")).to_be_visible()
    iframe = page.locator("zikao-photo iframe")
    assert iframe.get_attribute("title") == "先查照片"
    expect(frame.get_by_role("heading", name="先查照片")).to_be_visible()
    # Dark, and without a ground of its own.
    assert frame.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(227, 234, 236)"
    assert frame.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert frame.evaluate("document.featurePolicy.allowsFeature('camera')")

    # What is wrong comes into view of the portal's own page.
    frame.get_by_role("button", name="开始检查").click()
    expect(frame.locator(".zk-errors")).to_be_focused()
    in_view(page, frame, ".zk-errors")
    faulty = settled(page, frame)
    assert faulty > first

    # It grows with a result, which the portal hears of, and shrinks without one.
    picture = tmp_path / "某人的照片.jpg"
    Image.effect_noise((300, 400), 8).convert("RGB").save(picture, quality=80)
    frame.locator("input[type=file]").set_input_files(picture)
    send(frame)
    expect(frame.get_by_role("heading", name="不符合")).to_be_visible(timeout=60_000)
    expect(frame.get_by_role("heading", name="不符合")).to_be_focused()
    in_view(page, frame, ".zk-report h3")
    assert settled(page, frame) > faulty + 500
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    [report] = heard(page, "result")
    assert report["verdict"] == "fail"
    assert report["target"] == {"province": "anhui", "item": "graduation", "city": None}
    assert report["counts"]["no"] == sum(each["outcome"] == "no" for each in report["findings"]) > 0
    assert {key for each in report["findings"] for key in each} == {"id", "outcome", "severity"}
    assert "某人" not in json.dumps(page.evaluate("heard"), ensure_ascii=False)
    assert {"state": "sending"}.items() <= heard(page, "progress")[0].items()
    frame.get_by_role("button", name="拿掉").click()
    assert settled(page, frame) <= faulty

    # Tab goes through it and out again.
    page.locator("#before").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "behind":
            break
    assert page.evaluate("document.activeElement.id") == "behind"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.localName") == "zikao-photo"
    assert frame.evaluate("document.activeElement.textContent") == "全部要求和依据"


def test_what_is_not_from_the_other_side_is_passed_over(page: Page, portals: Portals) -> None:
    page.goto(f"{portals.listed.address}/module.html")
    frame = frame_of(page, "photo")
    height = settled(page, frame)
    # A portal's own script, and one in the frame that is not around it.
    page.evaluate("postMessage({ zikao: 1, type: 'height', height: 9000 }, '*')")
    frame.evaluate(
        "postMessage({ zikao: 1, type: 'hello', theme: 'light', title: '假的', colours: {} }, '*')"
    )
    # The page around may greet, with nothing but colours.
    page.evaluate(
        """(to) => {
          const frame = document.querySelector("zikao-photo").shadowRoot.querySelector("iframe");
          const [main, ink, bad] = ["rgb(1, 2, 3)", "javascript:alert(1)", "url(//x)"];
          const colours = { "--zk-main": main, "--zk-ink": ink, "--zk-bad": bad };
          const greeting = { zikao: 1, type: "hello", theme: "sepia", title: "先查照片", colours };
          frame.contentWindow.postMessage(greeting, to);
        }""",
        portals.base.rstrip("/"),
    )
    until(frame, "document.documentElement.getAttribute('theme') === 'light'")
    style = "document.documentElement.style"
    assert frame.evaluate(f"{style}.getPropertyValue('--zk-main')") == "rgb(1, 2, 3)"
    assert frame.evaluate(f"[...{style}].length") == 1
    expect(frame.get_by_role("heading", name="先查照片")).to_be_visible()
    assert settled(page, frame) == height


def test_frames_without_module_scripts_also_late_ones(page: Page, portals: Portals) -> None:
    # A portal that lets nobody use a camera by script: that of a phone is none of the page's.
    portals.listed.headers["Permissions-Policy"] = "camera=()"
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    page.goto(f"{portals.listed.address}/plain.html")
    del portals.listed.headers["Permissions-Policy"]
    page.evaluate(
        """() => {
          const late = document.createElement("div");
          const of = { province: "anhui", spec: "graduation", city: "luan" };
          Object.assign(late.dataset, { zikao: "photo", ...of });
          document.body.append(late);
          // One that goes again takes all of it along.
          const gone = late.cloneNode();
          document.body.append(gone);
          setTimeout(() => gone.remove());
        }"""
    )
    for part in ("/embed/photo/anhui/graduation/", "/zh-TW/embed/package/", "/cities/luan/"):
        iframe = page.locator(f'iframe[src*="{part}"]')
        iframe.scroll_into_view_if_needed()
        expect(iframe).to_be_visible()
        frame = next(each for each in page.frames if part in each.url)
        until(frame, WHOLE)
    assert page.locator("iframe").count() == len(heard(page, "ready")) == 3
    package = next(each for each in page.frames if "/embed/package/" in each.url)
    assert not package.evaluate("document.featurePolicy.allowsFeature('camera')")
    package.locator("input[capture]").first.evaluate("(camera) => camera.click()")
    while not choosers:
        page.wait_for_timeout(100)


def test_a_portal_that_is_not_on_the_list_keeps_its_link(
    page: Page, portals: Portals, said: list[str]
) -> None:
    page.goto(f"{portals.other.address}/module.html")
    for _ in range(600):
        if heard(page, "error"):
            break
        page.wait_for_timeout(100)
    [fault] = heard(page, "error")
    assert heard(page, "ready") == []
    expect(page.locator("#fallback")).to_be_visible()
    expect(page.locator("zikao-photo").get_by_role("status")).to_contain_text(fault["message"])
    # The policy of this portal lets its script ask why.
    assert fault["code"] == "refused"
    assert any(f"ZIKAO_ORIGINS={portals.other.address}" in line for line in said)
    said.clear()


def test_chromium_86_shows_a_frame_and_hears_of_its_report(
    browser: Browser, root: Path, portals: Portals, tmp_path: Path
) -> None:
    picture = tmp_path / "照片.jpg"
    Image.effect_noise((300, 400), 8).convert("RGB").save(picture, quality=80)
    with old.launched(browser.browser_type, root) as early:
        phone = Played("old", early.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN"))
        page = f"{portals.listed.address}/module.html"
        assert checks(phone, "module", page, "photo", picture) == "不符合"
        [frame] = [each for each in phone.page.frames if "/embed/" in each.url]
        assert settled(phone.page, frame) > 1000
        assert phone.faults == []
