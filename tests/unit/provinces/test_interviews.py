"""Answering question after question always ends in a verdict: nobody is left without a next step."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.judge.rules import judge
from zikao.rulebook.asking import facts_schema
from zikao.rulebook.document import DocumentFact

LIBRARY = rulebooks()
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


@pytest.mark.parametrize("item", PROCEDURES)
def test_what_is_asked_next_is_shown_by_forms_that_go_by_the_schema(item: str) -> None:
    document = LIBRARY.compiled("procedure", item)
    schemas = {name: ask.get("x-when", {}) for name, ask in facts_schema(document)["properties"].items()}
    shows = {name: Draft202012Validator(schema).is_valid for name, schema in schemas.items()}
    chance = random.Random(item)
    for walk in range(WALKS):
        answers: dict[str, Any] = {}
        # A form may hold answers already, in whatever order they were given.
        for name in shows if walk % 2 else ():
            if chance.random() < 0.3:
                answers[name] = _perhaps(document.facts[name], chance)
        while (asked := judge(document, {**answers, **CLOCK}).next) is not None:
            assert shows[asked](answers), (asked, answers)
            answers[asked] = _perhaps(document.facts[asked], chance)


def _perhaps(fact: DocumentFact, chance: random.Random) -> Any:
    return None if chance.random() < 0.2 else _answer(fact, chance)


def test_a_form_that_goes_by_the_schema_begins_with_few_questions() -> None:
    properties = facts_schema(LIBRARY.compiled("procedure", "anhui/graduation"))["properties"]
    assert len(properties) > 30
    assert _shown_first(properties) == ["hefei_candidate"]


def _shown_first(asks: Mapping[str, Any]) -> list[str]:
    """What a form shows before anything is answered."""
    whens = {name: Draft202012Validator(ask.get("x-when", {})) for name, ask in asks.items()}
    return [name for name, when in whens.items() if when.is_valid({})]


def test_a_city_is_not_asked_whether_it_is_another() -> None:
    """Of whoever takes the exam in Lu'an it is known, and may be answered otherwise all the same."""
    here, there = Circumstances(city="luan"), Circumstances()
    asked = [check_eligibility(LIBRARY, "anhui/graduation", {}, each).next_question for each in (here, there)]
    assert [each and each.fact for each in asked] == ["level", "hefei_candidate"]
    moved = check_eligibility(LIBRARY, "anhui/graduation", {"hefei_candidate": True}, here)
    assert moved.elsewhere is not None
    properties = facts_schema(LIBRARY.compiled("procedure", "anhui/graduation", "luan"))["properties"]
    assert _shown_first(properties)[0] == "level"


def test_every_question_says_what_it_is_for() -> None:
    for item in PROCEDURES:
        for name, ask in facts_schema(LIBRARY.compiled("procedure", item))["properties"].items():
            assert ask["description"].endswith(("。", "）")), (item, name)
