"""How the entries of an archive's directory are counted."""

from __future__ import annotations

import struct

import pytest

from zikao.package.archive.directory import End, record_positions

RECORD = struct.pack("<4s42x", b"PK\x01\x02")
"""Of an entry without a name."""


def end(records: int, stated: int) -> tuple[memoryview, End]:
    directory = RECORD * records
    stop = len(directory)
    return memoryview(directory), End(
        stop=stop, split=False, entries=stated, directory=0, directory_stop=stop, shift=0
    )


@pytest.mark.parametrize(("records", "stated"), [(3, 3), (65_535, 65_535), (65_539, 3), (65_536, 0)])
def test_a_count_of_16_bits_may_have_run_over(records: int, stated: int) -> None:
    """Some writers put more entries than it can count, and no 64-bit record: that is no damage."""
    positions = record_positions(*end(records, stated))
    assert positions is not None
    assert (len(positions), positions[-1]) == (records, (records - 1) * len(RECORD))


@pytest.mark.parametrize(("records", "stated"), [(3, 4), (3, 2), (65_539, 4), (65_539, 65_535)])
def test_another_count_is_no_whole_directory(records: int, stated: int) -> None:
    assert record_positions(*end(records, stated)) is None
