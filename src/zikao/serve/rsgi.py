"""The granian application: pages are sent, bodies are read within bounds, checks are run.

It speaks RSGI and not WSGI because a WSGI worker waits for a slow body inside `wsgi.input.read`, where
nothing can interrupt it: as many trickling senders as there are threads silence the server for good. Here a
slow body costs a coroutine, with a clock beside it. docs/decisions/0004 has the measurements.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zikao.api.assembly import services_for
from zikao.api.origins import Origins
from zikao.serve.adapter import Answer, Gateway, Headers
from zikao.serve.body import Budget, Incoming, read_body
from zikao.serve.chalice_app import build
from zikao.serve.direct import direct_bytes_from_environment
from zikao.serve.s3 import uploads_from_environment
from zikao.serve.site import Site

if TYPE_CHECKING:
    from granian.rsgi import Scope

IN_WORK_LIMIT = 256 * 1024 * 1024
"""Bytes of all large bodies together that one process reads or checks at a moment."""


class Exchange(Incoming, Protocol):
    """The part of granian's HTTP protocol that is used here."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Application:
    """What each granian worker runs."""

    def __init__(self, gateway: Gateway, site: Site | None = None, *, threads: int | None = None) -> None:
        """Take the parts together.

        Args:
            gateway: the functions.
            site: the built site; None: only the functions are served.
            threads: how many files are measured at once; None: one for each processor.
        """
        self._gateway = gateway
        self._site = site
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="check")
        self._budget = Budget(IN_WORK_LIMIT)

    async def __rsgi__(self, scope: Scope, proto: Exchange) -> None:
        """Answer one request; granian finds the application by this name."""
        headers = _readable(scope)
        try:
            if self._site is None or scope.path.startswith("/v1/"):
                answer = await self._check(scope, proto, headers)
            else:
                answer = self._site.answer(scope.method, scope.path, headers)
        except Exception as error:
            answer = self._gateway.refuse(error, headers)
        proto.response_bytes(answer.status, list(answer.headers), answer.body)

    async def _check(self, scope: Scope, proto: Exchange, headers: Headers) -> Answer:
        admitted = self._gateway.admit(scope.method, scope.path, headers)
        with self._budget.account() as account:
            body = await read_body(proto, admitted.length, account)
            work = partial(self._gateway.answer, admitted, scope.query_string, headers, body)
            if admitted.heavy:
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
            return work()


def _readable(scope: Scope) -> Headers:
    """The headers by names in lower case. granian hides values that are not ASCII; here they read U+FFFD."""
    headers = dict(scope.headers.items())
    names = scope.headers.keys()
    return headers if len(headers) == len(names) else dict.fromkeys(names, "\ufffd") | headers


def create(
    *, site_dir: Path | None = None, provinces: Path | None = None, threads: int | None = None
) -> Application:
    """The application with its real parts.

    Args:
        site_dir: folder of the built site; None: only the functions.
        provinces: folder of the rulebooks; None: the ones that come with the program.
        threads: how many files are measured at once; None: one for each processor.

    Raises:
        ZikaoError: the rulebooks, the site, or a variable of the environment are faulty.
    """
    services = replace(
        services_for(provinces),
        uploads=uploads_from_environment(),
        direct_bytes=direct_bytes_from_environment(None),
    )
    origins = Origins.from_environment()
    services.library()
    apps = [build(group, services=services, origins=origins) for group in ("eligibility", "photo", "package")]
    site = Site(site_dir, origins) if site_dir else None
    return Application(Gateway(apps, origins), site, threads=threads)
