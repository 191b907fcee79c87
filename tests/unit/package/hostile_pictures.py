"""Pictures made to cost time or memory; `FILES` holds a maker for each, by what it is."""

from __future__ import annotations

import functools
import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .zipmaker import jpeg

Maker = Callable[[], bytes]
FILES: dict[str, Maker] = {}
_MEGABYTE = 1_000_000


def file(name: str) -> Callable[[Maker], Maker]:
    """Enter the function as the maker of this file."""

    def enter(make: Maker) -> Maker:
        FILES[name] = make
        return make

    return enter


def empty_blocks(size: int) -> bytes:
    """A deflate stream of about this many bytes that unpacks to nothing, slowly: each block brings tables."""
    # Two blocks fill 23 bytes: lengths 1, 2, 2 for the symbols 18, 0 and 1 of the code of codes, then 256
    # zeros, the end mark with one bit, no distances, the end mark.
    order = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1)
    lengths = {18: 1, 0: 2, 1: 2}
    fields = [(0, 1), (2, 2), (0, 5), (0, 5), (14, 4), *((lengths.get(symbol, 0), 3) for symbol in order)]
    # Codes stand with their first bit first: 18 is 0, 0 is 10, 1 is 11.
    fields += [(0, 1), (127, 7), (0, 1), (107, 7), (0b11, 2), (0b01, 2), (0, 1)]
    bits = "".join(f"{value:0{width}b}"[::-1] for value, width in fields)
    both = int((bits * 2)[::-1], 2).to_bytes(len(bits) * 2 // 8, "little")
    return both * (size // len(both)) + b"\x03\x00"


def _png(
    width: int, height: int, depth: int, colour: int, packed: bytes, *, before: bytes = b"", laced: int = 0
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, laced)
    body = _chunk(b"IHDR", header) + before + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@functools.cache
def _nothing(size: int) -> bytes:
    """A zlib stream of so many zeros."""
    stream = zlib.compressobj(9)
    parts = [stream.compress(bytes(_MEGABYTE)) for _ in range(size // _MEGABYTE)]
    return b"".join([*parts, stream.compress(bytes(size % _MEGABYTE)), stream.flush()])


@file("png of 65,500 x 65,500")
def vast_png() -> bytes:
    return _png(65_500, 65_500, 1, 0, _nothing(8_189 * 65_500))


@file("png as large as the limits allow")
def largest_png() -> bytes:
    return _png(6_300, 6_300, 8, 0, _nothing(6_301 * 6_300))


@file("png in colour as large as the limits allow")
def largest_colour_png() -> bytes:
    return _png(4_470, 4_470, 8, 2, _nothing(13_411 * 4_470))


@file("png in 16 bits as large as the limits allow")
def largest_deep_png() -> bytes:
    return _png(3_160, 3_160, 16, 6, _nothing(25_281 * 3_160))


@file("png of grey in 16 bits")
def grey_deep_png() -> bytes:
    return _png(7_000, 7_000, 16, 0, _nothing(14_001 * 7_000))


@file("png in seven passes")
def laced_png() -> bytes:
    # Each pass has its own rows, every one with a filter byte.
    passes = ((8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2))
    size = sum((-(-6_300 // across) + 1) * -(-6_300 // down) for across, down in passes)
    return _png(6_300, 6_300, 8, 0, _nothing(size), laced=1)


@file("png with large texts and profiles")
def wordy_png() -> bytes:
    bomb = _nothing(100 * _MEGABYTE)
    text = _chunk(b"zTXt", b"Comment\0\0" + bomb) + _chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb)
    return _png(64, 64, 8, 0, _nothing(65 * 64), before=(text + _chunk(b"iCCP", b"icc\0\0" + bomb)) * 20)


@file("png of a million chunks")
def chunky_png() -> bytes:
    return _png(64, 64, 8, 0, _nothing(65 * 64), before=_chunk(b"IDAT", b"") * 1_000_000)


@file("png with blocks of nothing")
def blocks_png() -> bytes:
    return _png(64, 64, 8, 0, b"\x78\x01" + empty_blocks(35 * _MEGABYTE))


def _segment(code: int, body: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


_QUANTISER = _segment(0xDB, b"\x00" + b"\x01" * 64)
_TABLES = b"".join(
    # One code of one bit for "nothing more": every block is a bit or two.
    _segment(0xC4, bytes([place]) + b"\x01" + bytes(15) + b"\x00")
    for place in (0x00, 0x10)
)
_SCAN_OF_ALL = 0xFF


def huge_jpeg(
    width: int, height: int, frame: int = 0xC0, components: int = 3, scans: Sequence[int] = (_SCAN_OF_ALL,)
) -> bytes:
    """Headers of a picture of this size, and scans with hardly any data.

    Args:
        width: pixels.
        height: pixels.
        frame: code of the frame header.
        components: all in full resolution.
        scans: for each the one component in it, or 0xFF for all.
    """
    parts = b"".join(bytes([1 + each, 0x11, 0]) for each in range(components))
    head = struct.pack(">BHHB", 8, height, width, components) + parts
    body = b""
    for scan in scans:
        within = range(components) if scan == _SCAN_OF_ALL else [scan]
        # Progressive scans of more than one component may hold the first coefficient only.
        last = 0 if frame == 0xC2 else 63
        chosen = b"".join(bytes([1 + each, 0]) for each in within)
        body += _segment(0xDA, bytes([len(within)]) + chosen + bytes([0, last, 0])) + bytes(64)
    return b"\xff\xd8" + _QUANTISER + _segment(frame, head) + _TABLES + body + b"\xff\xd9"


@file("jpeg of 65,500 x 65,500")
def vast_jpeg() -> bytes:
    return huge_jpeg(65_500, 65_500)


@file("jpeg as large as the limits allow")
def largest_jpeg() -> bytes:
    return huge_jpeg(8_900, 8_900)


@file("jpeg in inks")
def inks_jpeg() -> bytes:
    return huge_jpeg(8_900, 8_900, components=4)


@file("jpeg of one component a scan")
def parted_jpeg() -> bytes:
    return huge_jpeg(8_900, 8_900, scans=(0, 1, 2))


@file("jpeg of one component a scan as large as the limits allow")
def largest_parted_jpeg() -> bytes:
    return huge_jpeg(3_650, 3_650, scans=(0, 1, 2))


@file("jpeg of one component a scan, junk before it")
def hidden_parted_jpeg() -> bytes:
    data = parted_jpeg()
    at = data.index(b"\xff\xc4")
    return data[:at] + b"junk" + data[at:]


@file("progressive jpeg in inks")
def progressive_jpeg() -> bytes:
    return huge_jpeg(3_160, 3_160, 0xC2, components=4)


@file("progressive jpeg of a hundred scans")
def hundred_scans() -> bytes:
    return huge_jpeg(1_730, 1_730, 0xC2, scans=[number % 3 for number in range(100)])


@file("progressive jpeg of five thousand scans")
def thousands_of_scans() -> bytes:
    return huge_jpeg(2_000, 2_000, 0xC2, scans=[number % 3 for number in range(5_000)])


@file("jpeg of five thousand scans")
def sequential_scans() -> bytes:
    return huge_jpeg(2_000, 2_000, scans=[number % 3 for number in range(5_000)])


@file("jpeg in arithmetic code")
def arithmetic_jpeg() -> bytes:
    return huge_jpeg(8_900, 8_900, 0xC9)


@file("jpeg of noise, damaged at its end")
def damaged_jpeg() -> bytes:
    noise = np.random.default_rng(3).integers(0, 256, (3_000, 4_000, 3), np.uint8)
    target = io.BytesIO()
    Image.fromarray(noise).save(target, "JPEG", quality=95, subsampling=0)
    return target.getvalue()[:-5_000]


@file("jpeg of a million tables")
def tables_jpeg() -> bytes:
    data = huge_jpeg(64, 64)
    at = data.index(b"\xff\xc4")
    return data[:at] + _TABLES * 1_000_000 + data[at:]


@file("jpeg of headers without an end")
def headers_jpeg() -> bytes:
    return b"\xff\xd8" + b"\xff\xe1\x00\x02" * 9_000_000


@file("bones of a jpeg")
def bones_jpeg() -> bytes:
    return jpeg(2 * _MEGABYTE, 8_900, 8_900)


# Pages that keep the reader of text busy


def _saved(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=1)
    return target.getvalue()


@file("page of dashes")
def dashes() -> bytes:
    dice = np.random.default_rng(4)
    page = Image.new("L", (2_000, 2_000), 255)
    pen = ImageDraw.Draw(page)
    for top in range(4, 1_990, 12):
        x = 4
        while x < 1_980:
            width = int(dice.integers(2, 9))
            pen.rectangle((x, top + int(dice.integers(0, 3)), x + width // 2, top + 8), fill=20)
            x += width + 2
    return _saved(page)


@file("page of nonsense in small print")
def small_print() -> bytes:
    dice = random.Random(5)
    page = Image.new("L", (2_000, 2_000), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(12)
    for top in range(2, 1_985, 14):
        text = "".join(chr(dice.randint(33, 126)) for _ in range(290))
        pen.text((2, top), text, 10, font=font)
    return _saved(page)


@file("page of three hundred words")
def scattered_words() -> bytes:
    dice = random.Random(6)
    page = Image.new("L", (2_000, 2_000), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(26)
    for top in range(4, 1_960, 40):
        for left in range(4, 1_900, 260):
            pen.text((left, top), "".join(chr(dice.randint(65, 90)) for _ in range(10)), 10, font=font)
    return _saved(page)


@file("page of noise")
def noise_page() -> bytes:
    return _saved(Image.fromarray(np.random.default_rng(7).integers(0, 256, (1_000, 1_000), np.uint8)))


@file("blank page")
def blank_page() -> bytes:
    return _saved(Image.new("L", (2_000, 2_000), 255))


@file("picture of a thousand to one")
def strip() -> bytes:
    return _png(50_000, 30, 8, 0, _nothing(50_001 * 30))
