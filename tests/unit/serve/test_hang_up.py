"""The application is told by the server that a client has gone, and lets its check go."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from zikao.api.origins import Origins
from zikao.api.services import Services
from zikao.serve.adapter import Answer, Gateway
from zikao.serve.chalice_app import build
from zikao.serve.rsgi import Application

HEADERS = {
    "host": "zikao.test",
    "content-type": "image/png",
    "content-length": "1",
    "x-zikao-consent": "yes",
}


class Sent:
    """A request as granian hands it over, and what became of it."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.answers: list[int] = []

    async def __call__(self) -> bytes:
        return b"x"

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"x"

    async def client_disconnect(self) -> None:
        await self.gone.wait()

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append(status)


def test_who_hangs_up_is_not_answered_and_the_next_one_is(
    echo: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, begun = threading.Event(), []

    def answer(self: Gateway, *_: object) -> Answer:
        begun.append(1)
        assert free.wait(20)
        return Answer(200, [])

    monkeypatch.setattr(Gateway, "answer", answer)
    scope = SimpleNamespace(
        method="POST",
        path="/v1/photo/echo/it",
        query_string="",
        client="192.0.2.1:1",
        http_version="1.1",
        headers=HEADERS,
    )

    async def scene() -> None:
        gateway = Gateway([build("photo", services=echo, origins=Origins())], Origins())
        application = Application(gateway, threads=1)
        first, left, last = Sent(), Sent(), Sent()

        def ask(sent: Sent) -> asyncio.Future[None]:
            return asyncio.ensure_future(application.__rsgi__(cast(Any, scope), sent))

        asked = [ask(first), ask(left)]
        for _ in range(20):
            await asyncio.sleep(0.01)
        left.gone.set()
        await asked[1]
        free.set()
        await asked[0]
        await ask(last)
        assert (first.answers, left.answers, last.answers) == ([200], [], [200])
        assert len(begun) == 2, "the one that left was never begun"

    asyncio.run(scene())
