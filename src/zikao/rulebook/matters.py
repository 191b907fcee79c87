"""When a question matters: for each one a JSON Schema over the answers so far, for forms that are not ours.

The judge names the next question itself (`zikao.judge.questions`). A form that shows many at once, and has no
judge, hides those whose schema here does not take what has been answered. A schema is made from what stands
around a fact in the rules: a rule's `when`, the other parts of its condition, and, for an exception, that the
requirement is not met. A fact counts as long as its answer does not rule that out: `null`, which is "not
sure", never does. What JSON Schema cannot say, such as one date before another, only has to be answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from zikao.judge.dates import NOT_YET
from zikao.judge.document import Rule
from zikao.judge.evaluate import Condition, value_of
from zikao.judge.operators import ALL, COMPARISONS, GROUPS, Schema
from zikao.judge.walk import Leaf, in_time, leaves
from zikao.rulebook.document import Document

Guard = tuple[tuple[Condition, bool], ...]
"""Conditions around a place in a rule, each with whether it is false there."""

Way = frozenset[str]
"""Schemas as JSON text, all of which hold: of one answer each, or a choice of ways. Empty: always."""

ANSWERED: Schema = {}
NEVER: Schema = {"not": {}}


def matters(document: Document) -> dict[str, Schema]:
    """By fact: the schema that the answers fit where the question matters; none where it always does.

    A question waits only for those that are asked before it, so that a form shows what is asked next. What
    the document's city answers is never asked; it may be answered otherwise all the same.
    """
    known = {name for name, fact in document.facts.items() if fact.from_city and document.city}
    order = {name: place for place, name in enumerate(document.facts)}
    ways: dict[str, list[Way]] = {}
    for name, guard in _places(document):

        def waits(other: str, name: str = name) -> bool:
            fact = document.facts.get(other)
            asked = fact is not None and fact.ask is not None and fact.from_window is None
            return asked and other not in known and order[other] < order[name]

        if name in order:
            ways.setdefault(name, []).append(_all(_possible(each, denied, waits) for each, denied in guard))
    made = {name: _schema(way) for name, each in ways.items() if (way := _any(each))}
    return {**made, **dict.fromkeys(known, NEVER)}


def _places(document: Document) -> Iterator[tuple[str, Guard]]:
    """Each fact where a rule reads it, with what stands around it there."""
    here: Guard = ()
    for place in document.elsewhere:
        yield from _of_rule(place.rule, ())
        here += ((place.rule.require, False),)
    for rule in document.rules:
        yield from _of_rule(rule, here)


def _of_rule(rule: Rule, here: Guard) -> Iterator[tuple[str, Guard]]:
    if rule.when:
        yield from _walk(rule.when, here)
        here += ((rule.when, False),)
    if rule.each:
        yield rule.each, here
    yield from _walk(rule.require, here)
    for exception in rule.exceptions:
        excused = (*here, (rule.require, True))
        yield from _walk(exception.when, excused)
        for duty in exception.duties:
            for condition in (duty.must, in_time(duty)):
                yield from _walk(condition, (*excused, (exception.when, False)))


def _walk(condition: Condition, around: Guard) -> Iterator[tuple[str, Guard]]:
    ((operator, body),) = condition.items()
    if operator not in GROUPS:
        (leaf,) = leaves(condition)
        for name in (leaf.fact, *_named(leaf)):
            yield name, around
        return
    # A part decides nothing once another has: one that is false among all, one that is true among others.
    denied = operator != ALL
    for part in body:
        others = tuple((other, denied) for other in body if other is not part)
        yield from _walk(part, (*around, *others))


def _named(leaf: Leaf) -> Iterator[str]:
    """The facts that the operands of a comparison name: what they lack where nothing is known."""
    for operand in leaf.operands():
        yield from value_of(operand, {}, {})[1]


def _possible(condition: Condition, denied: bool, waits: Callable[[str], bool]) -> Way:
    """How the answers are once a condition (denied: its contrary) was asked about and may hold."""
    ((operator, body),) = condition.items()
    group = GROUPS.get(operator)
    if group is None:
        (leaf,) = leaves(condition)
        said = [_said(name, ANSWERED) for name in _named(leaf) if waits(name)]
        if waits(leaf.fact):
            said.append(_said(leaf.fact, _taken(leaf, denied)))
        return frozenset(said)
    parts = [_possible(each, denied != group.denies, waits) for each in body]
    return _all(parts) if (operator == ALL or group.denies) != denied else _any(parts)


def _all(ways: Iterable[Way]) -> Way:
    return frozenset[str]().union(*ways)


def _any(ways: Iterable[Way]) -> Way:
    """One of these; a way that asks for more than another adds nothing."""
    each = set(ways)
    least = sorted((way for way in each if not any(other < way for other in each)), key=sorted)
    return least[0] if len(least) == 1 else frozenset([_text({"anyOf": [_schema(way) for way in least]})])


def _schema(way: Way) -> Schema:
    """One schema of a way's."""
    made: Schema = {"properties": {}, "required": []}
    more: list[Schema] = []
    for text in sorted(way):
        schema = json.loads(text)
        (name,) = schema.get("required", (None,))
        if name is None or name in made["properties"]:
            more.append(schema)
        else:
            made["properties"] |= schema["properties"]
            made["required"].append(name)
    parts = [made, *more] if made["required"] else more
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _said(name: str, schema: Schema) -> str:
    return _text({"properties": {name: schema}, "required": [name]})


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, sort_keys=True)


def _taken(leaf: Leaf, denied: bool) -> Schema:
    """The answers of which a comparison (denied: its contrary) may be true; "not sure" is always one."""
    comparison = COMPARISONS[leaf.operator]
    if comparison.taken and not isinstance(leaf.operand, Mapping):
        return comparison.taken[denied](leaf.operand)
    # What has not happened yet is neither early nor late.
    return {"not": {"const": NOT_YET}} if comparison.orders and not denied else ANSWERED
