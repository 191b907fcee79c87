"""Conditions over facts: every operator, every operand, three values and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from zikao.judge.evaluate import evaluate
from zikao.judge.logic import Evaluation

from .fixtures import VECTORS


def expected(value: bool | list[str]) -> Evaluation:
    return Evaluation(value) if isinstance(value, bool) else Evaluation(None, tuple(value))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["condition"])[:70])
def test_vector(case: dict[str, Any]) -> None:
    assert evaluate(case["condition"], case["facts"], VECTORS["tables"]) == expected(case["expect"])


def test_vectors_cover_every_operator_with_every_outcome() -> None:
    from zikao.judge.operators import COMPARISONS, GROUPS

    seen = {(next(iter(case["condition"])), str(case["expect"])[0]) for case in VECTORS["cases"]}
    assert {(word, first) for word in (*COMPARISONS, *GROUPS) for first in "TF["} - seen == set()


def test_undone_stands_for_an_order_with_not_yet() -> None:
    facts = {"done_on": "none"}
    before = {"before": {"done_on": "2026-07-01"}}
    still_not = {"is": {"done_on": "none"}}
    assert evaluate(before, facts, {}, undone=Evaluation(True)).truth is True
    assert evaluate(still_not, facts, {}, undone=Evaluation(True)).truth is False
    assert evaluate({"none": [still_not]}, facts, {}, undone=Evaluation(None, ("today",))) == (
        None,
        ("today",),
    )
    assert evaluate(before, {"done_on": "2026-07-02"}, {}, undone=Evaluation(True)).truth is False


@pytest.mark.parametrize(
    "condition", [{}, {"is": {"a": 1}, "in": {"a": [1]}}, {"equals": {"a": 1}}, {"is": {}}]
)
def test_what_would_not_pass_the_guard_raises(condition: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        evaluate(condition, {"a": 1}, {})
