"""The evaluator of conditions: closed operators, three values, and which facts are missing.

The language is described in ``docs/developers/conditions.md``; ``widgets/judge/judge.js`` is its twin and the
tests hold the two equal. Conditions have passed :mod:`zikao.judge.check` before they come here: evaluating
one that would not raises whatever Python raises. Facts need no such care, any JSON value is judged.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from zikao.judge.dates import NOT_YET, compose, date_kind, shift
from zikao.judge.numbers import is_number

Condition = Mapping[str, Any]
Facts = Mapping[str, Any]
Tables = Mapping[str, Mapping[str, Any]]


class Evaluation(NamedTuple):
    """What a condition came to.

    ``truth`` is True, False or None for unknown. ``missing`` names the facts that an unknown condition still
    needs, in the order in which they appear, each once; it is empty when the condition is decided.
    """

    truth: bool | None
    missing: tuple[str, ...] = ()


TRUE = Evaluation(True)
FALSE = Evaluation(False)
UNUSABLE = Evaluation(None)


def evaluate(condition: Condition, facts: Facts, tables: Tables, undone: Evaluation = FALSE) -> Evaluation:
    """Evaluate a condition over a flat document of facts; an absent or null fact is missing.

    ``undone`` is what an ordering comparison with "not yet" comes to. It is false, except where a duty asks
    whether what has not happened yet can still be done in time.
    """
    ((name, body),) = condition.items()
    return _OPERATORS[name](body, facts, tables, undone)


def value_of(operand: Any, facts: Facts, tables: Tables) -> tuple[Any, tuple[str, ...]]:
    """Work out an operand: its value (None: no usable one) and the facts it lacks."""
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


def all_of(parts: Iterable[Evaluation]) -> Evaluation:
    """Strong Kleene conjunction; stops at the first false part."""
    return _combine(parts, decisive=FALSE, otherwise=TRUE)


def any_of(parts: Iterable[Evaluation]) -> Evaluation:
    """Strong Kleene disjunction; stops at the first true part."""
    return _combine(parts, decisive=TRUE, otherwise=FALSE)


def negate(part: Evaluation) -> Evaluation:
    """Swap true and false; unknown stays unknown."""
    return part if part.truth is None else FALSE if part.truth else TRUE


def unknown(*names: str) -> Evaluation:
    """Unknown for want of these facts."""
    return Evaluation(None, tuple(dict.fromkeys(names)))


def _combine(parts: Iterable[Evaluation], decisive: Evaluation, otherwise: Evaluation) -> Evaluation:
    open_parts = None
    for part in parts:
        if part.truth is decisive.truth:
            return decisive
        if part.truth is None:
            open_parts = part if open_parts is None else unknown(*open_parts.missing, *part.missing)
    return otherwise if open_parts is None else open_parts


def _need(name: str, facts: Facts, missing: list[str]) -> Any:
    value = facts.get(name)
    if value is None:
        missing.append(name)
    return value


def _look_up(operand: Mapping[str, Any], facts: Facts, tables: Tables, missing: list[str]) -> Any:
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


# Each comparison takes the fact's name and value and the operand's value, both present.


def _is(name: str, left: Any, right: Any) -> Evaluation:
    if right is None or isinstance(right, list):
        return UNUSABLE
    if isinstance(left, list):
        return unknown(name)
    return TRUE if _same(left, right) else FALSE


def _in(name: str, left: Any, right: Any) -> Evaluation:
    if not isinstance(right, list):
        return UNUSABLE
    if isinstance(left, list):
        return unknown(name)
    return TRUE if any(_same(left, each) for each in right) else FALSE


def _includes(name: str, left: Any, right: Any) -> Evaluation:
    if right is None or isinstance(right, list):
        return UNUSABLE
    if not isinstance(left, list):
        return unknown(name)
    return TRUE if any(_same(each, right) for each in left) else FALSE


def _same(left: Any, right: Any) -> bool:
    """Equality of JSON scalars: Python alone would take true for 1."""
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def _kind(value: Any) -> str | None:
    return "number" if is_number(value) else date_kind(value)


_NUMBERS = ("number",)
_DATES = ("date", "datetime")
_ORDERED = _NUMBERS + _DATES

_Compare = Callable[[Any, Any], bool]
_Operator = Callable[[Any, Facts, Tables, Evaluation], Evaluation]


def _leaf(test: Callable[[str, Any, Any], Evaluation]) -> _Operator:
    def compare(body: Mapping[str, Any], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
        ((name, operand),) = body.items()
        left = facts.get(name)
        right, lacking = value_of(operand, facts, tables)
        if left == right == NOT_YET:
            return negate(undone)
        if left is None:
            return unknown(name, *lacking)
        return Evaluation(None, lacking) if lacking else test(name, left, right)

    return compare


def _ordered(kinds: tuple[str, ...], holds: _Compare) -> _Operator:
    def compare(body: Mapping[str, Any], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
        ((name, operand),) = body.items()
        left = facts.get(name)
        right, lacking = value_of(operand, facts, tables)
        if left == NOT_YET or right == NOT_YET:
            return undone
        if left is None:
            return unknown(name, *lacking)
        if lacking:
            return Evaluation(None, lacking)
        kind = _kind(right)
        if kind not in kinds:
            return UNUSABLE
        if _kind(left) != kind:
            return unknown(name)
        return TRUE if holds(left, right) else FALSE

    return compare


_from = _ordered(_ORDERED, operator.ge)
_to = _ordered(_ORDERED, operator.le)


def _between(body: Mapping[str, Any], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
    ((name, (low, high)),) = body.items()
    return all_of((_from({name: low}, facts, tables, undone), _to({name: high}, facts, tables, undone)))


def _all(children: list[Condition], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
    return all_of(evaluate(child, facts, tables, undone) for child in children)


def _any(children: list[Condition], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
    return any_of(evaluate(child, facts, tables, undone) for child in children)


def _none(children: list[Condition], facts: Facts, tables: Tables, undone: Evaluation) -> Evaluation:
    return negate(_any(children, facts, tables, undone))


_OPERATORS: Mapping[str, _Operator] = {
    "all": _all,
    "any": _any,
    "none": _none,
    "is": _leaf(_is),
    "in": _leaf(_in),
    "includes": _leaf(_includes),
    "at_least": _ordered(_NUMBERS, operator.ge),
    "at_most": _ordered(_NUMBERS, operator.le),
    "between": _between,
    "before": _ordered(_DATES, operator.lt),
    "on_or_before": _ordered(_DATES, operator.le),
    "after": _ordered(_DATES, operator.gt),
    "on_or_after": _ordered(_DATES, operator.ge),
}

GROUPS = ("all", "any", "none")
COMPARISONS = tuple(name for name in _OPERATORS if name not in GROUPS)
