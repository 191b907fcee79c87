"""`zikao new-site`: the working folder of an office's own site."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new-site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", required=True, metavar="名称", help="网站的名称，例如 某省自考办事指南。")
@click.option(
    "--colour",
    default="",
    metavar="颜色",
    help="网站的颜色，例如 1a5fb4；写成 #1a5fb4 的要加引号。",
)
@click.option("--logo", metavar="FILE", type=click.Path(path_type=Path), help="标志：SVG、PNG、JPG 或 WebP。")
@click.option("--operator", default="", metavar="单位", help="主办单位，写在页脚和“关于本站”里。")
@click.option("--contact", default="", metavar="联系方式", help="电话、地址，写在同样的地方。")
@click.option(
    "--province",
    "provinces",
    multiple=True,
    metavar="ID",
    help="把自带的这个省的规则抄一份进来，由你们维护，例如 anhui；可写多次。",
)
def new_site(
    folder: Path,
    name: str,
    colour: str,
    logo: Path | None,
    operator: str,
    contact: str,
    provinces: tuple[str, ...],
) -> None:
    """建一个网站的工作文件夹：设置、规则、自己的页面。"""
    from zikao.authoring.editing import point, write_schemas
    from zikao.rulebook.folders import RULEBOOKS
    from zikao.site.office.folder import Office, remarks, write

    office = Office(name, colour, logo, operator, contact, provinces)
    write(folder, office)
    for province in provinces:
        point(folder / RULEBOOKS / province, write_schemas(folder / RULEBOOKS))
    click.echo(f"已建好 {folder}/：设置在 mkdocs.yml，规则在 provinces/，自己的页面在 docs/。")
    for remark in remarks(office):
        click.echo(remark, err=True)
    click.echo("接下来：")
    if not provinces:
        click.echo(f"  zikao new-province 省名的拼音 --in {folder}")
    click.echo(f"  zikao preview {folder}")
    click.echo(f"  cd {folder} && zikao build")


COMMANDS = (new_site,)
