"""The site in a real browser: nothing from elsewhere, nothing refused, readable, pressable, light."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Visit

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PAGES = {
    "home": "",
    "province": "anhui/",
    "places": "places/#henan",
    "guide": "anhui/graduation/",
    "photo": "anhui/photos/graduation/",
}
MERGE = "zhejiang/score-merge/"
OTHERS = [
    MERGE,
    "zhejiang/packages/score-merge/",
    "anhui/findings/",
    "anhui/cities/luan/",
    "sources/",
    *(
        f"embedding/{page}"
        for page in ("", "look/", "events/", "versions/", "trouble/", "privacy/", "index.en/")
    ),
]
LOOKS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
    for size in (PHONE, DESK)
    for scheme in ("light", "dark")
]
GUIDE_WEIGHT = 110_000
"""Bytes over the wire for a guide, everything included."""


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    script = root / "node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("no axe-core: run scripts/npm ci")
    return script.read_text(encoding="utf-8")


def barriers(page: Page, axe: str, *, only_colours: bool = False) -> list[str]:
    """What axe finds by its rules, or by that of contrast alone, with everything that can be opened open."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    options = {"resultTypes": ["violations"], **({"runOnly": ["color-contrast"]} if only_colours else {})}
    result: Any = page.evaluate("options => axe.run(document, options)", options)
    assert result["passes"] or result["violations"], "nothing was looked at"
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in result["violations"]]


def in_the_dark(request: pytest.FixtureRequest) -> bool:
    """Whether the test's visit is a dark one: the same elements stand there in other colours."""
    return bool(request.node.callspec.params["visit"]["color_scheme"] == "dark")


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_pages_load_whole_fit_and_have_no_barrier(
    visit: Visit, axe: str, request: pytest.FixtureRequest
) -> None:
    for name, path in PAGES.items():
        page = visit.open(path)
        assert overflow(page) <= 0, f"{name} is wider than the screen"
        assert barriers(page, axe, only_colours=in_the_dark(request)) == [], name
    assert visit.outside == []
    assert visit.faults == []


def test_other_pages_too(visit: Visit, axe: str) -> None:
    for path in OTHERS:
        page = visit.open(path)
        assert overflow(page) <= 0, f"{path} is wider than the screen"
        assert barriers(page, axe) == [], path
    assert visit.outside == []
    assert visit.faults == []


WALKS = {
    "我有两个准考证号 浙江省": ("zhejiang/score-merge/", "浙江省"),
    "今年专科才毕业，在安徽": ("anhui/prior-degree/", "我今年专科才毕业"),
    "第一次报名": ("general/first-registration/", "我第一次报自考"),
}
"""Three readers: where each has to come, and what the way there is called."""


def first_question(page: Page, guide: str) -> None:
    """The button that begins is soon there, and what it opens stands on the first screen."""
    button = page.locator(".zg-start a").bounding_box()
    assert button and button["y"] + button["height"] <= PHONE["height"], f"{guide}: nothing to begin with"
    page.locator(".zg-start a").click()
    question = page.locator("zikao-eligibility :is(input, select)").first
    question.wait_for()
    box = question.bounding_box()
    assert box and box["y"] + box["height"] <= PHONE["height"], f"{guide}: the question is too far down"


def test_the_first_screen_asks_for_the_place_the_next_shows_the_way_and_the_guide_asks_soon(
    visit: Visit,
) -> None:
    for guide, called in WALKS.values():
        page = visit.open("")
        places = page.locator(".zg-pick a[data-place]").all()
        assert len(places) == 31
        for place in places:
            box = place.bounding_box()
            assert box
            assert box["y"] + box["height"] <= PHONE["height"], place.inner_text()
            assert min(box["width"], box["height"]) >= 44
        way = page.locator(f"#first + .zg-block a[href='{guide}']", has_text=called)
        box = way.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 2 * PHONE["height"], guide
        way.click()
        page.wait_for_url(f"**/{guide}")
        first_question(page, guide)


def test_no_guide_hides_its_first_question_below_warnings(visit: Visit) -> None:
    for guide in (MERGE, "zhejiang/transfer-out/", PAGES["guide"]):
        first_question(visit.open(guide), guide)


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_a_guide_is_complete(visit: Visit) -> None:
    """Every part in its order, each condition in a line; whole ones and their sources on the second page."""
    page = visit.open(PAGES["guide"])
    headings = page.locator("article h2")
    shown = ["开始之前", "受理条件", "申请材料", "办理流程", "审核状态是什么意思", "为什么会被退回，怎么改"]
    assert headings.all_inner_texts()[: len(shown)] == shown
    for heading in (*shown, "受理时间", "办理信息", "常见问题", "依据和说明"):
        assert page.get_by_role("heading", name=heading, exact=True).is_visible()
    lines = page.locator("zikao-eligibility .zg-lines > li")
    told = lines.count()
    assert told >= 5
    assert all(lines.nth(index).is_visible() for index in range(lines.count()))
    box = page.locator("zikao-checklist .zg-steps input").first
    box.check()
    assert box.is_checked()
    chip = page.locator(".zg-steps .zg-cite").first
    chip.locator("summary").click()
    assert chip.locator("li").first.is_visible()
    page.locator(".zg-start a").click()
    assert page.locator("#eligibility").bounding_box()["y"] < PHONE["height"] / 2  # type: ignore[index]
    page.locator("[data-part=basis] a", has_text="条件全文").click()
    page.wait_for_url("**/graduation/basis/#rules")
    rules = page.locator(".zg-rules > li")
    assert rules.count() == told
    rule = page.locator("#rule-tickets-merged .zg-exception")
    if not rule.is_visible():
        # A long list is folded; its line opens it without script.
        page.locator("details:has(.zg-rules) > summary").click()
    assert rule.is_visible()
    assert page.get_by_role("heading", name="来源说法不一", exact=True).is_visible()
    assert visit.outside == []


