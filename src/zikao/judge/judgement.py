"""What the judge answers: plain, immutable data with the JSON form that both languages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["pass", "attention", "fail", "unknown"]
OutcomeName = Literal["yes", "no", "unknown", "not_applicable"]
DutyState = Literal["done", "pending", "open", "lapsed", "failed"]


@dataclass(frozen=True, slots=True)
class Duty:
    """What an exception still demands.

    `due` is the last day, inclusive (`YYYY-MM-DD`), or None where it cannot be told; a number only where a
    fact that should be a day is one. A judgement lists done, pending and open duties; lapsed and failed ones
    appear in traces only: their exception is lost.
    """

    exception: str
    todo: str
    due: str | int | float | None
    state: DutyState

    def as_json(self) -> dict[str, Any]:
        return {"exception": self.exception, "todo": self.todo, "due": self.due, "state": self.state}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule came to.

    `by` is "require" or an exception's id, for a yes of a rule without `each`. `places` is None unless
    the rule has `each`; then it holds the positions, from 0, of the items that were no, or else of those
    that were unknown.
    """

    id: str
    outcome: OutcomeName
    by: str | None = None
    missing: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    places: tuple[int, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "id": self.id,
            "outcome": self.outcome,
            "by": self.by,
            "missing": list(self.missing),
            "duties": [duty.as_json() for duty in self.duties],
        }
        if self.places is not None:
            answer["places"] = list(self.places)
        return answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict over a whole document.

    `elsewhere` is the id of the reason why another procedure is the right one; then there are no outcomes.
    `missing` is in the order in which the document declares its facts; undeclared names follow as met.
    `next` is the fact to ask for, None when no answer could matter. A fact that is
    null was asked for in vain: it is missing, and not asked for again.
    """

    verdict: Verdict
    elsewhere: str | None
    outcomes: tuple[Outcome, ...]
    missing: tuple[str, ...]
    next: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "elsewhere": self.elsewhere,
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
            "missing": list(self.missing),
            "next": self.next,
        }
