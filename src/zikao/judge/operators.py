"""The operators of conditions: one table, an entry each, with everything that anyone has to know of one.

Evaluator, guard, explanation, trace, site, editors' schemas and the developers' page read it. A new operator
is an entry here, one in `widgets/judge/operators.js` and vectors in `tests/fixtures/judge/vectors.json`;
`zikao schemas` writes the rest.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from zikao.judge.dates import date_kind
from zikao.judge.logic import FALSE, TRUE, UNUSABLE, Evaluation, all_of, any_of, none_of, unknown
from zikao.judge.numbers import is_number

ALL, NONE = "all", "none"
"""What the house joins conditions with where it writes some of its own."""
EQUALS = "is"
"""What a comparison with a single value, and with 还没有, is written with."""
NO_LATER, NO_EARLIER = "on_or_before", "on_or_after"
"""What a last and a first day are written with."""

AT_LEAST, AT_MOST, BETWEEN = "at_least", "at_most", "between"
"""What limits are written with, of which one side or both may be drawn."""

Test = Callable[[str, object, object], Evaluation]
"""Takes the fact's name and value and the operand's value, both present."""

Schema = dict[str, Any]
Taken = tuple[Callable[[Any], Schema], Callable[[Any], Schema]]
"""Take a literal operand: JSON Schemas of the answers of which the comparison, or its contrary, may be true.

"Not sure", which is null, is always one of them. Strict validators want a type beside what is said of it.
"""


class Shape(Enum):
    """What is written beside the fact."""

    ONE = "one value"
    """A literal, or an object that stands for a value."""
    LITERALS = "list of literals"
    ENDS = "`[low, high]`"
    """Two operands: the fact has to pass the first test with the low end and the second with the high one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An operator that joins conditions."""

    name: str
    join: Callable[[Iterable[Evaluation]], Evaluation]
    denies: bool = False
    """Whether it is true because its parts are not."""
    description: str
    """English, for editors and developers."""
    explained: str
    """Heading of its parts in an explanation."""
    joint: str
    """What the site writes between its parts."""
    clause: str = "{}"
    """What the site writes around its joined parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An operator that compares one fact with an operand."""

    name: str
    fits: tuple[str, ...]
    """Types of the facts that it compares."""
    shape: Shape = Shape.ONE
    tests: tuple[Test, ...]
    """One for each operand."""
    orders: bool = False
    """Whether it asks which comes first; what has not happened yet is then neither early nor late."""
    meant: str | None = None
    """The comparison that was probably meant where this one does not fit the fact's type."""
    description: str
    """English, for editors and developers."""
    explained: str
    """Stands between fact and limit in an explanation."""
    clause: str
    """What the site writes after the fact's name: one brace, for two ends two."""
    denied: str | None = None
    """The same where the comparison alone must not hold, if Chinese has a plain word for that."""
    taken: Taken | None = None
    """None: JSON Schema has no word for it."""


def _is(name: str, left: object, right: object) -> Evaluation:
    if right is None or isinstance(right, list):
        return UNUSABLE
    if isinstance(left, list):
        return unknown(name)
    return TRUE if _same(left, right) else FALSE


def _in(name: str, left: object, right: object) -> Evaluation:
    if not isinstance(right, list):
        return UNUSABLE
    if isinstance(left, list):
        return unknown(name)
    return TRUE if any(_same(left, each) for each in right) else FALSE


def _includes(name: str, left: object, right: object) -> Evaluation:
    if right is None or isinstance(right, list):
        return UNUSABLE
    if not isinstance(left, list):
        return unknown(name)
    return TRUE if any(_same(each, right) for each in left) else FALSE


def _same(left: object, right: object) -> bool:
    """Equality of JSON scalars: Python alone would take true for 1."""
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def _ordered(kinds: tuple[str, ...], holds: Callable[[Any, Any], bool]) -> Test:
    def test(name: str, left: object, right: object) -> Evaluation:
        kind = _kind(right)
        if kind not in kinds:
            return UNUSABLE
        if _kind(left) != kind:
            return unknown(name)
        return TRUE if holds(left, right) else FALSE

    return test


def _kind(value: object) -> str | None:
    return "number" if is_number(value) else date_kind(value)


def _bounded(limit: str, contrary: str) -> Taken:
    kind = {"type": ["number", "null"]}
    return (lambda value: {**kind, limit: value}), (lambda value: {**kind, contrary: value})


