"""`zikao pack`: from loose pictures to one checked ZIP for each ticket number."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from zikao.cli.common import EXIT_OF, circumstances_options, known_item, library_at, rulebooks_option, worst
from zikao.cli.inputs import is_junk, read_file
from zikao.cli.output import print_report
from zikao.cli.typed import person_option
from zikao.errors import ExitCode, ZikaoError
from zikao.report import Verdict

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances
    from zikao.checks.pack import Package, Packer
    from zikao.numbers import Written

MOST_FILES = 500
"""Files of one run; more of them are a whole album, given by mistake."""
_DAY = re.compile(r"(?:19|20)[0-9]{2}\D[0-9]{1,2}\D[0-9]{1,2}")
"""What albums are called; without its hyphens it would look like a number."""
_SAID: dict[Verdict, tuple[str, str]] = {
    "pass": ("", "bold green"),
    "attention": ("，有要留意的地方，看完再上传", "bold yellow"),
    "unknown": ("，有的地方没能检查，看完再上传", "bold cyan"),
    "fail": ("，但没有通过检查，先不要上传", "bold red"),
}
_NOT_INSTALLED = "打包要用处理图片的库，这里没有装。请先运行 pip install 'zikao[package]'。"


class NotInstalledError(ZikaoError):
    """The libraries for pictures are not installed."""


@click.command()
@click.argument("item", metavar="省/材料规格")
@click.argument("paths", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-n",
    "--ticket-number",
    "typed",
    metavar="NUMBER",
    multiple=True,
    help="准考证号；有几个号就写几遍，每个号做一个包。",
)
@click.option(
    "-o",
    "--out",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="做好的 ZIP 存到这个文件夹，没有就新建。",
)
@person_option
@click.option("--force", is_flag=True, help="已有同名的 ZIP 时覆盖它；原来的图片永远不会被改动。")
@circumstances_options
@click.option("--all", "everything", is_flag=True, help="符合的条目也逐条列出。")
@rulebooks_option
def pack(
    item: str,
    paths: tuple[Path, ...],
    typed: tuple[str, ...],
    out: Path,
    person: str | None,
    force: bool,
    circumstances: Circumstances,
    everything: bool,
    rulebooks: Path | None,
) -> ExitCode:
    """把照片、扫描件和 PDF 打成审核要的 ZIP，每个准考证号一个包，做好再检查一遍。

    认出每一份是什么，起名、排序，去掉拍摄地点等信息；画面不动，放不下时才缩小。FILES 是文件或文件夹。
    手机拍的 HEIC 会转成 JPG，要先运行 pip install 'zikao[heic]'。

    有几个准考证号时，给每个号建一个文件夹，文件夹名就写号码；身份证放在外面，每个包都会放。
    不分文件夹也可以：把号码用 --ticket-number 都写上，按证件上读到的号码分。
    """
    try:
        from zikao.checks.numbers import ticket_form
        from zikao.checks.pack import CannotPackError, Packer
    except ImportError:
        raise NotInstalledError(_NOT_INSTALLED) from None

    library = library_at(rulebooks)
    known_item(library, "package", item, circumstances.city)
    form = ticket_form(library, item, circumstances.city)
    files = list(_files(paths, form))
    numbers = [*typed, *(number for _, number in files if number)]
    if not numbers:
        raise click.UsageError("没有写准考证号：请加 --ticket-number 号码，或把材料放进以号码命名的文件夹")
    try:
        packer = Packer(library, item, numbers, circumstances, person)
    except CannotPackError as error:
        raise click.UsageError(error.sentence) from None
    if not force and (there := [name for name in packer.names if os.path.lexists(out / name)]):
        raise click.UsageError(f"{out} 里已有 {there[0]}，要覆盖请加 --force")
    console = Console()
    _take(packer, files)
    codes = []
    for package in packer.packages():
        codes.append(_print(console, package, out, everything=everything))
    return worst(codes)


def _files(paths: tuple[Path, ...], form: Written) -> Iterator[tuple[Path, str | None]]:
    """Every file, in name order, with the number that a folder around it is named by.

    Raises:
        click.UsageError: there is none, or there are far too many.
    """
    count = 0
    for path, number in (each for given in paths for each in _within(given, None, form)):
        count += 1
        if count > MOST_FILES:
            raise click.UsageError(f"文件超过 {MOST_FILES} 个，请只给这次要用的材料")
        yield path, number
    if not count:
        raise click.UsageError("这些文件夹里没有文件")


def _within(path: Path, number: str | None, form: Written) -> Iterator[tuple[Path, str | None]]:
    if not path.is_dir():
        yield path, number
        return
    number = _number_of(path.resolve().name, form) or number
    for child in sorted(path.iterdir()):
        # Hidden files and folders, and what systems leave behind, are nobody's evidence.
        if not is_junk(child.name) and not (child.is_symlink() and child.is_dir()):
            yield from _within(child, number, form)


def _number_of(folder: str, form: Written) -> str | None:
    return None if _DAY.fullmatch(folder) else form.read(folder)


def _take(packer: Packer, files: list[tuple[Path, str | None]]) -> None:
    """Read and look at every file; on a terminal with a bar."""
    from zikao.checks.pack import Loose

    console = Console(stderr=True)
    columns = (TextColumn("正在识别"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        for path, number in bar.track(files, total=len(files)):
            try:
                packer.take(Loose(path.name, read_file(path), number))
            except ZikaoError as error:
                raise ZikaoError(f"{path}：{error.sentence}") from None


def _print(console: Console, package: Package, out: Path, *, everything: bool) -> ExitCode:
    """Write one package and tell what became of it."""
    if package.data is None or package.report is None:
        console.print(
            Text(f"尾号 {package.ending} 的包没有做成，原因和办法：", style="bold red"), soft_wrap=True
        )
        _print_list(console, package.refused)
        return ExitCode.FINDINGS
    made = out / package.name
    _write(made, package.data)
    said, style = _SAID[package.report.verdict]
    console.print(Text(f"已做好 {made}{said}：", style=style), soft_wrap=True)
    table = Table()
    for heading in ("原来的文件", "包里的名字", "大小"):
        table.add_column(heading, overflow="fold")
    for each in package.files:
        table.add_row(each.original, each.name, f"{each.after / 1000:,.0f} KB")
    console.print(table)
    _print_list(console, package.steps)
    console.print()
    print_report(console, package.report, name=str(made), everything=everything)
    return EXIT_OF[package.report.verdict]


def _print_list(console: Console, sentences: tuple[str, ...]) -> None:
    for number, sentence in enumerate(sentences, 1):
        console.print(Text(f"{number}. {sentence}"), soft_wrap=True)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and the file itself: a link in its place is replaced, never followed.

    Raises:
        ZikaoError: nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as target:
            part = Path(target.name)
            try:
                target.write(data)
                target.close()
                part.replace(path)
            except BaseException:
                part.unlink()
                raise
    except OSError:
        raise ZikaoError(f"{path} 存不进去，请检查磁盘空间和权限，或换一个文件夹。") from None


COMMANDS = (pack,)
