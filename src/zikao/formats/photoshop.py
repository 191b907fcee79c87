"""Image resources that Photoshop keeps in a JPEG (Adobe Photoshop File Formats, "Image Resource Blocks")."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from zikao.formats.header import Density, density

MARK: Final = b"Photoshop 3.0\0"
"""How the APP13 segments begin that hold resources."""
_RESOLUTION: Final = 0x03ED
_FIXED: Final = 65_536
"""16.16 fixed point."""


def resources(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Id and data of each resource block of one segment, less its mark; stops at a broken one."""
    at = 0
    while body[at : at + 4] == b"8BIM" and at + 7 <= len(body):
        resource = int.from_bytes(body[at + 4 : at + 6], "big")
        at += 6 + (body[at + 6] + 2) // 2 * 2  # a name, its length byte included, padded to even
        size = int.from_bytes(body[at : at + 4], "big")
        yield resource, body[at + 4 : at + 4 + size]
        at += 4 + size + size % 2


def resolution(bodies: Iterable[bytes]) -> Density | None:
    """The first stated resolution: dots per inch, whichever unit is to be displayed."""
    for body in bodies:
        for resource, data in resources(body):
            if resource == _RESOLUTION and len(data) >= 16:
                x, y = struct.unpack_from(">I4xI", data)
                return density(x / _FIXED, y / _FIXED, 1.0, "photoshop")
    return None
