"""Being told to stop: a command ends as by Ctrl-C, and what it keeps for a while only is taken away first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_NAMES: Final = ("SIGTERM", "SIGHUP")
"""Windows has no second."""


class _Stopped(BaseException):
    """What a command is told; no fault of it, so nothing on the way takes it for one."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def orderly() -> Iterator[None]:
    """Whoever waits for the process sees by which signal it ended; told twice, it ends at once."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        # `nohup` has one ignored, and that holds.
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)
    try:
        yield
    except _Stopped as told:
        signal.raise_signal(told.number)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise _Stopped(number)
