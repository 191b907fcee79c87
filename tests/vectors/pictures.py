"""Files for a portrait's file facts: every format, what cameras and programs write, and what is odd."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib
from functools import cache
from typing import Any, Final

from PIL import Image, ImageCms

from tests.unit.formats import oddities
from tests.unit.formats.oddities import JPEG, PNG, PROGRESSIVE, chunk, jpeg_with, png_with, segment
from tests.unit.formats.test_trailers import NOISE, NOTE, VIDEO, box, picture, samsung
from tests.unit.photo.conftest import Make
from tests.vectors.store import File
from zikao.formats.chunks import SIGNATURE

ALIKE: Final = PROGRESSIVE + PNG + JPEG
"""What most of them are made of."""
XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
PHOTOSHOP: Final = b"Photoshop 3.0\0"
DATED: Final = {0x9003: "2026:03:09 10:11:12"}
TAILS: Final[dict[str, bytes]] = {
    "samsung": samsung(NOTE),
    "samsung without notes": samsung(),
    "samsung, a byte short": samsung(NOTE)[1:],
    "video": VIDEO,
    "video and a free box to the end": VIDEO + struct.pack(">I4s", 0, b"free") + bytes(20),
    "video of a large box": box(b"ftyp", b"isom\0\0\0\0")
    + struct.pack(">I4sQ", 1, b"mdat", 216)
    + bytes(200),
    "video that breaks off": VIDEO[:-60],
    "video's head alone": box(b"ftyp", b"mp42\0\0\0\0"),
    "picture behind room": bytes(64) + picture(),
    "picture that breaks off": picture()[:-40],
    "zeros": bytes(9000),
    "blanks": b" \r\n" * 90,
    "figures again and again": b"0123456789" * 100 + b"01",
    "one byte": b"0",
    "noise": NOISE,
    "false marks of samsung": b"SEFT" * 2 + b"\x01",
    "samsung's list too long": b"SEFH" + bytes(8) + struct.pack("<I", 4000) + b"SEFT",
    "samsung without a list": NOISE + struct.pack("<I", 12) + b"SEFT",
    "all in their order": bytes(8) + VIDEO + NOISE + picture() + samsung(NOTE),
    "starts of pictures": b"\xff\xd8\xff" * 700,
    "starts of videos": b"\0\0\0\x0cftypxx" * 100 + b"\x07",
}


@cache
def _plain(mode: str = "RGB", size: tuple[int, int] = (24, 32)) -> Image.Image:
    noise = Image.frombytes("RGB", size, random.Random(6).randbytes(size[0] * size[1] * 3))
    return noise.convert(mode)


def saved(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """A small picture as Pillow writes it."""
    out = io.BytesIO()
    (image or _plain()).save(out, kind, **options)
    return out.getvalue()


exif: Final = Make.exif
"""An EXIF block: tags of the main directory and of the Exif directory."""


def resource(number: int, body: bytes) -> bytes:
    """One of Photoshop's."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(body)) + body + bytes(len(body) % 2)


def tag(number: int, kind: int, count: int, value: bytes) -> bytes:
    """An entry of a TIFF directory, its lowest byte first."""
    return struct.pack("<HHI", number, kind, count) + value.ljust(4, b"\0")


def tiff(*entries: bytes, behind: bytes = b"") -> bytes:
    """A segment with a block of EXIF that holds these entries."""
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return oddities.exif(head + b"".join(entries) + bytes(4) + behind)


