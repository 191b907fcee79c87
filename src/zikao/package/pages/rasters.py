"""From the bytes of a JPEG or PNG to pixels, no larger than reading needs and never beyond the limits.

Pillow is handed nothing but the picture's own chunks of a PNG: its readers of metadata, their logs and their
warnings never meet the input. JPEG goes to libjpeg-turbo by way of simplejpeg, which reads no metadata at all
and, in its strict mode, tells of damage that others paint over in grey.
"""

from __future__ import annotations

import hashlib
import io
import math
import struct
import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import simplejpeg
from PIL import Image

from zikao.formats.follow import Page
from zikao.formats.jpeg import Jpeg, read_jpeg
from zikao.formats.png import read_png
from zikao.formats.room import ROOM
from zikao.formats.upright import upright
from zikao.package.limits import Limits
from zikao.package.page_words import DAMAGED, TOO_MANY_PARTS, TOO_MANY_PIXELS, TOO_SLOW
from zikao.package.pages.memory import give_back

LONG_SIDE: Final = 2000
"""Pixels to which pages are reduced, where they are larger: small print of a whole A4 page stays readable."""
_MOST_SCANS: Final = 100
"""Scans of a JPEG; writers make about ten. Each costs a walk over the whole picture."""
_MOST_SCANNED: Final = 300_000_000
"""Pixels of all scans together: twelve scans of the largest picture that comes in several."""

Pixels = npt.NDArray[np.uint8]


