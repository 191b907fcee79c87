"""What a picture's header says, in one shape for all formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

ColorMode = Literal["rgb", "rgba", "grey", "grey_alpha", "palette", "cmyk", "other"]
DpiSource = Literal["jfif", "exif", "photoshop", "png", "bmp"]
ColorProfile = Literal["nothing", "srgb", "other", "unreadable"]

CM_PER_INCH: Final = 2.54
METRES_PER_INCH: Final = 0.0254
PARTS: Final = 20_000
"""Segments of a JPEG or chunks of a PNG that are walked: of a photograph some 10, of a large PNG 1,300."""
PAGE_BYTES: Final = 40_000_000
"""Of a file that is opened as a page."""
PIXELS: Final = 80_000_000
"""Of a picture that is decoded at all. OWASP ASVS 5.0, 5.2.6 (pixel flood)."""


@dataclass(frozen=True, slots=True)
class Density:
    """Dots per inch, and where that was stated."""

    x: float
    y: float
    source: DpiSource


def density(x: float, y: float, units_per_inch: float, source: DpiSource) -> Density | None:
    """A density in dots per inch; None where a side is zero, which states nothing.

    Two decimals are kept: PNG and BMP count per metre, where 300 dpi is written as 11811 (299.9994).
    """
    if x <= 0 or y <= 0:
        return None
    return Density(round(x * units_per_inch, 2), round(y * units_per_inch, 2), source)


class NotTried(Exception):  # noqa: N818 - no error: the picture may be sound
    """The picture was not read, or not decoded, because of a limit; `reason` says which, in zh-CN."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


TOO_MANY_PARTS = "文件被分成异常多的数据段，未解码"


@dataclass(frozen=True, slots=True)
class Header:
    """One picture file, read without decoding a pixel. None: this format's reader does not tell."""

    width: int
    height: int
    color_mode: ColorMode
    bits_per_channel: int
    bits_per_pixel: int
    density: Density | None = None
    program_density: Density | None = None
    """What the program that wrote it states in a place of its own."""
    exif: bytes | None = None
    """TIFF structure of the EXIF block."""
    software: tuple[str, ...] = ()
    """Names of software that the file states outside EXIF."""
    pictures: int | None = None
    complete: bool | None = None
    """The format's own end marker was reached."""
    trailing: bytes | None = None
    """What follows the end of the last picture."""
    scans: int = 1
    held: float = 0.0
    """Bytes a pixel that a decoder must keep of the whole picture, however small it is wanted."""
    decodable: bytes = b""
    """The same picture reduced to what its pixels need: nothing else is handed to a decoder."""
