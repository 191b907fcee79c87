"""What the picture of one portrait takes in memory, by format: from the file's bytes to the shown picture.

    .venv/bin/python benchmarks/photo_memory.py [MEGAPIXELS]

Every row is a process of its own, so that its high-water mark is that of one picture. `refused` is what the
limits say of it; with limits lifted (`--lifted`) every one is decoded, and the bytes a pixel are what
`zikao.photo.decode` counts with.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
from collections.abc import Callable

from PIL import Image

Encoder = Callable[[int, int], bytes]
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK")


def picture(mode: str, width: int, height: int) -> Image.Image:
    """A smooth picture, which packs small, as a hostile one does."""
    small = Image.effect_mandelbrot((256, 256), (-2, -1.5, 1, 1.5), 20).convert("RGB")
    if mode == "I;16":
        return Image.new("I;16", (width, height), 30000)
    large = small.resize((width, height), Image.Resampling.NEAREST)
    return large if mode == "RGB" else large.convert(mode)


def saved(mode: str, kind: str, **options: object) -> Encoder:
    def encode(width: int, height: int) -> bytes:
        target = io.BytesIO()
        picture(mode, width, height).save(target, kind, **options)
        return target.getvalue()

    return encode


def interlaced(mode: str) -> Encoder:
    """Adam7, which Pillow reads but does not write: the seven passes, each unfiltered."""
    import struct
    import zlib

    channels, colour = {"L": (1, 0), "RGB": (3, 2), "RGBA": (4, 6)}[mode]

    def encode(width: int, height: int) -> bytes:
        packer, data = zlib.compressobj(1), b""
        for x, y, right, down in (
            *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
            *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
        ):
            row = b"\0" + b"\x60" * (channels * -(-(width - x) // right))
            for _ in range(-(-(height - y) // down)):
                data += packer.compress(row)
        data += packer.flush()

        def chunk(kind: bytes, body: bytes) -> bytes:
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

        head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 1)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")

    return encode


def turned(encode: Encoder) -> Encoder:
    """The same with a mark that it is to be turned by a quarter."""

    def marked(width: int, height: int) -> bytes:
        image = Image.open(io.BytesIO(encode(width, height)))
        exif = Image.Exif()
        exif[0x0112] = 6
        target = io.BytesIO()
        image.save(target, image.format, exif=exif, quality=60)
        return target.getvalue()

    return marked


FILES: dict[str, Encoder] = {
    "jpeg": saved("RGB", "JPEG", quality=60),
    "jpeg 4:4:4": saved("RGB", "JPEG", quality=60, subsampling=0),
    "jpeg grey": saved("L", "JPEG", quality=60),
    "jpeg CMYK": saved("CMYK", "JPEG", quality=60),
    "jpeg turned": turned(saved("RGB", "JPEG", quality=60)),
    "jpeg progressive 4:2:0": saved("RGB", "JPEG", quality=60, progressive=True),
    "jpeg progressive 4:4:4": saved("RGB", "JPEG", quality=60, progressive=True, subsampling=0),
    "jpeg progressive CMYK": saved("CMYK", "JPEG", quality=60, progressive=True),
    **{f"png {mode}": saved(mode, "PNG", compress_level=1) for mode in MODES if mode != "CMYK"},
    **{f"png interlaced {mode}": interlaced(mode) for mode in ("L", "RGB", "RGBA")},
    "gif": saved("P", "GIF"),
    "webp lossy": saved("RGB", "WEBP", quality=30, method=0),
    "webp lossy alpha": saved("RGBA", "WEBP", quality=30, method=0),
    "webp lossless": saved("RGB", "WEBP", lossless=True, method=0),
    **{f"bmp {mode}": saved(mode, "BMP") for mode in ("1", "L", "P", "RGB", "RGBA")},
}

CHILD = """
import sys, time
from pathlib import Path
from PIL import Image
import numpy
from zikao.photo.file import read_file
from zikao.photo.limits import Limits
from zikao.photo.picture import show
lifted = {"memory": 10**12} if sys.argv[1] == "lifted" else {}
# Everything is loaded once, on a small picture.
import io
for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP"):
    small = io.BytesIO(); Image.new("RGB", (64, 64)).save(small, kind)
    opened = read_file(small.getvalue()); show(opened.image, 1, 64, opened.colors)
data = sys.stdin.buffer.read()
def status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
Path("/proc/self/clear_refs").write_text("5")
before = status("VmRSS")
began = time.process_time()
opened = read_file(data, limits=Limits(bytes=10**9, **lifted))
facts, absent = opened.measured.facts, opened.measured.absent
if opened.image is not None:
    show(opened.image, int(facts["exif_orientation"]), int(facts["shown_height"]), opened.colors)
took = time.process_time() - began
told = absent.get("decodes", "-" if opened.image else "damaged")
print((status("VmHWM") - before) * 1024 / 1e6, took, told)
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("megapixels", type=float, nargs="?", default=25)
    options.add_argument("--lifted", action="store_true", help="decode all, whatever the limits say")
    options.add_argument("--only", default="", help="rows that begin so")
    asked = options.parse_args()
    side = round((asked.megapixels * 1e6) ** 0.5 / 8) * 8
    print(f"{'file':26}{'KB':>8}{'MB':>8}{'B/px':>7}{'CPU s':>7}  refused")
    for name, encode in FILES.items():
        if not name.startswith(asked.only):
            continue
        data = encode(side, side)
        run = subprocess.run(
            [sys.executable, "-c", CHILD, "lifted" if asked.lifted else "held"],
            input=data,
            capture_output=True,
            check=True,
        )
        peak, seconds, refused = run.stdout.decode().split(maxsplit=2)
        print(
            f"{name:26}{len(data) / 1000:8.0f}{float(peak):8.1f}{float(peak) * 1e6 / side**2:7.2f}"
            f"{float(seconds):7.2f}  {refused.strip()}",
            flush=True,
        )


if __name__ == "__main__":
    main()
