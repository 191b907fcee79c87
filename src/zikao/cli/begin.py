"""`zikao new-province` and `zikao preview`: a rulebook begun, and looked at while it is written."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

import click

from zikao.cli.common import today_option


@click.command("new-province")
@click.argument("province", metavar="ID")
@click.option(
    "--in",
    "at",
    metavar="DIR",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="放在哪个文件夹里：网站的文件夹，或规则文件夹；不写则是当前文件夹。",
)
@click.option("--name", metavar="名称", help="省份名称；登记表里有的不用写。")
def new_province(province: str, at: Path, name: str | None) -> None:
    """写出一个省的规则手册的样子：带中文说明，机构、代码、网址按登记表填好。

    ID 是省份的拼音，如 hunan。已有的文件夹不会改动。
    """
    from zikao.authoring.begin import begin, rulebooks_folder
    from zikao.rulebook.lint import lint
    from zikao.rulebook.unfilled import Unfilled

    if not at.is_dir():
        raise click.UsageError(f"没有文件夹 {at}")
    rulebooks = rulebooks_folder(at)
    written = begin(rulebooks, province, name=name)
    folder = written[0].parent
    click.echo(f"已写出 {folder}/：")
    for path in written:
        click.echo(f"  {path.relative_to(folder).as_posix()}")
    inside = f"{folder.name}/"
    left = [
        fault for fault in lint(rulebooks) if isinstance(fault, Unfilled) and fault.file.startswith(inside)
    ]
    click.echo(f"还有 {len(left)} 处要填，一处一处列出来：zikao lint {shlex.quote(str(rulebooks))}")


@click.command()
@click.argument("at", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@today_option("按这一天（北京时间）显示，如 2026-05-27；不写则为今天。在页面上也可以换。")
@click.option("--port", type=click.IntRange(1, 65535), default=8100, show_default=True, help="监听的端口。")
def preview(at: Path, now: datetime | None, port: int) -> None:
    """边写边看：存盘就更新网站，错误列成一页，哪一天都能看，手机和电脑两种宽度并排看。

    DIR 是有 mkdocs.yml 的文件夹，或规则文件夹；只有这台电脑打得开。
    """
    from zikao.serve.preview.application import preview as run

    if not at.is_dir():
        raise click.UsageError(f"没有文件夹 {at}")
    run(at, port=port, now=now)


COMMANDS = (new_province, preview)
