"""What a check goes by beside the answers or the file: whose rules, which moment, whose word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from zikao.judge.evaluate import Facts

MeasuredOn = Literal["device", "server"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The same for all that is checked in one call."""

    city: str | None = None
    """Id of a city overlay; None: the province's rules alone."""
    now: datetime | None = None
    """The moment to judge at; naive means Beijing time, None means the clock."""
    declared: Facts = field(default_factory=dict)
    """What the candidate says of the file, by fact.

    Of a portrait, facts that count where the file itself does not tell, such as `date_taken` and
    `front_camera`. Of an archive, what its pages are compared with: `admission_ticket_number`, which
    stands in no fact, and `courses`, a list of names.
    """
    measured_on: MeasuredOn = "server"
    """Where answers are given and files measured."""


HERE_AND_NOW: Final = Circumstances()
"""No city, the moment of the clock, nothing declared."""
