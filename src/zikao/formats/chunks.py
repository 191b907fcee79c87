"""The one walk along the chunks of a PNG (W3C PNG, third edition), over bytes that come in pieces.

It never raises, holds back one chunk of those that are asked for and no more than `LARGEST` of it, and stops
after so many.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from zikao.formats.header import PARTS

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""All that the pixels need."""
LARGEST: Final = 1_000_000
"""Bytes of a chunk that are told; pixels have larger ones, but nobody asks for those."""
_HEAD, _CRC = 8, 4


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk, as offsets into the file."""

    name: bytes
    start: int
    """Of its length."""
    end: int
    """After its checksum."""
    body: bytes
    """Empty where it was not asked for, or is too large."""


class Walker:
    """Walks a picture from its signature to IEND.

    Args:
        asked: names of the chunks whose bodies are wanted.
        most: chunks that are walked.
    """

    def __init__(self, asked: Container[bytes], most: int = PARTS) -> None:
        self.ended = False
        """IEND was reached."""
        self.left = most
        self._asked = asked
        self._at = len(SIGNATURE)
        """Of the next chunk, in the file."""
        self._passing: Chunk | None = None
        """It stands there, and nothing of it is wanted but its end."""
        self._fed = 0
        self._held = b""

    @property
    def overfull(self) -> bool:
        """There are more chunks than were to be walked: of the rest nothing is known."""
        return self.left <= 0 and not self.ended

    @property
    def end(self) -> int:
        """After the last chunk that was walked."""
        return self._at

    def feed(self, data: bytes | memoryview) -> list[Chunk]:
        """Take the next bytes; gives the chunks that they complete."""
        data = self._held + bytes(data) if self._held else data
        base = self._fed - len(self._held)
        self._fed = base + len(data)
        self._held = b""
        found: list[Chunk] = []
        while not self.ended and self.left > 0:
            if self._passing is None:
                self._passing = self._next(data, self._at - base)
            chunk = self._passing
            if chunk is None or chunk.end > self._fed:
                break
            found.append(chunk)
            self._passing, self._at = None, chunk.end
            self.left -= 1
            self.ended = chunk.name == b"IEND"
        return found

    def _next(self, data: bytes | memoryview, at: int) -> Chunk | None:
        """The chunk at this place; None where more of it is needed, which is then held back."""
        head = bytes(data[at : at + _HEAD])
        size = _HEAD + int.from_bytes(head[:4], "big") + _CRC
        name = head[4:]
        told = name in self._asked and size <= LARGEST
        if len(head) < _HEAD or (told and at + size > len(data)):
            self._held = bytes(data[at:])
            return None
        body = bytes(data[at + _HEAD : at + size - _CRC]) if told else b""
        return Chunk(name, self._at, self._at + size, body)
