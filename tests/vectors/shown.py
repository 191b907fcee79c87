"""Vectors of the picture that is looked at: upright, plain, in sRGB; of each kind of PNG and profile."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

from tests.unit.formats.oddities import chunk
from tests.unit.photo import test_profile
from tests.unit.photo.test_profile import wide
from tests.vectors import geometry
from tests.vectors.pictures import exif
from tests.vectors.store import File
from zikao.formats.chunks import SIGNATURE
from zikao.formats.room import ROOM
from zikao.photo.file import read_file
from zikao.photo.picture import show

PATH: Final = "photo/picture"
SRGB: Final = test_profile.SRGB[:24] + bytes(12) + test_profile.SRGB[36:]
"""Less the moment at which it was made."""
SIDE: Final = (13, 11)
DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""By colour type."""
CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES: Final = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)),
    (0, 1, 1, 2),
)


def document(files: dict[str, File]) -> dict[str, Any]:
    """The pictures beside the corpus, and the digest of what is shown of each; null where nothing is."""
    own = {label: File(data, "a.png") for label, data in pictures()}
    return {
        "own": {label: base64.b64encode(file.data).decode() for label, file in own.items()},
        "srgb": base64.b64encode(SRGB).decode(),
        "of": {label: _shown(file) for label, file in {**files, **own}.items()},
    }


def pictures() -> Iterator[tuple[str, bytes]]:
    """PNG of every depth and colour, with each filter, woven and not; and profiles in both formats."""
    chance = random.Random(17)
    for color, depths in DEPTHS.items():
        for depth in depths:
            for woven in (False, True):
                for hidden in (None, *([_hidden(color, depth, chance)] if color in (0, 2, 3) else [])):
                    data = _png(color, depth, woven=woven, hidden=hidden, chance=chance)
                    yield f"png {color}/{depth}{' woven' * woven}{' hidden' * (hidden is not None)}", data
    whole = _png(6, 8, woven=False, hidden=None, chance=chance)
    packed = whole.index(b"IDAT") + 4
    for at in (packed + 2, packed + 40, len(whole) - 17, len(whole) - 24):
        yield f"png damaged at {at}", whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
    yield "png cut", whole[: packed + 200]
    for name, profile in (("wide", wide()), ("srgb", SRGB), ("of grey", wide(b"GRAY")), ("none", b"none")):
        for kind in ("PNG", "JPEG"):
            out = io.BytesIO()
            geometry.noise().save(out, kind, icc_profile=profile)
            yield f"{kind.lower()}, profile {name}", out.getvalue()
    large = io.BytesIO()
    geometry.noise().resize((1700, 900)).save(large, "JPEG", quality=40, exif=exif({0x0112: 6}))
    yield "larger than is looked at, turned", large.getvalue()


def _hidden(color: int, depth: int, chance: random.Random) -> bytes:
    if color == 3:
        return bytes(chance.randrange(256) for _ in range(1 << min(depth, 4)))
    most = (1 << min(depth, 8)) - 1
    return b"".join(struct.pack(">H", chance.randrange(most + 1)) for _ in range(CHANNELS[color]))


def _png(color: int, depth: int, *, woven: bool, hidden: bytes | None, chance: random.Random) -> bytes:
    width, height = SIDE
    raw = bytearray()
    for left, top, across, down in PASSES if woven else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        line = -(-columns * CHANNELS[color] * depth // 8)
        for _ in range(rows if columns > 0 else 0):
            # Few values, so that what is hidden is met.
            raw += bytes([chance.randrange(5)]) + bytes(
                chance.choice((0, 1, 3, 85, 255)) for _ in range(line)
            )
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(woven))
    palette = bytes(chance.randrange(256) for _ in range(3 * (1 << depth))) if color == 3 else None
    return b"".join(
        [
            SIGNATURE,
            chunk(b"IHDR", head),
            *([chunk(b"PLTE", palette)] if palette else []),
            *([chunk(b"tRNS", hidden)] if hidden is not None else []),
            chunk(b"IDAT", zlib.compress(bytes(raw))),
            chunk(b"IEND", b""),
        ]
    )


def _shown(file: File) -> str | None:
    with ROOM.share() as share:
        read = read_file(file.data, file.name, share=share)
        if read.image is None:
            return None
        facts = read.measured.facts
        picture = show(read.image, int(facts["exif_orientation"]), int(facts["shown_height"]), read.colors)
    shape = f"{picture.rgb.width} {picture.rgb.height} {picture.native}\n".encode()
    return hashlib.sha256(shape + picture.rgb.tobytes()).hexdigest()
