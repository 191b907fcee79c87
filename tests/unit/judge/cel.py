"""Conditions in the Common Expression Language: a third opinion, from an engine that others wrote.

In CEL a missing key is an error, and errors are absorbed by && and || just as unknowns are by all and any.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from .random_documents import FACTS

SIGNS = {
    "at_least": ">=",
    "at_most": "<=",
    "before": "<",
    "on_or_before": "<=",
    "after": ">",
    "on_or_after": ">=",
}


class NoTranslationError(Exception):
    """CEL has no calendar years or months, and would take 30 February for a text like any other.

    An operator that is not written here is left to the comparison with JavaScript.
    """


def translate(condition: Mapping[str, Any]) -> str:
    """The same condition as CEL over ``f``, the facts, and ``t``, the tables."""
    ((word, body),) = condition.items()
    if isinstance(body, list):
        if word not in ("all", "any", "none"):
            raise NoTranslationError
        joint, empty = (" && ", "true") if word == "all" else (" || ", "false")
        whole = f"({joint.join(map(translate, body)) or empty})"
        return f"!{whole}" if word == "none" else whole
    ((name, operand),) = body.items()
    fact = f"f[{json.dumps(name)}]"
    if word == "in":
        return f"({fact} in [{', '.join(map(_literal, operand))}])"
    if word == "includes":
        return f"({_literal(operand)} in {fact})"
    kind = FACTS[name]["type"]
    if word == "between":
        low, high = operand
        return f"({_order(fact, low, '>=', kind)} && {_order(fact, high, '<=', kind)})"
    if word in SIGNS:
        return _order(fact, operand, SIGNS[word], kind)
    if word != "is" or (isinstance(operand, Mapping) and ("year" in operand or "plus" in operand)):
        raise NoTranslationError
    return f"({fact} == {_operand(operand)})"


def evaluator() -> Callable[[str, Mapping[str, Any], Mapping[str, Any]], bool | None]:
    """A function from CEL text, facts and tables to a truth; skips the test without the engine."""
    cel = pytest.importorskip(
        "cel_expr_python.cel", reason="cel-expr-python is not installed (make setup-dev)"
    )
    documents = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    environment = cel.NewEnv(variables={"f": documents, "t": documents})

    def run(text: str, facts: Mapping[str, Any], tables: Mapping[str, Any]) -> bool | None:
        known = {name: value for name, value in facts.items() if value is not None}
        found = environment.compile(text).eval(data={"f": known, "t": tables})
        return bool(found.value()) if found.type() == cel.Type.BOOL else None

    return run


def _order(fact: str, operand: Any, sign: str, kind: str) -> str:
    limit = _operand(operand)
    if kind in ("date", "datetime"):
        rest = '"T00:00:00Z"' if kind == "date" else '":00Z"'
        days = operand.get("plus", {}).get("days") if isinstance(operand, Mapping) else None
        moved = f' + duration("{days * 24}h")' if days else ""
        compared = f"timestamp({fact} + {rest}) {sign} timestamp({limit} + {rest}){moved}"
    else:
        compared = f"{fact} {sign} {limit}"
    return f'(!({fact} == "none" || {limit} == "none") && {compared})'


def _operand(operand: Any) -> str:
    if not isinstance(operand, Mapping):
        return _literal(operand)
    if set(operand.get("plus", ())) - {"days"}:
        raise NoTranslationError
    if "fact" in operand:
        return f"f[{json.dumps(operand['fact'])}]"
    if "table" in operand:
        return f"t[{json.dumps(operand['table'])}][string(f[{json.dumps(operand['by'])}])]"
    if "year" in operand:
        year = operand["year"]
        number = f"string(f[{json.dumps(year)}])" if isinstance(year, str) else f'"{year}"'
        time = f' + "T{operand["time"]}"' if "time" in operand else ""
        return f'({number} + "-" + {_operand(operand["day"])}{time})'
    return _literal(operand["literal"])


def _literal(value: Any) -> str:
    return f"dyn({json.dumps(value, ensure_ascii=False)})"
