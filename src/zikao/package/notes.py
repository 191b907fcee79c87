"""What is noted of one thing while it is measured: its facts, and why others are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zikao.package.page_words import THEN


@dataclass(slots=True, kw_only=True)
class Notes:
    """Facts by name, and a reason for each that is missing."""

    facts: dict[str, Any] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def leave_out(self, names: Iterable[str], reason: str) -> None:
        """Give the reason for each of these facts that is still missing and has none."""
        for name in names:
            if name not in self.facts:
                self.absent.setdefault(name, reason)


def all_reasons(absent: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Why facts are missing in any of several things: all their reasons, each once, as one text."""
    reasons: dict[str, dict[str, None]] = {}
    for each in absent:
        for fact, reason in each.items():
            reasons.setdefault(fact, {})[reason] = None
    return {fact: THEN.join(given) for fact, given in reasons.items()}
