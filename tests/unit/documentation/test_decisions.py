"""Decisions that count something count what is there."""

from __future__ import annotations

import re
from pathlib import Path

from zikao.judge.operators import COMPARISONS, GROUPS

DECISIONS = Path(__file__).resolve().parents[3] / "docs" / "decisions"
NUMBERS = {"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}


def test_the_decision_on_conditions_lists_every_word_of_the_language() -> None:
    text = (DECISIONS / "0002-closed-condition-trees.md").read_text("utf-8")
    opening = text.partition("one `require`")[0]
    words = [word for code in re.findall(r"`([a-z_ \n]+)`", opening) for word in code.split()]
    assert words == [*GROUPS, *COMPARISONS]
    (count,) = re.findall(r"\[(\w+) closed words\]", opening)
    assert NUMBERS[count] == len(words)
