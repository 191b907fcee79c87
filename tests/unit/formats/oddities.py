"""Files at which two readers may part: odd, but seen in the wild or easily made; and what each of them is.

What is right is what the widespread decoders make of it: libjpeg and Pillow for JPEG, libpng and browsers for
PNG.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from dataclasses import dataclass

from PIL import Image

SIZE = (48, 64)


@dataclass(frozen=True)
class Case:
    """A file and the right reading of it."""

    data: bytes
    kind: str
    size: tuple[int, int] | None = None
    """Stored width and height; None where the header makes no sense."""
    turn: int | None = None
    """How it is turned; None for a kind that has no mark."""
    cut: bool | None = None
    """Whether its end is missing; None where that is not told of the kind."""
    shows: bool = True
    """Whether a decoder gets the picture out, and all of it."""
    extension: str = "jpg"
    matches: bool | None = None
    """Whether a file of the kind may have the extension."""


CASES: dict[str, Case] = {}


def _saved(kind: str, **options: object) -> bytes:
    noise = random.Random(4).randbytes(SIZE[0] * SIZE[1] * 3)
    target = io.BytesIO()
    Image.frombytes("RGB", SIZE, noise).save(target, kind, **options)
    return target.getvalue()


JPEG = _saved("JPEG", quality=75)
PROGRESSIVE = _saved("JPEG", quality=75, progressive=True)
PNG = _saved("PNG")
_FRAME = JPEG.index(b"\xff\xc0")
_IHDR_END = 33


def jpeg_with(between: bytes, data: bytes = JPEG) -> bytes:
    """The JPEG with these bytes between two of its segments."""
    at = data.index(b"\xff\xdb")
    return data[:at] + between + data[at:]


def segment(marker: int, body: bytes, length: int | None = None) -> bytes:
    """A segment; its length may be a lie."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2 if length is None else length) + body


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with(between: bytes) -> bytes:
    """The PNG with these bytes behind its header."""
    return PNG[:_IHDR_END] + between + PNG[_IHDR_END:]


