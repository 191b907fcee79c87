"""What is said in a portal where an element does not work: each cause is provoked, and told to both."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests import portals
from tests.answering import answering
from tests.certificate import self_signed
from tests.conftest import CHROMIUM_FLAGS

from ..engines.server import serving
from .packed import PackedHandler, sending

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page, Request, Route

pytestmark = pytest.mark.browser

SETUP = "没有打开：这个网站还没有设置好。请用下面的链接。"
DATA = "**/data/anhui/graduation.json"
LIGHT = """<zikao-eligibility province="anhui" procedure="graduation">"""
HEAR = """
window.errors = [];
addEventListener('zikao-error', ({ target, detail }) => errors.push({ of: target.localName, ...detail }));
"""


class _Closed(PackedHandler):
    """A guide behind a server that lets others read its scripts alone, and shows its pages to nobody else."""

    def end_headers(self) -> None:
        if self.path.startswith("/widgets/"):
            self.send_header("Access-Control-Allow-Origin", "*")
        if self.path.startswith("/embed/"):
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Expose-Headers", "Content-Security-Policy, X-Frame-Options")
            self.send_header("X-Frame-Options", "SAMEORIGIN")
        super().end_headers()


@dataclass
class Places:
    """A portal on the guide's list, one that is not, and a guide whose server is set up wrongly."""

    listed: portals.Portal
    unlisted: portals.Portal
    guide: str
    closed: str


@pytest.fixture(scope="module")
def places(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with ExitStack() as stack:
        listed, unlisted = (stack.enter_context(portals.serving("tables")) for _ in range(2))
        folder = tmp_path_factory.mktemp("served")
        home, _ = stack.enter_context(serving(site, folder, [listed.address]))
        closed = stack.enter_context(sending(site, _Closed))
        yield Places(listed, unlisted, home.rstrip("/"), closed.rstrip("/"))


@dataclass
class Seen:
    """What came of a page: the event, what stands in the element's place, and the console's sentences."""

    code: str
    message: str
    shown: str
    link: str
    console: list[str]


@pytest.fixture
def seen(browser: Browser, places: Places) -> Iterator[Callable[..., Seen]]:
    """Opens a portal in a browser of its own, and waits for what an element has to say."""
    contexts = []

    def look(
        *,
        tag: str = "eligibility",
        portal: portals.Portal | None = None,
        guide: str = "",
        policy: Callable[[str], str] = lambda policy: policy,
        told: tuple[str, str] | None = None,
        route: tuple[str, Callable[[Route], None]] | None = None,
        script: str = "",
        sandbox: str = "",
    ) -> Seen:
        shown = portal or places.listed
        shown.guide = guide or places.guide
        shown.policy = policy(portals.policy_of("tables"))
        shown.told = dict([told]) if told else {}
        context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
        contexts.append(context)
        page = context.new_page()
        page.clock.install()
        lines: list[str] = []
        page.on("console", lambda message: lines.append(message.text))
        asked: set[Request] = set()
        page.on("request", lambda request: asked.add(request))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda request: asked.discard(request))
        page.add_init_script(HEAR + script)
        if route:
            page.route(*route)
        place: Page | Frame = page
        if sandbox:
            page.goto(f"{shown.address}/no-such-page")
            with page.expect_event("frameattached") as attached:
                page.evaluate(
                    "([sandbox, src]) => document.body.append(Object.assign("
                    "document.createElement('iframe'), { sandbox, src, width: 390, height: 844 }))",
                    [sandbox, f"{shown.address}/"],
                )
            place = attached.value
        else:
            page.goto(f"{shown.address}/")
        element = place.locator(f"zikao-{tag}")
        element.wait_for(state="attached")
        for turn in range(300):
            # Time goes on where nothing is on its way: else a slow machine's server would be taken for away.
            if not asked or turn % 50 == 0:
                page.clock.run_for(500)
            element.scroll_into_view_if_needed()
            found: list[Any] = place.evaluate(
                f"errors.filter(({{ of, code }}) => code && of === 'zikao-{tag}')"
            )
            if found:
                break
            page.wait_for_timeout(100)
        assert found, lines
        note = element.locator("[part=note]")
        link = element.locator("a[href]").first
        return Seen(
            found[0]["code"],
            found[0]["message"],
            note.inner_text(),
            # A guide that is taken for away has none: then the code says more than a wait for it.
            (link.get_attribute("href") or "") if link.count() else "",
            [line.removeprefix("zikao：") for line in lines if line.startswith("zikao：")],
        )

    yield look
    for context in contexts:
        context.close()


