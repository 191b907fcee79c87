"""`zikao lint`, `zikao compile` and `zikao schemas`: for those who write and keep the rulebooks."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path

import click

from zikao.cli.common import library_at, rulebooks_at, rulebooks_option, save
from zikao.errors import ExitCode
from zikao.rulebook.faults import FaultSeverity, in_order

SEVERITIES: dict[FaultSeverity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="有警告也算不通过。")
@click.option("--coverage", is_flag=True, help="再查来源里的每一条事实写在哪里，并报总数。")
@click.option(
    "--against",
    metavar="REV|DIR",
    help="再和这一版比（git 的版本，如 HEAD 或 v1:provinces，或者文件夹）：内容变了，版本号没有升，算错误。",
)
def lint(folder: Path | None, style: str, strict: bool, coverage: bool, against: str | None) -> ExitCode:
    """检查规则文件，一次列出全部问题；不写 DIR 则查当前网站文件夹里的，没有就查自带的。"""
    from zikao.rulebook import catalogue
    from zikao.rulebook import coverage as register
    from zikao.rulebook.lint import lint as examine

    if folder is not None and not folder.is_dir():
        raise click.UsageError(f"没有规则文件夹 {folder}")
    folder = rulebooks_at(folder)
    faults = examine(folder)
    if against is not None:
        from zikao.authoring.difference.unraised import unraised
        from zikao.rulebook.store import rulebooks_root

        faults = in_order([*faults, *unraised(str(folder or rulebooks_root()), against)])
    covered = []
    if coverage:
        library, own = library_at(folder), catalogue.load_catalogues(folder)
        if not own or register.is_there(folder):
            rows = register.load_coverage(folder)
            faults += register.check(library, rows)
            covered.append(f"来源事实：{register.summary(library, rows)}")
        for province, each in own.items():
            faults += catalogue.check(library, each)
            covered.append(f"来源事实（{province}）：{catalogue.summary(library, each)}")
    for fault in faults:
        if style == "jsonl":
            click.echo(json.dumps(dataclasses.asdict(fault), ensure_ascii=False))
        else:
            click.echo(f"{SEVERITIES[fault.severity]} {fault.sentence}")
    counts = Counter(fault.severity for fault in faults)
    if style == "text":
        total = "，".join(f"{counts[severity]} 处{word}" for severity, word in SEVERITIES.items())
        rest = "有错误的文件，例子和用法要改好以后才查得全。" if counts["error"] else ""
        click.echo(f"规则检查完毕：{total}。{rest}", err=bool(faults))
        for line in covered:
            click.echo(line)
    failed = counts["error"] or (strict and counts["warning"])
    return ExitCode.FINDINGS if failed else ExitCode.PASS


@click.command()
@click.argument("root", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="只看已提交的文件是否与模型和规则一致。")
def schemas(root: Path, only_check: bool) -> ExitCode:
    """生成网页和后端共用的 JSON Schema 与 OpenAPI，以及开发者页面上的表格；DIR 是有 provinces/ 的文件夹。

    在机构自己的文件夹里，只更新编辑器要用的 .zikao/schemas/。
    """
    from zikao.api.declared import WIDGETS_FILE, for_widgets
    from zikao.api.openapi import document_text
    from zikao.authoring.editing import COMMITTED, WRITTEN, write_schemas
    from zikao.chinese import catalog
    from zikao.chinese.convert import shared_converter
    from zikao.documentation.pages import pages
    from zikao.formats import kinds
    from zikao.package import archive_words
    from zikao.package import for_widgets as of_pages
    from zikao.package.pack.names import WIDGETS_FILE as ARCHIVE_NAMES
    from zikao.package.pack.names import for_widgets as archive_names
    from zikao.photo import file_words, seen_words
    from zikao.rulebook.folders import RULEBOOKS
    from zikao.schemas import (
        WIDGET_FILE_WORDS,
        WIDGET_REASONS,
        WIDGET_WORDS,
        stale,
        widget_file_words,
        widget_reasons,
        widget_types,
        widget_words,
        write,
    )
    from zikao.site import form_markup, package_form

    if (root / WRITTEN).is_dir() and not (root / COMMITTED).is_dir():
        click.echo(f"{write_schemas(root / RULEBOOKS)}/ 已是最新。")
        return ExitCode.PASS
    extra = {"schemas/openapi.json": document_text()} | pages(root)
    if (root / "widgets").is_dir():
        extra |= {
            WIDGET_WORDS: widget_words(),
            WIDGET_FILE_WORDS: widget_file_words(),
            WIDGET_REASONS: widget_reasons(),
            WIDGETS_FILE: for_widgets(),
            kinds.WIDGETS_FILE: kinds.for_widgets(),
            file_words.WIDGETS_FILE: file_words.for_widgets(),
            archive_words.WIDGETS_FILE: archive_words.for_widgets(),
            seen_words.WIDGETS_FILE: seen_words.for_widgets(),
            of_pages.WIDGETS_FILE: of_pages.for_widgets(),
            ARCHIVE_NAMES: archive_names(),
            form_markup.WIDGETS_FILE: form_markup.for_widgets(),
            package_form.MARKUP_FILE: package_form.markup_for_widgets(),
            **widget_types(),
        }
        if converter := shared_converter():
            english = (root / catalog.ENGLISH).read_text(encoding="utf-8")
            extra[catalog.TRADITIONAL] = catalog.traditional(english, converter)
    if not (root / RULEBOOKS).is_dir():
        raise click.UsageError(f"{root} 里没有 {RULEBOOKS}/")
    if not only_check:
        changed = write(root, extra)
        click.echo(f"已更新 {len(changed)} 个文件：{'、'.join(changed)}" if changed else "都是最新的。")
        return ExitCode.PASS
    old = stale(root, extra)
    for path in old:
        click.echo(f"{path} 已过时，请运行 zikao schemas 后提交。", err=True)
    return ExitCode.FINDINGS if old else ExitCode.PASS


@click.command("compile")
@click.argument("out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@rulebooks_option
def compile_rulebooks(out: Path, rulebooks: Path | None) -> None:
    """把全部规则查过、合并好，写成一个 JSON 文件；服务和函数读它，比读规则文件夹快。

    读的时候用 --rulebooks FILE，或者环境变量 ZIKAO_PROVINCES。
    """
    from zikao.rulebook.resolved import resolved_text
    from zikao.rulebook.store import rulebooks_root

    if rulebooks is not None and rulebooks.is_file():
        raise click.UsageError(f"{rulebooks} 已经是写好的文件，这里要给规则文件夹")
    library = library_at(rulebooks_at(rulebooks) or rulebooks_root())
    save(out, resolved_text(library).encode())
    click.echo(f"已写出 {len(library.provinces)} 个省份的规则到 {out}")


COMMANDS = (lint, compile_rulebooks, schemas)
