"""One slip in a sound folder is one fault, at its line, in words that name it, and with its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...slips import SLIPS, Slip, faults


def test_there_are_enough_and_each_is_another() -> None:
    assert len(SLIPS) >= 90
    assert len({slip.what for slip in SLIPS}) == len({(slip.file, slip.old, slip.new) for slip in SLIPS})


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_a_slip_is_one_fault_at_its_line_with_its_mend(slip: Slip, tmp_path: Path) -> None:
    found = faults(slip, tmp_path)
    [fault] = [each for each in found if each.severity != "info"]
    assert (fault.file, fault.line) == (slip.file, slip.at), str(fault)
    assert slip.says in fault.message
    assert (fault.mended or "") == slip.line


def test_a_mark_that_some_editors_put_before_utf_8_is_no_slip(tmp_path: Path) -> None:
    """YAML allows it, it stays where a tool changes the file, and no reader is helped by a word of it."""
    marked = Slip("", "demo/province.yaml", "", "", 1, "", encoding="utf-8-sig")
    assert [str(each) for each in faults(marked, tmp_path) if each.severity != "info"] == []
    assert (tmp_path / "provinces" / marked.file).read_bytes().startswith(b"\xef\xbb\xbf")
