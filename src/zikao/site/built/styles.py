"""Style sheets as they are sent: without comments, layout, and what of the theme no page uses."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import Path

_PIECES = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.DOTALL)
_COLOUR = re.compile(r'data-md-color-(primary|accent)="?([\w-]+)')
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
_CLASSES = re.compile(r"""class=(?:"([^"]*)"|'([^']*)')""")
_WORD = re.compile(r"[\w-]+")
_PROPERTY = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))""")
_EMPTY = re.compile(r"[^{};]+\{\}")


def lighten(site: Path) -> None:
    """Rewrite a built site's own and palette style sheets, in place."""
    for sheet in (site / "stylesheets").rglob("*.css"):
        sheet.write_text(squeeze(sheet.read_text(encoding="utf-8")), encoding="utf-8")
    # Every page names the same ones.
    pages = [page for page in (site / "index.html", site / "404.html") if page.is_file()]
    used = set().union(*(_colours(page.read_text(encoding="utf-8")) for page in pages))
    for sheet in (site / "assets/stylesheets").glob("palette.*.css"):
        sheet.write_text(_without_unused(sheet.read_text(encoding="utf-8"), used), encoding="utf-8")
    _lighten_main(site)


def _lighten_main(site: Path) -> None:
    """Take out of the theme's main sheet what dresses parts of the theme that this site does not have."""
    sheets = list((site / "assets/stylesheets").glob("main.*.css"))
    if not sheets:
        return
    scripts = "".join(path.read_text(encoding="utf-8") for path in (site / "assets").rglob("*.js"))
    named = set(_WORD.findall(scripts))
    for page in site.rglob("*.html"):
        for quoted in _CLASSES.findall(page.read_text(encoding="utf-8")):
            named.update("".join(quoted).split())
    others = scripts + "".join(
        path.read_text(encoding="utf-8") for path in site.rglob("*.css") if path not in sheets
    )
    for sheet in sheets:
        sheet.write_text(without_absent(sheet.read_text(encoding="utf-8"), named, others), encoding="utf-8")


def without_absent(css: str, named: Set[str], others: str) -> str:
    """A style sheet less the rules for classes that nothing names, and less the properties left unread.

    Args:
        css: the sheet.
        named: classes on the pages, and every word of the scripts, which may set more.
        others: the text of all else that may read a custom property of this sheet.
    """

    def one(rule: re.Match[str]) -> str:
        selectors = _outside_brackets(rule[0].partition("{")[0]).split(",")
        return rule[0] if any(all(map(present, _CLASS.findall(each))) for each in selectors) else ""

    def present(name: str) -> bool:
        # A script may put a variant's name together: md-source__fact-- and what it counts.
        return name in named or f"{name.rpartition('--')[0]}--" in named

    kept = _RULE.sub(one, css)
    read = set(_WORD.findall(others)) | set(re.findall(r"var\((--[\w-]+)", kept))
    kept = _PROPERTY.sub(lambda found: found[0] if found[1] in read else "", kept)
    return _EMPTY.sub("", _EMPTY.sub("", kept))


def _outside_brackets(selector: str) -> str:
    """A selector less what stands in brackets: a class in ``:not(.a)`` need not be there."""
    while (less := _BRACKETS.sub("", selector)) != selector:
        selector = less
    return selector


def squeeze(css: str) -> str:
    """A style sheet without comments and without space that means nothing; what stands in quotes stays."""

    def one(found: re.Match[str]) -> str:
        quoted, mark = found.groups()
        return quoted or mark or ("" if found[0].startswith("/*") else " ")

    return _PIECES.sub(one, css).replace(";}", "}").strip()


def _colours(text: str) -> set[tuple[str, str]]:
    return set(_COLOUR.findall(text))


def _without_unused(css: str, used: set[tuple[str, str]]) -> str:
    """Less the rules of which every selector is for a colour that no page names."""

    def one(rule: re.Match[str]) -> str:
        selectors = rule[0].partition("{")[0].split(",")
        return rule[0] if any(_colours(selector) <= used for selector in selectors) else ""

    return _RULE.sub(one, css)
