"""``zikao check eligibility | photo | package``: many files in, one report each out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from zikao.cli.common import (
    EXIT_OF,
    Decorator,
    known_item,
    library_at,
    moment,
    rulebooks_option,
    worst,
)
from zikao.cli.html import HtmlReport
from zikao.cli.inputs import json_object, read_file
from zikao.cli.output import Line, line, print_overview, print_report
from zikao.errors import ExitCode, ZikaoError
from zikao.report import Report
from zikao.rulebook.store import Library

PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".bmp", ".gif", ".webp", ".tif", ".tiff"}
ARCHIVES = {".zip", ".rar", ".7z", ".tar", ".gz"}
Work = Callable[[Path, bytes], Report | dict[str, Any]]
Look = Callable[[Path, bytes], tuple[Report, dict[str, Any]]]
"""A report, and what a page shows beside it: arguments of `HtmlReport.add`."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    decorators: tuple[Decorator, ...] = (
        click.option("--city", metavar="CITY", help="所在市的补充规则，如 luan。"),
        click.option(
            "--today",
            "now",
            metavar="DATE",
            callback=lambda context, parameter, text: moment(text),
            help="按这一天（北京时间）判断；不写则为今天。",
        ),
        click.option(
            "--format",
            "style",
            type=click.Choice(["text", "jsonl", "html"]),
            default="text",
            show_default=True,
            help="表格、每行一个 JSON 报告，或一份网页报告。",
        ),
        click.option(
            "--out",
            metavar="REPORT.html",
            type=click.Path(path_type=Path, dir_okay=False),
            help="网页报告写到这个文件（配合 --format html）。",
        ),
        click.option("--facts", "only_facts", is_flag=True, help="只列出量到的数据，不判断。"),
        click.option("--all", "everything", is_flag=True, help="符合的条目也逐条列出。"),
        rulebooks_option,
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


@click.group()
def check() -> None:
    """检查报考条件、照片或证明材料压缩包。"""


