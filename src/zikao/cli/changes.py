"""`zikao diff`, `zikao roll-over` and `zikao sheet`: what changes, a new round, changes by spreadsheet."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zikao.cli.common import save, today_option
from zikao.clock import in_beijing
from zikao.errors import ExitCode

if TYPE_CHECKING:
    from zikao.authoring.rounds import RollOver


@click.command()
@click.argument("old", metavar="[OLD]")
@click.argument("new", metavar="NEW", required=False)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
)
@click.option(
    "--out",
    metavar="FILE.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="网页写到这个文件（配合 --format html），可以打印、传阅。",
)
@today_option("按这一天（北京时间）判断编出来的考生；不写则为今天。")
def diff(old: str, new: str | None, style: str, out: Path | None, now: datetime | None) -> ExitCode:
    """比较两版规则：时间、条件、材料、步骤、文字变了什么，哪些考生的结论会变，版本号该不该升。

    OLD 和 NEW 是规则文件夹、一个省的文件夹，或者 git 的版本，如 HEAD~1: 、v1:provinces。
    只写一个文件夹，就和最近一次提交比；只写一个版本，就拿它和现在的 provinces 比。
    内容没有变是 0，变了是 1，有一边读不了是 3。
    """
    if (style == "html") != (out is not None):
        raise click.UsageError("--format html 要写 --out 文件名，--out 也只配合 --format html")

    from zikao.authoring.difference.rendered import as_json, as_markdown, as_text
    from zikao.authoring.difference.report import difference
    from zikao.authoring.difference.versions import LAST, version_of
    from zikao.rulebook.folders import RULEBOOKS

    if new is None:
        old, new = (LAST, old) if Path(old).is_dir() else (old, RULEBOOKS)
    before, after = version_of(old, new), version_of(new, old)
    at = in_beijing(now).replace(tzinfo=None)
    found = difference(before, after, at)
    if style == "json":
        click.echo(json.dumps(as_json(found, at.date()), ensure_ascii=False, indent=2))
    elif out is not None:
        from zikao.authoring.difference.page import as_page

        save(out, as_page(found, at.date()).encode())
        click.echo(f"已写出 {out}。")
    else:
        click.echo((as_text if style == "text" else as_markdown)(found, at.date()))
    if before.faults or after.faults:
        return ExitCode.COULD_NOT_CHECK
    return ExitCode.FINDINGS if found.provinces else ExitCode.PASS


@click.command("roll-over")
@click.argument("province")
@click.option("--round", "key", metavar="KEY", required=True, help="新一轮的编号，如 2027h1。")
@click.option("--title", help="新一轮的名称，如 2027 年上半年。")
@click.option("--from", "old", metavar="KEY", help="照哪一轮写；不写则照日期最晚的那一轮。")
@click.option(
    "--say",
    "said",
    metavar="编号=内容",
    multiple=True,
    help="填一项，可以写多次，如 --say valid_from=2027-02-01；有哪些编号见 --sheet 写出的表。",
)
@click.option(
    "--sheet",
    "form",
    metavar="FILE.xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="用表格填：文件还没有就写出一张，填好再运行一次。",
)
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写进规则文件。")
def roll_over(
    province: str,
    key: str,
    title: str | None,
    old: str | None,
    said: tuple[str, ...],
    form: Path | None,
    dry_run: bool,
) -> ExitCode:
    """照上一轮写出新的一轮：轮次、它的各段时间、引用它们的事项；没有说的日期空着，绝不照抄上一轮。

    PROVINCE 是省的文件夹，或者 provinces 里的编号。在终端里会一项一项地问，还不知道的直接回车。
    """
    from zikao.authoring.changing import province_folder, write
    from zikao.authoring.rounds import RollOver
    from zikao.authoring.sheets.form import read_form, write_form

    rolling = RollOver(province_folder(province), key, old)
    answers = dict(_said(each) for each in said) | ({"title": title} if title else {})
    if form is not None and not form.exists():
        write_form(form, rolling.form(answers))
        click.echo(f"已写出 {form}：填好后再运行一次同样的命令。")
        return ExitCode.PASS
    if form is not None:
        answers = read_form(form) | answers
    elif sys.stdin.isatty():
        answers = _asked(rolling, answers)
    rolled = rolling.made(answers, in_beijing(None).date())
    for fault in rolled.faults:
        click.echo(f"{'错误' if fault.severity == 'error' else '提示'} {fault.sentence}")
    if any(fault.severity == "error" for fault in rolled.faults):
        click.echo("这样写进去规则就读不了，规则文件没有动。", err=True)
        return ExitCode.FINDINGS
    for told in rolled.told:
        click.echo(told)
    if rolled.unknown:
        click.echo(f"还不知道，空着：{'、'.join(rolled.unknown)}。以后用 zikao sheet 填。")
    for told in rolled.left:
        click.echo(f"请看一下：{told}。")
    if dry_run:
        click.echo("没有写（--dry-run）。")
        return ExitCode.PASS
    write(rolling.folder, rolled.texts)
    click.echo(f"已改 {'、'.join(rolled.texts)}；版本号和 changes 还要自己写，zikao diff 有草稿。")
    return ExitCode.PASS


def _said(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter("要写成 编号=内容", param_hint="--say")
    return key.strip(), value


def _asked(rolling: RollOver, answers: dict[str, str]) -> dict[str, str]:
    """Every question that is not answered yet, asked on the terminal; later ones rest on earlier answers."""
    found = dict(answers)
    asked: set[str] = set()
    while question := next(
        (
            each
            for each in rolling.questions(found.get("source"))
            if each.key not in found | dict.fromkeys(asked)
        ),
        None,
    ):
        asked.add(question.key)
        default = question.proposed if question.proposed or not question.needed else None
        text = click.prompt(question.ask, default=default, show_default=bool(question.proposed), type=str)
        if text.strip():
            found[question.key] = text
    return found


@click.group()
def sheet() -> None:
    """把一个省的时间和联系方式写成表格，或者把填好的表格读回来。"""


@sheet.command("out")
@click.argument("province")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path))
def sheet_out(province: str, path: Path) -> None:
    """写出表格；PROVINCE 是省的文件夹，或者 provinces 里的编号。"""
    from zikao.authoring.changing import province_folder
    from zikao.authoring.sheets.exchange import write_out

    counts = write_out(province_folder(province), path)
    told = "，".join(f"{title} {count} 行" for title, count in counts.items())
    click.echo(f"已写出 {path}：{told}。填好后运行 zikao sheet in {province} {path}")


@sheet.command("in")
@click.argument("province")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写进规则文件。")
def sheet_in(province: str, path: Path, dry_run: bool) -> ExitCode:
    """读回填好的表格：先按规则检查，一处错都没有才写进 province.yaml，没有动过的一个字节也不变。"""
    from zikao.authoring.changing import province_folder, write
    from zikao.authoring.sheets.exchange import read_in, sentences
    from zikao.rulebook.folders import MAIN

    folder = province_folder(province)
    taken = read_in(folder, path)
    for sentence in sentences(taken.faults):
        click.echo(f"错误 {sentence}")
    if taken.faults:
        click.echo(f"表格有 {len(taken.faults)} 处错误，规则文件没有动。", err=True)
        return ExitCode.FINDINGS
    for told in taken.changed:
        click.echo(told)
    for sentence in sentences(taken.remarks):
        click.echo(f"提示 {sentence}")
    if taken.missing:
        click.echo(f"表里没有这 {len(taken.missing)} 行，规则文件里照样保留：{'；'.join(taken.missing)}")
    if not taken.changed:
        click.echo("和规则文件一样，没有要改的。")
    elif dry_run:
        click.echo(f"共 {len(taken.changed)} 处，没有写（--dry-run）。")
    else:
        write(folder, {MAIN: taken.text})
        click.echo(f"已改 {folder / MAIN}，共 {len(taken.changed)} 处；用 zikao diff 看对考生意味着什么。")
    return ExitCode.PASS


COMMANDS = (diff, roll_over, sheet)