_NUMBER = ("number",)
_DATED = ("date", "datetime")
_SINGLE_TYPES = ("boolean", "choice", "integer", "number", "date", "datetime", "text")
_NUMBER_TYPES = ("integer", "number")
_DATED_TYPES = ("date", "datetime")


GROUPS: dict[str, Group] = {
    group.name: group
    for group in (
        Group(
            name=ALL,
            join=all_of,
            description="Every one of these holds.",
            explained="以下全部成立",
            joint="，并且",
        ),
        Group(
            name="any",
            join=any_of,
            description="At least one of these holds.",
            explained="以下任一成立",
            joint="，或者",
        ),
        Group(
            name=NONE,
            join=none_of,
            denies=True,
            description="Not one of these holds.",
            explained="以下全不成立",
            joint="，或者",
            clause="并非（{}）",
        ),
    )
}

COMPARISONS: dict[str, Comparison] = {
    comparison.name: comparison
    for comparison in (
        Comparison(
            name=EQUALS,
            fits=_SINGLE_TYPES,
            tests=(_is,),
            meant="includes",
            description="The fact equals the operand, type included.",
            explained="为",
            clause="是{}",
            denied="不是{}",
            taken=(lambda value: {"enum": [value, None]}, lambda value: {"not": {"const": value}}),
        ),
        Comparison(
            name="in",
            fits=_SINGLE_TYPES,
            shape=Shape.LITERALS,
            tests=(_in,),
            meant="includes",
            description="The fact is one of a list.",
            explained="属于",
            clause="是{}",
            taken=(lambda values: {"enum": [*values, None]}, lambda values: {"not": {"enum": values}}),
        ),
        Comparison(
            name="includes",
            fits=("set",),
            tests=(_includes,),
            meant="is",
            description="The set fact holds the operand.",
            explained="含有",
            clause="包括{}",
            taken=(
                lambda value: {"type": ["array", "null"], "contains": {"const": value}},
                lambda value: {
                    "oneOf": [{"type": "null"}, {"type": "array", "not": {"contains": {"const": value}}}]
                },
            ),
        ),
        Comparison(
            name=AT_LEAST,
            fits=_NUMBER_TYPES,
            tests=(_ordered(_NUMBER, operator.ge),),
            orders=True,
            meant="on_or_after",
            description="The number is the operand or more.",
            explained="不少于",
            clause="不少于{}",
            taken=_bounded("minimum", "exclusiveMaximum"),
        ),
        Comparison(
            name=AT_MOST,
            fits=_NUMBER_TYPES,
            tests=(_ordered(_NUMBER, operator.le),),
            orders=True,
            meant="on_or_before",
            description="The number is the operand or less.",
            explained="不多于",
            clause="不超过{}",
            taken=_bounded("maximum", "exclusiveMinimum"),
        ),
        Comparison(
            name=BETWEEN,
            fits=(*_NUMBER_TYPES, *_DATED_TYPES),
            shape=Shape.ENDS,
            tests=(_ordered(_NUMBER + _DATED, operator.ge), _ordered(_NUMBER + _DATED, operator.le)),
            orders=True,
            description="The number or date lies within [low, high], both included.",
            explained="介于",
            clause="在{}至{}之间",
        ),
        Comparison(
            name="before",
            fits=_DATED_TYPES,
            tests=(_ordered(_DATED, operator.lt),),
            orders=True,
            description="The date is earlier.",
            explained="早于",
            clause="早于{}",
        ),
        Comparison(
            name=NO_LATER,
            fits=_DATED_TYPES,
            tests=(_ordered(_DATED, operator.le),),
            orders=True,
            meant="at_most",
            description="The date is earlier or the same.",
            explained="不晚于",
            clause="不晚于{}",
        ),
        Comparison(
            name="after",
            fits=_DATED_TYPES,
            tests=(_ordered(_DATED, operator.gt),),
            orders=True,
            description="The date is later.",
            explained="晚于",
            clause="晚于{}",
        ),
        Comparison(
            name="on_or_after",
            fits=_DATED_TYPES,
            tests=(_ordered(_DATED, operator.ge),),
            orders=True,
            meant="at_least",
            description="The date is later or the same.",
            explained="不早于",
            clause="不早于{}",
        ),
    )
}


def fitting(kind: str) -> tuple[str, ...]:
    """Name the comparisons that fit facts of a type."""
    return tuple(name for name, comparison in COMPARISONS.items() if kind in comparison.fits)
