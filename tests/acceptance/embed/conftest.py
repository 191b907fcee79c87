"""The widgets in pages that are not ours: another origin, with rules and a policy of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.answering import answering
from zikao.rulebook.asking import bare_schema

from ..widgets.made import made_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

POLICY = (
    "default-src 'none'; script-src {ours}; connect-src {ours}; style-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""All that a portal has to allow for the elements that live in its page."""


@dataclass
class Folder:
    """A folder on a port, with every path that was asked for."""

    address: str
    path: Path
    headers: dict[str, str]
    asked: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    """Paths that are answered as if there was nothing."""

    def page(self, name: str, body: str, *, head: str = "", lang: str = "zh-CN") -> str:
        """Writes a page; returns its address."""
        (self.path / f"{name}.html").write_text(
            f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{name}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"{head}<h1>某省教育考试院</h1>{body}</html>",
            encoding="utf-8",
        )
        return f"{self.address}/{name}.html"


@contextmanager
def serving(path: Path, headers: dict[str, str]) -> Iterator[Folder]:
    """That folder on a port, each answer with those headers."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            folder.asked.append(self.path)
            if self.path in folder.missing:
                self.send_error(404)
            else:
                super().do_GET()

        def end_headers(self) -> None:
            for name, value in folder.headers.items():
                self.send_header(name, value)
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with answering(partial(Handler, directory=str(path))) as port:
        folder = Folder(f"http://127.0.0.1:{port}", path, headers)
        yield folder


@pytest.fixture(scope="module")
def ours(hosts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    """Our site, below a path: hosts, and the data of a made-up province."""
    folder = tmp_path_factory.mktemp("ours")
    data = folder / "guide" / "data" / "made"
    data.mkdir(parents=True)
    compiled = made_library(tmp_path_factory.mktemp("rulebooks")).compiled("procedure", "made/all-kinds")
    (folder / "guide" / "widgets").symlink_to(hosts)
    for name, content in (("all-kinds", compiled.as_json()), ("all-kinds.schema", bare_schema(compiled))):
        (data / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with serving(folder, {"Access-Control-Allow-Origin": "*"}) as found:
        yield found


@pytest.fixture(scope="module")
def portal(ours: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    """A portal with a strict policy."""
    policy = {"Content-Security-Policy": POLICY.format(ours=ours.address)}
    with serving(tmp_path_factory.mktemp("portal"), policy) as found:
        yield found


@pytest.fixture
def said() -> list[str]:
    """What the console said; a test that expects something takes it out."""
    return []


@pytest.fixture
def page(browser: Browser, said: list[str]) -> Iterator[Page]:
    """A phone at a known moment; a line on the console fails the test."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-05-19T17:00:00Z")
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert said == []
