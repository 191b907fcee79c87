"""A JPEG inside a band of bytes, at the best quality that fits."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_FINE_FROM: Final = 75
"""Quality from which full colour detail (4:4:4) is worth more than the next steps of quality."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished JPEG, and how it was encoded."""

    data: bytes
    quality: int
    """1..100 on the IJG scale."""
    full_color: bool
    """4:4:4; else 4:2:0."""


def encode(image: Image, dpi: int, quality_min: int, band: tuple[int, int]) -> Encoded | None:
    """The picture as baseline JPEG with no metadata but its density; None where no quality fits the band.

    `band` is the least and the most bytes. Full colour detail is kept where quality 75, or `quality_min` if
    that is more, allows it.
    """
    image = image.copy()
    image.info.clear()  # Pillow would write out a comment that it finds there
    fine = max(quality_min, _FINE_FROM)
    for full_color, least in ((True, fine), (False, quality_min), (True, quality_min)):
        for quality in range(100, least - 1, -1):
            data = _saved(image, dpi, quality, full_color)
            if len(data) < band[0]:
                break
            if len(data) <= band[1]:
                return Encoded(data, quality, full_color)
    return None


def _saved(image: Image, dpi: int, quality: int, full_color: bool) -> bytes:
    out = io.BytesIO()
    image.save(
        out, "JPEG", quality=quality, subsampling=0 if full_color else 2, dpi=(dpi, dpi), optimize=True
    )
    return out.getvalue()
