"""Runs site and functions on one machine, on one port, with granian."""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from zikao.api.services import TITLE
from zikao.errors import ZikaoError
from zikao.serve.brakes import Brakes, Toll
from zikao.serve.rsgi import create
from zikao.serve.sockets import cut_who_reads_nothing

if TYPE_CHECKING:
    import asyncio

    from zikao.serve.rsgi import Application

HEAD_SECONDS = 10
"""A head that is not complete by then, and a connection kept open without a request, are closed."""
HEAD_BYTES = 64 * 1024
CONNECTIONS = 1024
"""Held open at once by each process; more wait in the backlog."""
STOP_SECONDS = 10
READ_SECONDS = 20
"""A connection whose other end takes nothing in for so long is closed."""


class AddressTakenError(ZikaoError):
    """The address to listen on cannot be had."""


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    site_dir: Path | None = None,
    workers: int = 1,
    threads: int | None = None,
    provinces: Path | None = None,
    only: tuple[str, ...] = (),
    name: str | None = None,
    prefix: str = "",
    metrics: bool = False,
    brakes: Brakes | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then let running checks finish.

    Args:
        host: address or name to listen on.
        port: TCP port.
        site_dir: folder of the built site; None: only the functions.
        workers: processes.
        threads: portraits measured at once in each process; None: one for each processor.
        provinces: folder of the rulebooks; None: the ones that come with the program.
        only: the provinces of it that are answered for; none: all.
        name: what the site is called; None: as this program is.
        prefix: path below which all of it is seen, such as `/zikao`.
        metrics: whether answers are counted, and the counts shown to this machine.
        brakes: how much each process takes on, and how much all of them from one client.

    Raises:
        AddressTakenError: the port is taken or the address is not of this machine.
        ZikaoError: the rulebooks, the site, `ZIKAO_ORIGINS` or `ZIKAO_UPLOADS` are faulty.
    """
    load = partial(
        create,
        site_dir=site_dir,
        provinces=provinces,
        only=only,
        name=name,
        threads=threads,
        toll=Toll(brakes or Brakes()),
        prefix=prefix,
        metrics=metrics,
    )
    with _shared_counts() if metrics else nullcontext():
        load()  # Faults come out here, as one sentence, and not in a worker process.
        probe(host, port)
        _run(load, host, port, workers, prefix, name or TITLE)


def _run(load: partial[Application], host: str, port: int, workers: int, prefix: str, name: str) -> None:
    started = multiprocessing.Event()
    server = Server(
        "zikao.serve.server",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=HEAD_BYTES),
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        log_level=LogLevels.error,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
    )
    announcement = f"{name}已启动：http://{_shown(host)}:{port}{prefix}/"
    server.serve(target_loader=partial(_worker, load, started, announcement), wrap_loader=False)


@contextmanager
def _shared_counts() -> Iterator[None]:
    """A folder where workers add up, so that any of them can tell the counts of all.

    It has to be named before the library that counts is first imported, which looks for it once.
    """
    with tempfile.TemporaryDirectory(prefix="zikao-counts-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


class _Worker:
    """The application of one worker process, which says once for all of them that it listens."""

    def __init__(self, load: partial[Application], started: Event, announcement: str) -> None:
        self._application = load()
        self._started = started
        self._announcement = announcement
        self.__rsgi__ = self._application.__rsgi__

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by granian before it listens; the loop runs once it does."""
        loop.call_soon(self._announce)

    def _announce(self) -> None:
        cut_who_reads_nothing(READ_SECONDS)
        if not self._started.is_set():
            self._started.set()
            print(self._announcement, flush=True)


def _worker(load: partial[Application], started: Event, announcement: str) -> Any:
    """What granian runs in each process; a function of the module, so that it can be sent there."""
    return _Worker(load, started, announcement)


def probe(host: str, port: int) -> None:
    """Try the address first: granian's own sockets share a port with another granian without a word.

    Raises:
        AddressTakenError: nobody can listen there; its sentence says why.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"端口 {port} 已被别的程序占用，请关掉那个程序，或用 --port 换一个端口。"
        elif error.errno == errno.EACCES:
            sentence = f"没有权限使用端口 {port}，请用 --port 换成 1024 以上的端口。"
        else:
            sentence = f"无法在 {host} 端口 {port} 上监听，请检查 --host 是不是本机的地址。"
        raise AddressTakenError(sentence) from None


def _shown(host: str) -> str:
    """The host as a browser on this machine takes it."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
