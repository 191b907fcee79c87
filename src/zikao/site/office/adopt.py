"""Our own pages on the site and on privacy as an office can take them over: what is true of any such site."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.resources import files
from typing import Final

from zikao.site.bundle import CHECKOUT
from zikao.site.own_pages import OPERATOR

ABOUT: Final = f"""---
title: 关于本站
description: 本站是什么，结果怎么看。
---

# 关于本站

本站帮自考生在办事之前先自己查一遍：照清单办、查资格、检查照片和证明材料。在这里查过不等于提出了申请，是否通过以审核为准。

{OPERATOR}
"""
PRIVACY: Final = """---
title: 隐私
description: 本站不收集个人信息；勾选和答案留在你的设备上，文件检查后不保存。
---

# 隐私
"""
ASK: Final = f"""## 问谁 {{ #operator }}

{OPERATOR}
"""

_HEADING: Final = re.compile(r"^## .*\{ #([\w-]+) \}$", re.MULTILINE)
_LINK: Final = re.compile(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)")
_PIECE: Final = re.compile(r"^(?:[-*] .*|(?:(?![-*#|] ).+\n?)+)", re.MULTILINE)


def about(pages: Collection[str]) -> str:
    """The page on the site: how its results are read, what they rest on, how pages are shown."""
    wanted = ("verdicts", "severity", "basis", "views", "offline")
    return "\n".join([ABOUT, *_sections(ours("about.md"), wanted, pages)])


def privacy(pages: Collection[str]) -> str:
    """The page on privacy: what stays on the device, what is sent when a file is checked."""
    wanted = ("device", "files", "embedded")
    return "\n".join([PRIVACY, *_sections(ours("privacy.md"), wanted, pages), ASK])


def ours(name: str) -> str:
    """A page of our own site, of the checkout or as the package brought it."""
    checkout = CHECKOUT / "docs" / name
    path = checkout if checkout.is_file() else files("zikao") / "_data" / "docs" / name
    return path.read_text(encoding="utf-8")


def _sections(markdown: str, wanted: Collection[str], pages: Collection[str]) -> list[str]:
    """The wanted sections, without paragraphs and items that lead to pages that are not there."""
    found = list(_HEADING.finditer(markdown))
    ends = [*(each.start() for each in found[1:]), len(markdown)]
    sections = {each[1]: markdown[each.start() : end] for each, end in zip(found, ends, strict=True)}
    return [_without(sections[name], pages).strip() + "\n" for name in wanted]


def _without(section: str, pages: Collection[str]) -> str:
    def kept(piece: re.Match[str]) -> str:
        return piece[0] if all(page in pages for page in _LINK.findall(piece[0])) else ""

    return re.sub(r"\n{3,}", "\n\n", _PIECE.sub(kept, section))
