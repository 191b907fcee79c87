"""The page on rulebooks shows YAML that can be read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from zikao.rulebook.lint import lint
from zikao.rulebook.reader import parse
from zikao.rulebook.store import load_library

from .conftest import Changed
from .laid import laid
from .places import DAY

PAGE = Path(__file__).resolve().parents[3] / "docs" / "developers" / "rulebook.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_there_is_something_to_read() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if not block.startswith("# yaml-language-server")]
)
def test_the_yaml_of_the_page_can_be_read(block: str) -> None:
    tree, faults = parse(block.encode(), "rulebook.md")
    assert tree
    assert faults == []


def test_the_times_of_the_page_load_as_they_stand(changed: Changed) -> None:
    """In place of a province's own windows, with the round and the windows that the example names."""
    (block,) = (block for block in BLOCKS if "yearly:" in block and block.startswith("windows:"))
    root = changed("demo/province.yaml", ("cycles:\n", f"cycles:\n{ROUND}"), ("windows:\n", block))
    assert [str(fault) for fault in lint(root, today=date(2026, 12, 1)) if fault.severity == "error"] == []
    windows = load_library(root).provinces["demo"].province.windows
    assert windows["papers"].daily is not None
    assert [(span.start, span.end) for span in windows["transfer"].yearly] == [
        ("03-10", "03-16"),
        (None, "08-15T24:00"),
        ("12-20", "01-10"),
    ]


def test_the_rounds_of_the_page_load_as_they_stand(changed: Changed) -> None:
    (block,) = (block for block in BLOCKS if block.startswith("windows:") and "rounds:" in block)
    root = changed("demo/province.yaml", ("cycles:\n", f"cycles:\n{ROUND}"), ("windows:\n", block))
    assert [str(fault) for fault in lint(root, today=date(2026, 12, 1)) if fault.severity == "error"] == []
    rounds = load_library(root).provinces["demo"].province.windows["portrait"].rounds
    assert {key: each.end for key, each in rounds.items()} == {
        "2026h1": "2026-03-10T24:00",
        "2026h2": "2026-12-05T17:00",
    }


def test_rules_that_change_come_out_as_the_page_says(changed: Changed) -> None:
    """In a procedure of their own, with the page's examples, which lint judges."""
    (block,) = (block for block in BLOCKS if block.startswith("rules:") and "valid_until:" in block)
    root = changed("demo/province.yaml", ("id: demo", "id: demo"))
    file = root / "demo/procedures/copies.yaml"
    file.write_text(COPIES + block, encoding="utf-8")
    assert errors_of(root) == []
    # A day decides alone: the day after, the example comes out otherwise.
    file.write_text(COPIES + block.replace('today: "2026-12-31"', 'today: "2027-01-01"'), encoding="utf-8")
    assert [line for line in errors_of(root) if "copies-2026" in line]
    last = 'valid_until: "2026-12-31"'
    reversed_days = block.replace(last, f'valid_from: "2027-01-01"\n    {last}')
    file.write_text(COPIES + reversed_days, encoding="utf-8")
    assert [line for line in errors_of(root) if "valid_until 早于 valid_from" in line]


def errors_of(root: Path) -> list[str]:
    return [str(fault) for fault in lint(root, today=date(2026, 12, 1)) if fault.severity == "error"]


COPIES = """id: copies
title: 交复印件
summary: 交复印件。
needs: [我要交复印件]
basis: {source: guide, clause: 全文}
facts:
  copies: {type: integer, ask: 有几份复印件？}
"""
ROUND = """  2026h2:
    title: 2026 年下半年
    valid_from: "2026-12-01"
    valid_to: "2026-12-31"
    cite: {source: guide, clause: 二}
"""


NAMED = [block for block in BLOCKS if re.match(r"# [a-z/]+\.yaml\n", block)]


def test_examples_that_name_their_file_load_and_are_judged(tmp_path: Path) -> None:
    assert len(NAMED) >= 2
    assert lint(laid(NAMED, tmp_path / "provinces"), today=DAY) == []
