"""`zikao explain`: one rule, its clause, and how it reads a candidate's facts."""

from __future__ import annotations

import difflib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zikao.cli.common import circumstances_options, known_item, library_at, rulebooks_option
from zikao.cli.inputs import json_object, read_file
from zikao.cli.output import AUTHORITIES
from zikao.judge.document import SEVERITIES
from zikao.judge.explain import explain as tell
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.document import Document, DocumentRule, Kind
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances


@click.command()
@click.argument("rule", metavar="RULE")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--for", "item", metavar="省/规格", help="照片或压缩包的规则属于哪个规格，如 anhui/graduation。"
)
@circumstances_options
@rulebooks_option
def explain(
    rule: str,
    file: Path | None,
    item: str | None,
    circumstances: Circumstances,
    rulebooks: Path | None,
) -> None:
    """说明一条规则怎么判断。

    RULE 是结果里的编号，如 anhui/graduation.prior-cert-date 或 photo.bytes；FILE 是回答（JSON）、照片或
    压缩包，不写则按什么都不知道来说明。
    """
    kind, item, name = _address(rule, item)
    library = _library(rulebooks, item)
    documents = _documents(library, kind, item, circumstances.city)
    rules = {each.id: (part, each) for part, found in documents.items() for each in found.rules}
    if name not in rules:
        near = difflib.get_close_matches(name, rules, 1)
        advice = f"是不是 {near[0]}？" if near else f"有的是：{'、'.join(rules)}。"
        raise click.UsageError(f"{item} 没有规则 {name}，{advice}")
    part, found = rules[name]
    _print_rule(found)
    click.echo(tell(documents[part], name, _facts(library, part, item, file, circumstances)))


def _library(folder: Path | None, item: str) -> Library:
    """The rulebooks that hold an item: of a province that a folder only extends, the program's."""
    library = library_at(folder)
    province = item.partition("/")[0]
    return load_library() if province in library.lent.keys() - library.provinces.keys() else library


def _documents(library: Library, kind: Kind, item: str, city: str | None) -> dict[Kind, Document]:
    """Whatever judges files of this item: each by itself and, where it is asked, several together."""
    documents = {kind: known_item(library, kind, item, city)}
    if kind == "package":
        with suppress(NotInRulebookError):
            documents["together"] = library.compiled("together", item, city)
    return documents


def _address(rule: str, item: str | None) -> tuple[Kind, str, str]:
    """Kind, `province/item` and bare id of a rule named as reports name it."""
    subject, dot, name = rule.rpartition(".")
    if not dot:
        raise click.UsageError(
            f"规则编号 {rule} 不完整，要写成 anhui/graduation.prior-cert-date 或 photo.bytes"
        )
    if subject in ("photo", "package"):
        if item is None:
            raise click.UsageError(f"{rule} 属于哪个规格？请加 --for，如 --for anhui/graduation")
        kind: Kind = "photo" if subject == "photo" else "package"
        return kind, item, name
    return "procedure", subject, name


def _facts(
    library: Library, kind: Kind, item: str, file: Path | None, circumstances: Circumstances
) -> dict[str, Any]:
    """What the judge would see of this file."""
    from zikao.checks.answers import checked_answers
    from zikao.checks.clock import known_facts
    from zikao.checks.package import measure_package
    from zikao.checks.photo import measure_photo

    facts: dict[str, Any] = {}
    if file is not None:
        data = read_file(file)
        if kind == "photo":
            facts = measure_photo(data, file.name).facts
        elif kind in ("package", "together"):
            facts = measure_package(data, file.name).model_dump(mode="json")["facts"]
            if kind == "together":
                from zikao.package.together import Declared, compare

                facts, _ = compare([Declared(file.name, None, facts)])
        else:
            return checked_answers(library, item, json_object(data), circumstances)
    return known_facts(library.compiled(kind, item, circumstances.city), facts, circumstances.now)


def _print_rule(rule: DocumentRule) -> None:
    click.echo(f"{rule.title}（{SEVERITIES[rule.severity]}）")
    for cite in rule.cites:
        click.echo(f"依据：《{cite.title}》{cite.clause}{AUTHORITIES[cite.authority]}")
    if rule.tolerance_from == "tool":
        click.echo("原文没有给数字，界限是本工具自己定的。")
    if rule.contradiction:
        click.echo(f"原文有出入：{rule.contradiction}")
    if rule.mend:
        click.echo(f"怎么办：{rule.mend}")
    click.echo()


COMMANDS = (explain,)
