"""A portrait that is larger than any portal wants: a studio picture before a light blue ground."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Studio


def original(studio: Studio, author: str) -> bytes:
    """The picture as JPEG, with the author's name in its metadata; asks for the networks."""
    import numpy as np
    from PIL import Image

    from zikao.photo.face.outline import find_outline
    from zikao.photo.picture import Picture

    outline = find_outline(Picture(studio, 1.0, native=True)).sized(*studio.size)
    mask = Image.fromarray((np.clip((outline - 0.3) / 0.4, 0, 1) * 255).astype(np.uint8))
    studio = Image.composite(studio, Image.new("RGB", studio.size, (100, 197, 255)), mask)
    size = round(studio.width * 1.6)
    exif = Image.Exif()
    exif[0x013B] = author
    out = io.BytesIO()
    studio.resize((size, size), Image.Resampling.BICUBIC).save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()
