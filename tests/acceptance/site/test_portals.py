"""All elements in two portals of other origins, beside the site and its functions as they are really served.

tests/portals has them: an old content system under a strict policy, and one that takes no module scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import portals

from ..by_server import WAY
from ..engines import old
from ..engines.driver import Played
from ..engines.portals import elements, made_files
from ..engines.server import serving
from .test_browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FileChooser, Frame, Page

__all__ = ["axe"]  # a fixture

pytestmark = pytest.mark.browser

SIX = ("until", "way", "eligibility", "checklist", "photo", "package")
HEAR = """
window.heard = [];
for (const name of ['ready', 'progress', 'result', 'error']) {
  addEventListener(`zikao-${name}`, ({ target, detail, bubbles }) => {
    heard.push({ name, of: target.dataset.zikao || target.localName.slice(6), detail, bubbles });
  });
}"""
"""Notes what the portal is told, as its own script would hear it."""
GROUND = {"tables": "#14202e", "classic": "#222"}
"""Behind the elements where the portal is dark."""
NO_STORAGE = """
for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
}"""
WRONG = """
() => {
  const found = [];
  const bars = /hidden|clip|auto|scroll/;
  const touched = 'button, summary, input:not([type=checkbox], [type=radio], [type=file])';
  const look = (root) => {
    const ours = root !== document || parent !== window;
    for (const each of root.querySelectorAll('*')) {
      if (each.shadowRoot) look(each.shadowRoot);
      const style = getComputedStyle(each);
      const { width, height } = each.getBoundingClientRect();
      if (!ours || width < 3 || height < 3 || style.visibility === 'hidden' || each.localName === 'iframe') continue;
      const say = (what) => found.push(`${what}: ${each.localName}.${each.className} ${each.textContent.trim().slice(0, 20)}`);
      if (bars.test(style.overflowY) && each.scrollHeight > each.clientHeight + 1) say('clipped');
      if (bars.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1) say('cut');
      if (each.matches(touched) && height < 43.5) say('small');
    }
  };
  look(document);
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`${wide} px wider than the screen`);
  return found;
}"""  # noqa: E501
"""What is clipped, needs a bar of its own, or is too small for a finger, in a page and its shadow roots."""


@pytest.fixture(scope="module")
def homes(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, portals.Portal]]:
    """Both portals, on the guide's list."""
    with ExitStack() as stack:
        made = {name: stack.enter_context(portals.serving(name)) for name in portals.NAMES}
        listed = [portal.address for portal in made.values()]
        home, _ = stack.enter_context(serving(site, tmp_path_factory.mktemp("served"), listed))
        for portal in made.values():
            portal.guide = home.rstrip("/")
        yield made


@pytest.fixture
def said() -> list[str]:
    """What reached the console of any page or frame."""
    return []


@pytest.fixture
def page(browser: Browser, said: list[str]) -> Iterator[Page]:
    """A phone that notes what the portal is told; nothing may reach its console."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(HEAR)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    yield page
    context.close()
    assert said == []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A picture that is no portrait, and an archive that is not complete."""
    return made_files(tmp_path_factory.mktemp("files"))


def heard(page: Page, name: str) -> list[Any]:
    """What the portal was told so far under one name."""
    found: list[Any] = page.evaluate(f"heard.filter((each) => each.name === '{name}')")
    return found


def frames(page: Page, portal: portals.Portal) -> list[Frame]:
    """Frames of ours."""
    return [each for each in page.frames if each.url.startswith(portal.guide)]


def until(page: Page, script: str) -> None:
    """Waits for an expression to hold; Playwright's own way would need `unsafe-eval`."""
    for _ in range(600):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{script}; heard: {page.evaluate('heard')}")


def show(page: Page, *names: str) -> None:
    """Elements in view once, and ready."""
    for name in names:
        either = f"zikao-{name}, [data-zikao={name}], iframe[src*='/embed/{name}/']"
        place = page.locator(either).first
        # Without anything in it yet it has no height, and to Playwright it is not there.
        place.evaluate("(place) => place.scrollIntoView()")
        # A frame by hand tells nobody.
        if not page.locator(f".by-hand[src*='/embed/{name}/']").count():
            ready = f"heard.some((each) => each.name === 'ready' && each.of === '{name}')"
            # What comes to life above pushes it out of view again, perhaps before it was seen there.
            until(page, f'{ready} || void document.querySelector("{either}")?.scrollIntoView()')


