"""The look: few sizes, two weights, one way of drawing a fold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..test_style import ROOT

SHEETS = sorted(
    path for folder in ("widgets", "src/zikao/site/theme") for path in (ROOT / folder).rglob("*.css")
)
SCALE = {"small", "text", "lead", "part", "title"}
DRAWN = re.compile(r"svg|text|tspan|-pic-|\.zg-f-|frame|drawing|\.old ")
"""Inside pictures a size is one of the picture's own units; an old portal's sheet is one on purpose."""
ROOT_SIZE = "(?:125|156.25)%"
"""Large text is a larger root; every size hangs on it. A page for frames has the theme's, without that."""


def declared(css: str, name: str) -> list[tuple[str, str]]:
    """Selector and value of a property, wherever a sheet sets it for the screen."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    rules = re.findall(r"([^{};]+)\{([^{}]*)\}", css)
    return [
        (selector.strip(), value.strip())
        for selector, inside in rules
        for value in re.findall(rf"(?:^|[;\s]){name}:([^;]+)", inside)
    ]


def test_the_scale_has_five_sizes() -> None:
    css = (ROOT / "src/zikao/site/theme/stylesheets/zikao.css").read_text(encoding="utf-8")
    assert set(re.findall(r"^  --zg-(\w+): [.\d]+rem;", css, re.MULTILINE)) == SCALE


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_size_is_one_of_the_scale(sheet: Path) -> None:
    """In a page of somebody else, which has no scale, the elements' sizes hang on that page's own."""
    css = sheet.read_text(encoding="utf-8")
    sizes = re.compile(rf"var\(--zg-(?:{'|'.join(SCALE)})(?:, [.\d]+em)?\)|inherit|0|{ROOT_SIZE}")
    other = [
        each
        for each in declared(css, "font-size")
        if not sizes.fullmatch(each[1]) and not DRAWN.search(each[0])
    ]
    assert other == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_there_are_two_weights(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    assert {value for _, value in declared(css, "font-weight")} <= {"400", "700", "inherit"}
