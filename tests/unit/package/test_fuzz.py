"""Damaged and random archives: nothing is raised, nothing leaks; good ones read as zipfile reads them."""

from __future__ import annotations

import io
import json
import logging
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zikao.package.archive.directory import find_end, record_at, record_positions
from zikao.package.archive.names import read_names
from zikao.package.facts import VOCABULARY
from zikao.package.measuring import measure

from .archives import ROWS
from .zipmaker import UTF8, Entry, build, jpeg

CANARY = b"CANARY-7d1f"
SMALL = [data for row in ROWS.values() if len(data := row.make()) < 20_000]


def speaks_of_everything(data: bytes) -> str:
    document = measure(data).model_dump(mode="json")
    assert VOCABULARY.keys() <= document["facts"].keys() | document["absent"].keys()
    return json.dumps(document, ensure_ascii=False)


@settings(max_examples=300)
@given(st.sampled_from(SMALL), st.data())
def test_a_cut_archive_is_measured(whole: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, len(whole)))
    speaks_of_everything(whole[start:stop])


@settings(max_examples=500)
@given(
    st.sampled_from(SMALL), st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=6)
)
def test_an_archive_with_flipped_bytes_is_measured(whole: bytes, flips: list[tuple[float, int]]) -> None:
    damaged = bytearray(whole)
    # Half of the places fall into the last tenth: directory and end record.
    for place, change in flips if damaged else []:
        share = place * 2 if place < 0.5 else 0.9 + (place - 0.5) / 5
        damaged[min(int(share * len(damaged)), len(damaged) - 1)] ^= change
    speaks_of_everything(bytes(damaged))


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_measured(data: bytes) -> None:
    speaks_of_everything(data)
    speaks_of_everything(b"PK\x03\x04" + data)
    speaks_of_everything(data + b"PK\x05\x06" + bytes(18))


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
members = st.lists(
    st.tuples(names, st.binary(max_size=500), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])),
    max_size=8,
    unique_by=lambda member: member[0],
)


@settings(max_examples=200)
@given(members)
def test_good_archives_read_as_zipfile_reads_them(members: list[tuple[str, bytes, int]]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data, method in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    data = target.getvalue()
    view = memoryview(data)
    end = find_end(view, len(view))
    assert end is not None
    positions = record_positions(view, end)
    assert positions is not None
    records = [record_at(view, at, end.shift) for at in positions]
    with zipfile.ZipFile(target) as archive:
        listed = archive.infolist()
    assert [name.path for name in read_names(records)] == [info.filename for info in listed]
    assert [record.crc for record in records] == [info.CRC for info in listed]
    entries = measure(data).facts.contents
    assert entries is not None
    assert [entry.true_bytes for entry in entries] == [info.file_size for info in listed]
    assert all(entry.crc_ok and not entry.header_mismatch for entry in entries)


@settings(max_examples=100)
@given(st.integers(0, 2000), st.integers(1, 255), st.sampled_from([0, 8]), st.booleans())
def test_no_byte_of_a_page_leaves(place: int, change: int, method: int, flagged: bool) -> None:
    page = jpeg(200)[:-2] + CANARY * 20 + b"\xff\xd9"
    entry = Entry("a.jpg", page, method=method, flags=UTF8 if flagged else 0, crc=zlib.crc32(page))
    damaged = bytearray(build([entry, Entry("b.txt", CANARY)]))
    damaged[place % len(damaged)] ^= change
    assert CANARY.decode() not in speaks_of_everything(bytes(damaged))


@pytest.mark.parametrize("name", ROWS)
def test_nothing_is_logged_or_printed(
    name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        measure(ROWS[name].make(), name)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
