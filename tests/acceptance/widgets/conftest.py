"""The widgets as a browser gets them: bundled, on plain pages with a strict policy, beside the functions."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.answering import answering
from zikao.api.assembly import services_for
from zikao.api.dispatch import check_head, problem_response, respond
from zikao.api.http import Request, Response
from zikao.api.origins import Origins
from zikao.api.problems import ProblemError
from zikao.api.routes import ROUTES
from zikao.api.services import Services
from zikao.rulebook.asking import bare_schema

from .made import made_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"

ELIGIBILITY = """
<zikao-eligibility document="all-kinds.json" schema="all-kinds.schema.json" title="资格自查">
<p id="written">条件写在这里。</p>
</zikao-eligibility>"""
LISTED = ELIGIBILITY.replace("all-kinds", "listed")
"""A procedure that asks for lists."""
CHECKLIST = """
<zikao-checklist guide="made/all-kinds" version="1.0.0">
<ol>
<li><label><input type="checkbox" data-step="read"> 看通知</label></li>
<li data-when='{"is": {"level": "bachelor"}}'>
<label><input type="checkbox" data-step="verify"> 核验学历</label><p>带上证书。</p></li>
<li><label><input type="checkbox" data-step="apply"> 提交申请</label></li>
</ol>
</zikao-checklist>"""
WAY = """
<zikao-way guide="made/all-kinds" version="1.0.0"></zikao-way>
<h2 id="materials">材料</h2>
<zikao-checklist guide="made/all-kinds/materials" version="1.0.0">
<ul>
<li id="material-card"><label><input type="checkbox" data-step="card"> 身份证原件</label></li>
<li id="material-copy" data-when='{"includes": {"papers": "certificate"}}'>
<label><input type="checkbox" data-step="copy"> 证书复印件</label></li>
</ul>
</zikao-checklist>
<h2 id="steps">步骤</h2>
<zikao-checklist guide="made/all-kinds" version="1.0.0">
<h3>准备</h3>
<ol><li id="step-verify" data-when='{"is": {"level": "bachelor"}}'>
<label><input type="checkbox" data-step="verify"> 核验学历</label>
<p class="zg-when">「你申请哪个层次？」是“本科”</p><p>带上证书。</p></li></ol>
<h3>办理</h3>
<ol>
<li id="step-apply"><label><input type="checkbox" data-step="apply"> 提交申请</label>
<p data-after>先完成：<a href="#step-verify">第 1 步</a></p></li>
<li id="step-wait"><label><input type="checkbox" data-step="wait"> 等结果</label>
<p data-after>先完成：<a href="#step-verify">第 1 步</a> <a href="#step-apply">第 2 步</a></p></li>
</ol>
</zikao-checklist>"""
"""Two lists of one procedure: a paper and a step depend on answers."""
WHOLE = """() => {
  const open = createImageBitmap;
  window.whole = 0;
  window.createImageBitmap = (...given) => (whole += given[0] instanceof Blob, open(...given));
}"""
"""Counts the pictures that a page decodes as a whole."""
PHOTO = '<zikao-photo endpoint="/v1/photo/made/any"><p>没有脚本时看这里。</p></zikao-photo>'
PACKAGE = '<zikao-package endpoint="/v1/package/made/any"></zikao-package>'
TOLD_PHOTO = '<zikao-photo endpoint="/v1/photo/made/any" declares="taken selfie" fit></zikao-photo>'
TOLD_PACKAGE = (
    '<zikao-package endpoint="/v1/package/made/any" declares="ticket-number courses"></zikao-package>'
)


NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
"""As in a window that may keep nothing."""


@dataclass
class Site:
    """A folder on a port, with every request that came in."""

    address: str
    folder: Path
    asked: list[tuple[str, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    """Headers of the last POST that are the candidate's word, less their X-Zikao-."""
    sizes: list[int] = field(default_factory=list)
    """Bytes of each POST's body."""
    answer: Response | None = None
    """Given to every POST instead of the functions' own answer."""
    held: threading.Event = field(default_factory=threading.Event)
    """Cleared: POSTs wait for it."""

    def page(self, name: str, body: str, scheme: str = "") -> str:
        """Writes a page; returns its address."""
        (self.folder / f"{name}.html").write_text(
            f'<!doctype html><html lang="zh-CN" data-md-color-scheme="{scheme}">'
            f'<meta charset="utf-8"><title>{name}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="page.css"><script type="module" src="widgets/zikao.js"></script>'
            f"<header>站名</header><main><h1>页面</h1><h2>一节</h2>{body}</main></html>",
            encoding="utf-8",
        )
        return f"{self.address}/{name}.html"


