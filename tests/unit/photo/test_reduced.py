"""A large photograph as its device sends it: what the file says is kept, and nothing is trusted further."""

from __future__ import annotations

import base64
import io
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from zikao.formats.jpeg import read_jpeg
from zikao.formats.reduced import MAGIC, MOST_CUTS, Reduced, pack, unpack
from zikao.photo.file import measure_file, read_file

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "fixtures" / "reduced" / "files.json").read_text(encoding="utf-8")
)
LIMIT = 10_000_000


def smaller(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(made, "JPEG")
    return made.getvalue()


def cut(row: dict[str, Any], picture: bytes) -> tuple[bytes, Reduced]:
    """The file, and what arrives of it."""
    file = base64.b64decode(row["file"])
    cuts = [(start, length) for start, length in row["cuts"]]
    return file, unpack(pack(file, cuts, picture), LIMIT)


@pytest.mark.parametrize("row", [row for row in ROWS if row["cuts"]], ids=lambda row: row["why"])
def test_the_files_own_facts_are_those_of_the_whole_file(row: dict[str, Any]) -> None:
    file, reduced = cut(row, smaller(32, 24))
    assert len(reduced) == len(file)
    assert reduced != file, "nothing was left out"
    whole, light = measure_file(file, "a.jpg"), measure_file(reduced, "a.jpg")
    assert light == whole
    assert whole.facts["decodes"] is True


def test_the_picture_is_the_smaller_one_in_the_colours_of_the_whole() -> None:
    colored = io.BytesIO()
    profile = b"\0" * 16 + b"RGB " + b"\0" * 200
    Image.new("RGB", (64, 48), "red").save(colored, "JPEG", icc_profile=profile)
    file = colored.getvalue()
    [scan] = [each for each in read_jpeg(file).segments if each.end > each.body_end]
    sent = pack(file, [(scan.body_end, scan.end - scan.body_end)], smaller(32, 24))
    opened = read_file(unpack(sent, LIMIT), "a.jpg")
    assert opened.image is not None
    assert opened.image.size == (32, 24)
    assert opened.image.info["icc_profile"] == profile
    assert opened.measured.facts["color_profile"] == read_file(file).measured.facts["color_profile"]


@pytest.mark.parametrize("picture", [b"", b"\xff\xd8\xff", b"PNG", smaller(24, 32), smaller(32, 32)])
def test_a_picture_of_another_shape_is_not_looked_at(picture: bytes) -> None:
    _, reduced = cut(ROWS[0], picture)
    found = measure_file(reduced, "a.jpg")
    assert "decodes" not in found.facts
    assert "对不上" in found.absent["decodes"]


def test_a_broken_picture_is_none_that_decodes() -> None:
    _, reduced = cut(ROWS[0], smaller(320, 240)[:-200])
    assert measure_file(reduced, "a.jpg").facts["decodes"] is False


def body(
    *, count: int = 1, cuts: bytes = struct.pack(">II", 2, 3), size: int = 4, rest: bytes = b"abcd"
) -> bytes:
    return MAGIC + struct.pack(">I", count) + cuts + struct.pack(">I", size) + rest


def test_what_was_left_out_is_zeros_and_the_rest_is_the_picture() -> None:
    made = unpack(body(rest=b"abcdPICTURE"), LIMIT)
    assert (bytes(made), made.picture) == (b"ab\0\0\0cd", b"PICTURE")


BAD = {
    "no magic": b"ZKR2" + body()[4:],
    "empty": b"",
    "broken off in the cuts": body()[:10],
    "broken off in the file": body(size=9),
    "a cut outside": body(cuts=struct.pack(">II", 5, 3)),
    "cuts that overlap": body(count=2, cuts=struct.pack(">IIII", 2, 3, 4, 1)),
    "cuts in no order": body(count=2, cuts=struct.pack(">IIII", 3, 1, 1, 1)),
    "too many cuts": body(count=MOST_CUTS + 1, cuts=struct.pack(">II", 0, 1) * (MOST_CUTS + 1)),
    "a file over the limit": body(cuts=struct.pack(">II", 2, LIMIT)),
    "a huge count": MAGIC + b"\xff\xff\xff\xff",
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD.keys())
def test_what_is_no_such_body_is_refused(sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"^[a-z, ]+$"):
        unpack(sent, LIMIT)
