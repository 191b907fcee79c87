"""The spec that a check goes by: of those that follow one another, the one in force on its day."""

from __future__ import annotations

from typing import Literal

from zikao.checks.circumstances import Circumstances
from zikao.checks.clock import clock_facts
from zikao.rulebook.in_force import holding
from zikao.rulebook.library import Library


def item_in_force(
    library: Library, kind: Literal["photo", "package"], item: str, circumstances: Circumstances
) -> str:
    """`province/spec` of the spec by which a file is judged at that moment, in Beijing.

    Raises:
        NotInRulebookError: unknown province, city or spec.
    """
    province, _, name = item.partition("/")
    book = library.book(province, circumstances.city)
    book.item(kind, name)
    shelf = book.photos if kind == "photo" else book.packages
    return f"{province}/{holding(shelf, name, clock_facts(circumstances.now)['today'])}"
