"""Which page holds which table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from zikao.documentation import errors, facts, house, operators
from zikao.documentation.marks import between

FOLDER = "docs/developers"

TABLES: Mapping[str, Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "conditions.md": {"groups": operators.groups, "comparisons": operators.comparisons},
        "photo-facts.md": {"file": facts.photo_file, "picture": facts.photo_picture},
        "package-facts.md": {
            "archive": facts.archive,
            "entries": facts.entries,
            "pages": facts.pages,
            "together": facts.together,
            "archives": facts.archives,
        },
        "errors.md": {"codes": errors.codes, "told": errors.told, "inside": errors.inside},
    }
)
"""What makes each table, by its page in `FOLDER` and the name in its marks."""


OF_CHECKOUT: Mapping[str, Mapping[str, Callable[[Path], str]]] = MappingProxyType(
    {"architecture.md": {"parts": house.parts, "modules": house.modules}}
)
"""The same for what is made from a checkout's own sources and tests; left out where it has none."""


def pages(root: Path) -> dict[str, str]:
    """A checkout's pages with their tables made anew, and its picture of the house, by path from the root.

    A page that the checkout does not have is left out: who publishes other rulebooks has pages of their own.

    Raises:
        LostMarksError: a page lacks the marks of a table.
        NoHouseTableError: the house test has no table to draw.
    """
    made = {}
    tables: dict[str, Mapping[str, Callable[[], str]]] = dict(TABLES)
    if (root / house.HOUSE_TEST).is_file() and (root / FOLDER).is_dir():
        made[house.PICTURE] = house.picture(root)
        for page, of_checkout in OF_CHECKOUT.items():
            tables[page] = {mark: partial(make, root) for mark, make in of_checkout.items()}
    for page, marked in tables.items():
        path = f"{FOLDER}/{page}"
        if (root / path).is_file():
            text = (root / path).read_text(encoding="utf-8")
            for mark, make in marked.items():
                text = between(text, path, mark, make())
            made[path] = text
    return made
