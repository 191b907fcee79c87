"""What stands behind a picture's end is named piece by piece, and only what says nothing is filler."""

from __future__ import annotations

import io
import random
import struct

import pytest
from PIL import Image

from zikao.formats.trailers import read_trailers


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def samsung(*notes: bytes) -> bytes:
    """Notes, the list of them read from the end, and its mark."""
    places, at = [], sum(map(len, notes))
    for note in notes:
        places.append(struct.pack("<HHII", 0, 0x0A01, at, len(note)))
        at -= len(note)
    entries = b"SEFH" + struct.pack("<II", 107, len(notes)) + b"".join(places)
    return b"".join(notes) + entries + struct.pack("<I", len(entries)) + b"SEFT"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (24, 32), (90, 140, 200)).save(out, "JPEG")
    return out.getvalue()


NOTE = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1700000000000"
VIDEO = box(b"ftyp", b"mp42\0\0\0\0isommp42") + box(b"mdat", b"\x11" * 300) + box(b"moov", bytes(40))
NOISE = random.Random(5).randbytes(900)


def pieces(tail: bytes) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = [(each.what, each.bytes) for each in read_trailers(tail)]
    assert sum(size for _, size in found) == len(tail)
    return found


@pytest.mark.parametrize(
    "tail", [samsung(NOTE), samsung(NOTE, b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data" + VIDEO), samsung()]
)
def test_samsung_s_block(tail: bytes) -> None:
    assert pieces(tail) == [("samsung", len(tail))]


def test_a_list_that_points_a_byte_too_far_is_still_samsung_s() -> None:
    tail = samsung(NOTE)[1:]
    assert pieces(tail) == [("samsung", len(tail))]


@pytest.mark.parametrize("end", [b"", struct.pack(">I4s", 0, b"free") + b"\0" * 20])
def test_a_moving_photo_s_video(end: bytes) -> None:
    assert pieces(VIDEO + end) == [("video", len(VIDEO + end))]


def test_a_box_of_many_bytes() -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 200) + b"\x22" * 200
    tail = box(b"ftyp", b"isom\0\0\0\0") + large
    assert pieces(tail) == [("video", len(tail))]


def test_another_picture_behind_room() -> None:
    assert pieces(bytes(64) + picture()) == [("filler", 64), ("picture", len(picture()))]


@pytest.mark.parametrize(
    "tail", [bytes(9000), b"\xff" * 500, b" \r\n" * 90, b"0123456789" * 100 + b"01", b"0"]
)
def test_filler(tail: bytes) -> None:
    assert pieces(tail) == [("filler", len(tail))]


@pytest.mark.parametrize(
    "tail",
    [
        NOISE,
        b"PK\x03\x04" + NOISE,
        VIDEO[:-60],  # breaks off
        box(b"ftyp", b"mp42\0\0\0\0"),  # a head alone
        picture()[:-40],
        b"SEFT" * 2 + b"\x01",
        b"SEFH" + bytes(8) + struct.pack("<I", 4000) + b"SEFT",  # a list that begins before the file's end
        NOISE + struct.pack("<I", 12) + b"SEFT",  # no list where it should stand
    ],
)
def test_what_is_not_known_is_not_called_filler(tail: bytes) -> None:
    assert {what for what, _ in pieces(tail)} <= {"unknown", "video"}
    assert pieces(tail)[-1][0] == "unknown"


def test_several_pieces_in_their_order() -> None:
    tail = bytes(8) + VIDEO + NOISE + picture() + samsung(NOTE)
    assert [what for what, _ in pieces(tail)] == ["filler", "video", "unknown", "picture", "samsung"]


def test_nothing_behind_the_end() -> None:
    assert read_trailers(b"") == []


def test_many_false_beginnings_end_soon() -> None:
    assert pieces(b"\xff\xd8\xff" * 5000) == [("filler", 15_000)]
    assert pieces(b"\0\0\0\x0cftypxx" * 1000 + b"\x07") == [("unknown", 10_001)]
