"""Answering question after question always ends in a verdict: nobody is left without a next step."""

from __future__ import annotations

import random
from typing import Any

import pytest

from zikao.judge import judge
from zikao.rulebook.document import DocumentFact
from zikao.rulebook.store import load_library

LIBRARY = load_library()
PROCEDURES = [f"{name}/{each}" for name, book in LIBRARY.provinces.items() for each in book.procedures]
CLOCK = {"today": "2026-05-10", "now": "2026-05-10T10:00"}
DAYS = ["2025-01-01", "2026-03-01", "2026-06-30", "2026-07-05", "2026-12-31"]
WALKS = 25


def _answer(fact: DocumentFact, chance: random.Random) -> Any:
    low = int(fact.minimum or 0)
    few = range(low, min(int(fact.maximum or 99), low + 9) + 1)
    answers: dict[str, Any] = {
        "boolean": [True, False],
        "choice": list(fact.options or {}),
        "set": [[], *([each] for each in fact.options or {}), list(fact.options or {})],
        "integer": few,
        "number": few,
        "date": DAYS + (["none"] if fact.none else []),
        "datetime": [f"{day}T10:00" for day in DAYS],
    }
    return chance.choice(answers[fact.type])


@pytest.mark.parametrize("item", PROCEDURES)
def test_the_questions_lead_to_a_verdict(item: str) -> None:
    document = LIBRARY.compiled("procedure", item)
    chance = random.Random(item)
    for _ in range(WALKS):
        facts: dict[str, Any] = dict(CLOCK)
        judged = judge(document, facts)
        while judged.next is not None:
            assert judged.next not in facts
            facts[judged.next] = _answer(document.facts[judged.next], chance)
            judged = judge(document, facts)
        if judged.verdict == "unknown" and judged.elsewhere is None:
            assert judged.missing == (), facts
