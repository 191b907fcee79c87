"""A file to be packed, and what is known of it by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zikao.formats.kinds import Kind
from zikao.numbers import Written
from zikao.package.declarable import ANY_TICKET
from zikao.package.measuring import measure
from zikao.package.pack import Label
from zikao.package.shown import shown_name


@dataclass(frozen=True, slots=True)
class Loose:
    """A file to be packed."""

    name: str
    """As the candidate knows it."""
    data: bytes
    number: str | None = None
    """The ticket number that it was put under, digits only; None where that is to be read from it."""

    def measured(
        self, declared: Mapping[str, str] | None = None, form: Written = ANY_TICKET
    ) -> dict[str, Any]:
        """Its facts, compared with what is declared of it; `form`: how ticket numbers are written."""
        measured = measure(self.data, self.name, declared=declared, form=form)
        facts: dict[str, Any] = measured.model_dump(mode="json")["facts"]
        return facts


@dataclass(slots=True)
class Piece:
    """A file that was looked at."""

    original: str
    """What it was called."""
    kind: Kind
    data: bytes
    facts: Mapping[str, Any]
    label: Label
    number: str | None
    """None stands for every number."""
    heic: bool = False
    """Whether it came as one; its data are a JPEG's by now."""
    fault: str | None = None
    """Why it cannot be packed, and what to do."""
    taken_out: bool = False
    """Whether metadata were."""
    turned: bool = False
    """Whether it is upright only by its mark."""
    shrunk: bool = False
    before: int = 0
    """Bytes; of a HEIC, those of the JPEG that it became."""

    @property
    def shown(self) -> str:
        """What it was called, fit to be told."""
        return shown_name(self.original)

    @property
    def pages(self) -> list[Mapping[str, Any]]:
        """Facts of its pages."""
        return list(self.facts.get("pages", ()))


def told_size(count: int) -> str:
    """Bytes as they are told."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} KB"