def corpus() -> dict[str, File]:
    """Every file by what is in it."""
    found = {name: File(each.data, f"照片.{each.extension}") for name, each in oddities.CASES.items()}
    made: dict[str, bytes] = {
        "empty": b"",
        **_coded(),
        **_dense(),
        **_told(),
        **{f"behind: {name}": JPEG + tail for name, tail in TAILS.items()},
        **_limits(),
        **_kinds(),
        **_odd_pixels(),
    }
    found |= {name: File(data, "照片.jpg") for name, data in made.items()}
    names = [
        "a.JPG",
        "C:\\照片\\张三.jpg",
        "/srv/x/../a.jfif",
        "a.jpg.png",
        "photo",
        ".jpg",
        "a\u202egpj.\x07exe ",
    ]
    names += ["a.xyz", "\u3000全角 空格\u00a0.jpeg", "𠮷" * 260 + ".jpg", "a.", "..", "ÄÖ.JPEG"]
    found |= {f"called {name!a}"[:60]: File(JPEG, name) for name in names}
    return found | {"of no name": File(JPEG), "text of no known extension": File(b"hello", "a.xyz")}


def _coded() -> dict[str, bytes]:
    made = {
        f"quality {quality}": saved("JPEG", quality=quality) for quality in (1, 12, 49, 50, 75, 92, 95, 100)
    }
    made |= {f"jpeg {mode}": saved("JPEG", _plain(mode)) for mode in ("L", "CMYK")}
    made |= {f"png {mode}": saved("PNG", _plain(mode)) for mode in ("RGBA", "L", "LA", "P", "1")}
    made |= {kind: saved(kind) for kind in ("GIF", "BMP", "WEBP", "TIFF")}
    made |= {
        f"subsampling {each}": saved("JPEG", _plain(size=(37, 21)), subsampling=each) for each in (0, 1, 2)
    }
    made["progressive grey"] = saved("JPEG", _plain("L", (37, 21)), progressive=True)
    made["progressive cmyk"] = saved("JPEG", _plain("CMYK", (37, 21)), progressive=True)
    made["progressive"] = PROGRESSIVE
    made["restarts"] = saved("JPEG", restart_marker_blocks=1)
    made["other tables"] = saved("JPEG", qtables=[[3 + at // 3 for at in range(64)], [9] * 64])
    made["tables of 75 and 76"] = saved("JPEG", qtables="web_low")
    made["lossless webp"] = saved("WEBP", _plain("RGBA"), lossless=True)
    made["moving webp"] = saved("WEBP", save_all=True, append_images=[_plain().rotate(90)])
    made["moving png"] = saved("PNG", save_all=True, append_images=[_plain().rotate(90)])
    made["two pictures in one"] = saved("MPO", save_all=True, append_images=[_plain().rotate(90)])
    made["palette bmp"] = saved("BMP", _plain("P"))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile[:24] + bytes(12) + profile[36:]  # the moment at which it was made
    made["srgb profile"] = saved("JPEG", icc_profile=profile)
    made["no tables"] = JPEG.replace(b"\xff\xdb", b"\xff\xfe")
    made["height that comes later"] = JPEG[: (at := JPEG.index(b"\xff\xc0") + 5)] + bytes(2) + JPEG[at + 2 :]
    return made


def _dense() -> dict[str, bytes]:
    def exif_of(x: float, y: float, unit: int | None = 2) -> bytes:
        return exif({0x011A: x, 0x011B: y} | ({} if unit is None else {0x0128: unit}))

    def photoshop(x: int, y: int) -> bytes:
        return segment(0xED, PHOTOSHOP + resource(0x03ED, struct.pack(">IHHIHH", x, 2, 1, y, 2, 1)))

    def phys(x: int, y: int, unit: int = 1) -> bytes:
        return png_with(chunk(b"pHYs", struct.pack(">IIB", x, y, unit)))

    jfif = JPEG.index(b"JFIF\0") + 7
    made = {f"exif unit {unit}": saved("JPEG", exif=exif_of(300, 300, unit)) for unit in (None, 1, 2, 3, 4)}
    for unit, x, y in ((0, 1, 1), (1, 300, 300), (2, 118, 118), (1, 300, 96), (1, 0, 300), (2, 65535, 1)):
        stated = struct.pack(">BHH", unit, x, y)
        made[f"jfif {x} {y} unit {unit}"] = JPEG[:jfif] + stated + JPEG[jfif + 5 :]
    made |= {
        f"jfif 300 and exif {x}": saved("JPEG", dpi=(300, 300), exif=exif_of(x, 300))
        for x in (300.4, 300.5, 72)
    }
    made |= {f"photoshop {x:x}": jpeg_with(photoshop(x, x)) for x in (300 << 16, 0x12CFFFF, 0x12C2000, 1)}
    made["photoshop broken"] = jpeg_with(segment(0xED, PHOTOSHOP + resource(0x03ED, bytes(16))[:-6]))
    made["png 300"] = phys(11811, 11811)
    made["png without a unit"] = phys(1, 2, 0)
    made |= {f"png {x}": phys(x, 4_294_967_295) for x in (1, 5, 125, 2_953, 39_370_079, 48_616_142)}
    made["bmp 300"] = saved("BMP", dpi=(300, 300))
    return made


def _told() -> dict[str, bytes]:
    def camera(make: str, model: str, **more: Any) -> bytes:
        return saved("JPEG", exif=exif({0x010F: make, 0x0110: model}, more.get("detail")))

    xmp = b'<rdf xmp:CreatorTool="%s"/>'
    return {
        "camera": camera("HUAWEI", "ELS-AN00", detail=DATED),
        "camera that repeats its maker": camera("Canon", "Canon EOS 80D"),
        "front camera": camera("Apple", "iPhone 15", detail={0xA434: "iPhone 15 front camera 2.69mm f/1.9"}),
        "back camera": camera("Apple", "iPhone 15", detail={0xA434: "iPhone 15 back camera"}),
        "a clock never set": camera("x", "y", detail={0x9003: "0000:00:00 00:00:00"}),
        "a day that there is not": camera("x", "y", detail={0x9003: "2026:02:30 00:00:00"}),
        "software": saved("JPEG", exif=exif({0x0131: "Adobe Photoshop 25.0 (Windows)"})),
        "software twice": saved("JPEG", exif=exif({0x0131: "GIMP 2.10", 0x000B: "GIMP 2.10"})),
        "software with odd characters": jpeg_with(
            tiff(
                tag(0x0131, 2, 60, struct.pack("<I", 26)),
                behind=b"\xef\xbb\xbf Me\xff\xe2\x80\xae\xe7\xbe\x8e\xe5\x9b"
                b"\xbe\xf0\x9f\x98\x80 \0rest".ljust(70, b"\0"),
            )
        ),
        "text of a broken length": jpeg_with(
            tiff(tag(0x0131, 2, 4_000_000_000, struct.pack("<I", 26)), behind=b"Snapseed")
        ),
        "a ratio by nothing": jpeg_with(
            tiff(
                tag(0x011A, 5, 1, struct.pack("<I", 38)),
                tag(0x011B, 5, 1, struct.pack("<I", 38)),
                behind=struct.pack("<II", 300, 0),
            )
        ),
        "a directory that is cut": jpeg_with(
            oddities.exif(b"II*\0" + struct.pack("<IH", 8, 900) + tag(0x0112, 3, 1, b"\6"))
        ),
        "a directory outside": jpeg_with(oddities.exif(b"MM\0*" + struct.pack(">I", 9000) + bytes(20))),
        "a tag twice": jpeg_with(tiff(tag(0x0112, 3, 1, b"\6"), tag(0x0112, 3, 1, b"\x08"))),
        "comment of an editor": jpeg_with(segment(0xFE, "由美图秀秀导出".encode())),
        "comment that is no text": jpeg_with(segment(0xFE, bytes(range(256)))),
        "xmp": jpeg_with(segment(0xE1, XMP + xmp % b"Snapseed 2.0")),
        "xmp, as an element": jpeg_with(
            segment(0xE1, XMP + "<xmp:CreatorTool>醒图</xmp:CreatorTool>".encode())
        ),
        "xmp of a long tool": jpeg_with(segment(0xE1, XMP + xmp % (b"\xe7\xbe\x8e" * 100))),
        "photoshop's captions alone": jpeg_with(segment(0xED, PHOTOSHOP + resource(0x0404, b"abc"))),
        "photoshop's own": jpeg_with(
            segment(
                0xED, PHOTOSHOP + resource(0x0404, b"abc") + resource(0x0425, b"") + resource(0x040C, b"x")
            )
        ),
        "save for web": jpeg_with(segment(0xEC, b"Ducky\0\1")),
        "save for web, empty": jpeg_with(segment(0xEC, b"Ducky")),
        "png's software": png_with(chunk(b"tEXt", b"Software\0Paint.NET v5 \xe9\x01")),
        "png's second text": png_with(chunk(b"tEXt", b"Author\0x") + chunk(b"tEXt", b"Software\0GIMP")),
        "several editors": jpeg_with(segment(0xFE, b"VSCO, Lightroom, GIMP and Canva")),
    }


def _limits() -> dict[str, bytes]:
    return {
        "more segments than are walked": jpeg_with(segment(0xFE, b"") * 20_001),
        "more chunks than are walked": png_with(chunk(b"tEXt", b"") * 20_001),
        "a chunk that is told and too large": png_with(chunk(b"tEXt", b"Software\0" + bytes(1_000_000))),
        "length beyond the end": JPEG[:-900] + b"\xff\xfe\xff\xff",
        "one mark at the end": JPEG[: JPEG.index(b"\xff\xda")] + b"\xff",
        "start alone": b"\xff\xd8\xff",
    }


ARITHMETIC: Final = base64.b85decode(
    "|JeWF01!$>Nk#wx0RR9200961|JwjV01XKW3knDg3knMk4h;_zAQcl55)&sJ9v2`kDKRiEDJ?8BI!Zn>HbyrrEkIX6ModmpQ&K"
    "WMT47pHU`kO^PyfjP3kU!c01*KJ5di<p00saM5C#9*00;pA002J#{{W?b_bl~b=;Ib5<!|KO+NM}!;9YKcR@#Vsbp>HX|Je"
)
"""A picture of 17 by 19 greys in arithmetic codes, which Pillow does not write."""

SAMPLED_410: Final = base64.b85decode(
    "|JeWF01!$>Nk#wx0RR9200961|JwjV01yid4h#wq4h;?x5fBp?C>j_R78o%jB^@X_Gd(;xGdMRuNL)@pL{~*OI8bd-S6^ahXlF"
    "i6ad~iLcwA*?WB=O#Lje&I5*QU2FB%#zV?sDWV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV`F1uV"
    "`Klo01*fP4FDAb0YU%*5di}c0sq7R761VO0RR910000000000000F52LHqW91s8j1pxs80000000000000010s{mg6A>~0!~hi"
    "m0RaF20000000000000000R#WU02>hi0R#g8000000000000002009F95fT&s+5ij#0RRFK0}%i}00y)Rm^Dfz^)Pz03(w&h>a"
    "a5g>DOis)`7gpW;uG6T}r~ZcVGY6"
)
"""A picture of 21 by 13 pixels with a colour for each eight of them, which Pillow does not write either."""


def _odd_pixels() -> dict[str, bytes]:
    """What decoders take in their own ways, or could."""
    icc, adobe = b"ICC_PROFILE\0", b"Adobe\0"
    made = {
        "arithmetic": ARITHMETIC,
        "a colour for eight pixels": SAMPLED_410,
        "end mark cut in two": JPEG[:-1],
        "end mark missing": JPEG[:-2],
        "a profile's first part of three": jpeg_with(segment(0xE2, icc + b"\1\3" + bytes(40))),
        "profile without a number": jpeg_with(segment(0xE2, icc)),
        "profile without a count, and one": jpeg_with(
            segment(0xE2, icc + b"\1") + segment(0xE2, icc + b"\1\1no")
        ),
        "jfif of six bytes": jpeg_with(segment(0xE0, b"JFIF\0\1")),
        "adobe of six bytes": jpeg_with(segment(0xEE, adobe)),
        "wide and flat": saved("JPEG", Image.new("L", (30_000, 2), 90)),
        "more memory than is given": png_of(9000, 8000, 2),
        "more pixels than are decoded": png_of(9000, 9000, 2),
        "more scans than are walked": PROGRESSIVE.replace(
            struct.pack(">HH", 64, 48), struct.pack(">HH", 9000, 8800), 1
        ),
    }
    lines = bytes([0, *range(8)]) * 2
    few, clear = chunk(b"PLTE", bytes(range(10, 22))), chunk(b"tRNS", b"\x80")
    wrong = {"colours": few[:-1] + b"?", "what is not to be seen": few + clear[:-1] + b"?"}
    of = {
        "fewer colours than are named": (3, few, lines),
        "no colours": (3, b"", lines),
        "257 colours": (3, chunk(b"PLTE", bytes(771)), lines),
        "colours twice": (3, few + chunk(b"PLTE", bytes(768)), lines),
        "not to be seen twice": (3, few + clear + chunk(b"tRNS", b"\0\0"), lines),
        "nothing said of what is to be seen": (3, few + chunk(b"tRNS", b""), lines),
        "one byte of what is to be seen": (0, chunk(b"tRNS", b"\0"), lines),
        "two bytes of six": (2, chunk(b"tRNS", b"\0\1"), bytes([0, *range(24)]) * 2),
        "a value of two bytes in a picture of one": (0, chunk(b"tRNS", b"\1\5"), lines),
        **{f"wrong checksum of {what}": (3, between, lines) for what, between in wrong.items()},
        "one line of two": (0, b"", lines[:9]),
    }
    made |= {f"png, {label}": png_of(8, 2, *each) for label, each in of.items()}
    whole = png_of(8, 2, 3, few + clear, lines)
    pixels = whole.index(b"IDAT") - 4
    made["png, not to be seen behind the pixels"] = png_of(8, 2, 3, few, lines)[:-12] + clear + whole[-12:]
    made["png, cut in its checksum"] = whole[:-15]
    made["png, wrong checksum of its header"] = whole[:29] + b"????" + whole[33:]
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200))[:-4])
    made["png, profile that breaks off"] = whole[:pixels] + profile + whole[pixels:]
    return made


