"""The page on rulebooks shows YAML that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zikao.rulebook.reader import parse

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