def test_a_guide_is_light(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    visit.open(PAGES["guide"])
    total = sum(visit.served.values())
    with capsys.disabled():
        print(f"\nguide page: {total / 1000:.1f} KB in {len(visit.served)} files")
        for path, size in visit.served.most_common():
            print(f"  {size / 1000:7.1f} KB  {path}")
    assert total <= GUIDE_WEIGHT
    early = {path for path in visit.served if "search" in path}
    assert early == {"assets/search/dialog.js", "assets/search/search.css"}, "the rest waits to be asked for"


def test_ticks_stay_on_the_device(visit: Visit) -> None:
    page = visit.open(f"{MERGE}#whole")
    page.locator(".zg-steps .zg-tick").first.click()
    assert page.locator(".zg-steps input").first.is_checked()
    page.reload(wait_until="networkidle")
    assert page.locator(".zg-steps input").first.is_checked()
    assert not page.locator(".zg-cards input").first.is_checked()
    assert visit.faults == []


def test_boxes_are_seen_and_can_be_pressed(visit: Visit) -> None:
    page = visit.open(f"{MERGE}#whole")
    box = page.locator(".zg-steps input").first.bounding_box()
    target = page.locator(".zg-steps .zg-tick").first.bounding_box()
    assert box and min(box["width"], box["height"]) >= 24
    assert target and target["height"] >= 44
    for button in page.locator(".zg-start a, .zg-counts a, .zg-also a").all():
        held = button.bounding_box()
        assert held and held["height"] >= 44, button.inner_text()


def test_text_is_large_enough_for_a_phone(visit: Visit) -> None:
    page = visit.open(PAGES["guide"])
    size, line = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('.zg-body p')); "
        "return [parseFloat(s.fontSize), parseFloat(s.lineHeight)] })()"
    )
    assert size >= 17
    assert line / size >= 1.6


def test_on_paper_every_box_is_empty_and_drawn(visit: Visit) -> None:
    page = visit.open(f"{MERGE}#whole")
    page.locator(".zg-steps .zg-tick").first.click()
    page.emulate_media(media="print")
    drawn = page.locator(".zg-steps input").first.evaluate(
        "box => ['backgroundImage', 'borderTopStyle', 'borderTopWidth'].map(n => getComputedStyle(box)[n])"
    )
    assert drawn[:2] == ["none", "solid"]
    assert float(drawn[2].removesuffix("px")) >= 1.5
    assert not page.locator(".zg-next").is_visible()
    assert not page.locator("#eligibility").is_visible(), "a heading with nothing under it"


def test_the_menu_is_the_candidates_and_that_of_other_pages_their_own(visit: Visit) -> None:
    menu = visit.open("anhui/").locator(".md-sidebar--primary")
    expect(menu.get_by_text("其他省份")).to_have_count(1)
    expect(menu.get_by_text("给开发者")).to_have_count(0)
    expect(visit.page.locator(".md-skip")).to_have_text("跳到正文")
    visit.page.get_by_role("link", name="面向机构和开发者").click()
    visit.page.wait_for_url("**/about/#developers")
    visit.page.get_by_role("link", name="嵌入组件").click()
    visit.page.wait_for_url("**/embedding/")
    expect(menu.get_by_text("给开发者")).not_to_have_count(0)


def test_focus_goes_to_the_page_not_into_a_shut_drawer(visit: Visit) -> None:
    page = visit.open(MERGE)
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer).to_be_hidden()
    page.locator(".md-header label[for=__drawer]").click()
    expect(drawer).to_be_visible()
    page.locator(".md-overlay").click(position={"x": 380, "y": 600})
    expect(drawer).to_be_hidden()


def test_the_reader_can_choose_dark(visit: Visit) -> None:
    page = visit.open("")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(2):  # from the system's choice to light, from light to dark
        page.locator("form.md-header__option label:not([hidden])").first.click()
    assert page.evaluate(ground) != light
    page.reload(wait_until="networkidle")
    assert page.evaluate(ground) != light
    assert visit.faults == []
