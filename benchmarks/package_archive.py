"""CPU time of measuring an archive, beside the least that anyone must do with it.

The archive is made here: ten entries of 3.8 MB, random bytes between a JPEG's headers and end marker.
The measure is compared with `zlib.crc32` over the file plus `zipfile`'s own `testzip`, both in this process.
"""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

from zikao.package.facts import Measured
from zikao.package.limits import Limits
from zikao.package.measuring import measure

ENTRIES = 10
ENTRY_BYTES = 3_800_000
ROUNDS = 9


def page(number: int) -> bytes:
    """Bytes that pass for a JPEG of a phone camera: headers, scan without stray markers, end."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 3000, 4000, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    body = random.Random(number).randbytes(ENTRY_BYTES).replace(b"\xff", b"\xff\x00")
    return b"\xff\xd8" + frame + scan + body + b"\xff\xd9"


def archive(method: int) -> bytes:
    """The ten pages in one ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as whole:
        for number in range(ENTRIES):
            whole.writestr(f"{number:02}.jpg", page(number))
    return target.getvalue()


def check(data: bytes) -> Measured:
    """The archive and its entries; their pages stay shut."""
    return measure(data, limits=Limits(pages=0))


def check_with_zipfile(data: bytes) -> None:
    """Checksum of the file, then of every entry."""
    zlib.crc32(data)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        if whole.testzip() is not None:
            raise ValueError("the benchmark's own archive is damaged")


def cpu(work: Callable[[bytes], object], data: bytes) -> float:
    """Least CPU time of several rounds, in seconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work(data)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print one line per method: both times and their ratio."""
    for label, method in (("stored", zipfile.ZIP_STORED), ("deflate", zipfile.ZIP_DEFLATED)):
        data = archive(method)
        own, least = cpu(check, data), cpu(check_with_zipfile, data)
        print(
            f"package archive, {label}, {len(data) / 1e6:.0f} MB: measure {own * 1e3:.0f} ms,"
            f" crc32 + testzip {least * 1e3:.0f} ms, ratio {own / least:.2f}"
        )


if __name__ == "__main__":
    main()
