"""Provinces that keep a register of their own: each fact has its place, or says why it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import rulebooks
from zikao.errors import ZikaoError
from zikao.rulebook.catalogue import Catalogue, check, load_catalogues, summary

PROVINCES = Path(__file__).resolve().parents[3] / "provinces"
LIBRARY = rulebooks()
CATALOGUES = load_catalogues(PROVINCES)


def changed(tmp_path: Path, old: str, new: str) -> Catalogue:
    """The register of Guangdong with one piece of its text replaced."""
    text = (PROVINCES / "guangdong" / "coverage.yaml").read_text("utf-8")
    assert text.count(old) == 1, old
    (tmp_path / "guangdong").mkdir()
    (tmp_path / "guangdong" / "coverage.yaml").write_text(text.replace(old, new), "utf-8")
    return load_catalogues(tmp_path)["guangdong"]


@pytest.mark.parametrize("province", CATALOGUES)
def test_every_fact_of_a_catalogue_has_its_place(province: str) -> None:
    catalogue = CATALOGUES[province]
    count = len(catalogue.numbers)
    assert [fault.sentence for fault in check(LIBRARY, catalogue)] == []
    assert sorted(catalogue.rows) == catalogue.numbers
    assert summary(LIBRARY, catalogue).startswith(f"{count} / {count}（")


def test_a_catalogue_may_leave_numbers_free(tmp_path: Path) -> None:
    """One that counts on by chapters: what it leaves free is no lost row, and no row may stand there."""
    text = (
        'prefix: XX\nlast: 12\nunused: ["2", "4-11"]\nfacts:\n'
        "  1: {clause: 一, about: 甲, why_not: 乙}\n"
        "  9: {clause: 一, about: 甲, why_not: 乙}\n"
        "  12: {clause: 一, about: 甲, why_not: 乙}\n"
    )
    (tmp_path / "guangdong").mkdir()
    (tmp_path / "guangdong" / "coverage.yaml").write_text(text, "utf-8")
    catalogue = load_catalogues(tmp_path)["guangdong"]
    assert catalogue.numbers == [1, 3, 12]
    faults = [fault.sentence for fault in check(LIBRARY, catalogue)]
    assert len(faults) == 2
    assert any("facts.9：编号是 1 到 12，unused 里的没有用到" in fault for fault in faults)
    assert any("缺少 1 条：3" in fault for fault in faults)
    assert summary(LIBRARY, catalogue).startswith("2 / 3（")


def test_a_fact_is_called_as_the_catalogue_calls_it() -> None:
    assert CATALOGUES["guangdong"].label(7) == "GD-007"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  189:\n", "  190:\n", "编号是 1 到 189"),
        ("  189:\n", "  190:\n", "缺少 1 条：189"),
        ("guangdong#windows.transfer-out-sent\n", "guangdong#windows.transfer-out-send\n", "找不到"),
        ("sources: [transfer-refusals]\n    carried_by:\n      - guangdong/transfer-out#rejections",
         "sources: [ticket-printing]\n    carried_by:\n      - guangdong/transfer-out#rejections",
         "没有一处引用这份文件"),
        ("sources: [ticket-printing]", "sources: [ticket-prints]", "没有来源 ticket-prints"),
        ("    why_not: 旧的收费", "    carried_by: [guangdong#windows.transfer-out]\n    why_not: 旧的收费",
         "也只写一个"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_catalogue_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    catalogue = changed(tmp_path, old, new)
    faults = [fault.sentence for fault in check(LIBRARY, catalogue)]
    assert any(says in fault for fault in faults), faults
    assert not summary(LIBRARY, catalogue).startswith("189 / 189")


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ZikaoError):
        changed(tmp_path, "prefix: GD\n", "prefix: gd\n")
