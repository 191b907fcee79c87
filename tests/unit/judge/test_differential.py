"""Python and JavaScript judge alike, and so does CEL what it can express."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zikao.judge.boundaries import boundaries
from zikao.judge.document import Document
from zikao.judge.evaluate import evaluate
from zikao.judge.rules import judge

from .cel import NoTranslationError, evaluator, translate
from .fixtures import EXAMPLES, RULE_ID, prior_diploma, prior_diploma_json
from .javascript import replay
from .random_documents import TABLES, Maker

TREES = 20_000
DOCUMENTS = 3_000


def python_truth(condition: Any, facts: Any, tables: Any) -> bool | list[str]:
    truth, missing = evaluate(condition, facts, tables)
    return list(missing) if truth is None else truth


def same(one: Any, two: Any) -> bool:
    """Equal, and of one type: JSON's true is not 1."""
    return bool(one == two) and type(one) is type(two)


def test_random_trees_and_documents(tmp_path: Path) -> None:
    maker = Maker(20260630)
    trees = [[maker.condition(), maker.facts(missing=0.4), TABLES] for _ in range(TREES)]
    documents = [
        [maker.document(), maker.facts(maker.random.choice([0, 0.2, 0.4]))] for _ in range(DOCUMENTS)
    ]
    in_javascript = replay([*trees, *documents], tmp_path)
    assert len(in_javascript) == TREES + DOCUMENTS

    truths = [python_truth(*case) for case in trees]
    differing = [
        case for case, *both in zip(trees, truths, in_javascript[:TREES], strict=True) if not same(*both)
    ]
    assert differing == []
    counts = [sum(truth is True for truth in truths), sum(truth is False for truth in truths)]
    assert min(*counts, TREES - sum(counts)) > TREES / 10, "the random trees lean to one side"

    judged = [judge(Document.model_validate(whole), facts).as_json() for whole, facts in documents]
    both = zip(documents, judged, in_javascript[TREES:], strict=True)
    assert [case for case, one, two in both if one != two] == []
    assert {each["verdict"] for each in judged} == {"pass", "attention", "fail", "unknown"}
    assert any(each["elsewhere"] for each in judged)
    assert any(each["next"] for each in judged)
    outcomes = [outcome for each in judged for outcome in each["outcomes"]]
    assert {outcome["outcome"] for outcome in outcomes} == {"yes", "no", "unknown", "not_applicable"}
    assert {duty["state"] for outcome in outcomes for duty in outcome["duties"]} == {
        "done",
        "pending",
        "open",
    }


def test_boundary_cases_and_examples_of_a_real_rule(tmp_path: Path) -> None:
    whole = prior_diploma()
    cases = [case.facts for case in boundaries(whole, RULE_ID, most=1500).cases]
    cases += [example["given"] for example in EXAMPLES]
    in_javascript = replay([[prior_diploma_json(), facts] for facts in cases], tmp_path)
    assert in_javascript == [judge(whole, facts).as_json() for facts in cases]


def test_cel_agrees() -> None:
    in_cel = evaluator()
    maker = Maker(20260701, messy=0)
    differing: list[Any] = []
    compared = 0
    for _ in range(3000):
        condition, facts = maker.condition(), maker.facts(missing=0.4)
        try:
            text = translate(condition)
        except NoTranslationError:
            continue
        if "T24:00" in f"{text}{facts}":
            continue  # No timestamp of CEL's.
        compared += 1
        if in_cel(text, facts, TABLES) is not evaluate(condition, facts, TABLES).truth:
            differing.append((text, facts))
    assert differing == []
    assert compared > 2000


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({"none": [{"is": {"local": True}}]}, '!((f["local"] == dyn(true)))'),
        ({"all": []}, "(true)"),
        ({"any": []}, "(false)"),
    ],
)
def test_translation_to_cel(condition: Any, text: str) -> None:
    assert translate(condition) == text
