"""Why a rule came out as it did: its whole tree with the truth, the value and the limit of every part."""

from __future__ import annotations

from typing import Any

from zikao.judge.boundaries import rule_of
from zikao.judge.document import Document, Rule, RuleException
from zikao.judge.evaluate import Condition, Facts, Tables, evaluate, value_of
from zikao.judge.logic import Evaluation
from zikao.judge.operators import GROUPS
from zikao.judge.rules import item_facts, judge_exception, judge_once, judge_rule
from zikao.judge.walk import leaves

Trace = dict[str, Any]


def trace(document: Document, rule_id: str, facts: Facts) -> Trace:
    """How one rule was decided, as plain JSON.

    `truth` is true, false or null for unknown. A group has `operator` and `parts`; a comparison has
    `operator`, `fact`, `value` (null if missing), `operand` as written and `limit` as evaluated (a
    list where several are written). A rule with `each` has `items`, one trace for each place, instead.

    Raises:
        KeyError: the document has no such rule.
    """
    rule = rule_of(document, rule_id)
    outcome = judge_rule(rule, document, facts)
    found: Trace = {**outcome.as_json(), "severity": rule.severity, "title": rule.title}
    known = item_facts(rule, facts)
    if not rule.each:
        return {**found, **_body(rule, document, facts)}
    found["items"] = [
        {**judge_once(rule, document, each).as_json(), **_body(rule, document, each)} for each in known or ()
    ]
    return found


def _body(rule: Rule, document: Document, facts: Facts) -> Trace:
    tables = document.tables
    return {
        "when": _node(rule.when, facts, tables) if rule.when else None,
        "require": _node(rule.require, facts, tables),
        "exceptions": [_exception(each, document, facts) for each in rule.exceptions],
    }


def _exception(exception: RuleException, document: Document, facts: Facts) -> Trace:
    tables = document.tables
    judged = judge_exception(exception, document, facts)
    duties = zip(exception.duties, judged.duties, strict=True)
    return {
        "id": judged.id,
        "title": exception.title,
        **_truth(judged.holds),
        "when": _node(exception.when, facts, tables),
        "duties": [
            {**duty.shown.as_json(), **_truth(duty.holds), "must": _node(written.must, facts, tables)}
            for written, duty in duties
        ],
    }


def _node(condition: Condition, facts: Facts, tables: Tables) -> Trace:
    ((operator, body),) = condition.items()
    found: Trace = {"operator": operator, **_truth(evaluate(condition, facts, tables))}
    if operator in GROUPS:
        return {**found, "parts": [_node(child, facts, tables) for child in body]}
    (leaf,) = leaves(condition)
    limits = [value_of(operand, facts, tables)[0] for operand in leaf.operands()]
    return {
        **found,
        "fact": leaf.fact,
        "value": facts.get(leaf.fact),
        "operand": leaf.operand,
        "limit": limits if isinstance(leaf.operand, list) else limits[0],
    }


def _truth(evaluation: Evaluation) -> Trace:
    return {"truth": evaluation.truth, "missing": list(evaluation.missing)}
