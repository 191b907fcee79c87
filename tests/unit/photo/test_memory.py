"""What pictures take in memory: the largest that are let through, and those that are not."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from zikao.formats.header import Header, NotTried
from zikao.formats.jpeg import read_jpeg
from zikao.formats.kinds import Kind
from zikao.formats.png import read_png
from zikao.formats.raster import read_raster
from zikao.formats.room import MOST, SMALL, Room
from zikao.photo.decode import decode, memory
from zikao.photo.limits import Limits
from zikao.photo.measuring import measure

PEAK = """
import io, sys
from pathlib import Path
from PIL import Image
from zikao.photo.file import read_file
from zikao.photo.picture import show

def look(data):
    opened = read_file(data)
    assert opened.image is not None, opened.measured.absent["decodes"]
    facts = opened.measured.facts
    show(opened.image, int(facts["exif_orientation"]), int(facts["shown_height"]), opened.colors)

def bytes_of(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))

small = io.BytesIO()
Image.new("RGB", (64, 64)).save(small, sys.argv[1])
look(small.getvalue())  # what is loaded once is loaded
data = sys.stdin.buffer.read()
Path("/proc/self/clear_refs").write_text("5")
before = bytes_of("VmRSS")
look(data)
print(bytes_of("VmHWM") - before)
"""


def encoded(kind: str, mode: str, side: int, **options: object) -> bytes:
    target = io.BytesIO()
    ink = {"L": 90, "RGB": 0xC8785A}.get(mode, 0x80C8785A)
    Image.new(mode, (side, side), ink).save(target, kind, **options)
    return target.getvalue()


def header_of(kind: str, data: bytes) -> Header:
    readers = {"JPEG": lambda: read_jpeg(data).header(), "PNG": lambda: read_png(data).header()}
    found = readers.get(kind, lambda: read_raster(data, "webp"))()
    assert found is not None
    return found


KINDS: dict[str, Kind] = {"WEBP": "webp", "PNG": "png", "JPEG": "jpeg"}
FORMATS = [
    pytest.param("WEBP", "RGB", {"quality": 30, "method": 0}, id="lossy WebP"),
    pytest.param("PNG", "RGBA", {"compress_level": 1}, id="see-through PNG"),
    pytest.param("JPEG", "RGB", {"progressive": True, "subsampling": 0}, id="progressive JPEG"),
]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells what a process took")
@pytest.mark.parametrize(("kind", "mode", "options"), FORMATS)
def test_the_largest_picture_that_is_decoded_takes_what_is_reckoned(
    kind: str, mode: str, options: dict[str, object]
) -> None:
    header = header_of(kind, encoded(kind, mode, 64, **options))
    sides = range(1280, 9000, 16)
    reckon = partial(memory, KINDS[kind])
    side = max(each for each in sides if reckon(replace(header, width=each, height=each)) <= MOST)
    data = encoded(kind, mode, side, **options)
    reckoned = memory(KINDS[kind], header_of(kind, data))
    assert 0.95 * MOST < reckoned <= MOST, "the largest there is"
    run = subprocess.run([sys.executable, "-c", PEAK, kind], input=data, capture_output=True, check=True)
    assert 0.6 * reckoned < int(run.stdout) < reckoned


@pytest.mark.parametrize(
    ("kind", "mode", "side", "options"),
    [
        pytest.param("WEBP", "RGB", 3100, {"quality": 30, "method": 0}, id="lossy WebP"),
        pytest.param("PNG", "RGBA", 4200, {"compress_level": 1}, id="see-through PNG"),
        pytest.param("JPEG", "RGB", 5000, {"progressive": True, "subsampling": 0}, id="progressive JPEG"),
    ],
)
def test_beyond_that_it_is_told_and_not_decoded(
    kind: str, mode: str, side: int, options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(kind, mode, side, **options)
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("decoded"))
    found = measure(data)
    assert found.facts["width"] == side, "what the header says is told all the same"
    assert found.absent["decodes"].startswith("图像解码要占用太多内存")
    assert "faces" in found.absent


def test_a_turned_picture_takes_a_copy_more() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    straight, turned = (encoded("PNG", "L", 2000, **each) for each in ({}, {"exif": exif}))
    more = memory("png", header_of("PNG", turned)) - memory("png", header_of("PNG", straight))
    assert more == 2000 * 2000


def test_a_narrow_picture_takes_little_however_long() -> None:
    square, narrow = (Header(*size, "rgb", 8, 24) for size in ((1600, 1600), (40_000, 64)))
    assert memory("png", narrow) < memory("png", square)


def test_a_limit_of_ones_own() -> None:
    header = header_of("PNG", encoded("PNG", "RGB", 200))
    with pytest.raises(NotTried):
        decode("png", header, Limits(memory=1000))


def test_who_asks_for_more_than_is_left_waits_and_is_not_overtaken() -> None:
    room = Room(3 * SMALL)
    order: list[str] = []

    def decodes(name: str, count: int) -> None:
        with room.share() as share:
            share.take(count)
            order.append(name)

    with room.share() as first:
        first.take(2 * SMALL)
        waiting = []
        for name, count in (("large", 3 * SMALL), ("fits", SMALL + 1)):
            waiting.append(threading.Thread(target=decodes, args=(name, count)))
            waiting[-1].start()
            time.sleep(0.05)
        with room.share() as small:
            small.take(SMALL)  # neither waits nor counts
        assert order == []
    for each in waiting:
        each.join(10)
    assert order == ["large", "fits"]
    assert room.taken == 0


def test_a_picture_larger_than_the_room_is_decoded_alone() -> None:
    room = Room(SMALL)
    with room.share() as share:
        share.take(5 * SMALL)
        assert room.taken == 5 * SMALL
    assert room.taken == 0


def test_room_is_given_back_when_decoding_fails() -> None:
    room = Room()
    with pytest.raises(OSError, match="broken"), room.share() as share:
        share.take(2 * SMALL)
        raise OSError("broken")
    assert room.taken == 0
