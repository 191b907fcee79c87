"""The guard: reads a condition against the declared facts and tables before it is ever evaluated.

An untrusted rulebook can be wrong, never dangerous: what passes here is bounded, names only what exists, and
compares like with like. All faults come back at once. Every path starts at the condition's root.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from zikao.judge.dates import NOT_YET
from zikao.judge.document import Fact
from zikao.judge.evaluate import Tables
from zikao.judge.operands import (
    TYPE_NAMES,
    Declared,
    Path,
    Problem,
    literal_problems,
    nearest_of,
    operand_problems,
    unknown_name,
)
from zikao.judge.operators import COMPARISONS, EQUALS, GROUPS, Shape, fitting

MOST_LEVELS = 12
"""Levels of nesting; a comparison is a level of its own."""
MOST_NODES = 400
"""Groups and comparisons in one condition."""


def check_condition(condition: object, facts: Declared, tables: Tables) -> list[Problem]:
    """Every fault of a condition.

    `facts` are the declarations (name, then type, options and so on); for a rule with `each`, the caller
    adds those of the item's fields. `tables` are maps from text to literals. No fault: an empty list, and
    the condition may be evaluated.
    """
    return list(_problems(condition, facts, tables, (), 1, count(1)))


def _problems(
    condition: object, facts: Declared, tables: Tables, path: Path, level: int, nodes: Iterator[int]
) -> Iterator[Problem]:
    node = next(nodes)
    if node > MOST_NODES:
        if node == MOST_NODES + 1:
            yield Problem(path, f"一个条件最多 {MOST_NODES} 项比较和组合；请拆成几条规则")
        return
    if level > MOST_LEVELS:
        yield Problem(path, f"条件最多套 {MOST_LEVELS} 层")
        return
    if not isinstance(condition, Mapping) or len(condition) != 1:
        yield Problem(path, f"条件须是对象，且只有一个键：一种组合（{'、'.join(GROUPS)}），或一种比较")
        return
    ((word, body),) = condition.items()
    path = (*path, word)
    if word in GROUPS:
        if not isinstance(body, list):
            yield Problem(path, f"「{word}」后面须是条件的列表")
            return
        for place, child in enumerate(body):
            yield from _problems(child, facts, tables, (*path, place), level + 1, nodes)
    elif word in COMPARISONS:
        yield from _comparison(word, body, facts, tables, path)
    else:
        message = f"没有「{word}」这种组合或比较"
        yield Problem(path, message, nearest_of(word, (*GROUPS, *COMPARISONS)))


def _comparison(word: str, body: object, facts: Declared, tables: Tables, path: Path) -> Iterator[Problem]:
    if not isinstance(body, Mapping) or len(body) != 1:
        yield Problem(path, f"「{word}」后面须是一个事实和要比的值，不多不少，如 {{事实: 值}}")
        return
    ((name, operand),) = body.items()
    path = (*path, name)
    unknown = unknown_name(name, facts, "事实", path)
    if unknown:
        yield unknown
        return
    fact = facts[name]
    if isinstance(operand, Mapping) and operand.get("fact") == name:
        yield Problem(path, f"「{name}」和它自己相比，没有意义")
        return
    comparison = COMPARISONS[word]
    if fact.type not in comparison.fits:
        fit = fitting(fact.type)
        yield Problem(
            path,
            f"「{word}」不能用来比{TYPE_NAMES[fact.type]}「{name}」"
            + (f"；可用的有：{'、'.join(fit)}" if fit else ""),
            comparison.meant if comparison.meant in fit else None,
        )
    elif comparison.shape is Shape.LITERALS:
        yield from _literals(word, operand, fact, path)
    elif comparison.shape is Shape.ENDS:
        yield from _ends(word, operand, fact, facts, tables, path)
    else:
        yield from operand_problems(operand, fact, facts, tables, path)
        if comparison.orders and operand == NOT_YET:
            yield Problem(path, f"「还没有」不能比先后；要问是不是还没有，用「{EQUALS}」", EQUALS)


def _literals(word: str, operand: object, fact: Fact, path: Path) -> Iterator[Problem]:
    if not isinstance(operand, list) or not operand:
        yield Problem(path, f"「{word}」后面须是值的列表，至少一个", None if operand == [] else EQUALS)
        return
    for place, value in enumerate(operand):
        yield from literal_problems(value, fact, (*path, place))


def _ends(
    word: str, operand: object, fact: Fact, facts: Declared, tables: Tables, path: Path
) -> Iterator[Problem]:
    if not isinstance(operand, list) or len(operand) != 2:
        yield Problem(path, f"「{word}」后面须是两个值的列表：[下限, 上限]")
        return
    faults = [
        problem
        for place, end in enumerate(operand)
        for problem in operand_problems(end, fact, facts, tables, (*path, place))
    ]
    yield from faults
    low, high = operand
    if not faults and type(low) is type(high) and not isinstance(low, Mapping) and low > high:
        yield Problem(path, f"「{word}」的下限大于上限，永远不成立")
