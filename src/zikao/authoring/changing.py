"""Changing the files of a province: tried on a copy, looked at by lint, and only then written."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from zikao.errors import ExitCode, ZikaoError
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.folders import MAIN, RULEBOOKS
from zikao.rulebook.lint import lint
from zikao.rulebook.reader import read
from zikao.rulebook.tree import Map


class NoProvinceError(ZikaoError):
    """There is no folder of a province under that name."""

    exit_code = ExitCode.USAGE


def province_folder(named: str) -> Path:
    """The folder of a province by its path, or by its id below `provinces`.

    Raises:
        NoProvinceError: there is none; the sentence names the nearest.
    """
    for folder in (Path(named), Path(RULEBOOKS, named)):
        if (folder / MAIN).is_file():
            return folder
    known = sorted(path.parent.name for path in Path(RULEBOOKS).glob(f"*/{MAIN}"))
    near = nearest(named, known)
    advice = f"是不是 {near}？" if near else "请写省的文件夹，如 provinces/anhui。"
    raise NoProvinceError(f"{named} 不是一个省的文件夹（里面没有 {MAIN}），{advice}")


def written(folder: Path, name: str = MAIN) -> tuple[str, Map]:
    """A file of a province as it is, byte for byte as text, and its tree.

    Raises:
        ZikaoError: it cannot be read; the sentence is the first fault.
    """
    tree, faults = read(folder / name, f"{folder.name}/{name}")
    if tree is None or faults:
        raise ZikaoError(faults[0].sentence if faults else f"{name} 是空的。")
    return (folder / name).read_bytes().decode("utf-8"), tree


def tried(folder: Path, texts: Mapping[str, str]) -> list[Fault]:
    """What lint says of the province once these files are as given, and does not say of it as it is.

    Args:
        folder: the province.
        texts: by name within that folder, what shall stand there.
    """
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for name in _beside(folder):
            shutil.copytree(folder.parent / name, root / name)
        here = root / (_id(folder) or folder.resolve().name)
        shutil.copytree(folder, here, dirs_exist_ok=True)
        before = Counter(map(_what, lint(root)))
        for name, text in texts.items():
            (here / name).write_bytes(text.encode("utf-8"))
        found = []
        for fault in lint(root):
            before[_what(fault)] -= 1
            if before[_what(fault)] < 0:
                found.append(fault)
        return found


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files of a province, as bytes: no line end is made into another."""
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))


def _what(fault: Fault) -> tuple[str, str, str, str]:
    return fault.file, fault.path, fault.message, fault.severity


def _id(folder: Path) -> str | None:
    tree, _ = read(folder / MAIN, MAIN)
    said = tree.get("id") if tree else None
    return said if isinstance(said, str) else None


def _beside(folder: Path) -> list[str]:
    """The provinces that this one extends and that lie beside it."""
    found: list[str] = []
    at = folder
    while True:
        tree, _ = read(at / MAIN, MAIN)
        base = tree.get("extends") if tree else None
        if not isinstance(base, str) or base in (*found, folder.name):
            return found
        at = folder.parent / base
        if not (at / MAIN).is_file():
            return found
        found.append(base)