def write(folder: Path, name: str, content: Any) -> None:
    """One JSON file."""
    (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


PAGE_CSS = """
body { margin: 0; font: 16px/1.6 "WenQuanYi Micro Hei", sans-serif; background: #f3f6f6; }
[data-md-color-scheme=slate] body { background: #10191d; color: #e3eaec; }
zikao-checklist a { display: inline-block; }
zikao-checklist label { display: flex; align-items: center; min-height: 44px; }
header { position: sticky; top: 0; height: 48px; background: #0e4a5a; color: #fff; }
main { max-width: 44rem; margin: auto; padding: 1rem; }
"""


@pytest.fixture(scope="session")
def bundle(bundles: Path) -> Path:
    """What the site's own pages load."""
    return bundles / "elements"


@pytest.fixture(scope="module")
def served(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Test pages, the made-up province's documents, and the functions."""
    folder = tmp_path_factory.mktemp("site")
    rulebooks = tmp_path_factory.mktemp("rulebooks")
    library = made_library(rulebooks)
    shutil.copytree(bundle, folder / "widgets")
    (folder / "page.css").write_text(PAGE_CSS, encoding="utf-8")
    for name in ("all-kinds", "listed"):
        compiled = library.compiled("procedure", f"made/{name}")
        write(folder, f"{name}.json", compiled.as_json())
        write(folder, f"{name}.schema.json", bare_schema(compiled))

    with serving(folder, services_for(rulebooks)) as site:
        yield site


@contextmanager
def serving(folder: Path, services: Services, policy: str = POLICY) -> Iterator[Site]:
    """That folder on a port, under that policy, beside the functions."""

    class Handler(_Handler):
        site: Site

    Handler.services = services
    Handler.policy = policy
    with answering(partial(Handler, directory=str(folder))) as port:
        Handler.site = Site(f"http://127.0.0.1:{port}", folder)
        Handler.site.held.set()
        yield Handler.site


@pytest.fixture
def site(served: Site) -> Iterator[Site]:
    """The pages as at the start of every test."""
    served.asked.clear()
    served.told.clear()
    served.answer = None
    served.held.set()
    yield served
    served.held.set()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone far from Beijing at a known moment; whatever the policy forbids fails the test."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="America/Los_Angeles", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-05-19T17:00:00Z")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def heard(text: str) -> None:
        if "Content Security Policy" in text:
            faults.append(text)

    page.on("console", lambda message: heard(message.text))
    yield page
    context.close()
    assert faults == []


class _Handler(SimpleHTTPRequestHandler):
    """Files with the policy, and the functions of the registry."""

    site: Site
    services: Any
    policy = POLICY

    def do_GET(self) -> None:
        self.site.asked.append(("GET", self.path))
        if self.path.startswith("/v1/"):
            self._give(self._function(b"", 0))
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.site.asked.append(("POST", self.path))
        self.site.told = {
            name.removeprefix("X-Zikao-"): value
            for name, value in self.headers.items()
            if name.startswith("X-Zikao-") and name not in ("X-Zikao-Name", "X-Zikao-Consent")
        }
        length = int(self.headers["Content-Length"] or 0)
        self.site.sizes.append(length)
        body = self.rfile.read(length)
        self.site.held.wait(20)
        self._give(self.site.answer or self._function(body, length))

    def _give(self, answer: Response) -> None:
        data = answer.body.encode()
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            super().end_headers()
            self.wfile.write(data)
        except ConnectionError:
            pass  # the reader gave up waiting, which is what a test does

    def _function(self, body: bytes, length: int) -> Response:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        for route in ROUTES:
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
            found = re.fullmatch(pattern, address.path)
            if found and route.method == self.command:
                request = Request(found.groupdict(), _query(address.query), headers, body)
                try:
                    check_head(route, headers, length)
                except ProblemError as problem:
                    return problem_response(problem, headers, Origins())
                return respond(route, request, self.services, Origins())
        return Response(404, {})

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def _query(text: str) -> Mapping[str, str]:
    return dict(parse_qsl(text))
