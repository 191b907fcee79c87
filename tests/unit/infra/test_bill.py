"""The list of licences and the bill of materials of one machine."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed")

from infra import bill
from zikao.weights import ALL


def test_the_committed_page_is_current() -> None:
    try:
        made = bill.page()
    except bill.NotInstalledError as why:
        pytest.skip(f"{why}: the licences cannot be read")
    assert bill.PAGE.read_text("utf-8") == made, "python -m infra.bill makes it anew"


def test_every_locked_package_stands_in_it_and_none_is_copyleft() -> None:
    text = bill.PAGE.read_text("utf-8")
    rows = re.findall(r"^\| ([^ |]+) \| ([^ |]+) \| (.+) \|$", text, re.MULTILINE)
    assert dict(bill.locked()).items() <= {(name, version) for name, version, _ in rows}
    assert {each.file for each in ALL} <= {name for name, *_ in re.findall(r"^\| ([^ |]+) (\|)", text, re.M)}
    assert [row for row in rows if re.search(r"\bA?GPL|not stated", row[2])] == []
    assert len(rows) > 50


def test_the_bill_names_each_with_its_licence() -> None:
    try:
        made = json.loads(bill.bill())
    except bill.NotInstalledError as why:
        pytest.skip(f"{why}: the licences cannot be read")
    components = {each["name"]: each for each in made["components"]}
    assert len(components) == len(dict(bill.locked())) + len(ALL)
    assert all(each.get("licenses") for each in components.values())
    assert bill.bill() == bill.bill()
