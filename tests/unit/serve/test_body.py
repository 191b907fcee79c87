"""Bodies are read within time and memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from zikao.api.problems import ProblemError
from zikao.serve import body
from zikao.serve.body import SMALL, Budget, read_body


class Sender:
    """A client that sends pieces, each after a pause."""

    def __init__(self, *pieces: tuple[float, bytes], breaks: bool = False) -> None:
        self.pieces, self.breaks = pieces, breaks

    async def __call__(self) -> bytes:
        """The whole body."""
        whole = b"".join([piece async for piece in self])
        if self.breaks:
            raise ProtocolClosed
        return whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for pause, piece in self.pieces:
            await asyncio.sleep(pause)
            yield piece


def read(sender: Sender, length: int, budget: Budget) -> bytes:
    """Reads under an account of its own."""

    async def inside() -> bytes:
        with budget.account() as account:
            return await read_body(sender, length, account)

    return asyncio.run(inside())


def refused(sender: Sender, length: int, budget: Budget | None = None) -> ProblemError:
    """The refusal; whatever was held is given back."""
    budget = budget or Budget(10**9)
    with pytest.raises(ProblemError) as caught:
        read(sender, length, budget)
    assert budget.held == 0
    return caught.value


@pytest.mark.parametrize("size", [0, 1, SMALL, SMALL + 1, 3 * SMALL])
def test_a_body_is_read_whole_and_nothing_stays_held(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    half = size // 2
    budget = Budget(10**9)
    assert read(Sender((0, data[:half]), (0, data[half:])), size, budget) == data
    assert budget.held == 0


@pytest.mark.parametrize("size", [10, SMALL + 10])
def test_a_silent_sender_is_given_up(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(body, "GRACE", 0.02)
    assert refused(Sender((30, b"x" * size)), size).kind.slug == "slow-body"


def test_a_trickle_is_given_up_however_long_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "GRACE", 0.05)
    trickle = [(0.01, b"x")] * 100_000
    assert refused(Sender(*trickle), SMALL + 1).kind.slug == "slow-body"


def test_a_poor_line_that_keeps_coming_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "GRACE", 0.1)
    monkeypatch.setattr(body, "SLOWEST", SMALL)
    steady = [(0.05, b"x" * SMALL)] * 6
    assert len(read(Sender(*steady), 6 * SMALL, Budget(10**9))) == 6 * SMALL


@pytest.mark.parametrize(("size", "breaks"), [(10, True), (10, False), (SMALL + 10, False)])
def test_a_broken_connection_is_an_incomplete_body(size: int, breaks: bool) -> None:
    assert refused(Sender((0, b"x" * (size - 1)), breaks=breaks), size).kind.slug == "incomplete-body"


def test_what_is_in_work_has_a_bound() -> None:
    budget = Budget(3 * SMALL)
    with budget.account() as other:
        other.take(2 * SMALL)
        problem = None
        try:
            read(Sender((0, b"x" * SMALL), (0, b"x" * SMALL)), 2 * SMALL, budget)
        except ProblemError as caught:
            problem = caught
        assert problem is not None
        assert (problem.kind.status, problem.headers["Retry-After"]) == (503, "5")
        assert budget.held == 2 * SMALL
    assert budget.held == 0
    assert len(read(Sender((0, b"x" * SMALL), (0, b"x" * SMALL)), 2 * SMALL, budget)) == 2 * SMALL
