"""Tags in a page of another origin: drawn in shadow roots, from our address, under a strict policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .conftest import POLICY, Folder, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WRITTEN = '<p id="written">条件见<a href="notice.html">公告</a>。</p>'
TAG = '<zikao-eligibility province="made" procedure="all-kinds" title="资格自查">{}</zikao-eligibility>'

SPOILING = """
html { font-size: 62.5%; }
body { font: italic 12px/1 serif; color: #ccc; text-align: center; letter-spacing: 3px; }
* { box-sizing: content-box; }
label { width: 90px; } input { height: 20px; } p { text-indent: 2em; } a { color: red; }
h3 { float: left; } ul { list-style: square; } fieldset { border: 3px solid red; }
button { background: orange; }
"""
"""What sheets of portals do to whatever stands in them."""

STYLES = """(host) => [...host.inner.querySelectorAll("*")].map((each) => {
  const style = getComputedStyle(each);
  const said = [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`);
  return [each.localName + "." + each.className, said];
})"""

LASTING = {
    *(
        "storage",
        "pageshow",
        "pagehide",
        "hashchange",
        "popstate",
        "scroll",
        "resize",
        "visibilitychange",
        "message",
    ),
    *("zikao-ready", "zikao-progress", "zikao-result", "interval", "observed", "securitypolicyviolation"),
}
HEARD = """() => {
  window.heard = [];
  for (const type of ["zikao-ready", "zikao-progress", "zikao-result", "zikao-error"])
    addEventListener(type, ({ target, detail }) => heard.push([type, target.localName, detail]));
}"""


def script(ours: Folder, at: str = "v1") -> str:
    return f'<script type="module" src="{ours.address}/guide/widgets/{at}/zikao.js"></script>'


def alive(page: Page) -> dict[str, int]:
    """What lives on, by its kind; clicks and the like are watched by whoever drives the browser."""
    found: dict[str, int] = page.evaluate("Object.fromEntries(alive)")
    return {name: count for name, count in found.items() if count and name in LASTING}


def test_one_tag_asks_and_judges_in_a_page_that_is_not_ours(page: Page, ours: Folder, portal: Folder) -> None:
    page.add_init_script(f"({HEARD})()")
    page.goto(portal.page("one", script(ours) + TAG.format(WRITTEN)))
    element = page.locator("zikao-eligibility")
    expect(element.get_by_role("heading", name="资格自查")).to_be_visible()
    assert element.evaluate("e => e.inner.localName") == "zikao-eligibility-zh-cn"
    assert element.get_attribute("title") is None
    # What the page wrote is its own still, shown in the fold.
    assert page.locator("#written").evaluate("e => e.parentElement.localName") == "zikao-eligibility"
    expect(page.locator("#written")).to_be_hidden()
    element.get_by_text("条件全文").click()
    expect(page.locator("#written")).to_be_visible()
    # Faults get focus within the shadow root, and lead to their field.
    element.get_by_role("button", name="下一步").click()
    expect(element.get_by_role("alert")).to_be_focused()
    element.get_by_role("alert").get_by_role("link").click()
    expect(element.locator("fieldset input").first).to_be_focused()
    element.get_by_role("button", name="一次填完全部问题").click()
    element.get_by_role("button", name="查看结果").click()
    expect(element.locator(".zk-report h3")).to_be_focused()
    heard = page.evaluate("heard")
    assert {target for _, target, _ in heard} == {"zikao-eligibility"}
    assert [name for name, _, _ in heard].count("zikao-ready") == 1
    assert next(detail for name, _, detail in heard if name == "zikao-result")["rulebook"]["id"] == "made"
    # A guide of ours has views with addresses; another page gets no entries in its history.
    assert page.evaluate("[history.length, location.hash]") == [2, ""]


def test_what_is_not_in_view_is_not_fetched(page: Page, ours: Folder, portal: Folder) -> None:
    ours.asked.clear()
    page.goto(portal.page("far", script(ours) + "<pre>" + "\n" * 200 + "</pre>" + TAG.format("")))
    page.evaluate("customElements.whenDefined('zikao-eligibility').then(() => null)")
    # Twice, so that whoever watches has been called.
    page.evaluate("new Promise(then => requestAnimationFrame(() => requestAnimationFrame(() => then(null))))")
    loader = ["/guide/widgets/v1/zikao.js", "/guide/widgets/1.0.0/zikao.js"]
    assert ours.asked == loader
    page.locator("zikao-eligibility").evaluate("e => e.scrollIntoView()")
    expect(page.locator("zikao-eligibility fieldset")).to_be_visible()
    assert len(ours.asked) > len(loader)


def test_it_looks_the_same_whatever_the_page_says(page: Page, ours: Folder, portal: Folder) -> None:
    (portal.path / "spoiling.css").write_text(SPOILING, encoding="utf-8")
    seen: list[Any] = []
    for head in ("", '<link rel="stylesheet" href="spoiling.css">'):
        page.goto(portal.page("looks", script(ours) + TAG.format(""), head=head))
        page.evaluate("localStorage.clear()")
        element = page.locator("zikao-eligibility")
        element.get_by_role("button", name="一次填完全部问题").click()
        element.get_by_role("button", name="查看结果").click()
        expect(element.locator(".zk-report")).to_be_visible()
        # As wide in both, for the sizes of boxes are compared too.
        element.evaluate("e => { e.style.width = '360px'; }")
        seen.append(element.evaluate(STYLES))
    plain, spoiled = seen
    assert len(plain) > 100
    assert [name for name, _ in plain] == [name for name, _ in spoiled]
    for (name, one), (_, other) in zip(plain, spoiled, strict=True):
        assert set(one) == set(other), name
    # What a page sets for us comes in, and hides it.
    element.evaluate("e => { e.style.setProperty('--zk-main', 'rgb(1, 2, 3)'); }")
    expect(element.get_by_role("button", name="查看结果")).to_have_css("background-color", "rgb(1, 2, 3)")
    element.evaluate("e => { e.hidden = true; }")
    expect(element).to_be_hidden()


def test_late_many_twice_moved_and_removed(
    page: Page, ours: Folder, portal: Folder, said: list[str], tmp_path: Path, hosts: Path
) -> None:
    page.add_init_script(path=Path(__file__).with_name("alive.js"))
    page.add_init_script(f"({HEARD})()")
    page.goto(
        portal.page("late", script(ours) + script(ours, "1.0.0") + '<main></main><aside id="b"></aside>')
    )
    page.evaluate("customElements.whenDefined('zikao-eligibility').then(() => null)")
    before = alive(page)
    page.evaluate(
        """async () => {
          for (let nth = 0; nth < 3; nth++) {
            const made = document.createElement("zikao-eligibility");
            Object.assign(made, { province: "made", procedure: "all-kinds", title: `第 ${nth}` });
            document.querySelector("main").append(made);
          }
          const until = document.createElement("zikao-until");
          Object.assign(until, { end: "2026-05-30T17:00", standing: "official" });
          document.querySelector("main").append(until);
        }"""
    )
    elements = page.locator("zikao-eligibility")
    for nth in range(3):
        elements.nth(nth).scroll_into_view_if_needed()
        expect(elements.nth(nth).get_by_role("heading", name=f"第 {nth}")).to_be_visible()
    expect(page.locator("zikao-until [part=root]")).to_have_text("还剩 10 天。")
    grown = alive(page)
    assert {name: grown[name] - before.get(name, 0) for name in grown} == {
        **dict.fromkeys(before, 0),
        "storage": 3,
        "pageshow": 3,
        "interval": 1,
    }
    # Moved, one goes on as it is.
    elements.nth(0).get_by_role("button", name="一次填完全部问题").click()
    page.evaluate("document.querySelector('#b').append(document.querySelector('zikao-eligibility'))")
    expect(page.locator("#b zikao-eligibility").get_by_role("button", name="查看结果")).to_be_visible()
    # A changed attribute mounts it anew.
    page.evaluate("document.querySelector('#b zikao-eligibility').title = '另一个'")
    expect(page.locator("#b").get_by_role("heading", name="另一个")).to_be_visible()
    page.evaluate("document.querySelector('#b zikao-eligibility').theme = 'dark'")
    expect(page.locator("#b").get_by_role("heading", name="另一个")).to_have_css(
        "color", "rgb(227, 234, 236)"
    )

    ready = page.evaluate("heard.filter(([type]) => type === 'zikao-ready').length")
    assert ready == 5
    page.evaluate(
        """() => {
          window.kept = document.querySelector("#b zikao-eligibility");
          document.querySelector("main").replaceChildren();
          kept.remove();
        }"""
    )
    assert alive(page) == before
    page.evaluate("document.querySelector('main').append(kept)")
    expect(page.locator("main").get_by_role("heading", name="另一个")).to_be_visible()
    # Two versions: the first stays.
    other = tmp_path / "other"
    (other / "widgets" / "1.1.0").mkdir(parents=True)
    text = (hosts / "1.0.0" / "zikao.js").read_text(encoding="utf-8").replace("1.0.0", "1.1.0")
    (other / "widgets" / "1.1.0" / "zikao.js").write_text(text, encoding="utf-8")
    with serving(other, {"Access-Control-Allow-Origin": "*"}) as second:
        policy = {"Content-Security-Policy": POLICY.format(ours=f"{ours.address} {second.address}")}
        with serving(portal.path, policy) as both:
            late = f'<script type="module" src="{second.address}/widgets/1.1.0/zikao.js"></script>'
            page.goto(
                f"{both.address}/{portal.page('two', script(ours) + late + TAG.format('')).split('/')[-1]}"
            )
            expect(page.locator("zikao-eligibility fieldset")).to_be_visible()
    [line] = said
    assert line == f"zikao: 1.0.0 ({ours.address}/guide/) stays, not 1.1.0 ({second.address}/)"
    said.clear()


def test_a_failure_leaves_the_text_and_tells_reader_page_and_web_master(
    page: Page, ours: Folder, portal: Folder, said: list[str]
) -> None:
    page.add_init_script(f"({HEARD})()")
    ours.missing.add("/guide/data/made/all-kinds.json")
    try:
        page.goto(portal.page("failing", script(ours) + TAG.format(WRITTEN)))
        element = page.locator("zikao-eligibility")
        expect(element.get_by_role("status")).to_contain_text("资格自查没有打开")
        expect(page.locator("#written")).to_be_visible()
    finally:
        ours.missing.clear()
    [[name, target, detail]] = page.evaluate("heard")
    assert (name, target, detail["code"]) == ("zikao-error", "zikao-eligibility", "missing")
    assert [line for line in said if "不存在（404）" in line and "province" in line]
    said.clear()


def test_what_is_left_of_a_window_by_its_name(page: Page, ours: Folder, portal: Folder) -> None:
    tag = '<p>还有：<zikao-until province="made" procedure="all-kinds" window="{}">看通知</zikao-until></p>'
    said = {}
    for window in ("apply", "hearsay"):
        page.goto(portal.page("until", script(ours) + tag.format(window)))
        expect(page.locator("zikao-until [part=root]")).to_be_attached()
        said[window] = page.locator("zikao-until").evaluate("e => e.inner.textContent")
    assert said == {"apply": "还剩 15 小时。", "hearsay": "按转载的日期，还剩 5 天。"}
    # It is a few words of the page's own text.
    assert page.locator("zikao-until").evaluate("e => getComputedStyle(e).display") == "inline"


def test_a_browser_that_makes_no_sheets_gets_them_as_a_file(
    page: Page, ours: Folder, portal: Folder, said: list[str]
) -> None:
    page.add_init_script(
        "delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;"
        "window.CSSStyleSheet = undefined"
    )
    address = portal.page("file", script(ours) + TAG.format(""))
    # The page's policy has to allow it; if not, the element is plain and works.
    with page.expect_console_message(lambda message: message.text.startswith("zikao")) as told:
        page.goto(address)
    assert f"style-src 'self' {ours.address}" in told.value.text
    button = page.locator("zikao-eligibility").get_by_role("button", name="下一步")
    expect(button).to_have_css("min-height", "0px")
    said.clear()
    policy = POLICY.format(ours=ours.address).replace("style-src 'self'", f"style-src 'self' {ours.address}")
    with serving(portal.path, {"Content-Security-Policy": policy}) as allowing:
        page.goto(f"{allowing.address}/file.html")
        expect(button).to_have_css("min-height", "44px")
        expect(button).to_have_css("background-color", "rgb(14, 90, 109)")
