"""What is known beside what was measured or answered: today, now, the rulebook's dates, and the city."""

from __future__ import annotations

from datetime import datetime

from zikao.clock import in_beijing
from zikao.judge.evaluate import Facts
from zikao.rulebook.at_hand import at_hand, edge
from zikao.rulebook.document import Document


def known_facts(document: Document, facts: Facts, now: datetime | None) -> dict[str, object]:
    """All that is known at a moment: the city, dates of windows, then these facts, then the clock.

    Null, which is "not sure", does not hide what the city or a window says.
    """
    clock = clock_facts(now)
    given = {name: value for name, value in facts.items() if value is not None}
    return {**facts, **city_facts(document), **window_facts(document, clock["today"]), **given, **clock}


def city_facts(document: Document) -> dict[str, bool]:
    """Answers that a document of one city has: whether it is the city that a question asks about."""
    if document.city is None:
        return {}
    return {
        name: fact.from_city == document.city
        for name, fact in document.facts.items()
        if fact.from_city is not None
    }


def clock_facts(now: datetime | None) -> dict[str, str]:
    """`today` and `now` in Beijing; a naive moment is taken as Beijing time, None as this moment."""
    moment = in_beijing(now)
    return {"today": moment.date().isoformat(), "now": moment.replace(tzinfo=None).isoformat("T", "minutes")}


def window_facts(document: Document, today: str) -> dict[str, str]:
    """Answers that the rulebook itself knows: from windows that are official, dated, and not over.

    Whatever else a window says is no answer, so the fact stays unknown.
    """
    found = {}
    for name, fact in document.facts.items():
        if origin := fact.from_window:
            dates = at_hand(document.windows[origin.window], today).dates
            moment = edge(dates, origin.edge)
            if dates.authority == "official" and moment and dates.until and today <= dates.until:
                found[name] = moment[:10] if fact.type == "date" else moment
    return found
