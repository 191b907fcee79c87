"""The guard: everything wrong with a condition, each with its path and the nearest right word."""

from __future__ import annotations

from typing import Any

import pytest

from zikao.judge.check import check_condition
from zikao.judge.evaluate import evaluate
from zikao.judge.operands import Problem, check_operand

from .fixtures import VECTORS, declared, fixture, prior_diploma
from .random_documents import FACTS, MESS, Maker

FAULTS = fixture("faults.json")
DECLARED, TABLES = declared(FAULTS["facts"]), FAULTS["tables"]


def check(condition: Any) -> list[Problem]:
    return check_condition(condition, DECLARED, TABLES)


def only(condition: Any) -> Problem:
    (problem,) = check(condition)
    return problem


GOOD: list[dict[str, Any]] = [
    {"all": []},
    {"is": {"paid": True}},
    {"is": {"half": "first"}},
    {"in": {"half": ["first", "second"]}},
    {"includes": {"papers": "card"}},
    {"at_least": {"score": 59.5}},
    {"at_most": {"courses": {"fact": "score"}}},
    {"between": {"courses": [1, {"fact": "year"}]}},
    {"between": {"issued": [{"fact": "verified", "plus": {"years": -1}}, {"fact": "verified"}]}},
    {"is": {"verified": "none"}},
    {"before": {"issued": {"year": "year", "day": {"table": "cutoff", "by": "half"}}}},
    {"before": {"closes": {"year": 2026, "day": "08-30", "time": "16:30"}}},
    {"after": {"issued": {"literal": "2026-01-01", "plus": {"months": -6, "days": 1}}}},
    {"at_least": {"score": {"table": "flags", "by": "paid"}}},
    {"is": {"city": {"fact": "half"}}},
    {"none": [{"any": [{"is": {"city": "合肥"}}]}]},
]


@pytest.mark.parametrize("condition", GOOD, ids=str)
def test_nothing_is_wrong_with(condition: Any) -> None:
    assert check(condition) == []


@pytest.mark.parametrize("fault", FAULTS["faults"], ids=lambda fault: str(fault["condition"])[:60])
def test_finds(fault: dict[str, Any]) -> None:
    problem = check(fault["condition"])[0]
    assert problem.path == tuple(fault["path"])
    assert fault["says"] in problem.message
    assert problem.nearest == fault.get("nearest")
    assert not problem.message.endswith("。"), "whoever shows it adds the nearest word and the full stop"


def test_all_faults_come_back_at_once() -> None:
    condition = {
        "all": [
            {"is": {"half": "x"}},
            {"any": [{"equals": {"a": 1}}, {"is": {"nope": 1}}]},
            {"is": {"paid": True}},
        ]
    }
    assert [problem.path for problem in check(condition)] == [
        ("all", 0, "is", "half"),
        ("all", 1, "any", 0, "equals"),
        ("all", 1, "any", 1, "is", "nope"),
    ]


def test_every_fault_of_a_table_is_told() -> None:
    condition = {"before": {"issued": {"year": 2026, "day": {"table": "odd", "by": "half"}}}}
    assert [problem.message.split("：")[0] for problem in check(condition)] == [
        "表「odd」的「first」",
        "表「odd」的「second」",
    ]


def nested(levels: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"is": {"paid": True}}
    for _ in range(levels - 1):
        condition = {"all": [condition]}
    return condition


class TestBounds:
    def test_twelve_levels(self) -> None:
        assert check(nested(12)) == []
        assert "12 层" in only(nested(13)).message

    def test_a_condition_nested_very_deep_does_no_harm(self) -> None:
        assert len(check(nested(100_000))) == 1

    def test_four_hundred_nodes(self) -> None:
        leaf = {"is": {"paid": True}}
        assert check({"all": [leaf] * 399}) == []
        assert "400 项" in only({"all": [leaf] * 400}).message
        assert len(check({"any": [{"all": [leaf] * 399}] * 399})) == 1


def test_an_operand_alone() -> None:
    assert check_operand({"year": "year", "day": "06-30"}, DECLARED, TABLES) == []
    (problem,) = check_operand({"year": "yaer", "day": "06-30"}, DECLARED, TABLES)
    assert (problem.path, problem.nearest) == (("year",), "year")
    assert check_operand("2026-06-30T10:00", DECLARED, TABLES)[0].path == ()
    assert check_operand("2026-06-30T10:00", DECLARED, TABLES, wanted="datetime") == []


def test_the_example_document_passes() -> None:
    whole = prior_diploma()
    (rule,) = whole.rules
    conditions = [rule.require, *(each.when for each in rule.exceptions)]
    for condition in conditions:
        assert check_condition(condition, whole.facts, whole.tables) == []


@pytest.mark.parametrize("seed", range(3))
def test_what_passes_never_raises(seed: int) -> None:
    """Random conditions with random faults: the guard never fails itself, and what it passes is evaluated."""
    maker = Maker(seed, messy=0.4)
    passed = 0
    for _ in range(1500):
        condition = maker.condition()
        if not check_condition(condition, declared(FACTS), VECTORS["tables"]):
            passed += 1
            evaluate(condition, maker.facts(), VECTORS["tables"])
    assert passed > 50


JUNK: list[Any] = [
    None,
    True,
    0,
    "",
    "x",
    [],
    [[]],
    {},
    {"a": 1},
    {"fact": {}},
    {"table": [], "by": []},
    {"year": {}, "day": []},
]


@pytest.mark.parametrize("junk", [*JUNK, *MESS], ids=str)
def test_junk_is_told_not_raised(junk: Any) -> None:
    places: list[Any] = [junk, {"all": junk}, {"all": [junk]}, {"is": junk}, {"is": {"half": junk}}]
    places += [{word: {"issued": junk}} for word in ("before", "between", "in", "is")]
    places += [{"before": {"issued": {"literal": "2026-01-01", "plus": junk}}}]
    places += [{"before": {"issued": {"year": junk, "day": junk, "time": junk}}}]
    places += [{"is": {"city": {"table": junk, "by": junk}}}]
    for condition in places:
        check(condition)
