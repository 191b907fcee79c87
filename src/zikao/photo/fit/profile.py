"""What the numbers of an original mean: its colour profile, and how they become sRGB.

The made file carries no profile, and whoever sees it takes its numbers for sRGB. Those of a telephone that
records a wider range would come out paler, so they are converted: the one way to leave the colours alone.
"""

from __future__ import annotations

import io
import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PIL import Image, ImageCms

if TYPE_CHECKING:
    from zikao.photo.limits import Limits

_LARGEST: Final = 1_000_000
"""Bytes of a profile that is looked at; a camera's has a few hundred, a scanner's some thousands."""
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_LEVELS: Final = (0, 64, 128, 192, 255)
_SAME: Final = 2
"""Levels by which the profiles that are called sRGB differ from one another."""


@dataclass(frozen=True, slots=True)
class Colors:
    """The profile of an original."""

    told: Literal["nothing", "srgb", "other", "unreadable"]
    transform: ImageCms.ImageCmsTransform | None = None

    def srgb(self, image: Image.Image) -> Image.Image:
        """The RGB picture with numbers that mean sRGB."""
        if self.transform is None:
            return image
        converted = ImageCms.applyTransform(image, self.transform)
        return image if converted is None else converted


def colors_of(data: bytes, image: Image.Image, limits: Limits) -> Colors:
    """The colours of an original, given its file and what the decoder made of it; never raises."""
    profile = image.info.get("icc_profile")
    if profile is None:
        profile = _png_profile(data, limits)
    if profile is None:
        return Colors("nothing")
    # The header's own words (ICC.1:2022, 7.2): a colour space other than RGB has no place here.
    if len(profile) > _LARGEST or profile[16:20] != b"RGB ":
        return Colors("unreadable")
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            "RGB",
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )
        other = Colors("other", transform)
        return Colors("srgb") if _leaves_alone(other) else other
    except (ImageCms.PyCMSError, OSError, ValueError):
        return Colors("unreadable")


def _leaves_alone(colors: Colors) -> bool:
    samples = Image.new("RGB", (len(_LEVELS) ** 3, 1))
    samples.putdata(list(itertools.product(_LEVELS, repeat=3)))
    pairs = zip(samples.tobytes(), colors.srgb(samples).tobytes(), strict=True)
    return all(abs(one - other) <= _SAME for one, other in pairs)


def _png_profile(data: bytes, limits: Limits) -> bytes | None:
    """The profile of a PNG, which the decoder is not shown; empty where it cannot be unpacked."""
    if not data.startswith(_PNG_START):
        return None
    at = len(_PNG_START)
    for _ in range(limits.parts):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"iCCP":
            packed = data[at + 8 : at + 8 + length].partition(b"\0")[2][1:]
            try:
                return zlib.decompressobj().decompress(packed, _LARGEST + 1)
            except zlib.error:
                return b""
        if kind in (b"IDAT", b""):
            return None
        at += 12 + length
    return None
