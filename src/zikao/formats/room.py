"""Memory for pictures that are being decoded: how much one may take, and all of them at a moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

MOST: Final = 150_000_000
"""Bytes that one picture may take, from its file to what is shown. OWASP ASVS 5.0, 5.2.6 (pixel flood)."""
TOGETHER: Final = 3 * MOST
"""Bytes for all pictures of a process at a moment, however many threads decode."""
SMALL: Final = 8_000_000
"""Bytes up to which a picture neither waits nor counts: a portal's portrait takes 6 MB. Whoever holds room
for an original may so measure what was made of it, without waiting for others who do the same."""


class Room:
    """Bytes that are shared out; who asks for more than is left waits, in the order of asking."""

    def __init__(self, size: int = TOGETHER) -> None:
        self.size = size
        self.taken = 0
        self._turn = threading.Lock()
        self._changed = threading.Condition()

    def share(self) -> Share:
        """What one picture takes, given back at the end of a `with`."""
        return Share(self)

    def take(self, count: int) -> None:
        """Wait until so much is left, and take it; more than there is at all once nobody else has any."""
        with self._turn, self._changed:
            self._changed.wait_for(lambda: self.taken == 0 or self.taken + count <= self.size)
            self.taken += count

    def give_back(self, count: int) -> None:
        """Let others have it."""
        with self._changed:
            self.taken -= count
            self._changed.notify()


class Share:
    """One picture's part of a room, as a context manager."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._taken = 0

    def take(self, count: int) -> None:
        """Wait for so many bytes; once for each share, or two who hold some could wait for each other.

        Raises:
            ValueError: it holds some already.
        """
        if self._taken:
            raise ValueError("a share is taken once")
        if count > SMALL:
            self._room.take(count)
            self._taken = count

    def __enter__(self) -> Share:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._taken:
            self._room.give_back(self._taken)
            self._taken = 0


ROOM: Final = Room()
"""The process's own."""
