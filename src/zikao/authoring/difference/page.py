"""A difference as one HTML file to be handed round: it prints to A4 and needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zikao.authoring.difference.rendered import rows
from zikao.authoring.difference.report import Difference
from zikao.clock import spoken
from zikao.templates import of_pages


@dataclass
class Row:
    """One line, with those that stand below it."""

    depth: int
    """0 the whole, 1 a province, 2 a procedure, 3 a section, 4 and 5 what differs, 6 a draft."""
    text: str
    below: list[Row] = field(default_factory=list)


def as_page(found: Difference, today: date) -> str:
    """HTML of the whole, with the day as of which made-up candidates were judged."""
    template = of_pages("zikao.authoring").get_template("difference.html.jinja")
    return template.render(
        sides=[text for depth, text in rows(found, today) if depth == 0],
        provinces=list(_nested(found, today)),
        day=spoken(today.isoformat()),
    )


def _nested(found: Difference, today: date) -> Iterator[Row]:
    """The provinces, each row below the nearest one before it that stands less deep."""
    above: list[Row] = []
    for depth, text in rows(found, today):
        if depth == 0:
            continue
        row = Row(depth, text)
        while above and above[-1].depth >= depth:
            above.pop()
        if above:
            above[-1].below.append(row)
        else:
            yield row
        above.append(row)
