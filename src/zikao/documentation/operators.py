"""Tables of `conditions.md`: the operators of conditions."""

from __future__ import annotations

from zikao.documentation.marks import table
from zikao.judge.operators import COMPARISONS, GROUPS

_TRUTHS = {True: "true", False: "false", None: "unknown"}


def groups() -> str:
    """What joins conditions."""
    rows = [
        (f"`{group.name}: [ … ]`", group.description, f"「{group.explained}」", _TRUTHS[group.join(()).truth])
        for group in GROUPS.values()
    ]
    return table(("group", "meaning", "explained as", "of an empty list"), rows)


def comparisons() -> str:
    """What compares one fact."""
    rows = [
        (
            f"`{comparison.name}`",
            ", ".join(comparison.fits),
            comparison.shape.value,
            comparison.description,
            f"「{comparison.explained}」",
        )
        for comparison in COMPARISONS.values()
    ]
    return table(("comparison", "fact", "operand", "meaning", "explained as"), rows)
