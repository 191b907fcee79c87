"""`zikao fit`: a compliant portrait out of a larger original, by lawful means only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from zikao.cli.common import circumstances_options, known_item, library_at, moment, rulebooks_option
from zikao.cli.inputs import read_file
from zikao.cli.output import clause, print_report
from zikao.cli.typed import given, number_option, person_option, typed
from zikao.errors import ExitCode, ZikaoError

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances
    from zikao.report import Note


@click.command()
@click.argument("item", metavar="省/照片规格")
@click.argument("original", metavar="ORIGINAL.jpg", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "made",
    metavar="OUT.jpg",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="做好的照片存到哪里，要以 .jpg 结尾。",
)
@click.option("--force", is_flag=True, help="已有同名文件时覆盖它；原图永远不会被覆盖。")
@circumstances_options
@click.option(
    "--taken",
    metavar="DATE",
    callback=lambda context, parameter, text: moment(text),
    help="哪天拍的，如 2026-03-01；只在原图里没有记时才用。",
)
@click.option("--selfie/--not-selfie", default=None, help="是不是手机自拍；只在原图里没有记时才用。")
@number_option
@person_option
@click.option("--all", "everything", is_flag=True, help="符合的条目也逐条列出。")
@rulebooks_option
def fit(
    item: str,
    original: Path,
    made: Path,
    force: bool,
    circumstances: Circumstances,
    taken: datetime | None,
    selfie: bool | None,
    ticket_number: str | None,
    person: str | None,
    everything: bool,
    rulebooks: Path | None,
) -> ExitCode:
    """从更大的原图做一张合格的照片：只裁剪、缩小、补纯色背景、设分辨率、选保存品质，不旋转、不镜像、不修图。"""
    from zikao.checks.fit.portrait import fit_photo

    if made.suffix.lower() != ".jpg":
        raise click.UsageError("做好的照片要以 .jpg 结尾")
    if made.exists() and original.exists() and made.samefile(original):
        raise click.UsageError("不能覆盖原图，请换一个文件名")
    if made.exists() and not force:
        raise click.UsageError(f"已有文件 {made}，要覆盖请加 --force")
    library = library_at(rulebooks)
    document = known_item(library, "photo", item, circumstances.city)
    told = given(date_taken=taken and taken.date().isoformat(), front_camera=selfie)
    circumstances = replace(circumstances, declared=told | typed(document, ticket_number, person))
    fitted = fit_photo(
        library, item, read_file(original), original.name, circumstances, heic=True, made_name=made.name
    )
    console = Console()
    if fitted.data is None:
        console.print(Text("没有做成，原因和办法：", style="bold red"))
        _print_notes(console, fitted.refused)
        return ExitCode.FINDINGS
    try:
        made.write_bytes(fitted.data)
    except OSError:
        raise ZikaoError("照片存不进去，请检查文件夹是否存在、有没有权限。") from None
    console.print(Text(f"已做好 {made}：", style="bold green"))
    _print_notes(console, fitted.steps)
    if fitted.confirm:
        console.print(Text("要由你自己确认的：", style="bold yellow"))
        _print_notes(console, fitted.confirm)
    console.print()
    print_report(console, fitted.report, name=str(made), everything=everything)
    return ExitCode.PASS


def _print_notes(console: Console, notes: tuple[Note, ...]) -> None:
    for number, note in enumerate(notes, 1):
        console.print(Text(f"{number}. {note.what}"))
        for cite in note.cites:
            console.print(Text(f"   {clause(cite)}", style="dim"))


COMMANDS = (fit,)
