"""Texts that candidates read: braces that name something, addresses that are official."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from zikao.judge.document import Fact, facts_of_items
from zikao.rulebook.compile import TEXTS, facts_of
from zikao.rulebook.conditions import Item, items_of
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.library import Library
from zikao.rulebook.text import BY, placeholders
from zikao.rulebook.tree import Spot
from zikao.rulebook.widths import signs, told

_ADDRESS = re.compile(r"https?://[^\s）)，。；、”]+")
_SOURCES = ("sources",)
_WIDE = re.compile(r"(?=[｛{][^｛｝{}]*｝|｛)[｛{]([a-z][a-z0-9_]*)[｝}]")
"""A name in braces of which one is full-width or both are."""


def check(library: Library, today: date) -> Iterator[Fault]:
    """Braces that name nothing, and addresses beside the province's list of hosts."""
    yield from _braces(library)
    for province in library.provinces.values():
        for book in (province, *province.cities.values()):
            hosts = {host.host for host in book.province.hosts.values()}
            trees = book.trees
            for tree in (
                trees.province,
                *trees.procedures.values(),
                *trees.photos.values(),
                *trees.packages.values(),
            ):
                yield from _addresses(Spot(tree), hosts)


def _braces(library: Library) -> Iterator[Fault]:
    for item in items_of(library):
        facts = facts_of(item.model, item.kind)
        for rule in item.spot.below("rules"):
            inner = facts_of_items(facts, rule.value.get("each"))
            entries = entries_of(item, {**facts, **inner})
            known = {*facts, *inner, *item.values, *entries}
            texts = [rule / key for key in (*TEXTS, "if_no_in_general") if key in rule.value]
            texts += [
                duty / "todo" for exception in rule.below("exceptions") for duty in exception.below("duties")
            ]
            yield from _named(texts, known)
        for section in ("elsewhere", "unconcerned"):
            for place in item.spot.below(section):
                texts = [place / key for key in ("text", "mend") if key in place.value]
                yield from _named(texts, {*facts, *entries_of(item, facts)})


def entries_of(item: Item, facts: Mapping[str, Fact]) -> set[str]:
    """What stands for an entry of a table, `cutoff.by.half`, under each fact that it has all answers of."""
    found = set()
    for table in item.spot.below("tables"):
        for name, fact in facts.items():
            answers = ["true", "false"] if fact.type == "boolean" else list(fact.options or ())
            if fact.type in ("boolean", "choice", "integer") and set(answers) <= set(table.value):
                found.add(f"{table.name}{BY}{name}")
    return found


def _named(texts: list[Spot], known: set[str]) -> Iterator[Fault]:
    for text in texts:
        for name in placeholders(text.value):
            if name not in known:
                message = f"花括号里的 {name} 不是事实或规格值的名字"
                yield text.fault(message, nearest=nearest(name, known), wrong=name)
        yield from wide_braces(text, known, "网页上")


def wide_braces(text: Spot, known: Collection[str], where: str) -> Iterator[Fault]:
    """Names in braces of which one or both are full-width, which stay as they are `where` they are read."""
    for braced in _WIDE.finditer(text.value):
        if braced[1] in known:
            yield text.fault(
                f"{told(signs(braced[0]))}，否则{where}照样写出 {braced[0]}",
                nearest=f"{{{braced[1]}}}",
                wrong=braced[0],
            )


def _addresses(spot: Spot, hosts: set[str]) -> Iterator[Fault]:
    """Addresses outside of sources that lead anywhere else than to a listed host."""
    if spot.name in _SOURCES and len(spot.loc) == 1:
        return
    if isinstance(spot.value, str):
        for address in _ADDRESS.findall(spot.value):
            host = urlsplit(address).hostname or ""
            if host not in hosts:
                yield spot.fault(f"网址 {host} 不在本省 hosts 列出的官方网站里", severity="warning")
    for child in spot:
        yield from _addresses(child, hosts)
