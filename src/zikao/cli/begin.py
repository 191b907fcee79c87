"""`zikao new-province`: the rulebook of a province begun."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


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


COMMANDS = (new_province,)
