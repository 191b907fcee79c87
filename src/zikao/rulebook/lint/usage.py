"""What makes no difference: dead sources, facts, tables and options, and rules without an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date
from typing import Any

from zikao.judge.document import NAMING
from zikao.judge.evaluate import evaluate
from zikao.judge.walk import Leaf, leaves
from zikao.rulebook.compile import TEXTS
from zikao.rulebook.conditions import Item, conditions_in, facts_in, items_of
from zikao.rulebook.faults import Fault
from zikao.rulebook.library import Library
from zikao.rulebook.named import MadeRule
from zikao.rulebook.references import cited_sources
from zikao.rulebook.text import placeholders, read_by, table_entry
from zikao.rulebook.tree import Position, Spot, plain


def check(library: Library, today: date) -> Iterator[Fault]:
    """Everything that could be struck out without changing a verdict or a page."""
    items = list(items_of(library))
    shown = {id(rule.value["require"]) for item in items for rule in _with_example(item)}
    for item in items:
        found = [
            leaf for written in conditions_in(item.spot) for leaf in leaves(written.lowered(item.values))
        ]
        yield from _tables(item, found)
        if item.kind == "procedure":
            yield from _facts(item, found)
        yield from _untested(item, shown)


def check_whole(library: Library, today: date) -> Iterator[Fault]:
    """What nothing in a folder makes use of; it can be told only where all of it could be read."""
    yield from _sources(library)


def _sources(library: Library) -> Iterator[Fault]:
    """Sources that nothing cites, wherever they are visible; a lent province's are not the folder's."""
    written: dict[Position, Spot] = {}
    cited: set[Position] = set()
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            sources = {spot.name: spot for spot in Spot(book.trees.province).below("sources")}
            written |= {spot.position(key=True): spot for spot in sources.values()}
            trees = book.trees
            for tree in (
                trees.province,
                *trees.procedures.values(),
                *trees.photos.values(),
                *trees.packages.values(),
            ):
                cited |= {sources[name].position(key=True) for name in cited_sources(tree)}
    for position, spot in written.items():
        if position not in cited and position.file.partition("/")[0] in library.provinces:
            yield spot.fault("这个来源没有被任何内容引用", severity="warning", key=True)


def _tables(item: Item, found: list[Leaf]) -> Iterator[Fault]:
    used = {name for leaf in found for operand in leaf.operands() for name in _table_names(operand)}
    used |= {table for table, _ in _told(item)}
    for table in item.spot.below("tables"):
        if table.name not in used:
            yield table.fault("这张表没有被任何条件用到", severity="warning", key=True)


def _told(item: Item) -> set[tuple[str, str]]:
    """Table and fact of each entry that a sentence names."""
    texts = (rule.value[key] for rule in item.spot.below("rules") for key in TEXTS if key in rule.value)
    entries = (table_entry(name) for text in texts for name in placeholders(text))
    return {entry for entry in entries if entry}


def _table_names(operand: Any) -> Iterator[str]:
    if isinstance(operand, Mapping):
        if "table" in operand:
            yield operand["table"]
        yield from _table_names(operand.get("day"))


def _facts(item: Item, found: list[Leaf]) -> Iterator[Fault]:
    """Questions whose answer nothing looks at, and options that nothing tells apart."""
    tables = plain(item.spot.value.get("tables", {}))
    used = {name for leaf in found for name in facts_in(leaf, tables)}
    for rule in item.spot.below("rules"):
        used |= {name for key in TEXTS if key in rule.value for name in read_by(rule.value[key])}
        used |= {rule.value["each"]} if "each" in rule.value else set()
    for fact in item.spot.below("facts"):
        if fact.name not in used:
            yield fact.fault("问了这一项，却没有规则、步骤或材料用到它", severity="warning", key=True)
            continue
        for asked in (fact, *_fields(fact, used)):
            if asked.name not in used:
                yield asked.fault("每一项都要填这一栏，却没有规则用到它", severity="warning", key=True)
            elif asked.value.get("options"):
                told = {table for table, by in _told(item) if by == asked.name and table in tables}
                yield from _options(asked, found, tables, told)


def _fields(fact: Spot, used: Set[str]) -> Iterator[Spot]:
    """The fields of a list, but for a first one that is there to name the item."""
    for place, field in enumerate(fact.below("fields")):
        names = place == 0 and field.value["type"] in NAMING
        if field.name in used or not names:
            yield field


def _options(
    fact: Spot, found: list[Leaf], tables: Mapping[str, Mapping[str, Any]], told: Set[str]
) -> Iterator[Fault]:
    name = fact.name
    tests: list[Leaf] = []
    looked_up = set(told)
    for leaf in found:
        read = facts_in(leaf, tables)
        tables_by = {each for operand in leaf.operands() for each in _table_names(operand)}
        if name in read[1:] and tables_by:
            looked_up |= tables_by
        elif name in read and len(read) > 1:
            return  # compared with another answer: every option can make a difference
        elif name == leaf.fact:
            tests.append(leaf)
    alike: dict[tuple[Any, ...], list[Spot]] = {}
    for option in fact.below("options"):
        answer: Any = [option.name] if fact.value["type"] == "set" else option.name
        truths = (
            evaluate({leaf.operator: {name: leaf.operand}}, {name: answer}, tables).truth for leaf in tests
        )
        entries = (str(tables[table].get(option.name)) for table in sorted(looked_up))
        alike.setdefault((*truths, *entries), []).append(option)
    for group in alike.values():
        if len(group) > 1:
            names = "、".join(option.name for option in group)
            yield group[1].fault(f"没有条件区分这些选项：{names}", severity="info", key=True)


def _with_example(item: Item) -> Iterator[Spot]:
    """The rules of an item that an example of the same item expects something of."""
    tested = {name for example in item.model.examples for name in example.expect}
    yield from (rule for rule in item.spot.each("rules") if rule.value["id"] in tested)


def _untested(item: Item, shown: Set[int]) -> Iterator[Fault]:
    """Rules without an example, where they were written themselves: what is taken over was tested there.

    Args:
        item: whose rules.
        shown: identities of the requirements that stand beside an example anywhere.
    """
    home = item.spot.position().file
    for rule in item.spot.each("rules"):
        made = isinstance(rule.value, MadeRule)
        if not made and id(rule.value["require"]) not in shown and (rule / "require").file == home:
            yield rule.fault(
                f"规则 {rule.value['id']} 没有例子，请在 examples 里至少写一个", severity="warning"
            )
