"""Examples of a page laid into the good rulebook, so that they are loaded and judged with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from zikao.rulebook.reader import parse
from zikao.rulebook.tree import plain

from .places import GOOD


def laid(blocks: list[str], root: Path) -> Path:
    """A copy of the good rulebooks with blocks in it, each in the file of `demo` that its first line says."""
    shutil.copytree(GOOD, root)
    for block in blocks:
        path = root / "demo" / block.splitlines()[0].removeprefix("# ")
        base = read(path.read_text(encoding="utf-8")) if path.exists() else None
        made = over(base, read(block))
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return root


def read(text: str) -> Any:
    tree, faults = parse(text.encode(), "example")
    assert faults == []
    return plain(tree)


def over(base: Any, more: Any) -> Any:
    """Mappings by key, lists one after the other; anything else is replaced."""
    if isinstance(base, dict) and isinstance(more, dict):
        return {**base, **{key: over(base.get(key), value) for key, value in more.items()}}
    return [*base, *more] if isinstance(base, list) and isinstance(more, list) else more
