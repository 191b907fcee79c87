"""The conditions of a book, each with its place, checked by the judge's own guard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zikao.judge.check import check_condition
from zikao.judge.document import facts_of_items
from zikao.judge.evaluate import Tables, value_of
from zikao.judge.operands import Declared, check_operand
from zikao.judge.operators import NO_LATER
from zikao.judge.walk import TODAY, Leaf
from zikao.rulebook.books import SHELF, ProvinceBook
from zikao.rulebook.compile import facts_of, lower
from zikao.rulebook.document import Kind
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.library import Library
from zikao.rulebook.model import Procedure, Spec, SpecValue, Together
from zikao.rulebook.tree import Spot, plain
from zikao.rulebook.widths import plain as plain_signs
from zikao.rulebook.widths import signs, told


@dataclass(frozen=True)
class Item:
    """One procedure or spec of a book with its tree."""

    book: ProvinceBook
    kind: Kind
    name: str

    @property
    def model(self) -> Procedure | Spec | Together:
        return self.book.item(self.kind, self.name)

    @property
    def spot(self) -> Spot:
        if self.kind == "together":
            return Spot(self.book.tree("package", self.name)) / "together"
        return Spot(self.book.tree(self.kind, self.name))

    @property
    def values(self) -> Mapping[str, SpecValue]:
        """The spec values that its conditions may stand on."""
        model = self.model
        return model.values if isinstance(model, Spec) else {}


@dataclass(frozen=True)
class Written:
    """A condition where it is written; `operand` is set for a duty's last day, which is half of one."""

    spot: Spot
    each: str | None = None
    operand: bool = False

    def lowered(self, values: Mapping[str, SpecValue]) -> dict[str, Any]:
        """The condition as it is judged."""
        made = lower(plain(self.spot.value), values)
        return {NO_LATER: {TODAY: made}} if self.operand else made


def items_of(library: Library) -> Iterator[Item]:
    """Every item of every book, and of each city only what its overlay has touched."""
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            for kind, shelf in SHELF.items():
                for name in getattr(book, shelf):
                    tree = book.tree(kind, name)
                    if book is province or getattr(province.trees, shelf).get(name) is not tree:
                        yield Item(book, kind, name)


def conditions_in(spot: Spot) -> Iterator[Written]:
    """Every condition of a procedure's or spec's tree, in the order in which they are written."""
    for key in ("impossible", "elsewhere", "unconcerned"):
        for place in spot.below(key):
            yield Written(place / "when")
    for rule in spot.below("rules"):
        yield from conditions_in_rule(rule)
    for key in ("steps", "materials"):
        for part in spot.below(key):
            if "when" in part.value:
                yield Written(part / "when")


def conditions_in_rule(rule: Spot) -> Iterator[Written]:
    """The conditions of one rule's tree."""
    each = rule.value.get("each")
    if "when" in rule.value:
        yield Written(rule / "when", each)
    yield Written(rule / "require", each)
    for exception in rule.below("exceptions"):
        yield Written(exception / "when", each)
        for duty in exception.below("duties"):
            yield Written(duty / "must", each)
            yield Written(duty / "due", each, operand=True)


_BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?|true|false")
_TRUTHS = {"yes": "true", "是": "true", "no": "false", "否": "false"}


def bare(value: object) -> tuple[str, str | None]:
    """What a number, true or false was meant to be that came out as a text, and why it did."""
    if not isinstance(value, str):
        return "", None
    if value in _TRUTHS:
        return "；是非只能写 true 或 false", _TRUTHS[value]
    if _BARE.fullmatch(value):
        return "，不要加引号", value
    halves = plain_signs(value)
    return (f"；{told(signs(value))}", halves) if _BARE.fullmatch(halves) else ("", None)


def facts_in(leaf: Leaf, tables: Tables) -> tuple[str, ...]:
    """The facts that a comparison reads: the one on the left, then those of its operand."""
    read = (name for operand in leaf.operands() for name in value_of(operand, {}, tables)[1])
    return tuple(dict.fromkeys((leaf.fact, *read)))


def check_conditions(library: Library) -> Iterator[Fault]:
    """Every condition that the judge could not evaluate."""
    for item in items_of(library):
        facts = facts_of(item.model, item.kind)
        tables = plain(item.spot.value.get("tables", {}))
        for value in item.spot.below("values"):
            if value.name in facts:
                yield value.fault("与会量到的事实同名，花括号里就分不清了", key=True)
        lists = {name for name, fact in facts.items() if fact.type == "list"}
        for rule in item.spot.below("rules"):
            for each in rule.each("each"):
                if each.value in facts and each.value not in lists:
                    yield each.fault(f"{each.value} 不是列表，each 只能逐项判断 list 类型")
                elif each.value not in lists:
                    yield each.fault(f"没有列表 {each.value}", nearest=nearest(each.value, lists))
        for written in conditions_in(item.spot):
            if written.each not in (None, *lists):
                continue
            known = {**facts, **facts_of_items(facts, written.each)}
            wrong = list(_unknown_values(written.spot, item.values))
            yield from wrong or _problems(written, known, tables, item)


def _unknown_values(spot: Spot, values: Mapping[str, SpecValue]) -> Iterator[Fault]:
    """Each {spec: NAME} that names no value."""
    if isinstance(spot.value, dict) and list(spot.value) == ["spec"]:
        name = spot.value["spec"]
        if not isinstance(name, str) or name not in values:
            yield (spot / "spec").fault(f"没有规格值 {name}", nearest=nearest(name, values))
        return
    for child in spot:
        yield from _unknown_values(child, values)


def _problems(written: Written, facts: Declared, tables: Tables, item: Item) -> Iterator[Fault]:
    check = check_operand if written.operand else check_condition
    problems = check(lower(plain(written.spot.value), item.values), facts, tables)
    meant = [f"「{problem.nearest}」" for problem in problems if problem.nearest]
    for problem in problems:
        spot = written.spot
        for step in problem.path:
            if step not in [child.loc[-1] for child in spot]:
                break
            spot = spot / step
        if isinstance(spot.value, dict) and list(spot.value) == ["spec"]:
            # The rule may be another file's; the value is what does not fit it.
            value = item.spot / "values" / spot.value["spec"] / "value"
            more, meant_word = bare(value.value)
            yield value.fault(problem.message.rstrip("。") + more, nearest=problem.nearest or meant_word)
            continue
        if spot.name == "table" and spot.value in tables:
            # A key that is no answer leaves out the one that it was meant to be.
            keys = [key for key in tables[spot.value] if f"「{key}」" in problem.message]
            if problem.nearest and keys:
                at = item.spot / "tables" / spot.value / keys[0]
                yield at.fault(problem.message.rstrip("。"), nearest=problem.nearest, key=True)
                continue
            if any(word in problem.message for word in meant):
                continue
        word = isinstance(spot.value, str) and nearest(spot.value, [problem.nearest or ""])
        more, meant_word = ("", None) if problem.nearest else bare(spot.value)
        at_key = spot.loc != written.spot.loc and not word and not meant_word
        near = problem.nearest or meant_word
        yield spot.fault(problem.message.rstrip("。") + more, nearest=near, key=at_key)
