"""PDFs made to cost time or memory; `FILES` holds a maker for each, by what it is."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

Maker = Callable[[], bytes]
FILES: dict[str, Maker] = {}
_MEGABYTE = 1_000_000


def file(name: str) -> Callable[[Maker], Maker]:
    """Enter the function as the maker of this file."""

    def enter(make: Maker) -> Maker:
        FILES[name] = make
        return make

    return enter


def document(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    end += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return bytes(body) + end


def stream(
    content: bytes, entries: bytes = b"", filters: bytes = b"/FlateDecode", *, raw: bool = False
) -> bytes:
    """A stream object; packed here unless it is raw."""
    packed = content if raw else zlib.compress(content, 9)
    return b"<</Length %d/Filter%b%b>>stream\n%b\nendstream" % (len(packed), filters, entries, packed)


def page(
    content: bytes,
    resources: bytes = b"",
    box: bytes = b"0 0 595 842",
    times: int = 1,
    more: Sequence[bytes] = (),
) -> bytes:
    """A PDF whose pages all show this content stream, the fourth object; `more` are numbered from 5."""
    kids = b" ".join([b"3 0 R"] * times)
    return document(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%b]>>" % (times, kids),
            b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources<<%b>>>>" % (box, resources),
            content,
            *more,
        ]
    )


def holding(content: bytes) -> bytes:
    """A PDF of one empty page that holds a file, as portfolios do."""
    return document(
        [
            b"<</Type/Catalog/Pages 2 0 R/Collection<<>>/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
            b"<</Type/Filespec/F(a.pdf)/EF<</F 5 0 R>>>>",
            stream(content),
        ]
    )


def zeros(size: int) -> bytes:
    """A zlib stream of so many spaces, in whole megabytes."""
    packer = zlib.compressobj(9)
    million = b" " * _MEGABYTE
    return b"".join([*(packer.compress(million) for _ in range(size // _MEGABYTE)), packer.flush()])


@file("pdf of a hundred thousand pages")
def many_pages() -> bytes:
    return page(stream(b"0 0 m 100 100 l S"), times=100_000)


@file("pdf whose pages hold themselves")
def circular_pages() -> bytes:
    kids = b"2 0 R " * 1_000
    return document(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 100000/Parent 2 0 R/Kids[%b]>>" % kids]
    )


@file("pdf of deep brackets")
def deep_brackets() -> bytes:
    return page(stream(b"[" * 5 * _MEGABYTE), b"/Font" + b"<</A" * 100_000 + b">>" * 100_000)


@file("pdf of a giant page")
def giant_page() -> bytes:
    return page(stream(b"0 0 m 100 100 l S"), box=b"0 0 1000000000 1000000000")


@file("pdf of a thin page")
def thin_page() -> bytes:
    return page(stream(b"0 0 m 100 100 l S"), box=b"0 0 999999 1")


@file("pdf that unpacks to a gigabyte of nothing")
def content_bomb() -> bytes:
    return page(stream(zeros(1_000 * _MEGABYTE), raw=True), times=50)


@file("pdf packed twice")
def twice_packed() -> bytes:
    return page(stream(zeros(1_000 * _MEGABYTE), filters=b"[/FlateDecode/FlateDecode]"), times=50)


@file("pdf of many bombs for one page")
def many_bombs() -> bytes:
    bomb = stream(zeros(200 * _MEGABYTE), raw=True)
    contents = b"[" + b"4 0 R " * 100 + b"]"
    return page(bomb).replace(b"/Contents 4 0 R", b"/Contents" + contents)


@file("pdf of a million lines")
def million_lines() -> bytes:
    dice = random.Random(1)
    lines = b"".join(
        b"%d %d m %d %d %d %d %d %d c S\n" % tuple(dice.randrange(900) for _ in range(8))
        for _ in range(20_000)
    )
    return page(stream(zlib.compress(lines * 50, 1), raw=True), times=50)


@file("pdf of forms in forms")
def forms_in_forms() -> bytes:
    depth = 9
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>" % (6 + level),
        )
        for level in range(depth)
    ]
    leaf = stream(b"0 0 m 500 700 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]")
    return page(stream(b"/F Do " * 10), b"/XObject<</F 5 0 R>>", times=50, more=[*forms, leaf])


@file("pdf of small tiles")
def small_tiles() -> bytes:
    tile = stream(
        b"1 0 0 rg 0 0 1 1 re f " * 100,
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .01/YStep .01"
        b"/Resources<<>>",
    )
    content = b"/Pattern cs /P scn 0 0 595 842 re f " * 50
    return page(stream(content), b"/Pattern<</P 5 0 R>>", times=50, more=[tile])


@file("pdf of a function for each point")
def shading() -> bytes:
    function = stream(
        b"{" + b"2 copy sin exch cos add 360 mul sin pop " * 5_000 + b"0}",
        b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]",
    )
    shade = b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R/Matrix[600 0 0 850 0 0]>>"
    return page(stream(b"/S sh " * 20), b"/Shading<</S 5 0 R>>", times=50, more=[shade, function])


@file("pdf of see-through layers")
def layers() -> bytes:
    form = stream(
        b"0 0 600 850 re f",
        b"/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Group<</S/Transparency/I true/K true>>"
        b"/Resources<</ExtGState<</G 6 0 R>>>>",
    )
    state = b"<</Type/ExtGState/ca .5/BM/Luminosity>>"
    content = b"/G gs /F Do " * 5_000
    resources = b"/XObject<</F 5 0 R>>/ExtGState<</G 6 0 R>>"
    return page(stream(content), resources, times=50, more=[form, state])


def _image(width: int, height: int, bits: int, colours: bytes, data: bytes, filters: bytes) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%b"
    return stream(data, entries % (width, height, bits, colours), filters, raw=True)


def scan(
    width: int,
    height: int,
    bits: int,
    colours: bytes,
    data: bytes,
    filters: bytes = b"/FlateDecode",
    times: int = 50,
) -> bytes:
    """A PDF of pages that show one image each."""
    content = stream(b"595 0 0 842 0 0 cm /I Do")
    image = _image(width, height, bits, colours, data, filters)
    return page(content, b"/XObject<</I 5 0 R>>", times=times, more=[image])


@file("pdf of a picture of 60,000 x 60,000")
def vast_scan() -> bytes:
    return scan(60_000, 60_000, 1, b"/DeviceGray", zeros(450 * _MEGABYTE))


@file("pdf of a picture as large as the limits allow")
def largest_scan() -> bytes:
    return scan(8_900, 8_900, 8, b"/DeviceGray", zeros(80 * _MEGABYTE))


@file("pdf of a picture in colour as large as the limits allow")
def largest_colour_scan() -> bytes:
    return scan(8_900, 8_900, 8, b"/DeviceRGB", zeros(238 * _MEGABYTE))


@file("pdf of a small picture in a large stream")
def bloated_scan() -> bytes:
    return scan(64, 64, 8, b"/DeviceGray", zeros(900 * _MEGABYTE))


@file("pdf of a jpeg 2000 that says another size")
def lying_scan() -> bytes:
    target = io.BytesIO()
    Image.new("L", (7_000, 7_000), 9).save(target, "JPEG2000", irreversible=False)
    return scan(64, 64, 8, b"/DeviceGray", target.getvalue(), b"/JPXDecode")


@file("pdf of one picture a thousand times")
def repeated_scan() -> bytes:
    noise = np.random.default_rng(2).integers(0, 256, (2_000, 2_000), np.uint8).tobytes()
    data = scan(2_000, 2_000, 8, b"/DeviceGray", zlib.compress(noise, 1))
    once = stream(b"595 0 0 842 0 0 cm /I Do")
    often = stream(b"q 595 0 0 842 0 0 cm /I Do Q " * 1_000)
    return data.replace(once, often)


@file("pdf of pages of noise")
def noise_pages() -> bytes:
    noise = np.random.default_rng(3).integers(0, 256, (1_000, 700), np.uint8).tobytes()
    return scan(700, 1_000, 8, b"/DeviceGray", zlib.compress(noise, 1))


@file("pdf without a table, full of objects")
def objects_only() -> bytes:
    return (
        b"%PDF-1.4\n" + b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(1_000_000)) + b"%%EOF"
    )


@file("pdf of a font with a bomb in it")
def font_bomb() -> bytes:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 6 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R/ToUnicode 7 0 R>>"
    bomb = stream(zeros(900 * _MEGABYTE), raw=True)
    content = stream(b"BT /F 12 Tf (A A A) Tj ET")
    return page(content, b"/Font<</F 5 0 R>>", times=50, more=[font, descriptor, bomb])
