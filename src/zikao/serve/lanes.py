"""Where checks of files wait for a thread: a lane for portraits and one for packages, each bounded.

A check that nobody waits for any longer is not begun, and one that runs ends at its next step. What takes no
thread, answers to questions above all, passes by.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from zikao.api.problems import BUSY, ProblemError
from zikao.stopping import Stopped, stoppable

if TYPE_CHECKING:
    from zikao.serve.adapter import Answer

RETRY_AFTER = 5
"""Seconds."""

GIVES_WAY = 10
"""Steps of niceness that a lane's threads stand behind the one that answers questions."""


class HungUpError(Exception):
    """The client closed the connection: there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one lane takes on."""

    threads: int
    """Checks at a moment."""
    waiting: int
    """Checks that wait for a thread."""
    seconds: float
    """How long one of them waits at most."""

    @classmethod
    def of_portraits(cls, threads: int) -> Bounds:
        """A check takes some 0.1 s; whoever waits longer than this is better told."""
        return cls(threads, waiting=64 * threads, seconds=1.5)

    @classmethod
    def of_places(cls, threads: int) -> Bounds:
        """To say where a file is to be uploaded takes a thousandth of a second, after the first time."""
        return cls(threads, waiting=64 * threads, seconds=5.0)

    @classmethod
    def of_packages(cls, threads: int) -> Bounds:
        """A check takes from 0.1 to 12 s."""
        return cls(threads, waiting=16 * threads, seconds=10.0)


class Lane:
    """Threads of one kind of check, and who waits for them."""

    def __init__(self, name: str, bounds: Bounds) -> None:
        self._bounds = bounds
        self._pool = ThreadPoolExecutor(bounds.threads, thread_name_prefix=name, initializer=_give_way)
        self._free = bounds.threads
        self._row: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        """Checks that wait for a thread."""
        return len(self._row)

    def check_room(self) -> None:
        """Ask before a body is read.

        Raises:
            ProblemError: as many wait as may.
        """
        if not self._free and self.waiting >= self._bounds.waiting:
            raise busy()

    async def run(self, work: Callable[[], Answer], gone: asyncio.Future[None]) -> Answer:
        """Do the work in a thread of the lane.

        Args:
            work: what to do; it never raises but by `zikao.stopping`.
            gone: done as soon as the client has hung up.

        Raises:
            ProblemError: as many wait as may, or this one has waited as long as it may.
            HungUpError: nobody waits for the answer.
        """
        self.check_room()
        await self._turn(gone)
        stop = threading.Event()
        job = asyncio.get_running_loop().run_in_executor(self._pool, partial(_do, work, stop))
        job.add_done_callback(lambda _: self._next())
        await asyncio.wait((job, gone), return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        if not job.done() or (answer := job.result()) is None:
            raise HungUpError
        return answer

    async def _turn(self, gone: asyncio.Future[None]) -> None:
        """Wait until a thread is there for this one, which then has it."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._row.append(turn)
        taken = False
        try:
            limit = self._bounds.seconds
            await asyncio.wait((turn, gone), timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                raise HungUpError
            if not turn.done():
                raise busy()
            taken = True
        finally:
            if not turn.done():
                self._row.remove(turn)
            elif not taken:
                self._next()

    def _next(self) -> None:
        """A thread is free: the first of the row has it."""
        if self._row:
            self._row.popleft().set_result(None)
        else:
            self._free += 1


def busy() -> ProblemError:
    """Too many at once."""
    detail = f"现在检查的人太多，请 {RETRY_AFTER} 秒后重发。"
    return ProblemError(BUSY, detail, headers={"Retry-After": str(RETRY_AFTER)})


def _give_way() -> None:
    """Questions shall not wait for processors full of portraits; Linux has a niceness for each thread.

    Where a sandbox forbids to ask for it, they wait: a thread that fails here would leave the lane for dead.
    """
    if sys.platform == "linux":
        with suppress(PermissionError):
            os.nice(GIVES_WAY)


def _do(work: Callable[[], Answer], stop: threading.Event) -> Answer | None:
    """None where it was stopped."""
    try:
        with stoppable(stop.is_set):
            return work()
    except Stopped:
        return None