def barriers(place: Page | Frame, axe: str, *of: str) -> list[str]:
    """What axe finds in what is ours of a page."""
    place.evaluate(axe)
    result: Any = place.evaluate(
        "(within) => axe.run(within, { resultTypes: ['violations'], iframes: false })",
        {"include": [[each] for each in of]},
    )
    return [f"{each['id']}: {node['html'][:120]}" for each in result["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", portals.NAMES)
def test_all_six_stand_whole_on_either_ground_and_width(
    page: Page, homes: dict[str, portals.Portal], axe: str, name: str, theme: str
) -> None:
    portal = homes[name]
    page.goto(f"{portal.address}/?theme={theme}")
    if name == "classic":
        show(page, *SIX)
    else:
        show(page, *SIX[:4])
        # By the page's own script: a pointer misses what moves between press and release.
        for tab in ("package", "photo"):
            page.locator(f"[data-tab={tab}]").evaluate("(tab) => tab.click()")
            show(page, tab)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        look = f"{name}, {theme}, {width} px"
        ours = ["[data-zikao]"] if name == "classic" else [f"zikao-{each}" for each in SIX[:5]]
        assert barriers(page, axe, *ours) == [], look
        assert page.evaluate(WRONG) == [], look
        framed = frames(page, portal)
        assert len(framed) == (6 if name == "classic" else 1)
        for frame in framed:
            stands_whole(page, frame, axe, GROUND[name], f"{look}: {frame.url}")
    assert heard(page, "error") == []


def stands_whole(page: Page, frame: Frame, axe: str, ground: str, look: str) -> None:
    """A frame has no barrier, nothing in it is cut, and it is as high as what is in it."""
    # It is seen on the portal's own ground, which axe does not see from inside.
    frame.evaluate(
        "(ground) => document.documentElement.matches('[theme=dark][data-whole]') &&"
        " (document.body.style.background = ground)",
        ground,
    )
    assert barriers(frame, axe, "html") == [], look
    # The portal follows its height a moment later; a browser draws only frames that are in view.
    frame.frame_element().scroll_into_view_if_needed()
    for _ in range(200):
        if not frame.evaluate(WRONG):
            break
        page.wait_for_timeout(100)
    assert frame.evaluate(WRONG) == [], look
    # One that was written by hand is as high as it was written.
    if not frame.frame_element().get_attribute("class"):
        assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, look


@pytest.mark.parametrize("name", portals.NAMES)
def test_each_does_its_job_where_nothing_may_be_stored(
    page: Page, homes: dict[str, portals.Portal], files: tuple[Path, Path], name: str
) -> None:
    page.add_init_script(NO_STORAGE)
    driver = Played("Chromium", page)
    jobs = elements(*files)
    kept = jobs.pop("checklist")
    for job in jobs.values():
        assert job(driver, name, f"{homes[name].address}/")
    # Ticks last as long as the page.
    if name == "classic":
        assert kept(driver, name, f"{homes[name].address}/") == "2"


@pytest.mark.timeout(400)  # twelve jobs, beside another test
def test_each_does_its_job_in_the_oldest_browser(
    browser: Browser, homes: dict[str, portals.Portal], files: tuple[Path, Path], root: Path
) -> None:
    if not (root / old.PACKAGE).is_file():
        pytest.skip("no chrome-aws-lambda: run scripts/npm ci")
    with old.launched(browser.browser_type, root) as early:
        page = early.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
        driver = Played("Chromium 86", page)
        for name, portal in homes.items():
            for job in elements(*files).values():
                assert job(driver, name, f"{portal.address}/")
        assert driver.faults == []


def test_a_portrait_is_checked_by_keyboard_alone(
    page: Page, homes: dict[str, portals.Portal], files: tuple[Path, Path]
) -> None:
    # Heard from the start: to listen is a message of its own to each frame's process.
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    page.goto(f"{homes['tables'].address}/")
    show(page, "photo")
    [frame] = frames(page, homes["tables"])
    page.locator("[data-tab=photo]").focus()

    def tab_to(found: Callable[[], bool]) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if found():
                return
        raise AssertionError(f"not reached: {frame.evaluate('document.activeElement.outerHTML')[:200]}")

    def on(script: str) -> Callable[[], bool]:
        return lambda: bool(frame.evaluate(f"(({{ activeElement: it }}) => {script})(document)"))

    tab_to(on("it.type === 'file' || it.closest('label, button')?.textContent.includes('选择照片')"))
    page.keyboard.press("Space")
    while not choosers:
        page.wait_for_timeout(100)
    choosers[0].set_files(files[0])
    if frame.locator("zikao-photo[device]").count():
        frame.locator(WAY).wait_for()
        tab_to(on("it.textContent.includes('由服务器检查')"))
        page.keyboard.press("Space")
    tab_to(on("it.type === 'checkbox'"))
    page.keyboard.press("Space")
    tab_to(on("it.id.endsWith('-send')"))
    page.keyboard.press("Enter")
    frame.locator(".zk-report h3").wait_for(timeout=60_000)
    until(page, "heard.some(({ name }) => name === 'result')")
    # What was found is in view, and where reading goes on.
    box = frame.evaluate("document.activeElement.textContent.slice(0, 200)")
    assert "不符合" in box
    top = page.evaluate(
        "(down) => document.querySelector('zikao-photo').getBoundingClientRect().top + down",
        frame.evaluate("document.activeElement.getBoundingClientRect().top"),
    )
    assert 0 <= top < 844
    [told] = heard(page, "result")
    assert told["of"] == "photo"
    assert told["bubbles"]
    assert told["detail"]["verdict"]


@pytest.mark.parametrize("name", portals.NAMES)
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_elements_speak_the_language_of_their_place(
    page: Page, homes: dict[str, portals.Portal], name: str, language: str
) -> None:
    page.goto(f"{homes[name].address}/?lang={language}")
    show(page, "eligibility")
    if name == "classic":
        [frame] = [each for each in frames(page, homes[name]) if "/embed/eligibility/" in each.url]
        button = frame.locator("zikao-eligibility form button").first
    else:
        button = page.locator("zikao-eligibility form button").first
    assert button.inner_text() == {"zh-TW": "下一步", "en": "Continue"}[language]