def png_of(width: int, height: int, color: int, between: bytes = b"", lines: bytes = b"") -> bytes:
    """A PNG of eight bits: chunks before its pixels, and lines, each with its filter."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0))
    return b"".join([SIGNATURE, head, between, chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b"")])


def _kinds() -> dict[str, bytes]:
    def word(first: bytes) -> bytes:
        return b"PK\3\4" + bytes(22) + struct.pack("<HH", len(first), 0) + first

    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return {
        "docx": word(b"[Content_Types].xml") + b"word/document.xml",
        "odt": word(b"mimetype") + b"application/vnd.oasis.opendocument.text",
        "ofd": word(b"OFD.xml"),
        "java": word(b"META-INF/"),
        "doc": ole + "WordDocument".encode("utf-16-le"),
        "ole": ole,
        "heic of av1": b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif",
        "avi": b"RIFF\0\0\0\0AVI ",
        "html": b"\xef\xbb\xbf \r\n<!DOCTYPE HTML>",
        "text in utf-16": b"\xff\xfea\0",
        "text in gbk": "身份证".encode("gbk"),
        "text in gbk, cut": "身份证".encode("gbk")[:-1],
        "text in utf-8, cut": "身份证".encode()[:-1],
        "no text: 80": b"abc \x80 def",
        "no text: a4 21": b"abc \xa4\x21 def",
        "no text: ff": b"abc \xff",
        "no text: zeros": b"abc\0",
        "no text: escape": b"abc\x1b[0m",
        "pdf behind bytes": bytes(900) + b"%PDF-1.4",
        "tar": bytes(257) + b"ustar\x0000",
        "link": b"[InternetShortcut]\r\nURL=x",
        "noise": random.Random(3).randbytes(500),
    }
