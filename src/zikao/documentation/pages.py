"""Which page holds which table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from zikao.documentation import errors, operators
from zikao.documentation.marks import between

FOLDER = "docs/developers"

TABLES: Mapping[str, Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "conditions.md": {"groups": operators.groups, "comparisons": operators.comparisons},
        "errors.md": {"codes": errors.codes, "told": errors.told, "inside": errors.inside},
    }
)
"""What makes each table, by its page in `FOLDER` and the name in its marks."""


def pages(root: Path) -> dict[str, str]:
    """Text of a checkout's pages with their tables made anew, by path from the root.

    A page that the checkout does not have is left out: who publishes other rulebooks has pages of their own.

    Raises:
        LostMarksError: a page lacks the marks of a table.
    """
    made = {}
    for page, tables in TABLES.items():
        path = f"{FOLDER}/{page}"
        if (root / path).is_file():
            text = (root / path).read_text(encoding="utf-8")
            for mark, table in tables.items():
                text = between(text, path, mark, table())
            made[path] = text
    return made
