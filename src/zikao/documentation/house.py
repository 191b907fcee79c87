"""The map of the house: who may import whom, by the house test's own table, and each module's subject."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from zikao.documentation.layers import drawn
from zikao.documentation.marks import table
from zikao.errors import ZikaoError

HOUSE_TEST = "tests/unit/test_house.py"
PICTURE = "docs/assets/house.svg"
_TABLE = "MAY_IMPORT"
_SOURCE = "src/zikao"


class NoHouseTableError(ZikaoError):
    """The house test has no table of who may import whom."""


def may_import(root: Path) -> dict[str, list[str]]:
    """What each part of zikao may import, in the order of the table in the house test.

    Raises:
        NoHouseTableError: the test of that checkout has no such table of plain lists of names.
    """
    known: dict[str, object] = {}
    for statement in ast.parse((root / HOUSE_TEST).read_bytes()).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name.isupper() and isinstance(statement.value, ast.List):
                known[name] = _names(statement.value, known)
            elif name == _TABLE and isinstance(statement.value, ast.Dict):
                parts = [str(key.value) for key in statement.value.keys if isinstance(key, ast.Constant)]
                rows = [_names(value, known) for value in statement.value.values]
                return dict(zip(parts, rows, strict=True))
    raise NoHouseTableError(f"{HOUSE_TEST} 里没有 {_TABLE} 表，请补上：每一部分可以引用哪些部分。")


def _names(value: ast.expr, known: Mapping[str, object]) -> list[str]:
    """A list of names as it is written: texts, names of other lists, and lists that are spread out."""
    found: list[str] = []
    for each in [value] if isinstance(value, ast.Name) else getattr(value, "elts", []):
        inner = each.value if isinstance(each, ast.Starred) else each
        if isinstance(inner, ast.Name):
            listed = known.get(inner.id)
            found += listed if isinstance(listed, list) else []
        elif isinstance(inner, ast.Constant):
            found.append(str(inner.value))
    return found


def picture(root: Path) -> str:
    """SVG of the parts in layers: every part stands above all that it may import."""
    rows = may_import(root)
    return drawn({part: {name.split(".")[0] for name in names} for part, names in rows.items()})


def parts(root: Path) -> str:
    """Each part, highest first: what it is, what it may import."""
    rows = [
        (
            f"`{part}`",
            _subject(root, part),
            ", ".join(f"`{name}`" for name in sorted(names)) or "nothing of zikao",
        )
        for part, names in reversed(may_import(root).items())
    ]
    return table(("part", "what it is", "may import"), rows)


def modules(root: Path) -> str:
    """Every module under its part, with its subject."""
    source, lines = root / _SOURCE, []
    for path in _in_order(source):
        depth = len(path.relative_to(source).parts) - 1
        if path.name == "__init__.py":
            lines.append(f"{'  ' * (depth - 1)}- `{path.parent.name}/` {_first_line(path)}")
        else:
            lines.append(f"{'  ' * depth}- `{path.stem}` {_first_line(path)}")
    return "\n".join(lines)


def _in_order(folder: Path) -> Iterator[Path]:
    """Modules of a folder by name, those of a folder in it right after its own `__init__`."""
    for path in sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name)):
        if path.is_dir() and (path / "__init__.py").is_file():
            yield path / "__init__.py"
            yield from _in_order(path)
        elif path.suffix == ".py" and path.name != "__init__.py":
            yield path


def _subject(root: Path, part: str) -> str:
    module = root / _SOURCE / f"{part}.py"
    return _first_line(module if module.is_file() else root / _SOURCE / part / "__init__.py")


def _first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_bytes())) or "").partition("\n")[0]
