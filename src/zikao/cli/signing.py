"""`zikao sign-off`: one procedure as a document for those who sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from zikao.cli.common import library_at, rulebooks_option, save, today_option
from zikao.clock import in_beijing
from zikao.rulebook.books import NotInRulebookError


@click.command("sign-off")
@click.argument("item", metavar="省/事项")
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪里：.html（打印成 A4）或 .docx；不写则是 省-事项.html。",
)
@click.option("--city", metavar="CITY", help="并入这个市的补充规则，如 luan。")
@today_option("按这一天（北京时间）写；不写则为今天。")
@rulebooks_option
def sign_off(
    item: str, out: Path | None, city: str | None, now: datetime | None, rulebooks: Path | None
) -> None:
    """把一个事项写成一份会签的文件：条件、材料、日期、会对考生说的话、来源、待定的问题。"""
    from zikao.site import address
    from zikao.site.render import API
    from zikao.site.scope import Scope
    from zikao.site.signoff.content import paper
    from zikao.site.signoff.page import page
    from zikao.site.signoff.word import word

    out = out or Path(f"{item.replace('/', '-')}.html")
    writers = {".html": lambda paper: page(paper).encode(), ".docx": word}
    if out.suffix.lower() not in writers:
        raise click.UsageError(f"{out.name} 的扩展名不对：写 {' 或 '.join(writers)}")
    province, _, name = item.partition("/")
    library = library_at(rulebooks)
    try:
        book = library.book(province, city)
        procedure = book.procedure(name)
    except NotInRulebookError as error:
        raise click.UsageError(f"{item} 不对：{error.sentence}") from None
    scope = Scope(library, book, address.guide_page(province, name), in_beijing(now).date(), API)
    made = paper(scope, procedure)
    data = writers[out.suffix.lower()](made)
    save(out, data)
    click.echo(f"已写出 {out}：{len(made.sections)} 部分。")


COMMANDS = (sign_off,)
