"""The judge: rules as data over facts as data, in three values, by one small evaluator.

Knows nothing of photos, archives, sites or functions. The language is described in
`docs/developers/conditions.md`.
"""

from __future__ import annotations

from zikao.judge.boundaries import boundaries
from zikao.judge.check import check_condition
from zikao.judge.evaluate import evaluate
from zikao.judge.explain import explain
from zikao.judge.judgement import Duty, Judgement, Outcome
from zikao.judge.logic import Evaluation
from zikao.judge.operands import Problem, check_operand
from zikao.judge.rules import judge
from zikao.judge.trace import trace

__all__ = [
    "Duty",
    "Evaluation",
    "Judgement",
    "Outcome",
    "Problem",
    "boundaries",
    "check_condition",
    "check_operand",
    "evaluate",
    "explain",
    "judge",
    "trace",
]
