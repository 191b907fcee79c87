"""A large photograph as a device sends it: the file without the data of its pixels, and a smaller picture.

What a file says of itself stands in a few kilobytes; its pixels are looked at with 1280 on the longer side
anyhow. So a device leaves out the coded pixels, and the video that telephones keep behind a picture, and says
where; it makes the smaller picture from the very numbers of the file, neither turned nor converted. What was
left out is zeros here: every reader finds structure, sizes and metadata of the file where they are.

The body, numbers big-endian and of 4 bytes: `ZKR1`; how many parts were left out; for each where it begins in
the file and its length; how many bytes of the file follow, and they; the smaller picture, a JPEG.
"""

from __future__ import annotations

import struct
from typing import Final

MEDIA_TYPE: Final = "application/vnd.zikao.reduced-photo"
MAGIC: Final = b"ZKR1"
MOST_CUTS: Final = 256

TOLD: Final = frozenset(
    {"bytes", "decodes", "trailing_bytes", "trailing_pieces", "unexplained_bytes", "zero_padded"}
)
"""Facts that then rest on what the device says of the parts it left out."""

_NUMBER: Final = struct.Struct(">I")
_CUT: Final = struct.Struct(">II")


class Reduced(bytes):
    """The file at its full length, zeros where a part was left out; `picture` is the smaller one, a JPEG."""

    picture: bytes

    @classmethod
    def of(cls, file: bytes, picture: bytes) -> Reduced:
        """The two together."""
        made = cls(file)
        made.picture = picture
        return made


def unpack(body: bytes, limit: int) -> Reduced:
    """What a body holds.

    Args:
        body: as it was sent.
        limit: bytes that the file may have at its full length.

    Raises:
        ValueError: it is no such body; nothing of it is in the error.
    """
    if not body.startswith(MAGIC):
        raise ValueError("no magic")
    at = len(MAGIC)
    [count], at = _NUMBER.unpack(_exactly(body, at, 4)), at + 4
    if count > MOST_CUTS:
        raise ValueError("too many parts")
    cuts = list(_CUT.iter_unpack(_exactly(body, at, _CUT.size * count)))
    at += _CUT.size * count
    [size], at = _NUMBER.unpack(_exactly(body, at, 4)), at + 4
    kept, picture = _exactly(body, at, size), body[at + size :]
    if size + sum(length for _, length in cuts) > limit:
        raise ValueError("too long")
    pieces, done, used = [], 0, 0
    for start, length in cuts:
        if start < done or used + start - done > size:
            raise ValueError("parts overlap, or lie outside")
        pieces += [kept[used : used + start - done], bytes(length)]
        used += start - done
        done = start + length
    return Reduced.of(b"".join([*pieces, kept[used:]]), picture)


def pack(file: bytes, cuts: list[tuple[int, int]], picture: bytes) -> bytes:
    """The body for a file without some parts: of each where it begins and its length, in their order."""
    kept, done = [], 0
    for start, length in cuts:
        kept.append(file[done:start])
        done = start + length
    kept.append(file[done:])
    rest = b"".join(kept)
    said = b"".join(_CUT.pack(*each) for each in cuts)
    return b"".join([MAGIC, _NUMBER.pack(len(cuts)), said, _NUMBER.pack(len(rest)), rest, picture])


def _exactly(data: bytes, at: int, size: int) -> bytes:
    found = data[at : at + size]
    if len(found) != size:
        raise ValueError("broken off")
    return found
