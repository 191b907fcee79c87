"""The map of the house: read from the house test's table as Python reads it, and drawn as it stands there."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.unit.test_house import MAY_IMPORT, MODULES, module_name
from zikao.documentation import house
from zikao.documentation.layers import drawn

ROOT = Path(__file__).resolve().parents[3]
BOX = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="124".*?<text[^>]*>(\w+)</text>')


def heights(svg: str) -> dict[str, float]:
    """How far from the top each box stands."""
    return {name: float(y) for _, y, name in BOX.findall(svg)}


def test_the_table_is_read_as_python_reads_it() -> None:
    assert house.may_import(ROOT) == MAY_IMPORT


def test_a_checkout_without_the_table_is_told_so(tmp_path: Path) -> None:
    test = tmp_path / house.HOUSE_TEST
    test.parent.mkdir(parents=True)
    test.write_text("OTHER = {}\n")
    with pytest.raises(house.NoHouseTableError, match="MAY_IMPORT"):
        house.may_import(tmp_path)


def test_every_part_stands_above_all_that_it_may_import() -> None:
    found = heights(house.picture(ROOT))
    assert found.keys() == MAY_IMPORT.keys()
    assert [
        (part, name)
        for part, names in MAY_IMPORT.items()
        for name in names
        if found[part] >= found[name.split(".")[0]]
    ] == []


def test_no_two_boxes_lie_on_each_other() -> None:
    boxes = sorted((float(y), float(x)) for x, y, _ in BOX.findall(house.picture(ROOT)))
    assert [
        (one, other) for one, other in pairwise(boxes) if one[0] == other[0] and other[1] - one[1] < 124
    ] == []


def test_an_arrow_that_others_imply_is_left_out() -> None:
    svg = drawn({"a": {"b", "c"}, "b": {"c"}, "c": set(), "d": {"c"}})
    assert svg.count("marker-end") == 3
    assert heights(svg)["a"] < heights(svg)["b"] == heights(svg)["d"] < heights(svg)["c"]


def test_a_long_arrow_goes_around_what_stands_between() -> None:
    svg = drawn({"a": {"b", "z"}, "b": {"c"}, "c": set(), "z": set()})
    way = next(line for line in svg.splitlines() if line.count("C") == 2)
    middle = float(re.findall(r"C[\d.]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+) ", way)[0])
    left = next(float(x) for x, _, name in BOX.findall(svg) if name == "b")
    assert not left <= middle <= left + 124


def test_every_module_is_listed_once_with_its_subject() -> None:
    listed = re.findall(r"^ *- `(\w+)/?` (.*)$", house.modules(ROOT), re.MULTILINE)
    assert len(listed) == len(MODULES)
    assert [name for name, subject in listed if not subject] == []
    assert sorted(name for name, _ in listed) == sorted(module_name(path).split(".")[-1] for path in MODULES)
