"""`zikao watch`: what candidates stumble over, out of counts that hold nothing of anybody."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from zikao.cli.common import library_at, rulebooks_option
from zikao.errors import ZikaoError
from zikao.report import VERDICTS

if TYPE_CHECKING:
    from zikao.rulebook.document import Document, Kind
    from zikao.rulebook.library import Library

FEWEST = 5
"""A rule that so few came upon is not told: with less, somebody could be recognised."""
MOST = 10
"""Rules of one item that are told."""

_SAMPLE = re.compile(r"zikao_(verdicts|rules)_total\{(.*)\} ([0-9.e+]+)")
_LABEL = re.compile(r'(\w+)="([^"\\]*)"')


class NoCountsError(ZikaoError):
    """The text holds no counts."""


@dataclass
class Counts:
    """What was counted of one item."""

    verdicts: Counter[str] = field(default_factory=Counter)
    no: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)


def read_counts(lines: Iterable[str]) -> dict[str, Counts]:
    """Counts by `province/item`, out of a page for Prometheus or lines of embedded metrics.

    Empty where a server counts but has checked nothing yet.

    Raises:
        NoCountsError: the text is of another kind.
    """
    found: dict[str, Counts] = defaultdict(Counts)
    counted = False
    for line in lines:
        counted = counted or line.startswith("zikao_")
        if line.startswith("zikao_"):
            _add_sample(found, line)
        elif (start := line.find('{"_aws":')) >= 0:
            _add_line(found, line[start:])
    if not found and not counted:
        raise NoCountsError("没有读到统计：请给出 /-/metrics 的内容，或者函数日志里的统计行。")
    return dict(found)


def _add_sample(found: dict[str, Counts], line: str) -> None:
    if (sample := _SAMPLE.match(line)) is None:
        return
    about, times = dict(_LABEL.findall(sample[2])), round(float(sample[3]))
    if sample[1] == "verdicts":
        found[about["item"]].verdicts[about["verdict"]] += times
    else:
        counts = found[about["item"]]
        (counts.no if about["outcome"] == "no" else counts.unknown)[about["rule"]] += times


def _add_line(found: dict[str, Counts], text: str) -> None:
    try:
        told = json.loads(text)
    except ValueError:
        return
    if "item" in told:
        counts = found[told["item"]]
        counts.verdicts[told["verdict"]] += 1
        counts.no.update(told["no"])
        counts.unknown.update(told["unknown"])


def page(counts: dict[str, Counts], library: Library, province: str | None = None) -> Iterator[str]:
    """A page in Markdown: for each item how it ended, and the rules that most did not meet."""
    yield "# 考生卡在哪里"
    yield ""
    yield f"只数次数，没有任何人的信息；少于 {FEWEST} 次的规则不列。同一个人查几次就算几次。"
    told_of = 0
    for item in sorted(counts):
        if province is not None and item.partition("/")[0] != province:
            continue
        of = counts[item]
        document = _document(library, item)
        total = of.verdicts.total()
        if document is None or total < FEWEST:
            continue
        told_of += 1
        yield ""
        yield f"## {_name(library, item)}：{document.title}"
        yield ""
        shares = "，".join(
            f"{word} {of.verdicts[verdict]}（{of.verdicts[verdict] / total:.0%}）"
            for verdict, word in VERDICTS.items()
            if of.verdicts[verdict]
        )
        yield f"检查 {total} 次：{shares}。"
        for heading, rules in (("不符合", of.no), ("没有得出结果", of.unknown)):
            told = [(rule, times) for rule, times in rules.most_common(MOST) if times >= FEWEST]
            if told:
                yield ""
                yield f"| {heading}的规则 | 次数 | 占 |"
                yield "| --- | ---: | ---: |"
                for rule, times in told:
                    yield f"| {_title(document, rule)} | {times} | {times / total:.0%} |"
    if not told_of:
        yield ""
        yield f"还没有哪个事项检查满 {FEWEST} 次。"


def _document(library: Library, item: str) -> Document | None:
    """None: the rulebooks of this version have no such item."""
    province, _, name = item.partition("/")
    if province not in library.provinces:
        return None
    book = library.book(province)
    shelves: tuple[tuple[Kind, Iterable[str]], ...] = (
        ("procedure", book.procedures),
        ("photo", book.photos),
        ("package", book.packages),
    )
    return next((library.compiled(kind, item) for kind, names in shelves if name in names), None)


def _name(library: Library, item: str) -> str:
    return library.book(item.partition("/")[0]).province.name


def _title(document: Document, finding: str) -> str:
    """The rule's heading; a rule that is gone since is told by its id."""
    id_ = finding.rpartition(".")[2]
    return next((rule.title for rule in document.rules if rule.id == id_), finding).replace("|", "／")


@click.command()
@click.argument("counts", type=click.File("r", encoding="utf-8"), default="-")
@click.option("--province", metavar="ID", help="只看一个省，例如 anhui。")
@rulebooks_option
def watch(counts: TextIO, province: str | None, rulebooks: Path | None) -> None:
    """从统计看考生卡在哪里，写成一页 Markdown。

    COUNTS 是 /-/metrics 的内容，或者函数日志里的统计行；- 从管道读：
    curl -s http://127.0.0.1:8001/-/metrics | zikao watch
    """
    for line in page(read_counts(counts), library_at(rulebooks), province):
        click.echo(line)


COMMANDS = (watch,)
