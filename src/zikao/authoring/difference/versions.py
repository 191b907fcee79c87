"""Two states of rulebooks to compare: a folder, a folder of one province, or a revision of git."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zikao.errors import ExitCode, ZikaoError
from zikao.rulebook.faults import Fault, errors
from zikao.rulebook.files import ProvinceFiles, gather
from zikao.rulebook.folders import MAIN, RULEBOOKS, rulebooks_in
from zikao.rulebook.library import Library
from zikao.rulebook.reader import read
from zikao.rulebook.store import examine

LAST = "HEAD"
"""The revision that a folder is compared with where only the folder is named."""


class NoSuchVersionError(ZikaoError):
    """Neither a folder of rulebooks nor a revision that has one."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Version:
    """What was written at one state, and what it comes to as far as it is whole."""

    label: str
    """What it is told by: the folder, or the revision with the day of its commit."""
    files: dict[str, ProvinceFiles]
    """By province, as written; of those asked for."""
    library: Library
    """What could be loaded."""
    faults: tuple[Fault, ...]
    """What keeps the rest from being loaded."""


@contextmanager
def _laid_out(folder: Path) -> Iterator[tuple[Path, list[str] | None]]:
    """A folder of rulebooks as it is; one of a single province beside what it extends, named by its id."""
    if not (folder / MAIN).is_file():
        yield folder, None
        return
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        name = _copied(folder, root)
        extended = _said(root / name, "extends")
        while extended and (folder.parent / extended / MAIN).is_file() and not (root / extended).exists():
            _copied(folder.parent / extended, root)
            extended = _said(root / extended, "extends")
        yield root, [name]


def _copied(folder: Path, root: Path) -> str:
    name = _said(folder, "id") or folder.resolve().name
    shutil.copytree(folder, root / PurePosixPath(name).name)
    return PurePosixPath(name).name


def _said(folder: Path, key: str) -> str | None:
    tree, _ = read(folder / MAIN, MAIN)
    said = tree.get(key) if tree else None
    return said if isinstance(said, str) else None


def version_of(text: str, beside: str | None = None, *, load: bool = True) -> Version:
    """The state that a person names: `provinces`, `provinces/anhui`, `HEAD~3:`, `v1:provinces`, `HEAD`.

    Args:
        text: a folder, or a revision of git with a colon and perhaps the folder in it.
        beside: the other state; a revision without a folder takes the one that this names.
        load: whether what is written is made into books as well, so that it can be judged by.

    Raises:
        NoSuchVersionError: neither; or git is not there.
    """
    folder = Path(text)
    if folder.is_dir():
        return _version(rulebooks_in(folder), text, load=load)
    revision, colon, inside = text.partition(":")
    if not colon and folder.exists():
        raise NoSuchVersionError(f"{text} 是文件，这里要给规则文件夹，或者 git 的版本（如 HEAD~1:）。")
    with tempfile.TemporaryDirectory() as made:
        top = _top()
        commit = _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if top else None
        if top is None or not commit:
            raise NoSuchVersionError(f"没有文件夹 {text}，也没有这个名字的 git 版本。")
        where = inside.strip("/") or _same_place(top, beside) or RULEBOOKS
        if not _git(top, "ls-tree", "-d", commit, "--", where):
            raise NoSuchVersionError(f"git 版本 {revision} 里没有文件夹 {where}。")
        _extract(top, commit, str(PurePosixPath(where).parent), Path(made))
        told = _git(top, "show", "-s", "--format=%h，%cs", commit)
        return _version(Path(made) / PurePosixPath(where).name, f"{revision}:{where}（{told}）", load=load)


def _version(folder: Path, label: str, *, load: bool) -> Version:
    with _laid_out(folder) as (root, names):
        files, faults = gather(root)
        library = Library({})
        if load:
            library, faults = examine(root)
    if names is not None:
        files = {name: each for name, each in files.items() if name in names}
        library.provinces = {name: book for name, book in library.provinces.items() if name in names}
        faults = [each for each in faults if each.file.split("/")[0] in names]
    return Version(label, files, library, tuple(errors(faults)))


def _same_place(top: Path, beside: str | None) -> str | None:
    """The folder that the other state names, as git names it."""
    if beside is None:
        return None
    if ":" in beside and not Path(beside).exists():
        return beside.partition(":")[2].strip("/") or None
    there = rulebooks_in(Path(beside)).resolve()
    return there.relative_to(top).as_posix() if top in there.parents and there.is_dir() else None


def _extract(top: Path, commit: str, parent: str, into: Path) -> None:
    """The files below one folder of a revision; a link or a submodule is left out, it is no rulebook."""
    prefix = "" if parent == "." else f"{parent}/"
    listed = _git(top, "ls-tree", "-r", "-z", commit, *(["--", prefix] if prefix else [])) or ""
    for entry in listed.split("\0"):
        about, _, name = entry.partition("\t")
        if not name.endswith(".yaml") or not about.startswith("100"):
            continue
        path = into / name.removeprefix(prefix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(top, "cat-file", "blob", about.split()[2]))


def _top() -> Path | None:
    found = _git(Path(), "rev-parse", "--show-toplevel")
    return Path(found).resolve() if found else None


def _git(at: Path, *words: str) -> str | None:
    """What git says, or None where it says no, or is not there."""
    try:
        return _bytes(at, *words).decode("utf-8", "replace").strip("\n")
    except (OSError, subprocess.CalledProcessError):
        return None


def _bytes(at: Path, *words: str) -> bytes:
    # A revision that begins with a dash must be no option; git reads names only from what follows.
    if any(word.startswith("-") and word not in _OPTIONS for word in words[1:]):
        raise subprocess.CalledProcessError(1, "git")
    return subprocess.run(
        ["git", "-C", str(at), *words],  # noqa: S607 - the git of whoever works here
        check=True,
        capture_output=True,
    ).stdout


_OPTIONS = (
    "--", "--verify", "--quiet", "--show-toplevel", "-s", "--format=%h，%cs", "-d", "-r", "-z",
)  # fmt: skip
