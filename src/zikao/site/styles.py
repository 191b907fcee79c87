"""Style sheets as they are sent: without comments, layout, and the theme's colours that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

_PIECES = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.DOTALL)
_COLOUR = re.compile(r'data-md-color-(primary|accent)="?([\w-]+)')
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")


def lighten(site: Path) -> None:
    """Rewrite a built site's own and palette style sheets, in place."""
    for sheet in (site / "stylesheets").rglob("*.css"):
        sheet.write_text(squeeze(sheet.read_text(encoding="utf-8")), encoding="utf-8")
    # Every page names the same ones.
    pages = [page for page in (site / "index.html", site / "404.html") if page.is_file()]
    used = set().union(*(_colours(page.read_text(encoding="utf-8")) for page in pages))
    for sheet in (site / "assets/stylesheets").glob("palette.*.css"):
        sheet.write_text(_without_unused(sheet.read_text(encoding="utf-8"), used), encoding="utf-8")


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
