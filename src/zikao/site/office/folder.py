"""The working folder of an office's site: what the office writes, and nothing that comes with the package."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from zikao.errors import ExitCode, ZikaoError
from zikao.formats.signatures import HEAD_BYTES, identify
from zikao.rulebook.folders import CONFIG, MAIN, RULEBOOKS
from zikao.rulebook.store import rulebooks_root
from zikao.site.office import adopt
from zikao.site.office.colours import OURS, colours, read
from zikao.site.own_pages import HOME

LOGOS: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp")
HEAVY: Final = 30_000
"""Bytes of a logo above which a page becomes noticeably slower on a phone: it comes with every page."""
NAME_AT_MOST: Final = 30
"""Characters of a site's name: more do not fit beside the logo on a phone, in two lines."""
PAGES: Final = ("index.md", "about.md", "privacy.md", "packing.md", "sources.md")
"""Pages that such a site has beside those of its provinces."""

LEAD: Final = "自考办事前，先自己查一遍：按清单办，先查资格，先检查照片和材料，少跑一趟，不误期限。"


class OfficeError(ZikaoError):
    """The folder cannot be written as asked."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Office:
    """What an office says of its site."""

    name: str
    colour: str = ""
    logo: Path | None = None
    operator: str = ""
    contact: str = ""
    provinces: tuple[str, ...] = ()
    """Ids of rulebooks that come with the program and are to be kept by the office from now on."""


def write(folder: Path, office: Office) -> None:
    """Make the folder.

    Raises:
        OfficeError: it is there and not empty, or something of what the office says cannot be: nothing is
            written then; or the folder cannot be written.
        ColourError: no colour, or one that cannot be read.
    """
    _check(folder, office)
    try:
        _write(folder, office)
    except OSError:
        raise OfficeError(f"{folder} 写不进去，请检查路径对不对、有没有权限、磁盘满没满。") from None


def _write(folder: Path, office: Office) -> None:
    made = {
        CONFIG: _config(office),
        "docs/index.md": _index(office),
        "docs/about.md": adopt.about(PAGES),
        "docs/privacy.md": adopt.privacy(PAGES),
    }
    if office.logo is None:
        made["docs/assets/logo.svg"] = _sign(office)
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if office.logo is not None:
        (folder / "docs/assets").mkdir()
        shutil.copyfile(office.logo, folder / _logo(office))
    (folder / RULEBOOKS).mkdir()
    for name in office.provinces:
        shutil.copytree(rulebooks_root() / name, folder / RULEBOOKS / name)


def _check(folder: Path, office: Office) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OfficeError(f"{folder} 已经有了，而且不是空的；请换一个文件夹名，或者先把它移走。")
    if not office.name.strip():
        raise OfficeError("网站要有名称：--name 后面写名称，例如 --name 某省自考办事指南。")
    if len(office.name) > NAME_AT_MOST:
        raise OfficeError(
            f"网站名称有 {len(office.name)} 个字，手机上放不下；请缩到 {NAME_AT_MOST} 个字以内。"
        )
    for what, text in (("名称", office.name), ("主办单位", office.operator), ("联系方式", office.contact)):
        if any(not each.isprintable() for each in text):
            raise OfficeError(f"{what}里有换行或看不见的字符，请写成一行。")
    if office.colour:
        colours(office.colour)
    if office.logo is not None:
        if not office.logo.is_file():
            raise OfficeError(f"没有标志文件 {office.logo}，请检查 --logo 后面的路径。")
        if office.logo.suffix.lower() not in LOGOS:
            raise OfficeError(f"标志要用 SVG、PNG、JPG 或 WebP，{office.logo.name} 不是。")
        if not _is_picture(office.logo):
            raise OfficeError(
                f"{office.logo.name} 打开来不是 SVG、PNG、JPG 或 WebP 图片，只改扩展名没有用，请另存一次。"
            )
    known = [path.parent.name for path in sorted(rulebooks_root().glob(f"*/{MAIN}"))]
    for name in office.provinces:
        if name not in known:
            raise OfficeError(
                f"自带的规则里没有 {name}，有的是 {'、'.join(known)}；别的省先不写 --province，"
                "建好以后用 zikao new-province 新写一份。"
            )


def _is_picture(logo: Path) -> bool:
    """Whether a logo is what its name says, by its first bytes."""
    head = logo.read_bytes()[:HEAD_BYTES]
    return b"<svg" in head if logo.suffix.lower() == ".svg" else identify(head) in ("png", "jpeg", "webp")


def remarks(office: Office) -> Iterator[str]:
    """What the office may want to mend, a sentence each."""
    if office.logo is not None and (size := office.logo.stat().st_size) > HEAVY:
        yield f"标志有 {size / 1000:.0f} KB，每一页都要载入；最好缩到 {HEAVY // 1000} KB 以内，或改用 SVG。"
    missing = [
        what for what, text in (("主办单位", office.operator), ("联系方式", office.contact)) if not text
    ]
    if missing:
        yield f"还没有写{'和'.join(missing)}：在 mkdocs.yml 里补上，页脚、“关于本站”和“隐私”都会写出来。"


def _people(office: Office) -> tuple[tuple[str, str], ...]:
    return ("主办单位", office.operator), ("联系方式", office.contact)


def _logo(office: Office) -> str:
    suffix = office.logo.suffix.lower() if office.logo else ".svg"
    return f"docs/assets/logo{suffix}"


def _sign(office: Office) -> str:
    """The first character of the name on the site's colour, for an office that gives no logo.

    The rim keeps it apart from the bar, which has the same colour.
    """
    colour = read(office.colour) if office.colour else OURS.light.bar
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect x="2" y="2" width="60" height="60" rx="14" fill="{colour}" stroke="#fff" stroke-width="4"/>'
        '<text x="32" y="45" text-anchor="middle" font-family="sans-serif" font-size="38" font-weight="700" '
        f'fill="#fff">{escape(office.name.strip()[0])}</text></svg>\n'
    )


def _config(office: Office) -> str:
    logo = _logo(office).removeprefix("docs/")
    colour = read(office.colour) if office.colour else ""
    return f"""\
# 网站的设置。改了以后重新运行 zikao build。页面的样子随 zikao 来，这里不用抄。
site_name: {_quoted(office.name.strip())}
site_description: {_quoted(LEAD)}
# 每一页页脚的免责声明；不写就用自带的一句：
# copyright: 本站只作办理前参考……

theme:
  name: material
  logo: {logo}
  favicon: {logo}

plugins:
  - search
  - zikao:
      provinces: provinces # 规则文件夹，一个省一个文件夹
      colour: {_quoted(colour)} # 网站的颜色，例如 "#1a5fb4"；空着就用自带的
      operator: {_quoted(office.operator)} # 主办单位
      contact: {_quoted(office.contact)} # 联系方式：电话、地址
      traditional: true # 同时生成繁体页面
      offline: true # 看过的页面没有网也能看
"""


def _index(office: Office) -> str:
    return f"""\
---
title: {_quoted(office.name.strip())}
description: {_quoted(LEAD)}
---

# {office.name.strip()}

{LEAD}

{HOME}
"""


def _quoted(text: str) -> str:
    """As YAML reads it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