def test_what_the_policy_forbids_is_named_with_the_line_to_write(
    places: Places, seen: Callable[..., Seen]
) -> None:
    found = seen(policy=lambda text: text.replace(" connect-src https://GUIDE.EXAMPLE;", ""))
    assert (found.code, found.message) == ("policy", f"资格自查{SETUP}")
    assert found.shown == found.message
    assert found.link.endswith("/anhui/graduation/")
    assert found.console[0].endswith(f"\nconnect-src {places.guide}")

    found = seen(
        tag="photo",
        policy=lambda text: text.replace(
            "frame-src https://GUIDE.EXAMPLE", "frame-src 'self' https://map.example"
        ),
    )
    assert (found.code, found.message) == ("policy", f"照片检查{SETUP}")
    # Its tag holds no link.
    assert found.link == f"{places.guide}/anhui/photos/graduation/"
    assert found.console[0].endswith(f"\nframe-src 'self' https://map.example {places.guide}")


def test_a_portal_that_is_not_listed_and_a_proxy_that_forbids_frames(
    places: Places, seen: Callable[..., Seen]
) -> None:
    connect = "connect-src https://GUIDE.EXAMPLE"
    found = seen(tag="photo", portal=places.unlisted)
    assert (found.code, found.message) == ("refused", f"照片检查{SETUP}")
    assert found.console[0].startswith(f"指南网站没有允许 {places.unlisted.address} ")
    assert found.console[0].endswith(f"\nZIKAO_ORIGINS={places.unlisted.address}")

    found = seen(tag="photo", guide=places.closed)
    assert found.code == "refused"
    assert any("X-Frame-Options: SAMEORIGIN" in line for line in found.console)

    # A portal's page in a frame of its own that hides who it is.
    found = seen(tag="photo", sandbox="allow-scripts")
    assert (found.code, found.message) == ("refused", f"照片检查{SETUP}")
    assert found.link == f"{places.guide}/anhui/photos/graduation/"
    [line] = found.console
    assert line.startswith("网页自己在 sandbox 里")
    assert line.endswith("\nallow-same-origin")

    # Without a second look nobody knows, and nobody says so.
    found = seen(
        tag="photo", portal=places.unlisted, policy=lambda text: text.replace(connect, "connect-src 'none'")
    )
    assert found.code == "unknown", found
    assert "原因不清楚" in found.shown
    assert found.console[-1].endswith(f"\nZIKAO_ORIGINS={places.unlisted.address}")


def test_documents_that_are_missing_closed_newer_or_no_documents(
    places: Places, seen: Callable[..., Seen]
) -> None:
    told = (LIGHT, LIGHT.replace("graduation", "graduaton"))
    found = seen(told=told)
    assert (found.code, found.message) == (
        "missing",
        "资格自查没有打开：要用的文件没有找到。请用下面的链接。",
    )
    assert f"{places.guide}/data/anhui/graduaton.json 不存在（404）" in found.console[0]

    found = seen(route=(DATA, lambda route: route.fulfill(body="<html>", headers=_READ)))
    assert found.code == "missing"
    assert "graduation.json 给的不是 JSON" in found.console[0]

    found = seen(route=(DATA, lambda route: route.fulfill(body='{"format": 99}', headers=_READ)))
    assert found.code == "version"
    assert found.shown == (
        "资格自查没有打开：网页里的程序旧了，读不懂现在的规则。刷新再试；还不行，就用下面的链接。"
    )
    assert found.console[0].endswith(
        f'<script type="module" src="{places.guide}/widgets/v1/zikao.js"></script>'
    )

    found = seen(guide=places.closed)
    assert (found.code, found.message) == ("cors", f"资格自查{SETUP}")
    assert found.console[0].endswith("\nAccess-Control-Allow-Origin: *")


