"""What a check goes by beside the answers or the file: whose rules, which moment, whose word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from zikao.judge.evaluate import Facts
from zikao.rulebook.file_names import TYPED

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
    `front_camera`. Of an archive, what its pages are compared with: `admission_ticket_number` and `courses`,
    a list of names. Of either, what its name is compared with: that number, and `name`, the candidate's. What
    of it may stand in a file's name stands in no fact.
    """
    measured_on: MeasuredOn = "server"
    """Where answers are given and files measured."""

    @property
    def told(self) -> Facts:
        """What was declared and is a fact as it stands: nothing that tells one person from another."""
        return {name: value for name, value in self.declared.items() if name not in TYPED}


HERE_AND_NOW: Final = Circumstances()
"""No city, the moment of the clock, nothing declared."""
