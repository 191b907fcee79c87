"""Finding and reading the files of a rulebooks folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zikao.rulebook.faults import Fault, Waiting, nearest
from zikao.rulebook.folders import MAIN
from zikao.rulebook.model.base import SLUG, Model, Slug
from zikao.rulebook.reader import read
from zikao.rulebook.tree import Map, Position, Spot
from zikao.rulebook.unfilled import unfilled
from zikao.rulebook.validate import validate

FOLDERS = ("procedures", "cities")
SHELVES = ("photos", "packages")
REGISTER = "coverage.yaml"
"""A province's own register of facts, which the rulebook itself is not read from."""
FILES = (MAIN, *(f"{shelf}.yaml" for shelf in SHELVES), REGISTER)
IGNORED = (".md", ".txt")


class _Shelf(Model):
    """photos.yaml or packages.yaml, before its specs take over what they extend."""

    specs: dict[Slug, dict[str, Any]]


@dataclass
class ProvinceFiles:
    """One province's files as trees, by kind and id; `province` is empty where its file cannot be read."""

    name: str
    province: Map
    procedures: dict[str, Map] = field(default_factory=dict)
    photos: dict[str, Map] = field(default_factory=dict)
    packages: dict[str, Map] = field(default_factory=dict)
    cities: dict[str, Map] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Files that are there and cannot be read, by their path in the folder: what they hold is not known."""

    @property
    def named_procedures(self) -> list[str]:
        """The procedures that there are, those too whose file cannot be read."""
        unread = [Path(path).stem for path in sorted(self.unread) if path.startswith("procedures/")]
        return [*self.procedures, *unread]

    def shelf(self, kind: str) -> dict[str, Map]:
        """The trees of one kind: procedures, photos, packages or cities."""
        found: dict[str, Map] = getattr(self, kind)
        return found


def gather(root: Path) -> tuple[dict[str, ProvinceFiles], list[Fault]]:
    """Every province folder below a root, and what is wrong with the files as such."""
    found: dict[str, ProvinceFiles] = {}
    faults: list[Fault] = []
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and not folder.name.startswith((".", "_")):
            found[folder.name], wrong = gather_one(root, folder)
            faults += wrong
    return found, faults


def gather_one(root: Path, folder: Path) -> tuple[ProvinceFiles, list[Fault]]:
    """One province folder below a root, and what is wrong with its files as such."""
    faults: list[Fault] = []

    main = folder / MAIN
    main_name = main.relative_to(root).as_posix()
    files = ProvinceFiles(folder.name, Map(Position(main_name, 1, 1)))

    def load(path: Path) -> Map | None:
        tree, wrong = read(path, path.relative_to(root).as_posix())
        faults.extend(wrong)
        if tree is None:
            files.unread.add(path.relative_to(folder).as_posix())
            if path != main:
                message = "这个文件能读以前，用到它的地方也还没有核对"
                faults.append(Waiting(path.relative_to(root).as_posix(), 1, 1, "", message, severity="info"))
        else:
            faults.extend(unfilled(tree))
        return tree

    if not main.is_file():
        files.unread.add(MAIN)
        faults.append(_missing(folder, main_name))
    elif tree := load(main):
        files.province = tree
        _check_id(tree, folder.name, faults)
    for shelf in SHELVES:
        path = folder / f"{shelf}.yaml"
        if path.is_file() and (tree := load(path)) is not None:
            wrong = validate(_Shelf, tree)[1]
            faults.extend(wrong)
            if wrong:
                files.unread.add(path.name)
            for key, spec in tree["specs"].items() if not wrong else ():
                spec.label = f"specs.{key}"
                files.shelf(shelf)[key] = spec
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.yaml")):
            if (tree := load(path)) is not None:
                files.shelf(kind)[path.stem] = tree
                _check_id(tree, path.stem, faults)
    faults.extend(_strays(root, folder))
    return files, faults


def _missing(folder: Path, name: str) -> Fault:
    """No province.yaml; most often it is there under a name like it."""
    alike = nearest(MAIN, [path.name for path in folder.iterdir() if path.is_file()])
    called = f"，{alike} 要改名为 {MAIN}" if alike else ""
    return Fault(name, 1, 1, "", f"缺少这个文件{called}")


def _check_id(tree: Map, stem: str, faults: list[Fault]) -> None:
    name = tree.get("id")
    if not isinstance(name, str) or name == stem:
        return
    if not re.fullmatch(SLUG, stem):
        told = f"，请把 {stem} 改名为 {name}" if re.fullmatch(SLUG, name) else ""
        faults.append(Spot(tree).fault(f"文件（夹）的名字只能用小写字母、数字和中间的连字符{told}"))
    else:
        faults.append((Spot(tree) / "id").fault(f"id 要与文件（夹）的名字 {stem} 相同", nearest=stem))


def _strays(root: Path, folder: Path) -> list[Fault]:
    """Files that nobody would ever read: most are a wrong name or ending."""
    faults = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or path.suffix in IGNORED or path.name.startswith("."):
            continue
        if inside.as_posix() in FILES or (
            len(inside.parts) == 2 and inside.parts[0] in FOLDERS and path.suffix == ".yaml"
        ):
            continue
        if len(inside.parts) == 1 and not (folder / MAIN).is_file() and nearest(inside.name, [MAIN]):
            continue  # told where the file is missed
        near = nearest(inside.as_posix(), (*FILES, *(f"{kind}/{path.stem}.yaml" for kind in FOLDERS)))
        faults.append(
            Fault(path.relative_to(root).as_posix(), 1, 1, "", "这个文件不会被读取", near, "warning")
        )
    return faults
