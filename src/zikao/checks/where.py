"""From a rule to the picture: which facts it reads, and where those that speak against it were seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zikao.judge.evaluate import Condition, Facts, Tables, evaluate
from zikao.judge.operators import GROUPS
from zikao.judge.walk import leaves
from zikao.report import Region
from zikao.rulebook.document import Document
from zikao.rulebook.text import read_by

if TYPE_CHECKING:
    from zikao.photo.portrait import Portrait

Places = Callable[[str], Sequence[Region]]
"""Where a fact was seen; nowhere for those without a place."""


def nowhere(fact: str) -> tuple[()]:
    """Places of facts that were seen in no picture."""
    return ()


def facts_read(document: Document) -> frozenset[str]:
    """Every fact that a compiled document's rules name, in a condition or in the braces of a text."""

    def names(node: Any) -> Iterator[str]:
        if isinstance(node, Mapping):
            for key, child in node.items():
                yield key
                yield from names(child)
        elif isinstance(node, Sequence) and not isinstance(node, str):
            for child in node:
                yield from names(child)
        elif isinstance(node, str):
            yield from (node, *read_by(node))

    written = names([part.model_dump(exclude_none=True) for part in (*document.rules, *document.elsewhere)])
    return frozenset(name for name in written if name in document.facts)


def against(condition: Condition, facts: Facts, tables: Tables) -> Iterator[str]:
    """The facts on the left of the comparisons for which a condition is not true."""
    ((operator, body),) = condition.items()
    if evaluate(condition, facts, tables).truth is True:
        return
    if operator not in GROUPS:
        yield from body
    elif GROUPS[operator].denies:
        for child in body:
            if evaluate(child, facts, tables).truth is not False:
                yield from (leaf.fact for leaf in leaves(child))
    else:
        for child in body:
            yield from against(child, facts, tables)


def places_in(portrait: Portrait | None) -> Places:
    """Where the facts of a portrait were seen, for `zikao.checks.reporting.report_from`."""

    def found(fact: str) -> list[Region]:
        if portrait is None:
            return []
        from zikao.photo.places import places_of

        return [Region(box=place.box, line=place.line) for place in places_of(portrait, fact)]

    return found
