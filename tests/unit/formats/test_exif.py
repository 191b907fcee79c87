"""Which block of EXIF counts."""

from __future__ import annotations

import pytest

from zikao.formats.exif import first_exif, read_exif

from .oddities import EMPTY_TIFF, tiff


@pytest.mark.parametrize("unreadable", [b"", b"II", b"II*\0\0\0\0", b"PK\3\4" + bytes(20)])
def test_the_first_block_that_can_be_read_counts(unreadable: bytes) -> None:
    assert first_exif([unreadable, tiff(6), tiff(8)]) == tiff(6)
    assert first_exif([unreadable]) is None
    assert read_exif(unreadable) == read_exif(None)


def test_a_block_that_says_nothing_counts_too() -> None:
    assert first_exif([EMPTY_TIFF, tiff(6)]) == EMPTY_TIFF
