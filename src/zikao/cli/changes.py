"""`zikao diff`: what a change of rulebooks changes, for those who write and keep them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from zikao.cli.common import moment
from zikao.clock import in_beijing
from zikao.errors import ExitCode


@click.command()
@click.argument("old", metavar="[OLD]")
@click.argument("new", metavar="NEW", required=False)
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.option(
    "--today",
    "now",
    metavar="DATE",
    callback=lambda context, parameter, text: moment(text),
    help="按这一天（北京时间）判断编出来的考生；不写则为今天。",
)
def diff(old: str, new: str | None, style: str, now: datetime | None) -> ExitCode:
    """比较两版规则：时间、条件、材料、步骤、文字变了什么，哪些考生的结论会变，版本号该不该升。

    OLD 和 NEW 是规则文件夹、一个省的文件夹，或者 git 的版本，如 HEAD~1: 、v1:provinces。
    只写一个文件夹，就和最近一次提交比；只写一个版本，就拿它和现在的 provinces 比。
    内容没有变是 0，变了是 1，有一边读不了是 3。
    """
    from zikao.authoring.difference.rendered import as_json, as_markdown, as_text
    from zikao.authoring.difference.report import difference
    from zikao.authoring.difference.versions import LAST, USUAL, version_of

    if new is None:
        old, new = (LAST, old) if Path(old).is_dir() else (old, USUAL)
    before, after = version_of(old, new), version_of(new, old)
    at = in_beijing(now).replace(tzinfo=None)
    found = difference(before, after, at)
    if style == "json":
        click.echo(json.dumps(as_json(found, at.date()), ensure_ascii=False, indent=2))
    else:
        click.echo((as_text if style == "text" else as_markdown)(found, at.date()))
    if before.faults or after.faults:
        return ExitCode.COULD_NOT_CHECK
    return ExitCode.FINDINGS if found.provinces else ExitCode.PASS


COMMANDS = (diff,)
