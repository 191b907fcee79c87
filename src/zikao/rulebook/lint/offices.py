"""What an office says of itself and its work: its own site, its statuses, the numbers that it gives out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.numbers import TICKET
from zikao.rulebook.books import ProvinceBook
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.library import Library
from zikao.rulebook.tree import Spot


def check(library: Library, today: date) -> Iterator[Fault]:
    """Sites that no page leads to, statuses that nothing leads to, forms of numbers that nobody types."""
    for province in library.provinces.values():
        tree = Spot(province.trees.province)
        if province.province.hosts and not province.province.authority_site:
            message = "没有写 authority_site：页面上就没有到官网的链接，请写 hosts 里哪一个是本院官网"
            yield (tree / "hosts").fault(message, severity="info", key=True)
        yield from _numbers(tree, province)
        for name in province.procedures:  # in the trees are those with faults, too
            yield from _statuses(Spot(province.trees.procedures[name]))


def _numbers(tree: Spot, book: ProvinceBook) -> Iterator[Fault]:
    typed = {TICKET}
    for procedure in book.procedures.values():
        typed |= {name for name, fact in procedure.facts.items() if fact.type == "text"}
    for number in tree.below("numbers"):
        if number.name not in typed:
            whole = TICKET if TICKET.endswith(f"_{number.name}") else nearest(number.name, typed)
            yield number.fault(
                f"没有用到这种号码：准考证号写 {TICKET}，别的号码照问题（type: text）的名字写",
                severity="warning",
                key=True,
                nearest=whole,
            )


def _statuses(procedure: Spot) -> Iterator[Fault]:
    """Of statuses in an order, those to which no way leads: the first one alone begins it."""
    statuses = list(procedure.below("statuses"))
    led = {word for each in statuses for key in ("next", "back") for word in each.value.get(key, ())}
    if not led:
        return
    for status in statuses[1:]:
        word = status.value["word"]
        if word not in led:
            yield (status / "word").fault(
                f"没有哪个状态会走到“{word}”，请补在前一个状态的 next 里", severity="warning"
            )
