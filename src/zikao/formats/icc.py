"""What the numbers of a picture mean: its ICC profile, and how they become sRGB.

A picture is measured as it looks, so the numbers of a telephone that records a wider range are put into sRGB
first. A file that is made here carries no profile, and whoever sees it takes its numbers for sRGB: there the
same conversion is the one way to leave the colours alone.
"""

from __future__ import annotations

import io
import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageCms

from zikao.formats.chunks import SIGNATURE
from zikao.formats.png import read_png

if TYPE_CHECKING:
    from zikao.formats.header import ColorProfile

_LARGEST: Final = 1_000_000
"""Bytes of a profile that is looked at; a camera's has a few hundred, a scanner's some thousands."""
_PROGRAM: Final = b"mpet"
"""A chain of any number of calculations (multiProcessElementsType of ICC.1:2022), which no camera writes:
50,000 of them, in 0.8 MB, keep the library busy for minutes."""
_LEVELS: Final = (0, 64, 128, 192, 255)
_SAME: Final = 2
"""Levels by which the profiles that are called sRGB differ from one another."""


@dataclass(frozen=True, slots=True)
class Colors:
    """The profile of an original."""

    told: ColorProfile
    """`unreadable` is also a profile of another kind than RGB, and one that would cost too much."""
    transform: ImageCms.ImageCmsTransform | None = None

    def srgb(self, image: Image.Image) -> Image.Image:
        """The RGB picture with numbers that mean sRGB."""
        if self.transform is None:
            return image
        converted = ImageCms.applyTransform(image, self.transform)
        return image if converted is None else converted


def colors_of(data: bytes, image: Image.Image) -> Colors:
    """The colours of an original, given its file and what the decoder made of it; never raises."""
    profile = image.info.get("icc_profile")
    if profile is None:
        profile = png_profile(data)
    if profile is None:
        return Colors("nothing")
    # The header's own words (ICC.1:2022, 7.2): a colour space other than RGB has no place here.
    if len(profile) > _LARGEST or profile[16:20] != b"RGB " or _PROGRAM in profile:
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


def png_profile(data: bytes) -> bytes | None:
    """The profile of a PNG, which the decoder is not shown; empty where it cannot be unpacked."""
    chunk = read_png(data, asked=(b"iCCP",)).first(b"iCCP") if data.startswith(SIGNATURE) else None
    if chunk is None:
        return None
    coder = zlib.decompressobj()
    try:
        profile = coder.decompress(chunk.partition(b"\0")[2][1:], _LARGEST + 1)
    except zlib.error:
        return b""
    # What browsers unpack ends where its data end.
    whole = coder.eof and not coder.unused_data
    return profile if whole or len(profile) > _LARGEST else b""
