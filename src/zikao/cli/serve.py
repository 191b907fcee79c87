"""`zikao serve` and `zikao build`."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zikao.cli.common import library_at, rulebooks_option
from zikao.cli.models import take_missing

if TYPE_CHECKING:
    from zikao.serve.clients import Network

SITE = Path("site")
THREADS = click.IntRange(1, 64)


class ProxyAddress(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on
    """An IP address, or a network of them."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Network:
        try:
            return ip_network(value)
        except ValueError:
            self.fail(f"{value} 不是 IP 地址或网段，请写成 127.0.0.1 或 10.0.0.0/8 的样子。", param, ctx)


PROXY = ProxyAddress()


def _prefix(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)*", value):
        raise click.BadParameter("要以 / 开头、不以 / 结尾，例如 /zikao。")
    return value


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)


prefix_option = click.option(
    "--prefix", default="", metavar="/PATH", callback=_prefix, help="网站放在域名下的哪个路径，例如 /zikao。"
)


@click.command()
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), default=SITE, show_default=True)
@prefix_option
@click.option(
    "--keep",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="存各个固定版本网页组件的文件夹：里面有的放进网站，新发布的也存进去一份。",
)
@click.option("--markdown", is_flag=True, help="只写 Markdown 页面，给 Zensical 或自己的网站用。")
@rulebooks_option
def build(out: Path, prefix: str, keep: Path | None, markdown: bool, rulebooks: Path | None) -> None:
    """生成指南网站。"""
    if markdown:
        from zikao.rulebook.authorities import load_authorities
        from zikao.rulebook.catalogue import load_catalogues
        from zikao.rulebook.coverage import FILE, load_coverage
        from zikao.rulebook.store import rulebooks_root
        from zikao.site.render import write_markdown

        root = rulebooks or rulebooks_root()
        coverage = load_coverage(root) if (root / FILE).is_file() else None
        count = write_markdown(
            library_at(rulebooks),
            out,
            coverage=coverage,
            catalogues=load_catalogues(root),
            register=load_authorities(root),
        )
        click.echo(f"已写出 {count} 个页面到 {out}/")
        return
    from zikao.site.build import build as build_site

    kept = str(keep.absolute()) if keep else None
    build_site(out, provinces=rulebooks, last=True, tell=_tell, prefix=prefix, keep=kept)
    click.echo(f"网站已生成：{out}/")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="监听的端口。")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="进程数。")
@click.option("--threads", type=THREADS, help="每个进程同时检查几张照片。不写时，有几个处理器就几张。")
@click.option("--packages", type=THREADS, help="每个进程同时检查几个材料包。不写时，是照片的一半。")
@prefix_option
@click.option("--metrics", is_flag=True, help="统计各种结果的次数（不含个人信息），本机可读 /-/metrics。")
@click.option(
    "--files-per-minute",
    type=click.IntRange(0),
    default=120,
    show_default=True,
    help="每个网络地址每分钟最多检查几个文件，0 为不限。学校、网吧多人共用一个地址，不要设得太小。",
)
@click.option(
    "--requests-per-minute",
    type=click.IntRange(0),
    default=1200,
    show_default=True,
    help="每个网络地址每分钟最多发几次接口请求，0 为不限；网页不计。",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    type=PROXY,
    metavar="ADDRESS",
    help="前面的反向代理的地址或网段，可写多次；只信它转告的来访地址（X-Forwarded-For）。",
)
@click.option("--hsts", is_flag=True, help="代理说来访用的是 HTTPS 时，要浏览器以后一年只用 HTTPS。")
@click.option("--no-build", is_flag=True, help="不重新生成网站，直接用 site/ 里的。")
@click.option("--no-models", is_flag=True, help="不下载缺少的模型。")
@rulebooks_option
def serve(
    host: str,
    port: int,
    workers: int,
    threads: int | None,
    prefix: str,
    metrics: bool,
    packages: int | None,
    files_per_minute: int,
    requests_per_minute: int,
    proxies: tuple[Network, ...],
    hsts: bool,
    no_build: bool,
    no_models: bool,
    rulebooks: Path | None,
) -> None:
    """取来缺少的模型，生成网站，并在一个端口上同时提供网站和检查接口。"""
    from zikao.serve.brakes import Brakes
    from zikao.serve.server import serve as run_server
    from zikao.site.build import Ingredients, told_site

    if hsts and not proxies:
        raise click.UsageError("--hsts 要和 --proxy 一起用：只有前面的代理知道来访用的是不是 HTTPS。")
    # Answers come from what the pages are made of.
    told = told_site() if rulebooks is None else Ingredients(rulebooks)
    library_at(told.rulebooks)
    if faults := [] if no_models else take_missing():
        click.echo(f"模型没有取全，照样启动，要用模型的项目会写“没有检查”：{faults[0].sentence}", err=True)
    if not no_build:
        from zikao.site.build import build as build_site

        click.echo("正在生成网站……", err=True)
        build_site(SITE, provinces=rulebooks, tell=_tell, prefix=prefix, draft=True)
    brakes = Brakes(
        packages=packages,
        files_a_minute=files_per_minute or None,
        requests_a_minute=requests_per_minute or None,
        proxies=proxies,
        hsts=hsts,
    )
    run_server(
        host=host,
        port=port,
        site_dir=SITE,
        workers=workers,
        threads=threads,
        provinces=told.rulebooks,
        only=told.only,
        name=told.name,
        prefix=prefix,
        metrics=metrics,
        brakes=brakes,
    )


COMMANDS = (serve, build)
