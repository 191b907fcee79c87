"""Values that stand for all answers to a question: where a comparison turns, and one step to either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zikao.judge.dates import NOT_YET, date_kind, neighbours
from zikao.judge.document import Fact
from zikao.judge.numbers import is_number
from zikao.judge.walk import Comparison

LARGEST_SET = 9
"""Options of which every combination is tried: 2**9 = 512, the cap on completions."""


def representatives(name: str, fact: Fact | None, compared: Iterable[Comparison]) -> Sequence[object] | None:
    """Values of a fact that stand for all its answers, as far as these comparisons can tell.

    None where they cannot be listed: a limit depends on another missing fact, this fact is itself a limit, it
    is a list, or too many options are tested for. `fact` is None where the document does not declare it.
    """
    kind = fact and fact.type
    if kind == "boolean":
        return [True, False]
    if fact and kind == "choice":
        return list(fact.options or ()) or None
    mine = [each for each in compared if name in each.names]
    if not mine or any(len(each.names) > 1 for each in mine):
        return None
    limits = _unique(limit for each in mine for limit in _single(each.limit))
    if kind == "set":
        return combinations(limits) if len(limits) <= LARGEST_SET else None
    values = [value for limit in limits for value in around(limit)]
    if not any(is_number(value) or date_kind(value) for value in values):
        values.append("")
    if fact and fact.none:
        values.append(NOT_YET)
    return _unique(values)


def around(limit: object) -> Sequence[object]:
    """A number or date with its neighbours; anything else alone."""
    if is_number(limit):
        return [limit - 1, limit, limit + 1]
    return neighbours(limit) if isinstance(limit, str) and date_kind(limit) else [limit]


def combinations(options: list[object]) -> list[list[object]]:
    """Every selection from a few options, the empty one first."""
    found: list[list[object]] = [[]]
    for option in options:
        found += [[*chosen, option] for chosen in found]
    return found


def _single(limit: object) -> list[object]:
    """A limit that is a list taken apart, an object dropped: ill-typed facts are no reason to fail."""
    found = limit if isinstance(limit, list) else [limit]
    return [each for each in found if not isinstance(each, list | Mapping)]


def _unique(values: Iterable[object]) -> list[object]:
    """Each once; true and 1 stay apart."""
    return list({(isinstance(value, bool), value): value for value in values}.values())
