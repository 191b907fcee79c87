"""The granian application: pages are sent, bodies are read within bounds, checks are run.

It speaks RSGI and not WSGI because a WSGI worker waits for a slow body inside `wsgi.input.read`, where
nothing can interrupt it: as many trickling senders as there are threads silence the server for good. Here a
slow body costs a coroutine, with a clock beside it. docs/decisions/0004 has the measurements.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zikao.api.assembly import services_for
from zikao.api.origins import Origins
from zikao.api.problems import ProblemError
from zikao.api.watch import unwatched
from zikao.serve.adapter import Answer, Gateway, Headers
from zikao.serve.body import Budget, Incoming, read_body, skip_body
from zikao.serve.brakes import Brakes, Toll
from zikao.serve.chalice_app import build
from zikao.serve.compression import compressed
from zikao.serve.direct import direct_bytes_from_environment
from zikao.serve.heads import check_request, readable
from zikao.serve.lanes import HungUpError, Lane
from zikao.serve.own_pages import OwnPages
from zikao.serve.s3 import uploads_from_environment
from zikao.serve.site import Site
from zikao.serve.watch import Counters

if TYPE_CHECKING:
    from granian.rsgi import Scope

IN_WORK_LIMIT = 256 * 1024 * 1024
"""Bytes of all bodies together that one process reads, lets wait or checks at a moment."""


class Exchange(Incoming, Protocol):
    """The part of granian's HTTP protocol that is used here."""

    async def client_disconnect(self) -> None: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Application:
    """What each granian worker runs."""

    def __init__(
        self,
        gateway: Gateway,
        site: Site | None = None,
        toll: Toll | None = None,
        *,
        threads: int | None = None,
        own: OwnPages | None = None,
        prefix: str = "",
    ) -> None:
        """Take the parts together.

        Args:
            gateway: the functions.
            site: the built site; None: only the functions are served.
            toll: how much is taken on, and from whom; None: what one process bears, from anybody.
            threads: how many portraits are measured at once; None: one for each processor.
            own: pages for whoever runs the server.
            prefix: path below which all of it is seen; a proxy may take it off, or leave it on.
        """
        self._own = own
        self._prefix = prefix
        self._gateway = gateway
        self._site = site
        self._toll = toll or Toll(Brakes())
        self._lanes = self._toll.brakes.lanes(threads)
        self._budget = Budget(IN_WORK_LIMIT)

    async def __rsgi__(self, scope: Scope, proto: Exchange) -> None:
        """Answer one request; granian finds the application by this name."""
        headers = readable(scope)
        path = scope.path
        if self._prefix and path.startswith(f"{self._prefix}/"):
            path = path.removeprefix(self._prefix)
        try:
            check_request(scope, headers)
            own = self._own and self._own.answer(scope.method, path, scope.client, headers)
            if own:
                answer = own
            elif self._site is None or path.startswith("/v1/"):
                answer = compressed(await self._check(scope, proto, headers, path), headers)
            else:
                answer = self._site.answer(scope.method, path, headers)
        except HungUpError:
            return
        except Exception as error:
            answer = self._gateway.refuse(error, headers)
        told = [*answer.headers, *self._toll.told_to_all(scope.client, headers)]
        proto.response_bytes(answer.status, told, answer.body)

    async def _check(self, scope: Scope, proto: Exchange, headers: Headers, path: str) -> Answer:
        admitted = self._gateway.admit(scope.method, path, headers)
        lane = self._lanes[admitted.lane] if admitted.lane else None
        try:
            told = self._toll.take(scope.client, headers, file=lane is not None)
            if lane is not None:
                lane.check_room()
        except ProblemError:
            await skip_body(proto, admitted.length)
            raise
        with self._budget.account() as account:
            body = await read_body(proto, admitted.length, account)
            work = partial(self._gateway.answer, admitted, scope.query_string, headers, body)
            answer = work() if lane is None else await _in(lane, work, proto)
        return Answer(answer.status, [*answer.headers, *told.items()], answer.body)


async def _in(lane: Lane, work: Callable[[], Answer], proto: Exchange) -> Answer:
    gone = asyncio.ensure_future(proto.client_disconnect())
    try:
        return await lane.run(work, gone)
    finally:
        gone.cancel()


def create(
    *,
    site_dir: Path | None = None,
    provinces: Path | None = None,
    only: tuple[str, ...] = (),
    name: str | None = None,
    threads: int | None = None,
    toll: Toll | None = None,
    prefix: str = "",
    metrics: bool = False,
) -> Application:
    """The application with its real parts.

    Args:
        site_dir: folder of the built site; None: only the functions.
        provinces: folder of the rulebooks; None: the ones that come with the program.
        only: the provinces of it that are answered for; none: all.
        name: what the site is called; None: as this program is.
        threads: how many portraits are measured at once; None: one for each processor.
        toll: how much is taken on, and from whom; None: what one process bears, from anybody.
        prefix: path below which all of it is seen, such as `/zikao`.
        metrics: whether answers are counted, and the counts shown to this machine.

    Raises:
        ZikaoError: the rulebooks, the site, or a variable of the environment are faulty, or the counts want a
            library that is not there.
    """
    counters = Counters() if metrics else None
    services = replace(
        services_for(provinces, only, name),
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
    return Application(Gateway(apps, origins), site, toll, threads=threads, own=own, prefix=prefix)
