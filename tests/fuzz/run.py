"""The fuzzer: `python -m tests.fuzz.run archive|page|pdf [options and folders of libFuzzer]`.

Started by `scripts/fuzz`, which brings Atheris along.
"""

from __future__ import annotations

import os
import random
import struct
import sys
import zlib

import atheris

_INSTRUMENTED = ("zikao.package",)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """The fuzzer's own mutation; mostly with checksums that fit, or nothing would be read beyond them."""
    changed = bytearray(atheris.Mutate(data, most))
    if seed % 4:
        if changed.startswith(b"\x89PNG"):
            _fit_png(changed)
        else:
            _fit_zip(changed, random.Random(seed))
    return bytes(changed[:most])


def _fit_png(data: bytearray) -> None:
    at = 8
    while at + 12 <= len(data):
        stop = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if stop + 4 > len(data):
            return
        data[stop : stop + 4] = zlib.crc32(data[at + 4 : stop]).to_bytes(4, "big")
        at = stop + 4


def _fit_zip(data: bytearray, dice: random.Random) -> None:
    """Checksum and size of one entry, as its stream has them."""
    places = []
    at = data.find(b"PK\x01\x02")
    while 0 <= at <= len(data) - 46:
        places.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    if not places:
        return
    record = dice.choice(places)
    (offset,) = struct.unpack_from("<L", data, record + 42)
    if data[offset : offset + 4] != b"PK\x03\x04" or offset + 30 > len(data):
        return
    name, extra = struct.unpack_from("<2H", data, offset + 26)
    start = offset + 30 + name + extra
    (packed,) = struct.unpack_from("<L", data, record + 20)
    content = bytes(data[start : start + packed])
    if data[record + 10] == 8:
        try:
            content = zlib.decompressobj(-15).decompress(content, 1 << 20)
        except zlib.error:
            return
    data[record + 16 : record + 20] = zlib.crc32(content).to_bytes(4, "little")
    data[record + 24 : record + 28] = len(content).to_bytes(4, "little")


def main() -> None:
    """Fuzz one target until libFuzzer is told to stop."""
    target = sys.argv.pop(1)
    # Text is left out: its networks see decoded pixels only, and take all the time.
    os.environ["ZIKAO_CACHE"] = os.devnull
    with atheris.instrument_imports(include=_INSTRUMENTED):
        import zikao.package.pages.drawing
        import zikao.package.pages.reader  # noqa: F401 - otherwise imported when a page turns up, too late
        from tests.fuzz import harness
    atheris.Setup(sys.argv, harness.TARGETS[target], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
