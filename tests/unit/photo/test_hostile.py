"""Broken and malicious files: an answer always comes, and nothing of the file leaks by an error or a log."""

from __future__ import annotations

import contextlib
import logging
import random
import struct
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zikao.errors import ZikaoError
from zikao.formats.exif import read_exif
from zikao.photo.limits import Limits
from zikao.photo.measuring import measure

if TYPE_CHECKING:
    from .conftest import Make

CANARY = "CANARY-7f3a"

edits = st.lists(
    st.tuples(
        st.sampled_from(["set", "delete", "insert", "repeat", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12),
    ),
    max_size=8,
)


def edited(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for change, share, part in changes:
        at = int(len(data) * share)
        if change == "set":
            data = data[:at] + part + data[at + len(part) :]
        elif change == "delete":
            data = data[:at] + data[at + len(part) :]
        elif change == "insert":
            data = data[:at] + part + data[at:]
        elif change == "repeat":
            data = data[:at] + data[at : at + 300] * len(part) + data[at + 300 :]
        else:
            data = data[:at]
    return data


@pytest.fixture(scope="module")
def sound(make: Make) -> list[bytes]:
    """One file of each kind that is read, small, so that an edit often hits the structure."""
    tags = make.exif({0x010F: "Maker", 0x0112: 6, 0x0131: "GIMP"}, {0x9003: "2024:11:21 09:40:02"})
    small = make.picture(size=(24, 32))
    kinds = [make.saved(small, kind) for kind in ("PNG", "GIF", "BMP", "WEBP")]
    jpegs = [
        make.jpeg(size=(24, 32), exif=tags, progressive=p, dpi=(300, 300), comment=b"hi")
        for p in (False, True)
    ]
    return [*jpegs, *jpegs, *kinds]


@settings(max_examples=250)
@given(which=st.integers(0, 7), changes=edits)
def test_no_edit_raises(sound: list[bytes], which: int, changes: list[tuple[str, float, bytes]]) -> None:
    data = edited(sound[which], changes)
    with contextlib.suppress(ZikaoError):
        document = measure(data, "a.jpg")
        assert document.facts["bytes"] == len(data)
        assert not document.facts.keys() & document.absent.keys()


@settings(max_examples=150)
@given(share=st.floats(0, 1))
def test_every_beginning_of_a_portrait_is_incomplete(jpeg: bytes, share: float) -> None:
    size = int(share * len(jpeg))
    facts = measure(jpeg[:size]).facts
    if 3 <= size < len(jpeg):
        assert facts["truncated"] is True


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, 255), st.one_of(st.none(), st.integers(0, 65535)), st.binary(max_size=40))
    )
)
def test_any_sequence_of_segments(parts: list[tuple[int, int | None, bytes]]) -> None:
    data = b"\xff\xd8\xff" + b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2 if lie is None else lie) + body
        for marker, lie, body in parts
    )
    measure(data, "a.jpg")


@settings(max_examples=200)
@given(order=st.sampled_from([b"II*\0", b"MM\0*"]), rest=st.binary(max_size=200))
def test_any_exif_block(order: bytes, rest: bytes) -> None:
    read_exif(order + struct.pack("<I" if order[0] == 73 else ">I", 8) + rest)


def test_exif_directory_that_points_to_itself() -> None:
    block = b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    assert read_exif(block).date_taken is None


def test_exif_values_that_lie_about_their_place_and_length() -> None:
    entries = [
        (0x0131, 2, 0xFFFFFFFF, 0),
        (0x010F, 2, 100, 0xFFFFFFF0),
        (0x011A, 5, 1, 9999),
        (0x0112, 3, 0, 6),
    ]
    block = (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", len(entries))
        + b"".join(struct.pack("<HHII", *e) for e in entries)
    )
    found = read_exif(block)
    assert (found.camera, found.density, found.orientation) == ("", None, None)
    assert len(found.software[0]) <= 120


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xff" * 2_000_000, id="fill bytes"),
        pytest.param(b"\xff\xd0" * 1_000_000, id="restart markers"),
        pytest.param(b"\xff\xfe\x00\x02" * 500_000, id="empty comments"),
        pytest.param(b"\xff\xda\x00\x02" + b"\xff\x00" * 1_000_000, id="stuffed zeros"),
        pytest.param(b"\xff\xda\x00\x02" * 500_000, id="empty scans"),
        pytest.param(b"\x00\xff" * 1_000_000, id="garbage"),
        pytest.param(b"\xff\xe2\x00\x06MPF\0" + b"\xff\xd9\xff\xd8\xff" * 400_000, id="pictures"),
        pytest.param(b"\xff\xed\xff\xfe" + b"Photoshop 3.0\0" + b"8BIM" * 16_000, id="resources"),
        pytest.param(
            b"\xff\xe1\xff\xfe" + b"http://ns.adobe.com/xap/1.0/\0" + b"CreatorTool=" * 5_000, id="xmp"
        ),
    ],
)
def test_floods_are_answered(body: bytes) -> None:
    """Each of them is quadratic in a careless reader; pytest's own time limit would end the run."""
    assert "decodes" in {**(document := measure(b"\xff\xd8" + body)).facts, **document.absent}


