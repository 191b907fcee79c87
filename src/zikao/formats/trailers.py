"""What stands behind the end of a picture: what a phone appends there, filler, or nobody knows what.

Phones keep a video, another picture or notes of their own behind a photograph, where no decoder looks. Filler
says nothing: the same few bytes again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from zikao.formats.segments import FRAMES, Walker

Named = Literal["samsung", "video", "picture"]
Piece = Literal["samsung", "video", "picture", "filler", "unknown"]

_SAMSUNG_END: Final = b"SEFT"
_SAMSUNG_LIST: Final = b"SEFH"
_ENTRY: Final = 12
"""Bytes of one entry of Samsung's list, behind 12 of its head: kind, place before the list, length."""
_BRAND: Final = b"ftyp"
_CONTENT: Final = (b"moov", b"mdat", b"moof")
"""Boxes of an ISO base media file (ISO/IEC 14496-12), one of which makes it a video."""
_PICTURE: Final = b"\xff\xd8\xff"
_MOST: Final = 8
"""Pieces that are looked for; what follows them is not known."""
_PARTS: Final = 2000
"""Segments of a picture that are walked."""
_PERIOD: Final = 16
"""Bytes after which filler repeats itself at the latest."""


@dataclass(frozen=True, slots=True)
class Trailer:
    """A piece of what follows a picture."""

    what: Piece
    bytes: int


def read_trailers(tail: bytes) -> list[Trailer]:
    """The pieces of `tail` in their order: all its bytes, empty where there are none.

    A piece that begins as a known one and breaks off is not known.
    """
    found: list[Trailer] = []
    at, stop = 0, _before_samsung(tail)
    for _ in range(_MOST):
        start, what, end = _next(tail, at, stop)
        _put(found, tail[at:start])
        at = end
        if what is None:
            break
        found.append(Trailer(what, end - start))
    _put(found, tail[at:stop])
    if stop < len(tail):
        found.append(Trailer("samsung", len(tail) - stop))
    return found


def _put(found: list[Trailer], rest: bytes) -> None:
    if rest:
        found.append(Trailer("filler" if _repeats(rest) else "unknown", len(rest)))


def _repeats(data: bytes) -> bool:
    """Whether nothing is in it but one short string again and again, or blanks."""
    if not data.strip():
        return True
    return any(data[step:] == data[:-step] for step in range(1, min(_PERIOD, len(data) // 2) + 1)) or (
        len(data) == 1
    )


def _before_samsung(tail: bytes) -> int:
    """Where Samsung's block begins, which is read from its end: its length where there is none.

    Behind the notes stands a list of how far before it each of them begins, its length, and the end mark.
    """
    if not tail.endswith(_SAMSUNG_END) or len(tail) < 8:
        return len(tail)
    size = int.from_bytes(tail[-8:-4], "little")
    head = len(tail) - 8 - size
    count = int.from_bytes(tail[head + 8 : head + 12], "little")
    if head < 0 or not tail.startswith(_SAMSUNG_LIST, head) or size < 12 + _ENTRY * count:
        return len(tail)
    places = range(head + 12, head + 12 + _ENTRY * count, _ENTRY)
    before = max((int.from_bytes(tail[at + 4 : at + 8], "little") for at in places), default=0)
    return max(0, head - before)


def _next(tail: bytes, at: int, stop: int) -> tuple[int, Named | None, int]:
    """The next known piece from `at` on: where it begins, what it is, and where it ends.

    Of none: `at`, None and `at`.
    """
    seek = at
    for _ in range(_MOST):
        brand, picture = tail.find(_BRAND, seek + 4, stop), tail.find(_PICTURE, seek, stop)
        starts = [each for each in (brand - 4 if brand >= 0 else -1, picture) if each >= seek]
        if not starts:
            break
        start = min(starts)
        what: Named = "picture" if start == picture else "video"
        end = _picture_end(tail[start:stop]) if what == "picture" else _video_end(tail[start:stop])
        if end:
            return start, what, start + end
        seek = start + 1
    return at, None, at


def _video_end(data: bytes) -> int:
    """Bytes of the boxes that `data` begins with; 0 where they are no whole video."""
    at, content = 0, False
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if not kind.isalnum() and not kind.strip().isalnum():
            break
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        size = size or len(data) - at
        if size < 8 or at + size > len(data):
            break
        content = content or kind in _CONTENT
        at += size
    return at if content else 0


def _picture_end(data: bytes) -> int:
    """Bytes of the JPEG that `data` begins with; 0 where it is no whole one."""
    walker = Walker(0, _PARTS)
    segments = walker.feed(data)
    return walker.end if walker.ended and any(s.marker in FRAMES for s in segments) else 0