def tiff(turn: int, *, kind: int = 3, count: int = 1, order: str = "<") -> bytes:
    """A block of EXIF that holds one tag, the orientation."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(order + {1: "B3x", 3: "H2x", 4: "I"}[kind], turn)
    return head + struct.pack(order + "IHHHI", 8, 1, 0x0112, kind, count) + value + bytes(4)


EMPTY_TIFF = b"II*\0\x08\0\0\0\0\0\0\0\0\0"


def exif(block: bytes) -> bytes:
    """The segment that holds it."""
    return segment(0xE1, b"Exif\0\0" + block)


def _jpeg(name: str, data: bytes, turn: int = 1, *, cut: bool = False, shows: bool = True) -> None:
    CASES[name] = Case(data, "jpeg", SIZE, turn, cut, shows, "jpg", matches=True)


def _png(name: str, data: bytes, turn: int = 1, *, sized: bool = True, cut: bool = False) -> None:
    CASES[name] = Case(data, "png", SIZE if sized else None, turn, cut, sized, "png", matches=True)


def _other(name: str, data: bytes, kind: str, extension: str, matches: bool | None) -> None:
    CASES[name] = Case(data, kind, extension=extension, matches=matches, shows=False)


# The turn of a JPEG
_jpeg("plain", JPEG)
_jpeg("turn as a short", jpeg_with(exif(tiff(6))), 6)
_jpeg("turn as a long", jpeg_with(exif(tiff(6, kind=4))), 6)
_jpeg("turn as a long, other byte order", jpeg_with(exif(tiff(8, kind=4, order=">"))), 8)
_jpeg("turn as a byte", jpeg_with(exif(tiff(6, kind=1))))
_jpeg("turn of no value", jpeg_with(exif(tiff(6, count=0))))
_jpeg("turn that there is not", jpeg_with(exif(tiff(9))))
_jpeg("two blocks, the first without a turn", jpeg_with(exif(EMPTY_TIFF) + exif(tiff(6))))
_jpeg("two blocks, two turns", jpeg_with(exif(tiff(6)) + exif(tiff(8))), 6)
_jpeg("two blocks, the first empty", jpeg_with(exif(b"") + exif(tiff(6))), 6)
_jpeg("other metadata first", jpeg_with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0") + exif(tiff(3))), 3)

# Between the segments of a JPEG
_jpeg("garbage between segments", jpeg_with(b"garbage"))
_jpeg("garbage before the turn", jpeg_with(b"\0\0\0" + exif(tiff(6))), 6)
_jpeg("stuffed zeros between segments", jpeg_with(b"\xff\0\xff\0" + exif(tiff(6))), 6)
_jpeg("fill bytes", jpeg_with(b"\xff" * 9))
_jpeg("restarts between segments", jpeg_with(b"\xff\xd3\xff\x01"))
_jpeg("length of zero", jpeg_with(segment(0xFE, b"", 0)))
_jpeg("length of one", jpeg_with(segment(0xFE, b"", 1) + exif(tiff(6))), 6)

# The size of a JPEG
_frame = JPEG[_FRAME : _FRAME + 2 + int.from_bytes(JPEG[_FRAME + 2 : _FRAME + 4], "big")]
_two = JPEG[:_FRAME] + _frame + JPEG[_FRAME:]
CASES["two frames"] = Case(_two, "jpeg", None, 1, cut=False, shows=False, matches=True)
_late = JPEG[:-2] + _frame + JPEG[-2:]
CASES["second frame behind the scan"] = Case(_late, "jpeg", None, 1, cut=False, shows=False, matches=True)
_start_inside = {
    "start inside": b"\xff\xd8",
    "start inside, and what reads like a length": b"\xff\xd8\0\4ab",
    "start inside, and garbage": b"\xff\xd8garbage",
}
for _name, _between in _start_inside.items():
    CASES[_name] = Case(jpeg_with(_between), "jpeg", None, 1, cut=True, shows=False, matches=True)

# The end of a JPEG
_jpeg("cut", JPEG[: len(JPEG) // 2], cut=True, shows=False)
_jpeg("bytes behind the end", JPEG + b"tail")
CASES["nothing but start and end"] = Case(
    b"\xff\xd8\xff\xd9", "jpeg", None, 1, cut=True, shows=False, matches=True
)
_heads_only = JPEG[: JPEG.index(b"\xff\xda")] + b"\xff\xd9"
_jpeg("end before any data of the picture", _heads_only, cut=True, shows=False)
_last = PROGRESSIVE.rindex(b"\xff\xc4")
_jpeg(
    "end mark inside a table of a cut picture",
    PROGRESSIVE[:_last] + segment(0xFE, b"\xff\xd9 no end") + PROGRESSIVE[_last : _last + 30],
    cut=True,
    shows=False,
)

# PNG
_png("plain png", PNG)
_png("png with a turn", png_with(chunk(b"eXIf", tiff(6))), 6)
_png("png with a turn behind its pixels", PNG[:-12] + chunk(b"eXIf", tiff(8, order=">")) + PNG[-12:], 8)
_png("png with end mark in a text", png_with(chunk(b"tEXt", b"a\0IEND\xaeB`\x82"))[:-12], cut=True)
_png("png with two headers", png_with(PNG[8:_IHDR_END]), sized=False)
_png("png that opens with another chunk", PNG[:8] + chunk(b"tEXt", b"a\0b") + PNG[8:], sized=False)
_png("png with a short header", PNG[:8] + chunk(b"IHDR", PNG[16:28]) + PNG[_IHDR_END:], sized=False)
_ihdr = PNG[16:24] + b"\5" + PNG[25:29]
_png("png of a depth that there is not", PNG[:8] + chunk(b"IHDR", _ihdr) + PNG[_IHDR_END:], sized=False)

# Kinds and extensions
_other("hif", b"\0\0\0\x18ftypheic" + bytes(80), "heic", "hif", matches=True)
_other("heif", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(80), "heic", "heif", matches=True)
_other("avif by its second brand", b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif" + bytes(80), "avif", "avif", True)
_other("video", b"\0\0\0\x18ftypmp42" + bytes(80), "video", "jpg", matches=False)
_other("text that begins like a bmp", b"BM is also how a text may begin", "text", "bmp", matches=False)
_other("text called jpg", b"just words", "text", "jpg", matches=False)
_other("text called txt", b"just words", "text", "txt", matches=None)
_other("webp without its frame", b"PIFF\0\0\0\0WEBPVP8 " + bytes(40), "unknown", "webp", matches=False)
_other("pdf behind a byte order mark", b"\xef\xbb\xbf%PDF-1.7\n%%EOF", "pdf", "pdf", matches=True)
_other("archive in parts", b"PK\x07\x08PK\x03\x04" + bytes(60), "zip", "zip", matches=True)
_other("rar", b"Rar!\x1a\x07\x00" + bytes(60), "rar", "jpg", matches=False)
