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
from zikao.api.watch import unwatched
from zikao.serve.adapter import Answer, Gateway, Headers
from zikao.serve.body import Budget, Incoming, read_body
from zikao.serve.chalice_app import build
from zikao.serve.direct import direct_bytes_from_environment
from zikao.serve.own_pages import OwnPages
from zikao.serve.s3 import uploads_from_environment
from zikao.serve.site import Site
from zikao.serve.watch import Counters

if TYPE_CHECKING:
    from granian.rsgi import Scope

IN_WORK_LIMIT = 256 * 1024 * 1024
"""Bytes of all large bodies together that one process reads or checks at a moment."""


class Exchange(Incoming, Protocol):
    """The part of granian's HTTP protocol that is used here."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Application:
    """What each granian worker runs."""

    def __init__(
        self,
        gateway: Gateway,
        site: Site | None = None,
        *,
        threads: int | None = None,
        own: OwnPages | None = None,
        prefix: str = "",
    ) -> None:
        """Take the parts together.

        Args:
            gateway: the functions.
            site: the built site; None: only the functions are served.
            threads: how many files are measured at once; None: one for each processor.
            own: pages for whoever runs the server.
            prefix: path below which all of it is seen; a proxy may take it off, or leave it on.
        """
        self._own = own
        self._prefix = prefix
        self._gateway = gateway
        self._site = site
        self._pool = ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="check")
        self._budget = Budget(IN_WORK_LIMIT)

    async def __rsgi__(self, scope: Scope, proto: Exchange) -> None:
        """Answer one request; granian finds the application by this name."""
        headers = _readable(scope)
        path = scope.path
        if self._prefix and path.startswith(f"{self._prefix}/"):
            path = path.removeprefix(self._prefix)
        try:
            own = self._own and self._own.answer(scope.method, path, scope.client, headers)
            if own:
                answer = own
            elif self._site is None or path.startswith("/v1/"):
                answer = await self._check(scope, proto, headers, path)
            else:
                answer = self._site.answer(scope.method, path, headers)
        except Exception as error:
            answer = self._gateway.refuse(error, headers)
        proto.response_bytes(answer.status, list(answer.headers), answer.body)

    async def _check(self, scope: Scope, proto: Exchange, headers: Headers, path: str) -> Answer:
        admitted = self._gateway.admit(scope.method, path, headers)
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
    *,
    site_dir: Path | None = None,
    provinces: Path | None = None,
    threads: int | None = None,
    prefix: str = "",
    metrics: bool = False,
) -> Application:
    """The application with its real parts.

    Args:
        site_dir: folder of the built site; None: only the functions.
        provinces: folder of the rulebooks; None: the ones that come with the program.
        threads: how many files are measured at once; None: one for each processor.
        prefix: path below which all of it is seen, such as `/zikao`.
        metrics: whether answers are counted, and the counts shown to this machine.

    Raises:
        ZikaoError: the rulebooks, the site, or a variable of the environment are faulty, or the counts want a
            library that is not there.
    """
    counters = Counters() if metrics else None
    services = replace(
        services_for(provinces),
        uploads=uploads_from_environment(),
        direct_bytes=direct_bytes_from_environment(None),
        watch=counters or unwatched,
        prefix=prefix,
    )
    origins = Origins.from_environment()
    services.library()
    apps = [build(group, services=services, origins=origins) for group in ("eligibility", "photo", "package")]
    site = Site(site_dir, origins) if site_dir else None
    own = OwnPages(lambda: len(services.library().provinces), counters)
    return Application(Gateway(apps, origins), site, threads=threads, own=own, prefix=prefix)
