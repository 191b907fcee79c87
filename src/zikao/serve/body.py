"""Reads a request body within bounds of time and memory; its size was judged before, from the head."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from types import TracebackType
from typing import Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from zikao.api.problems import INCOMPLETE_BODY, SLOW_BODY, ProblemError
from zikao.serve.lanes import busy

GRACE = 10.0
"""Seconds in which a body may bring nothing at all."""
SLOWEST = 16 * 1024
"""Bytes a second that a body must bring on average after that; a poor mobile line does."""
SMALL = 64 * 1024
"""Up to here a body is awaited in one piece."""


class Incoming(Protocol):
    """The part of granian's HTTP protocol that gives the body: awaited whole, or piece by piece."""

    def __call__(self) -> Awaitable[bytes]: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Budget:
    """Bytes of all bodies that are being read, wait or are checked at this moment, in one process."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.held = 0

    def account(self) -> Account:
        """What one request holds, given back at its end."""
        return Account(self)


class Account:
    """One request's share of the budget, as a context manager."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._held = 0

    def take(self, count: int) -> None:
        """Take bytes.

        Raises:
            ProblemError: the budget is spent.
        """
        if self._budget.held + count > self._budget.limit:
            raise busy()
        self._budget.held += count
        self._held += count

    def __enter__(self) -> Account:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._budget.held -= self._held


async def read_body(proto: Incoming, length: int, account: Account) -> bytes:
    """The whole body. The server never gives more than the announced length.

    Raises:
        ProblemError: too slow, broken off, or the budget is spent.
    """
    if not length:
        return b""
    try:
        async with asyncio.timeout(GRACE) as limit:
            if length <= SMALL:
                account.take(length)
                body: bytes = await proto()
            else:
                body = await _large(proto, account, limit)
    except TimeoutError:
        raise ProblemError(SLOW_BODY, "正文发送得太慢，请换一个稳定的网络后重发。") from None
    except ProtocolClosed:
        body = b""
    if len(body) < length:
        raise ProblemError(INCOMPLETE_BODY, "收到的正文比声明的短，请检查网络后重发。")
    return body


async def skip_body(proto: Incoming, length: int) -> None:
    """Let a body pass that is not wanted, as far as it comes in time.

    A client that is still sending when the connection is closed sees no answer, only that. What is refused
    for want of room is therefore read, and not kept.
    """
    if length:
        with suppress(TimeoutError, ProtocolClosed):
            async with asyncio.timeout(GRACE) as limit:
                async for _ in _pieces(proto, limit):
                    pass


async def _large(proto: Incoming, account: Account, limit: asyncio.Timeout) -> bytes:
    """Piece by piece; where there is no more room, the rest passes before that is told."""
    kept: list[bytes] = []
    refusal: ProblemError | None = None
    async for piece in _pieces(proto, limit):
        if refusal is None:
            try:
                account.take(len(piece))
                kept.append(piece)
            except ProblemError as error:
                kept, refusal = [], error
    if refusal is not None:
        raise refusal
    return b"".join(kept)


async def _pieces(proto: Incoming, limit: asyncio.Timeout) -> AsyncIterator[bytes]:
    """Each one moves the clock on by what it brought."""
    end = asyncio.get_running_loop().time() + GRACE
    async for piece in proto:
        end += len(piece) / SLOWEST
        limit.reschedule(end)
        yield piece
