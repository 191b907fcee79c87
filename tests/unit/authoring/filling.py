"""A skeleton filled in as a clerk would, with made-up texts."""

from __future__ import annotations

import re
from pathlib import Path

TYPED = {
    "issued": "undated",
    "code": '"99"',
    "value": "1048576",
}
"""Keys whose value is no free text."""

_MARK = re.compile(r"【待填[^】]*】")
_KEY = re.compile(r"\s*(?:- )?(\w+): 【")
_EXAMPLE = re.compile(
    r"^( *)# ( *(?:- )?(?:\{|(?!yaml-language)[a-z0-9][a-z0-9_-]*:(?: |$)).*)$", re.MULTILINE
)


def fill(path: Path) -> None:
    """Fill in every marked place of one file."""
    path.write_text("\n".join(map(_line, path.read_text("utf-8").split("\n"))), "utf-8")


def fill_all(folder: Path) -> None:
    """Fill in every rulebook file below a folder."""
    for path in folder.rglob("*.yaml"):
        fill(path)


def with_examples(path: Path) -> int:
    """Make content of the examples that stand in comments; returns how many lines that were."""
    text, count = _EXAMPLE.subn(r"\1\2", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    return count


def _line(line: str) -> str:
    key = _KEY.match(line)
    return _MARK.sub(TYPED.get(key[1] if key else "", "这里填好了"), line)
