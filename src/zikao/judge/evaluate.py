"""The evaluator of conditions: closed operators, three values, and which facts are missing.

The language is described in `docs/developers/conditions.md`; `widgets/judge/evaluate.js` is its twin and the
tests hold the two equal. Conditions have passed `zikao.judge.check` before they come here: evaluating
one that would not raises whatever Python raises. Facts need no such care, any JSON value is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zikao.judge.dates import NOT_YET, compose, shift
from zikao.judge.logic import FALSE, Evaluation, all_of, negate, unknown
from zikao.judge.operators import COMPARISONS, GROUPS, Shape, Test

Condition = Mapping[str, Any]
Facts = Mapping[str, object]
Tables = Mapping[str, Mapping[str, object]]


def evaluate(condition: Condition, facts: Facts, tables: Tables, undone: Evaluation = FALSE) -> Evaluation:
    """What a condition comes to over a flat document of facts; an absent or null fact is missing.

    `undone` is what an ordering comparison with "not yet" comes to. It is false, except where a duty asks
    whether what has not happened yet can still be done in time.
    """
    ((name, body),) = condition.items()
    group = GROUPS.get(name)
    if group is not None:
        return group.join(evaluate(child, facts, tables, undone) for child in body)
    comparison = COMPARISONS[name]
    ((fact, operand),) = body.items()

    def compare(test: Test, operand: object) -> Evaluation:
        left = facts.get(fact)
        right, lacking = value_of(operand, facts, tables)
        if comparison.orders:
            if left == NOT_YET or right == NOT_YET:
                return undone
        elif left == right == NOT_YET:
            return negate(undone)
        if left is None:
            return unknown(fact, *lacking)
        return Evaluation(None, lacking) if lacking else test(fact, left, right)

    if comparison.shape is not Shape.ENDS:
        return compare(comparison.tests[0], operand)
    return all_of(compare(*part) for part in zip(comparison.tests, operand, strict=True))


def value_of(operand: object, facts: Facts, tables: Tables) -> tuple[object, tuple[str, ...]]:
    """Value of an operand (None: no usable one), and the facts it lacks."""
    if not isinstance(operand, Mapping):
        return operand, ()
    missing: list[str] = []
    if "fact" in operand:
        value = _need(operand["fact"], facts, missing)
    elif "table" in operand:
        value = _look_up(operand, facts, tables, missing)
    elif "year" in operand:
        value = _date_in_year(operand, facts, tables, missing)
    else:
        value = operand["literal"]
    if missing:
        return None, tuple(dict.fromkeys(missing))
    return (shift(value, **operand["plus"]) if "plus" in operand else value), ()


def _need(name: str, facts: Facts, missing: list[str]) -> object:
    value = facts.get(name)
    if value is None:
        missing.append(name)
    return value


def _look_up(operand: Mapping[str, Any], facts: Facts, tables: Tables, missing: list[str]) -> object:
    key = _need(operand["by"], facts, missing)
    if isinstance(key, bool):
        key = "true" if key else "false"
    elif isinstance(key, int | float):
        key = str(int(key)) if isinstance(key, int) or key.is_integer() else None
    return tables[operand["table"]].get(key) if isinstance(key, str) else None


def _date_in_year(operand: Mapping[str, Any], facts: Facts, tables: Tables, missing: list[str]) -> str | None:
    year, day = operand["year"], operand["day"]
    if isinstance(year, str):
        year = _need(year, facts, missing)
    if isinstance(day, Mapping):
        day = _look_up(day, facts, tables, missing)
    return None if missing else compose(year, day, operand.get("time"))