@check.command()
@click.argument("item", metavar="省/事项")
@click.argument("files", metavar="FACTS.json...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options
def eligibility(item: str, files: tuple[Path, ...], rulebooks: Path | None, **options: Any) -> ExitCode:
    """按回答（JSON 文件，- 为标准输入）判断是否符合某事项的条件。"""
    from zikao.checks import FactsInvalid, check_eligibility

    library = library_at(rulebooks)
    known_item(library, "procedure", item, options["city"])

    def work(path: Path, data: bytes) -> Report | dict[str, Any]:
        facts = json_object(data)
        if options["only_facts"]:
            return facts
        try:
            return check_eligibility(library, item, facts, city=options["city"], now=options["now"])
        except FactsInvalid as error:
            # On the caller's own terminal a name that nobody asked for may be repeated, so that it is found.
            wrong = [f"{each.pointer[1:]}：{each.detail.rstrip('。')}" for each in error.problems]
            raise ZikaoError(f"有 {len(wrong)} 项回答不能用：{'；'.join(wrong)}。") from None

    return _run(files, work, options)


@check.command()
@click.argument("item", metavar="省/照片规格")
@click.argument("files", metavar="PHOTO...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options
def photo(item: str, files: tuple[Path, ...], rulebooks: Path | None, **options: Any) -> ExitCode:
    """检查照片；可以给多个文件或文件夹。"""
    from zikao import checks

    library = library_at(rulebooks)
    known_item(library, "photo", item, options["city"])
    work = _file_work(library, item, options, checks.measure_photo, checks.check_photo)
    look = _photo_look(library, item, options)
    return _run(_expand(files, PICTURES), work, options, look)


@check.command()
@click.argument("item", metavar="省/材料规格")
@click.argument("files", metavar="PACKAGE.zip...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options
def package(item: str, files: tuple[Path, ...], rulebooks: Path | None, **options: Any) -> ExitCode:
    """检查证明材料压缩包或单个附件；可以给多个文件或文件夹。"""
    from zikao import checks

    library = library_at(rulebooks)
    known_item(library, "package", item, options["city"])
    work = _file_work(library, item, options, checks.measure_package, checks.check_package)
    look = _package_look(library, item, options)
    return _run(_expand(files, ARCHIVES), work, options, look)


def _file_work(
    library: Library,
    item: str,
    options: dict[str, Any],
    measure: Callable[..., Any],
    judge: Callable[..., Report],
) -> Work:
    def work(path: Path, data: bytes) -> Report | dict[str, Any]:
        if options["only_facts"]:
            measured: dict[str, Any] = measure(data, path.name).model_dump(mode="json")
            return measured
        return judge(library, item, data, path.name, city=options["city"], now=options["now"])

    return work


def _photo_look(library: Library, item: str, options: dict[str, Any]) -> Look:
    def look(path: Path, data: bytes) -> tuple[Report, dict[str, Any]]:
        from zikao.checks import allowed_grounds, report_from
        from zikao.photo import look as look_at
        from zikao.photo.draw import Bands, draw

        compiled = library.compiled("photo", item, options["city"])
        values = {name: each["value"] for name, each in compiled["values"].items()}
        grounds = allowed_grounds(values.get("background_colors"))
        measured, portrait = look_at(data, path.name, allowed_backgrounds=grounds)
        when = {"city": options["city"], "now": options["now"], "file": path.name}
        report = report_from(library, "photo", item, measured.facts, measured.absent, **when)
        return report, {"drawing": draw(portrait, Bands.of(values)) if portrait else None}

    return look


def _package_look(library: Library, item: str, options: dict[str, Any]) -> Look:
    def look(path: Path, data: bytes) -> tuple[Report, dict[str, Any]]:
        from zikao.checks import measure_package, report_from

        measured = measure_package(data, path.name)
        facts = measured.model_dump(mode="json")["facts"]
        when = {"city": options["city"], "now": options["now"], "file": path.name}
        report = report_from(library, "package", item, facts, measured.absent, **when)
        return report, {"entries": facts.get("contents") or ()}

    return look


def _run_html(files: list[Path], look: Look, out: Path) -> ExitCode:
    codes: list[ExitCode] = []
    with HtmlReport(out) as page:
        for path in _progress(files):
            result: Report | str
            extras: dict[str, Any] = {}
            try:
                result, extras = look(path, read_file(path))
            except ZikaoError as error:
                result = str(error)
            codes.append(_code(result))
            page.add(str(path), result, **extras)
    click.echo(f"网页报告：{out}", err=True)
    return worst(codes)


def _expand(paths: Iterable[Path], suffixes: set[str]) -> list[Path]:
    """Folders stand for the files of the right kind in them, in name order; files stand for themselves."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                each for each in path.iterdir() if each.suffix.lower() in suffixes and each.is_file()
            )
        else:
            files.append(path)
    if not files:
        raise click.UsageError("这些文件夹里没有可检查的文件")
    return files


def _run(files: Iterable[Path], work: Work, options: dict[str, Any], look: Look | None = None) -> ExitCode:
    """Check every file; one bad file never stops the run and is reported in its place."""
    files = list(files)
    if options["style"] == "html":
        if options["only_facts"] or options["out"] is None:
            raise click.UsageError("网页报告要写 --out 文件名，并且不能和 --facts 一起用")
        return _run_html(files, look or (lambda path, data: (_report(work(path, data)), {})), options["out"])
    console = Console()
    codes: list[ExitCode] = []
    lines: list[Line] = []
    for path in _progress(files):
        try:
            result: Report | dict[str, Any] | str = work(path, read_file(path))
        except ZikaoError as error:
            result = str(error)
        codes.append(_code(result))
        if options["only_facts"] or options["style"] == "jsonl":
            click.echo(_json_line(path, result, pretty=options["style"] == "text"))
        elif isinstance(result, dict):
            raise TypeError("facts are only asked for with --facts")
        elif len(files) > 1:
            lines.append(line(str(path), result))
        elif isinstance(result, str):
            click.echo(f"{path}：{result}", err=True)
        else:
            print_report(console, result, name=str(path), everything=options["everything"])
    if lines:
        print_overview(console, lines)
    return worst(codes)


def _report(result: Report | dict[str, Any]) -> Report:
    if isinstance(result, dict):
        raise TypeError("facts are only asked for with --facts")
    return result


def _code(result: Report | dict[str, Any] | str) -> ExitCode:
    if isinstance(result, Report):
        return EXIT_OF[result.verdict]
    return ExitCode.COULD_NOT_CHECK if isinstance(result, str) else ExitCode.PASS


def _json_line(path: Path, result: Report | dict[str, Any] | str, *, pretty: bool) -> str:
    row: dict[str, Any]
    if isinstance(result, Report):
        row = {"file": str(path), **result.model_dump(mode="json")}
    elif isinstance(result, str):
        row = {"file": str(path), "error": result}
    else:
        row = {"file": str(path), **result}
    return json.dumps(row, ensure_ascii=False, indent=2 if pretty else None)


def _progress(files: list[Path]) -> Iterator[Path]:
    """The files in turn; on a terminal with a bar, where there is more than one to wait for."""
    console = Console(stderr=True)
    if len(files) < 2 or not console.is_terminal:
        yield from files
        return
    columns = (TextColumn("正在检查"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield from bar.track(files, total=len(files))


COMMANDS = (check,)