_READ = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}


def test_a_server_that_is_away_a_network_that_is_cut_and_code_that_breaks(
    places: Places, seen: Callable[..., Seen]
) -> None:
    found = seen(route=(DATA, lambda route: route.abort("connectionrefused")))
    assert found.code == "away"
    assert found.shown == "资格自查没有打开：指南网站没有回答。检查一下网络，过一会儿再刷新。"
    assert "没有回答。浏览器不告诉网页" in found.console[0]

    found = seen(route=(DATA, lambda route: route.fulfill(status=503, headers=_READ)))
    assert (found.code, found.shown) == ("away", "资格自查没有打开：指南网站现在给不了。过一会儿再刷新。")

    found = seen(
        script="Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });",
        route=(DATA, lambda route: route.abort("internetdisconnected")),
    )
    assert (found.code, found.shown) == ("away", "资格自查没有打开：设备没有连上网络。连上以后刷新。")

    found = seen(route=(DATA, lambda route: route.fulfill(body='{"format": 1}', headers=_READ)))
    assert found.code == "broken"
    assert "组件自己出了错" in found.console[0]

    found = seen(
        script="delete Element.prototype.replaceChildren; delete DocumentFragment.prototype.replaceChildren;"
    )
    assert found.code == "old"
    assert "浏览器太旧" in found.shown


def test_a_step_that_trusted_types_stop_is_told_as_ours(places: Places, seen: Callable[..., Seen]) -> None:
    code = "document.createElement('p').innerHTML = '<b>';"

    def spoiled(route: Route) -> None:
        route.fulfill(body=code, headers={**_READ, "Content-Type": "text/javascript"})

    found = seen(route=("**/zh-CN/light-*.js", spoiled))
    assert found.code == "policy"
    assert "require-trusted-types-for 挡住了组件的一步" in found.console[0]


SECURE = "portal.example"
PLAIN = "guide.example"
"""Names of our own: a page on the device itself counts as encrypted."""
MIXED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>通知</title>
<link rel="icon" href="data:,">
<script type="module" src="{script}/widgets/v1/zikao.js"></script>
<zikao-eligibility province="anhui" procedure="graduation" document="{data}/data/anhui/graduation.json">
<a href="{data}/anhui/graduation/">毕业申请指南</a></zikao-eligibility>"""


def test_a_portal_on_https_with_an_address_on_http(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Of a script the browser alone can tell; of a document, as npm's package would ask for it, we do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path, SECURE))
    told: dict[str, str] = {}

    class _Portal(PackedHandler):
        def do_GET(self) -> None:  # noqa: N802 - its name
            if self.path not in told:
                super().do_GET()
                return
            body = told[self.path].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ExitStack() as stack:
        secure = stack.enter_context(answering(partial(_Portal, directory=str(site)), tls=context))
        plain = urlsplit(stack.enter_context(sending(site))).port
        here, guide = f"https://{SECURE}:{secure}", f"http://{PLAIN}:{plain}"
        told |= {
            "/script": MIXED.format(script=guide, data=guide),
            "/document": MIXED.format(script=here, data=guide),
        }
        names = f"--host-resolver-rules=MAP {SECURE} 127.0.0.1, MAP {PLAIN} 127.0.0.1"
        named = stack.enter_context(
            browser.browser_type.launch(
                executable_path=shutil.which("chromium"), args=[*CHROMIUM_FLAGS, names]
            )
        )
        page = named.new_page(ignore_https_errors=True, locale="zh-CN")
        lines: list[str] = []
        page.on("console", lambda message: lines.append(message.text))
        page.goto(f"{here}/script")
        expect(page.get_by_role("link", name="毕业申请指南")).to_be_visible()
        assert any("Mixed Content" in line and "/widgets/v1/zikao.js" in line for line in lines)

        lines.clear()
        page.goto(f"{here}/document")
        expect(page.locator("[part=note]")).to_have_text(f"资格自查{SETUP}")
        expect(page.get_by_role("link", name="毕业申请指南")).to_be_visible()
        [line] = [line for line in lines if line.startswith("zikao：")]
        assert line.endswith(f"\n{guide.replace('http:', 'https:')}/data/anhui/graduation.json")
