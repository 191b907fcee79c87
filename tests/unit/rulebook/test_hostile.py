"""Whatever stands in a rulebook, reading it comes to faults, never to a crash."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zikao.rulebook.lint import lint
from zikao.rulebook.reader import read
from zikao.rulebook.tree import plain

from .places import DAY, GOOD

ODD: list[Any] = [
    [],
    {},
    5,
    -1.5,
    "x",
    "{x}",
    "none",
    "2026-13-01",
    True,
    [[]],
    [1, 2],
    ["a"],
    {"a": {"b": []}},
    {"spec": ["a"]},
    {"fact": "x"},
    {"id": "x"},
    {"is": {"ready": 1}},
]
FILES = sorted(GOOD.rglob("*.yaml"))


def paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value below a node."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in steps:
        yield (*path, step)
        yield from paths(child, (*path, step))


def spoil(tree: Any, chance: random.Random) -> None:
    """Put something odd somewhere, or take something away."""
    path = chance.choice(list(paths(tree)))
    holder = tree
    for step in path[:-1]:
        holder = holder[step]
    what = chance.choice(["odd", "odd", "delete", "rename", "repeat"])
    if what == "delete":
        del holder[path[-1]]
    elif what == "rename" and isinstance(holder, dict):
        holder["zz"] = holder.pop(path[-1])
    elif what == "repeat" and isinstance(holder, list):
        holder.append(holder[path[-1]])
    else:
        holder[path[-1]] = json.loads(json.dumps(chance.choice(ODD)))


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_file_comes_to_faults_with_places(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    file = chance.choice(FILES)
    tree = plain(read(file, file.name)[0])
    for _ in range(chance.choice([1, 1, 2, 3])):
        spoil(tree, chance)
    root = tmp_path / "provinces"
    shutil.copytree(GOOD, root)
    (root / file.relative_to(GOOD)).write_text(
        json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for fault in lint(root, today=DAY):
        assert (root / fault.file).exists() or "缺少这个文件" in fault.message
        assert fault.line >= 1
        assert fault.column >= 1
        assert str(fault).partition("应写成：")[0].endswith(("。", "？"))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    chance = random.Random(0)
    root = tmp_path / "provinces"
    shutil.copytree(GOOD, root)
    data = (root / "demo/province.yaml").read_bytes()
    for _ in range(40):
        at = chance.randrange(len(data))
        (root / "demo/province.yaml").write_bytes(data[:at] + chance.randbytes(3) + data[at + 3 :])
        lint(root, today=DAY)
