"""Vectors of a JPEG with one byte of its data changed: what Pillow still decodes, and to which pixels."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable
from typing import Any, Final

from tests.vectors import geometry
from zikao.formats.jpeg import read_jpeg
from zikao.formats.segments import SOS

PATH: Final = "photo/damaged"
COUNT: Final = 160


def document(digest: Callable[[bytes], str | None]) -> dict[str, Any]:
    """The whole file, and by place and new byte the digest of its pixels; null where it does not decode.

    Args:
        digest: of a file's pixels.
    """
    out = io.BytesIO()
    geometry.noise().resize((64, 80)).save(out, "JPEG", quality=80)
    whole = out.getvalue()
    (scan,) = (each for each in read_jpeg(whole).segments if each.marker == SOS)
    chance = random.Random(3)
    made = {}
    for _ in range(COUNT):
        at, byte = chance.randrange(scan.body_end, len(whole) - 2), chance.randrange(255)
        made[f"{at} {byte}"] = digest(whole[:at] + bytes([byte]) + whole[at + 1 :])
    return {"whole": base64.b64encode(whole).decode(), "of": made}