def test_png_chunk_flood_is_answered(make: Make) -> None:
    data = make.saved(make.picture(size=(20, 20)), "PNG")
    empty = struct.pack(">I4sI", 0, b"teSt", 0)
    assert "数据段" in measure(data[:33] + empty * 100_000 + data[33:]).absent["width"]


def test_header_that_decoder_and_reader_see_differently(make: Make) -> None:
    """A second IHDR: the cap would look at the first one, a decoder might take the last."""
    data = make.saved(make.picture(size=(20, 20)), "PNG")
    ihdr = data[8:33]
    assert measure(data[:33] + ihdr + data[33:]).facts["decodes"] is False


def planted(make: Make) -> dict[str, bytes]:
    """Files with the canary wherever a program might quote it from."""
    mark = CANARY.encode()
    jpeg = make.jpeg(size=(24, 32), exif=make.exif({0x010F: CANARY, 0x0131: CANARY}), comment=mark)
    png = make.saved(make.picture(size=(20, 20)), "PNG")
    chunk = struct.pack(">I", len(mark) + 4) + b"CANA" + b"RY-7" + mark + b"crc."
    return {
        "sound": jpeg,
        "tail": jpeg + mark,
        "cut": jpeg[:-40],
        "tables": jpeg.replace(b"\xff\xc4", b"\xff\xc4\0\x20" + mark, 1),
        "scan": jpeg[:-60] + mark * 4 + b"\xff\xd9",
        "bad exif": make.with_segment(jpeg, 0xE1, b"Exif\0\0II*\0" + mark * 20),
        "frame": make.with_segment(jpeg, 0xC1, mark),
        "png chunk": png[:33] + chunk + png[33:],
        "png data": png[:60] + mark + png[60:],
        "not a picture": mark * 50,
        "pdf": b"%PDF-" + mark,
        "heic": b"\0\0\0\x18ftypheic" + mark,
        "too large": mark * 10,
        "gif": b"GIF89a" + mark * 3,
        "bmp": b"BM" + mark * 9,
        "webp": b"RIFF\0\0\0\0WEBP" + mark * 5,
    }


def test_no_byte_of_the_file_reaches_an_error_a_warning_a_log_or_a_reason(
    make: Make, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    files = planted(make)
    caplog.clear()
    caplog.set_level(logging.DEBUG)  # Pillow's debug log quotes the EXIF values that it reads
    texts: list[str] = []
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for name, data in files.items():
            limits = Limits(bytes=10) if name == "too large" else Limits()
            try:
                texts += measure(data, f"{CANARY}.jpg", limits=limits).absent.values()
            except ZikaoError as error:
                texts += [str(error), repr(error), repr(error.__cause__), repr(error.__context__)]
    texts += [str(w.message) for w in warned] + [record.getMessage() for record in caplog.records]
    texts += [repr(record.args) for record in caplog.records]
    texts += capfd.readouterr()
    assert any("MB" in text for text in texts), "the refusal was seen"
    assert not [text for text in texts if "CANA" in text]


def test_random_bytes_with_every_signature(make: Make) -> None:
    noise = random.Random(3)
    starts = [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"BM",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"RIFF\0\0\0\0WEBPVP8X",
    ]
    for start in starts:
        for size in (0, 1, 7, 20, 60, 500):
            measure(start + noise.randbytes(size), "a.jpg")
