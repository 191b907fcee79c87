"""The preview's server: the site as it is, the checks by its rulebooks, and the preview's own pages."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from zikao.api.assembly import services_for
from zikao.api.origins import Origins
from zikao.api.routes import Group
from zikao.clock import BEIJING
from zikao.serve.adapter import Answer, Gateway
from zikao.serve.chalice_app import build
from zikao.serve.heads import readable
from zikao.serve.preview import pages
from zikao.serve.preview.watching import Watch
from zikao.serve.preview.workshop import Workshop
from zikao.serve.rsgi import Application
from zikao.serve.server import probe

if TYPE_CHECKING:
    from granian.rsgi import Scope

HELD_SECONDS = 25
"""For how long a page that asks for news waits for an answer."""
HOST = "127.0.0.1"
STARTS = 0.2
"""Seconds after which the server listens."""
GROUPS: tuple[Group, ...] = ("eligibility", "photo", "package")
ASKED_BY = "x-zikao-preview"
"""Header of the preview's own requests: no page of another site can send it unasked."""
_OWN = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", pages.POLICY),
]
_HTML = ("Content-Type", "text/html; charset=utf-8")
_JSON = ("Content-Type", "application/json")


class Preview:
    """What granian runs."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        services = replace(services_for(), library=lambda: workshop.shown.library)
        origins = Origins()
        apps = [build(group, services=services, origins=origins) for group in GROUPS]
        self._checks = Application(Gateway(apps, origins))
        self._news: asyncio.Condition | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        workshop.tell = self._tell

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._news = loop, asyncio.Condition()

    def _tell(self) -> None:
        """There is a new state; called on the thread that made it."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                asyncio.run_coroutine_threadsafe(self._wake(), self._loop)

    async def _wake(self) -> None:
        assert self._news is not None  # noqa: S101 - set before the loop that runs this
        async with self._news:
            self._news.notify_all()

    async def __rsgi__(self, scope: Scope, proto: Any) -> None:
        """Answer one request."""
        if scope.path.startswith("/v1/"):
            await self._checks.__rsgi__(scope, proto)
            return
        headers = readable(scope)
        asked = {name: values[0] for name, values in parse_qs(scope.query_string).items()}
        if scope.path == pages.STATE:
            answer = await self._state(asked)
        elif scope.path == pages.DAY and scope.method == "POST":
            answer = self._day(headers, await proto())
        elif scope.path.startswith(pages.HOME):
            answer = self._own(scope.path, asked)
        else:
            answer = self._site(scope.method, scope.path, headers)
        proto.response_bytes(answer.status, list(answer.headers), answer.body)

    async def _state(self, asked: Mapping[str, str]) -> Answer:
        """The state, as soon as it is another than the one that the page knows."""
        assert self._news is not None  # noqa: S101 - set before the first request
        with suppress(TimeoutError):
            async with asyncio.timeout(HELD_SECONDS), self._news:
                await self._news.wait_for(lambda: str(self._workshop.shown.number) != asked.get("since"))
        told = pages.told_of(self._workshop.shown)
        return Answer(200, [_JSON, *_OWN], json.dumps(told).encode())

    def _day(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Another day; empty text is the present."""
        if ASKED_BY not in headers:
            return Answer(403, [*_OWN])
        text = body.decode("utf-8", "replace").strip()
        try:
            now = datetime.fromisoformat(text).replace(tzinfo=BEIJING) if text else None
        except ValueError:
            return Answer(400, [*_OWN])
        look = partial(self._workshop.look, now, change_day=True)
        threading.Thread(target=look, daemon=True).start()
        return Answer(204, [*_OWN])

    def _own(self, path: str, asked: Mapping[str, str]) -> Answer:
        shown = self._workshop.shown
        if path == pages.FAULTS:
            back = pages.local(asked.get("from", "/"))
            page = pages.faults_page(shown, self._workshop.rulebooks, back)
            return Answer(200, [_HTML, *_OWN], page.encode())
        if path == pages.WAIT:
            page = pages.waiting_page(shown, pages.local(asked.get("from", "/")))
            return Answer(200, [_HTML, *_OWN], page.encode())
        if path in (pages.BOTH, pages.HOME):
            page = pages.both_page(shown, pages.local(asked.get("page", "/")))
            return Answer(200, [_HTML, *_OWN], page.encode())
        if found := pages.asset(path.removeprefix(pages.HOME)):
            return Answer(200, [("Content-Type", found[0]), *_OWN], found[1])
        return Answer(404, [*_OWN])

    def _site(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        """A file of the last site that could be made; a page with the preview's script in it."""
        shown = self._workshop.shown
        if shown.site is None:
            page = pages.FAULTS if shown.number else pages.WAIT
            return Answer(302, [("Location", f"{page}?from={quote(path)}"), *_OWN])
        plain = {name: value for name, value in headers.items() if name not in _CONDITIONS}
        answer = shown.site.answer(method, path, plain)
        kind = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
        if not kind.startswith("text/html") or not answer.body:
            return answer
        kept = [(name, value) for name, value in answer.headers if name.lower() not in _OF_WHAT_WAS_READ]
        page = pages.with_bar(answer.body.decode(), shown)
        return Answer(answer.status, [*kept, ("Cache-Control", "no-store")], page.encode())


_CONDITIONS = ("if-none-match", "if-modified-since", "range", "accept-encoding")
_OF_WHAT_WAS_READ = ("content-length", "etag", "last-modified", "cache-control", "accept-ranges")


def preview(at: Path, *, port: int, now: datetime | None = None) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        at: a folder with a mkdocs.yml, or a folder of rulebooks.
        port: TCP port on this machine; nobody else is answered.
        now: the moment to show at first; None: the present.

    Raises:
        ZikaoError: the folder holds neither, or the port is taken.
    """
    workshop = Workshop(at, now)
    try:
        probe(HOST, port)
        application = Preview(workshop)
        # Before the first look begins: MkDocs reads one configuration at a time.
        watch = Watch(workshop.watched(), workshop.config, workshop.look)
        threading.Thread(target=workshop.look, daemon=True).start()
        try:
            asyncio.run(_serve(application, port))
        finally:
            watch.stop()
    finally:
        workshop.close()


async def _serve(application: Preview, port: int) -> None:
    loop = asyncio.get_running_loop()
    application.__rsgi_init__(loop)
    server = Server(
        application,
        address=HOST,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop by itself
            loop.add_signal_handler(number, server.stop)
    origin = f"http://{HOST}:{port}"
    said = f"预览：{origin}/\n两种宽度：{origin}{pages.HOME}\n按 Ctrl-C 结束。"
    loop.call_later(STARTS, lambda: print(said, flush=True))
    await server.serve()