class UnreadableError(Exception):
    """No pixels come out; the reason in zh-CN."""

    def __init__(self, reason: str, *, damaged: bool = False, locked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.damaged = damaged
        """Whether the file is at fault, rather than beyond a limit."""
        self.locked = locked
        """Whether a password is needed."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels."""

    picture: Image.Image
    """RGB, upright by the file's own marks, LONG_SIDE pixels long or less."""
    digest: bytes
    """Of the picture: equal for the same one, whatever else its file holds."""
    width: int | None
    """Pixels of the page as stored, but upright; None where a page has no pixels of its own."""
    height: int | None
    bilevel: bool
    """Whether the page is stored in one bit a pixel."""
    damaged: bool | None
    """Whether the decoder had to guess; None where it cannot tell."""
    attached: int = 0
    """Files that its own file holds beside its pages."""

    @property
    def megapixels(self) -> float:
        """Of the page as stored; 0 where it has no pixels of its own."""
        return (self.width or 0) * (self.height or 0) / 1e6

    @property
    def reduced(self) -> float:
        """Pixels of the page by pixels of the picture, along a side."""
        return max(self.width or 0, self.height or 0) / max(self.picture.size) or 1.0


def jpeg_raster(data: Any, page: Page, limits: Limits) -> Raster:
    """Decode a JPEG at the scale that is wanted.

    Args:
        data: the file, as bytes or a view of them.
        page: what its headers said.
        limits: of pixels.

    Raises:
        UnreadableError: damaged beyond decoding, or beyond a limit.
    """
    if page.width is None or page.height is None:
        raise UnreadableError(DAMAGED, damaged=True)
    pixels = page.width * page.height
    if pixels > limits.pixels or pixels * page.held > limits.bytes_at_once:
        raise UnreadableError(TOO_MANY_PIXELS)
    scans = page.scans if page.held else 1
    if page.overfull or scans > _MOST_SCANS or scans * pixels > max(pixels, _MOST_SCANNED):
        raise UnreadableError(TOO_MANY_PARTS)
    # Others go on behind gaps, and past a broken profile; this decoder, even when lenient, does not.
    jpeg = read_jpeg(bytes(data))
    data = jpeg.pixels_only()
    try:
        height, width, colours, _ = simplejpeg.decode_jpeg_header(data, strict=False)
    except Exception:
        # ValueError mostly, KeyError where it does not know what it was told; what they say goes no further.
        return _odd_jpeg(jpeg, page, page.width, page.height)
    if (width, height) != (page.width, page.height):  # two readings of one header: one is fooled
        raise UnreadableError(DAMAGED, damaged=True)
    wanted = {"min_width": LONG_SIDE} if width >= height else {"min_height": LONG_SIDE}
    inks = colours in ("CMYK", "YCCK")
    for strict in (True, False):
        try:
            with ROOM.share() as share:
                share.take(round(pixels * page.held))
                found = simplejpeg.decode_jpeg(data, "CMYK" if inks else "RGB", strict=strict, **wanted)
        except Exception:  # noqa: S112 - damaged: the lenient try follows, then the refusal below
            continue
        give_back(pixels * page.held)
        array = _from_inks(found) if inks else found
        picture = upright(Image.fromarray(array), page.orientation or 1)
        width, height = _like(picture, width, height)
        return Raster(picture, _digest(picture), width, height, bilevel=False, damaged=not strict)
    raise UnreadableError(DAMAGED, damaged=True)


def _odd_jpeg(jpeg: Jpeg, page: Page, width: int, height: int) -> Raster:
    """A picture that simplejpeg has no name for, its colours sampled as 4:1:0, say: whole, or not at all."""
    times = next((each for each in (8, 4, 2) if max(width, height) >= each * LONG_SIDE), 1)
    try:
        with ROOM.share() as share:
            share.take(round(width * height * page.held))
            image = Image.open(io.BytesIO(jpeg.picture_only()), formats=["JPEG"])
            if image.size != (width, height) or image.mode == "CMYK":
                raise UnreadableError(DAMAGED, damaged=True)
            image.draft(image.mode, (width // times, height // times))
            image.load()
    except UnreadableError:
        raise
    except Exception:
        raise UnreadableError(DAMAGED, damaged=True) from None
    give_back(width * height * page.held)
    picture = upright(image.convert("RGB"), page.orientation or 1)
    width, height = _like(picture, width, height)
    return Raster(picture, _digest(picture), width, height, bilevel=False, damaged=not jpeg.ended)


def png_raster(data: Any, page: Page, limits: Limits, deadline: float = math.inf) -> Raster:
    """Decode a PNG and reduce it; see `jpeg_raster`.

    The deadline stands on the clock of `time.thread_time`: a stream of tiny blocks is slow to unpack,
    whatever the size of its picture.

    Raises:
        UnreadableError: damaged beyond decoding, beyond a limit, or late.
    """
    if page.width is None or page.height is None:
        raise UnreadableError(DAMAGED, damaged=True)
    if page.width * page.height * page.held > limits.bytes_at_once:
        raise UnreadableError(TOO_MANY_PIXELS)
    if page.overfull:
        raise UnreadableError(TOO_MANY_PARTS)
    source = _Timed(read_png(data).picture_only(), deadline)
    with ROOM.share() as share:
        share.take(round(page.width * page.height * page.held))
        return _png(source, page, page.width, page.height)


def _png(source: _Timed, page: Page, width: int, height: int) -> Raster:
    try:
        image = Image.open(source, formats=["PNG"])
        if image.size != (width, height):
            raise UnreadableError(DAMAGED, damaged=True)
        image.load()
        bilevel = image.mode == "1"
        picture = upright(reduced(image), page.orientation or 1)
        del image
        give_back(width * height * page.held)
    except UnreadableError:
        raise
    except Exception:
        # Decoders raise OSError, SyntaxError, ValueError, struct.error, zlib.error and more on damaged data;
        # what they say may hold bytes of the picture, so it goes no further.
        raise UnreadableError(DAMAGED, damaged=True) from None
    width, height = _like(picture, width, height)
    return Raster(picture, _digest(picture), width, height, bilevel, damaged=False)


def reduced(image: Image.Image) -> Image.Image:
    """The picture in RGB on white, LONG_SIDE pixels long or less."""
    if image.mode.startswith("I"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    factor = max(image.size) // LONG_SIDE
    if factor > 1:
        image = image.reduce(factor)
    if image.mode in ("LA", "RGBA"):
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def raster_of(
    picture: Image.Image, width: int | None, height: int | None, *, bilevel: bool, attached: int
) -> Raster:
    """A page that was drawn rather than decoded."""
    return Raster(picture, _digest(picture), width, height, bilevel, damaged=None, attached=attached)


def _from_inks(inks: Pixels) -> Pixels:
    """Adobe stores how much light each ink lets through."""
    light = inks[:, :, :3].astype(np.uint16) * inks[:, :, 3:]
    return (light // 255).astype(np.uint8)


def _like(picture: Image.Image, width: int, height: int) -> tuple[int, int]:
    """Both sides in the order of the upright picture's."""
    short, long = sorted((width, height))
    return (long, short) if picture.width > picture.height else (short, long)


def _digest(picture: Image.Image) -> bytes:
    # Averages over all pixels tell pictures apart as well as the pixels do, in a sixteenth of the time.
    return hashlib.sha256(struct.pack("<QQ", *picture.size) + picture.reduce(4).tobytes()).digest()


class _Timed(io.BytesIO):
    """A file that reads no further once its time is over; Pillow asks for 64 KB at a time."""

    def __init__(self, data: bytes, deadline: float) -> None:
        super().__init__(data)
        self._deadline = deadline

    def read(self, size: int | None = -1, /) -> bytes:
        if time.thread_time() >= self._deadline:
            raise UnreadableError(TOO_SLOW)
        return super().read(size)
