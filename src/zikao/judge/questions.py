"""Which questions to ask: those whose answers can still change an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from zikao.judge.document import Fact
from zikao.judge.evaluate import Facts
from zikao.judge.values import representatives
from zikao.judge.walk import Comparison

MOST_COMPLETIONS = 512
"""Above this many ways to answer, every missing fact counts as able to matter."""


class Open(NamedTuple):
    """An unknown outcome: the facts it lacks, what these are compared with, how to find the outcome anew."""

    missing: tuple[str, ...]
    compared: tuple[Comparison, ...]
    outcome: Callable[[Facts], str]


def open_questions(declared: Mapping[str, Fact], facts: Facts, unknown: Iterable[Open]) -> Iterator[str]:
    """Name each fact with an `ask` whose answer can change one of these outcomes, in the order of asking."""
    answers = [(each, completions(declared, each)) for each in unknown]
    for name, fact in declared.items():
        if fact.ask and any(
            name in each.missing and (values is None or _can_matter(name, values, facts, each.outcome))
            for each, values in answers
        ):
            yield name


def completions(declared: Mapping[str, Fact], each: Open) -> dict[str, Sequence[object]] | None:
    """The values to try for each missing fact; None where they are too many or cannot be listed."""
    values: dict[str, Sequence[object]] = {}
    for name in each.missing:
        found = representatives(name, declared.get(name), each.compared)
        if found is None:
            return None
        values[name] = found
    return values if prod(map(len, values.values())) <= MOST_COMPLETIONS else None


def _can_matter(
    name: str, values: Mapping[str, Sequence[object]], facts: Facts, outcome: Callable[[Facts], str]
) -> bool:
    others = [other for other in values if other != name]
    for chosen in product(*(values[other] for other in others)):
        known = {**facts, **dict(zip(others, chosen, strict=True))}
        if len({outcome({**known, name: value}) for value in values[name]}) > 1:
            return True
    return False
