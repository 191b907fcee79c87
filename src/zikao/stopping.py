"""Whether anybody still waits for what is being measured.

A thread cannot be ended from outside. Whoever measures therefore asks here between two steps, and goes no
further when nobody waits any longer; on the command line and in a hosted function somebody always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final


class Stopped(BaseException):
    """Nobody waits for the answer any longer."""


_ASKED: Final[ContextVar[Callable[[], bool] | None]] = ContextVar("asked", default=None)


@contextmanager
def stoppable(asked: Callable[[], bool]) -> Iterator[None]:
    """What is measured in this thread meanwhile ends early, once `asked` says so."""
    token = _ASKED.set(asked)
    try:
        yield
    finally:
        _ASKED.reset(token)


def go_on() -> None:
    """Go on, if somebody waits.

    Raises:
        Stopped: nobody does.
    """
    asked = _ASKED.get()
    if asked is not None and asked():
        raise Stopped
