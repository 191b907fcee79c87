"""The dates of a window that count on one day. The twin of widgets/shared/at-hand.js."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zikao.rulebook.document import DocumentDates, DocumentRound, DocumentWindow, DocumentYearly


@dataclass(frozen=True)
class AtHand:
    """From when to when, and how far that may be relied on."""

    dates: DocumentDates
    round: DocumentRound | None = None
    """The round that gave them, where the window has its dates by round."""
    yearly: Sequence[DocumentYearly] = ()
    """The rule of every year that gave these dates, so that the round's notice may say otherwise."""

    @property
    def every_year(self) -> bool:
        return bool(self.yearly)

    @property
    def dated(self) -> bool:
        return bool(self.dates.start or self.dates.end)

    def ended(self, today: str) -> bool:
        """Whether the last day lies before this one."""
        return self.dates.end is not None and self.dates.end[:10] < today

    def over(self, today: str) -> bool:
        """Whether the dates are history; what has ended in a round that goes on is not."""
        return self.dates.until is not None and self.dates.until < today


def at_hand(window: DocumentWindow, today: str) -> AtHand:
    """The dates that count on a day, YYYY-MM-DD.

    Those of the round that runs; or else the nearest of every year's; or else of the next round that is
    known; or else those that are written, if any.
    """
    rounds = window.rounds or ()
    if running := [each for each in rounds if each.since <= today <= (each.until or "")]:
        return AtHand(running[-1], running[-1])
    if window.yearly:
        start, end, until = nearest(window.yearly, today)
        dates = window.model_copy(update={"start": start, "end": end, "until": until})
        return AtHand(dates, yearly=window.yearly)
    coming = next((each for each in rounds if each.since > today), None)
    return AtHand(coming or window, coming)


def edge(dates: DocumentDates, which: Literal["start", "end"]) -> str | None:
    """The first or last moment, YYYY-MM-DDTHH:MM: a day alone lasts as long as its hours, or from 0 to 24."""
    at = dates.start if which == "start" else dates.end
    if at is None or len(at) > len("2026-05-30"):
        return at
    if dates.daily:
        return f"{at}T{dates.daily.start if which == 'start' else dates.daily.end}"
    return f"{at}T{'00:00' if which == 'start' else '24:00'}"


def nearest(spans: Sequence[DocumentYearly], today: str) -> tuple[str | None, str | None, str]:
    """Start, end and last day of the span that a day lies in, or else of the next one."""
    starts = sorted(span.start[:5] for span in spans if span.start)
    this = int(today[:4])
    found = []
    for year in (this - 1, this, this + 1):
        for span in spans:
            start, end = span.start or "", span.end or ""
            ends = year + (bool(end) and end[:5] < start[:5])
            # From a day on: until there is something new from a later day on.
            later = next((f"{year}-{each}" for each in starts if each > start[:5]), None)
            until = f"{ends}-{end[:5]}" if end else _eve(later or f"{year + 1}-{starts[0]}")
            if until >= today:
                found.append((until, start and f"{year}-{start}", end and f"{ends}-{end}"))
    # The least by its last day, then by its first.
    until, start, end = min(found)
    return start or None, end or None, until


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
