"""Cost of the portrait's file facts against a bare Pillow decode of the same 480x640 JPEG.

Both decode the picture once; the ratio is what reading the structure, the EXIF block and the tables adds.

    python benchmarks/photo_file.py
"""

from __future__ import annotations

import io
import random
import statistics
import time
from collections.abc import Callable

from PIL import Image

from zikao.photo.file import measure_file


def portrait() -> bytes:
    """A textured 480x640 picture of some 30 KB, as portals ask for."""
    texture = Image.frombytes("RGB", (30, 40), random.Random(7).randbytes(3600)).resize((480, 640))
    out = io.BytesIO()
    texture.save(out, "JPEG", quality=70, dpi=(300, 300))
    return out.getvalue()


def bare(data: bytes) -> None:
    """What any check must do at least."""
    Image.open(io.BytesIO(data), formats=["JPEG"]).load()


def milliseconds(work: Callable[[bytes], object], data: bytes) -> float:
    """CPU time of one call, over a batch long enough for the clock."""
    start = time.process_time()
    for _ in range(20):
        work(data)
    return (time.process_time() - start) / 20 * 1000


def main() -> None:
    """Print the median times of alternating batches and their ratio."""
    data = portrait()
    for work in (bare, measure_file):
        work(data)
    rounds = [(milliseconds(bare, data), milliseconds(measure_file, data)) for _ in range(25)]
    decode, measured = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"photo file facts, 480x640 JPEG of {len(data):,} bytes, 1 thread, CPU time")
    print(f"  bare Pillow decode  {decode:6.2f} ms")
    print(f"  measure_file        {measured:6.2f} ms   ratio {measured / decode:.2f}")


if __name__ == "__main__":
    main()
