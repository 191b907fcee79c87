"""Strong Kleene logic: true, false and unknown, with the facts that an unknown still needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Evaluation(NamedTuple):
    """What a condition came to.

    `truth` is True, False or None for unknown. `missing` names the facts that an unknown condition still
    needs, in the order in which they appear, each once; it is empty when the condition is decided.
    """

    truth: bool | None
    missing: tuple[str, ...] = ()


TRUE = Evaluation(True)
FALSE = Evaluation(False)
UNUSABLE = Evaluation(None)
"""Unknown, and no fact that were given would help."""


def all_of(parts: Iterable[Evaluation]) -> Evaluation:
    """Strong Kleene conjunction; stops at the first false part."""
    return _combine(parts, decisive=FALSE, otherwise=TRUE)


def any_of(parts: Iterable[Evaluation]) -> Evaluation:
    """Strong Kleene disjunction; stops at the first true part."""
    return _combine(parts, decisive=TRUE, otherwise=FALSE)


def none_of(parts: Iterable[Evaluation]) -> Evaluation:
    """The opposite of `any_of`."""
    return negate(any_of(parts))


def negate(part: Evaluation) -> Evaluation:
    """True and false swapped; unknown stays unknown."""
    return part if part.truth is None else FALSE if part.truth else TRUE


def unknown(*names: str) -> Evaluation:
    """Unknown for want of these facts."""
    return Evaluation(None, tuple(dict.fromkeys(names)))


def _combine(parts: Iterable[Evaluation], decisive: Evaluation, otherwise: Evaluation) -> Evaluation:
    open_parts = None
    for part in parts:
        if part.truth is decisive.truth:
            return decisive
        if part.truth is None:
            open_parts = part if open_parts is None else unknown(*open_parts.missing, *part.missing)
    return otherwise if open_parts is None else open_parts
