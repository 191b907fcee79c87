"""What several commands share: the rulebooks, the day, reading files, the worst exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from zikao.clock import BEIJING
from zikao.errors import ExitCode, ZikaoError
from zikao.report import Verdict
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.dated import DAY_OR_MOMENT, misdated
from zikao.rulebook.document import Document, Kind
from zikao.rulebook.folders import CONFIG, MAIN, RULEBOOKS, holds_provinces, rulebooks_in
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

EXIT_OF: dict[Verdict, ExitCode] = {
    "pass": ExitCode.PASS,
    "attention": ExitCode.FINDINGS,
    "fail": ExitCode.FINDINGS,
    "unknown": ExitCode.COULD_NOT_CHECK,
}


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """One code for many files: findings before could-not-check before pass."""
    seen = set(codes)
    for code in (ExitCode.FINDINGS, ExitCode.COULD_NOT_CHECK):
        if code in seen:
            return code
    return ExitCode.PASS


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

rulebooks_option: Decorator = click.option(
    "--rulebooks",
    metavar="DIR",
    envvar="ZIKAO_PROVINCES",
    type=click.Path(path_type=Path),
    help="规则文件夹，或 zikao compile 写出的文件；不写则用当前网站文件夹里的，没有就用自带的。",
)


def today_option(told: str) -> Decorator:
    """`--today`, which reaches the command as `now`; with what the help says of it."""
    return click.option(
        "--today",
        "now",
        metavar="DATE",
        callback=lambda context, parameter, text: moment(text),
        help=told,
    )


def circumstances_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--city` and `--today`, which reach the command as `zikao.checks.circumstances.Circumstances`."""

    @click.option("--city", metavar="CITY", help="所在市的补充规则，如 luan。")
    @today_option("按这一天（北京时间）判断；不写则为今天。")
    @wraps(command)
    def given(*arguments: Any, city: str | None, now: datetime | None, **options: Any) -> Any:
        from zikao.checks.circumstances import Circumstances

        return command(*arguments, circumstances=Circumstances(city, now), **options)

    return given


def rulebooks_here() -> Path | None:
    """The rulebooks of the site in whose folder a command is run; None where it is run anywhere else.

    What `mkdocs.yml` calls the folder is not read: that takes MkDocs, and as long as a whole check.
    """
    here = Path.cwd()
    folder = here / RULEBOOKS
    return folder if (here / CONFIG).is_file() and holds_provinces(folder) else None


def rulebooks_at(folder: Path | None) -> Path | None:
    """The rulebooks that a person names by their folder, or by that of a site; a compiled file as it is.

    None: those of the site in whose folder the command is run, else None, the ones of the program.

    Raises:
        click.UsageError: neither folder nor file is there, or it is the folder of one province.
    """
    if folder is None:
        return rulebooks_here()
    if not folder.exists():
        raise click.UsageError(f"没有规则文件夹 {folder}")
    if (folder / MAIN).is_file():
        whole = folder.resolve().parent if folder.name in ("", "..") else folder.parent
        raise click.UsageError(f"{folder} 是一个省的文件夹，这里要写放各省的文件夹：{whole}")
    return rulebooks_in(folder)


def library_at(folder: Path | None) -> Library:
    """The rulebooks of a folder or of a compiled file, as `rulebooks_at` finds them.

    Raises:
        click.UsageError: neither folder nor file is there, or it is the folder of one province.
        RulebookFaults: a file in it is wrong; the sentence lists every fault.
    """
    return load_library(rulebooks_at(folder))


def save(out: Path, content: bytes) -> None:
    """Write what a command has made.

    Raises:
        ZikaoError: that cannot be done.
    """
    try:
        out.write_bytes(content)
    except OSError:
        raise ZikaoError(f"{out} 存不进去，请检查文件夹是否存在、有没有权限。") from None


def moment(text: str | None) -> datetime | None:
    """`--today` as a moment, Beijing time; a bare day means its first minute.

    Raises:
        click.BadParameter: not a day of the calendar.
    """
    if text is None:
        return None
    for pattern in ("%Y-%m-%d", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=BEIJING)
        except ValueError:
            continue
    wrong, meant = misdated(text, DAY_OR_MOMENT)
    told = f"，是不是 {meant}？" if meant else "。"
    form = "" if wrong and not meant else "日期要写成 2026-05-27 或 2026-05-27T16:30"
    raise click.BadParameter(f"{form or wrong}{told}", param_hint="--today")


def known_item(library: Library, kind: Kind, item: str, city: str | None = None) -> Document:
    """The compiled document of `province/name`.

    Raises:
        click.UsageError: unknown province, city or item; names the nearest, or all where none is near.
    """
    try:
        return library.compiled(kind, item, city)
    except NotInRulebookError as error:
        raise click.UsageError(f"{item} 不对：{error.sentence}") from None
