"""How a province's ticket number is written: by its rulebook, or by the rule for all where that is silent."""

from __future__ import annotations

from typing import Literal

from zikao.numbers import TICKET, Written
from zikao.package.declarable import ANY_TICKET
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library


def ticket_form(
    library: Library, item: str, city: str | None = None, kind: Literal["photo", "package"] = "package"
) -> Written:
    """The forms of the ticket number that goes along with a file.

    Args:
        library: the rulebooks.
        item: `province/spec`.
        city: id of a city overlay.
        kind: of the spec.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    return form_of(library.compiled(kind, item, city))


def form_of(document: Document) -> Written:
    """The forms of the ticket number that goes along with a file of this spec."""
    said = (document.numbers or {}).get(TICKET)
    return Written(said.pattern, said.wanted) if said else ANY_TICKET
