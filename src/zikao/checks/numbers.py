"""How a province's ticket number is written: by its rulebook, or by the rule for all where that is silent."""

from __future__ import annotations

from zikao.numbers import TICKET, Written
from zikao.package.declarable import ANY_TICKET
from zikao.rulebook.library import Library


def ticket_form(library: Library, item: str, city: str | None = None) -> Written:
    """The forms of the ticket number that goes along with a package.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        city: id of a city overlay.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    said = (library.compiled("package", item, city).numbers or {}).get(TICKET)
    return Written(said.pattern, said.wanted) if said else ANY_TICKET
