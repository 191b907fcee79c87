"""`zikao check eligibility | photo | package`: many files in, one report each out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from zikao.cli.common import (
    EXIT_OF,
    Decorator,
    circumstances_options,
    known_item,
    library_at,
    rulebooks_option,
    worst,
)
from zikao.cli.html import HtmlReport
from zikao.cli.inputs import is_junk, json_object, read_file
from zikao.cli.models import hint_of_missing
from zikao.cli.output import Line, line, print_overview, print_report
from zikao.cli.packages import Packages, courses, ticket_numbers
from zikao.cli.portraits import show_photo
from zikao.cli.typed import given, number_option, person_option, typed
from zikao.errors import ExitCode, ZikaoError
from zikao.formats import kinds
from zikao.report import Report
from zikao.rulebook.document import Document
from zikao.weights import OF_FACES, OF_TEXT, Weights

if TYPE_CHECKING:
    from zikao.checks.circumstances import Circumstances

PICTURES = {f".{each}" for each in kinds.PICTURE_EXTENSIONS}
ARCHIVES = {f".{each}" for each in kinds.extensions_of(kinds.ARCHIVES)}
TOGETHER = "合在一起看"
T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """What can be done with one file: measure it, judge it, or judge it with what a page shows beside."""

    measure: Callable[[Path, bytes], dict[str, Any]]
    judge: Callable[[Path, bytes], Report]
    show: Callable[[Path, bytes], tuple[Report, dict[str, Any]]]
    """The report and further arguments of `HtmlReport.add`."""
    together: Callable[[], Report] | None = None
    """The report on all files together, once each was judged."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    decorators: tuple[Decorator, ...] = (
        circumstances_options,
        click.option(
            "--format",
            "style",
            type=click.Choice(["text", "jsonl", "html"]),
            default="text",
            show_default=True,
            help="文字、每行一个 JSON 报告，或一份网页报告。",
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
def eligibility(
    item: str,
    files: tuple[Path, ...],
    circumstances: Circumstances,
    rulebooks: Path | None,
    **options: Any,
) -> ExitCode:
    """按回答（JSON 文件，- 为标准输入）判断是否符合某事项的条件。"""
    from zikao.checks.answers import FactsInvalid
    from zikao.checks.eligibility import check_eligibility

    library = library_at(rulebooks)
    known_item(library, "procedure", item, circumstances.city)

    def judge(path: Path, data: bytes) -> Report:
        facts = json_object(data)
        try:
            return check_eligibility(library, item, facts, circumstances)
        except FactsInvalid as error:
            # On the caller's own terminal a name that nobody asked for may be repeated, so that it is found.
            wrong = [f"{each.pointer[1:]}：{each.detail.rstrip('。')}" for each in error.problems]
            raise ZikaoError(f"有 {len(wrong)} 项回答不能用：{'；'.join(wrong)}。") from None

    subject = Subject(
        measure=lambda path, data: json_object(data),
        judge=judge,
        show=lambda path, data: (judge(path, data), {}),
    )
    return _run(list(files), subject, options)


def _day(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """A day as facts have it."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter("日期要写成 2026-05-27。") from None


@check.command()
@click.argument("item", metavar="省/照片规格")
@click.argument("files", metavar="PHOTO...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--taken", metavar="DATE", callback=_day, help="哪天拍的，如 2026-03-01；只在照片文件里没有记时才用。"
)
@click.option("--selfie/--not-selfie", default=None, help="是不是手机自拍；只在照片文件里没有记时才用。")
@number_option
@person_option
@_options
def photo(
    item: str,
    files: tuple[Path, ...],
    taken: str | None,
    selfie: bool | None,
    ticket_number: str | None,
    person: str | None,
    circumstances: Circumstances,
    rulebooks: Path | None,
    **options: Any,
) -> ExitCode:
    """检查照片；可以给多个文件或文件夹。"""
    from zikao.checks.photo import check_photo, measure_photo

    library = library_at(rulebooks)
    document = known_item(library, "photo", item, circumstances.city)
    declared = given(date_taken=taken, front_camera=selfie) | typed(document, ticket_number, person)
    circumstances = replace(circumstances, declared=declared)
    subject = Subject(
        measure=lambda path, data: measure_photo(data, path.name).model_dump(mode="json"),
        judge=lambda path, data: check_photo(library, item, data, path.name, circumstances),
        show=lambda path, data: show_photo(library, item, data, path.name, circumstances),
    )
    _hint(OF_FACES)
    return _run(_expand(files, PICTURES), subject, options)


@check.command()
@click.argument("item", metavar="省/材料规格")
@click.argument("files", metavar="PACKAGE.zip...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ticket-number",
    metavar="NUMBER",
    multiple=True,
    help="这个包是哪个准考证号的，与材料上的核对。几个文件就按先后写几个，用逗号隔开或写几遍。",
)
@click.option(
    "--course",
    metavar="NAME",
    multiple=True,
    callback=courses,
    help="这个准考证号下的一门课程，看有没有合格证书；几门写几遍，名称照证书上的。",
)
@click.option(
    "--together",
    is_flag=True,
    help="再把几个包合在一起看：准考证号有没有重复、有没有少；比文件多出来的号就是还没有包的。",
)
@person_option
@_options
def package(
    item: str,
    files: tuple[Path, ...],
    ticket_number: tuple[str, ...],
    course: tuple[str, ...],
    together: bool,
    person: str | None,
    circumstances: Circumstances,
    rulebooks: Path | None,
    **options: Any,
) -> ExitCode:
    """检查证明材料压缩包或单个附件；可以给多个文件或文件夹。"""
    from zikao.checks.in_force import item_in_force
    from zikao.checks.numbers import ticket_form

    library = library_at(rulebooks)
    known_item(library, "package", item, circumstances.city)
    item = item_in_force(library, "package", item, circumstances)
    document = known_item(library, "package", item, circumstances.city)
    if together and options["only_facts"]:
        raise click.UsageError("--together 不能和 --facts 一起用")
    expanded = _expand(files, _suffixes(document))
    numbers = ticket_numbers(ticket_number, ticket_form(library, item, circumstances.city))
    circumstances = replace(circumstances, declared=typed(document, None, person))
    packages = Packages(library, item, expanded, circumstances, numbers, course, together)
    last = packages.judge_together if together else None
    _hint(OF_TEXT)
    return _run(expanded, Subject(packages.measure, packages.judge, packages.show, last), options)


def _suffixes(document: Document) -> set[str]:
    """What a package spec is about: archives, or pictures and PDFs as they are."""
    from zikao.checks.where import facts_read

    return PICTURES | {".pdf"} if "picture_kind" in facts_read(document) else ARCHIVES


def _expand(paths: Iterable[Path], suffixes: set[str]) -> list[Path]:
    """Folders stand for the files of the right kind in them, in name order; files stand for themselves.

    What a folder holds besides is named on the terminal: nobody may think that it was checked.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.is_file() and not is_junk(each.name))
            for each in inside:
                if each.suffix.lower() in suffixes:
                    files.append(each)
                else:
                    click.echo(f"{each}：没有检查，扩展名不是要查的一种；要查就单独写上这个文件。", err=True)
        else:
            files.append(path)
    if not files:
        advice = "；还没有打包的，先用 zikao pack" if suffixes is ARCHIVES else ""
        raise click.UsageError(f"这些文件夹里没有可检查的文件（{' '.join(sorted(suffixes))}）{advice}")
    return files


def _hint(needed: Iterable[Weights]) -> None:
    if hint := hint_of_missing(needed):
        click.echo(hint, err=True)


def _run(files: list[Path], subject: Subject, options: dict[str, Any]) -> ExitCode:
    """Do with every file what was asked for."""
    if options["style"] == "html":
        if options["only_facts"] or options["out"] is None:
            raise click.UsageError("网页报告要写 --out 文件名，并且不能和 --facts 一起用")
        return _print_page(files, subject, options["out"])
    pretty = options["style"] == "text"
    if options["only_facts"]:
        return _print_facts(files, subject, pretty=pretty)
    return _print_reports(files, subject, options) if pretty else _print_lines(files, subject)


def _each(files: list[Path], work: Callable[[Path, bytes], T]) -> Iterator[tuple[Path, T | str]]:
    """Every file with what came of it, or why nothing did: one bad file never stops the run."""
    for path in _progress(files):
        try:
            yield path, work(path, read_file(path))
        except ZikaoError as error:
            yield path, str(error)


def _print_facts(files: list[Path], subject: Subject, *, pretty: bool) -> ExitCode:
    codes = []
    for path, found in _each(files, subject.measure):
        codes.append(ExitCode.COULD_NOT_CHECK if isinstance(found, str) else ExitCode.PASS)
        row = {"file": str(path), **({"error": found} if isinstance(found, str) else found)}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2 if pretty else None))
    return worst(codes)


