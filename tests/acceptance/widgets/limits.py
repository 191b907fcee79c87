"""Facts at and beside the limits of a document's rules."""

from __future__ import annotations

import random
from typing import Any

from zikao.judge.walk import leaves
from zikao.rulebook.document import Document
from zikao.rulebook.file_names import TYPED


def put_at_limits(document: Document, facts: dict[str, Any], draw: random.Random, spared: float) -> None:
    """Change facts, those of a rule's items too, to what its comparisons name, or a step away from that.

    Args:
        document: whose rules.
        facts: to change.
        draw: what decides.
        spared: the share of comparisons for which nothing is changed.
    """
    steps = draw.choice(((0,), (0, 0, 0, 0.004, -0.5, 40)))
    for rule in document.rules:
        items = facts.get(rule.each) if rule.each else [facts]
        for leaf in leaves(rule.require):
            operand = draw.choice(leaf.operands())
            if leaf.fact in TYPED or isinstance(operand, dict | list) or not items or draw.random() < spared:
                continue
            if isinstance(operand, int | float) and not isinstance(operand, bool):
                operand += draw.choice(steps)
            draw.choice(items)[leaf.fact] = operand
