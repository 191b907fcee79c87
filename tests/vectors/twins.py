"""The two trees of measuring code: which modules of Python stand in JavaScript too, and digests of these."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "zikao"
WIDGETS: Final = ROOT / "widgets"
PARTS: Final = ("formats", "photo", "package")
"""Folders of code that measures, by the same name on both sides."""


def modules(part: str) -> Iterator[str]:
    """Python's modules of a part, as `photo/file`."""
    for path in sorted((SOURCE / part).rglob("*.py")):
        if path.name != "__init__.py":
            yield path.relative_to(SOURCE).with_suffix("").as_posix()


def scripts(part: str) -> Iterator[str]:
    """JavaScript's of a part."""
    for path in sorted((WIDGETS / part).rglob("*.js")):
        if not path.name.endswith(".test.js"):
            yield path.relative_to(WIDGETS).with_suffix("").as_posix()


def twins(*parts: str) -> list[str]:
    """Modules that are there on both sides."""
    return [name for part in parts for name in sorted({*modules(part)} & {*scripts(part)})]


def sources(*parts: str) -> dict[str, str]:
    """The digest of each of them in Python."""
    return {name: digest((SOURCE / f"{name}.py").read_text(encoding="utf-8")) for name in twins(*parts)}


def digest(source: str) -> str:
    """SHA-256 of a module's code, whatever its comments and docstrings say."""
    return hashlib.sha256("\n".join(code(source)).encode()).hexdigest()


def code(source: str) -> list[str]:
    """The lines of a module that do something."""
    left = {number: line.rstrip() for number, line in enumerate(source.splitlines(), 1)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.end_lineno:
            for number in range(node.lineno, node.end_lineno + 1):
                left[number] = ""
    return [line for line in left.values() if line and not line.lstrip().startswith("#")]