def _print_lines(files: list[Path], subject: Subject) -> ExitCode:
    codes = []
    for path, result in _each(files, subject.judge):
        codes.append(_code(result))
        found = {"error": result} if isinstance(result, str) else result.model_dump(mode="json")
        click.echo(json.dumps({"file": str(path), **found}, ensure_ascii=False))
    if subject.together:
        report = subject.together()
        codes.append(_code(report))
        click.echo(json.dumps({"file": None, **report.model_dump(mode="json")}, ensure_ascii=False))
    return worst(codes)


def _print_reports(files: list[Path], subject: Subject, options: dict[str, Any]) -> ExitCode:
    console = Console()
    codes = []
    lines: list[Line] = []
    for path, result in _each(files, subject.judge):
        codes.append(_code(result))
        if len(files) > 1:
            lines.append(line(str(path), result))
        elif isinstance(result, str):
            click.echo(f"{path}：{result}", err=True)
        else:
            print_report(console, result, name=str(path), everything=options["everything"])
    if lines:
        print_overview(console, lines)
    if subject.together:
        report = subject.together()
        codes.append(_code(report))
        print_report(console, report, name=TOGETHER, everything=options["everything"])
    return worst(codes)


def _print_page(files: list[Path], subject: Subject, out: Path) -> ExitCode:
    codes = []
    with HtmlReport(out) as page:
        for path, shown in _each(files, subject.show):
            result, extras = (shown, {}) if isinstance(shown, str) else shown
            codes.append(_code(result))
            page.add(str(path), result, **extras)
        if subject.together:
            report = subject.together()
            codes.append(_code(report))
            page.add(TOGETHER, report)
    click.echo(f"网页报告：{out}", err=True)
    return worst(codes)


def _code(result: Report | str) -> ExitCode:
    return ExitCode.COULD_NOT_CHECK if isinstance(result, str) else EXIT_OF[result.verdict]


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
