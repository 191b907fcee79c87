"""Fixed versions of the widgets: whoever wrote one into a page finds it there after every later build.

A build writes one version, empties the site's folder before, and takes over what stood there, and what stands
in a folder that is kept apart from it. No version that was released is ever written over.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from zikao.errors import ZikaoError

INTEGRITY = "integrity.json"
"""Beside the files of a version: which it is, whether it is released, and a digest of each."""
ASIDE = ".widgets"
"""Below the site's folder, while it is built; MkDocs leaves hidden folders alone, and so would a build that
breaks off: the next one finds them there."""
DRAFT = "-dev"
"""Behind the name of a released version: what its changed sources give on a developer's machine."""

_FIXED = re.compile(r"1\.\d+\.\d+")


class VersionStandsError(ZikaoError):
    """A released version stands with other content than what would be written."""


def released(widgets: Path) -> list[str]:
    """Names of the versions in a folder that nothing changes any more."""
    return [folder.name for folder in _versions(widgets) if _released(folder)]


def put_aside(widgets: Path, aside: Path) -> None:
    """Move the fixed versions out of a folder that is about to be emptied.

    Args:
        widgets: the folder with a folder for each version; may be missing.
        aside: where they go; those that an unfinished build left there stood before it, and stay.
    """
    for folder in _versions(widgets):
        aside.mkdir(exist_ok=True)
        if not (aside / folder.name).exists():
            folder.rename(aside / folder.name)


def take_over(widgets: Path, aside: Path, keep: Path | None = None, *, draft: bool = False) -> None:
    """Put earlier versions beside the one that was built, and that one into the folder that is kept.

    Args:
        widgets: the folder with what was built.
        aside: what `put_aside` moved; gone afterwards.
        keep: folder of versions that outlives the site's; what is released is put there. None: there is none.
        draft: whether this is a developer's own look: what does not fit a released version of its name stands
            beside that as a draft, and nothing is kept.

    Raises:
        VersionStandsError: a released version has other content than the one of its name that was built.
    """
    built = next(_versions(widgets), None)
    if built is None:
        return
    for folder in (*_versions(aside), *(_versions(keep) if keep else ())):
        there = widgets / folder.name
        if folder.name == built.name and _released(folder) and _digests(folder) != _digests(built):
            if not draft:
                raise VersionStandsError(
                    f"网页组件 {built.name} 已经发布过，别的网站写着它的校验摘要，这次的内容却不一样："
                    "请在 widgets/version.json 里把 version 改大再生成（用安装包的，换更新的安装包）。"
                )
            built = _as_draft(widgets, built)
        if not there.exists():
            shutil.copytree(folder, there)
    shutil.rmtree(aside, ignore_errors=True)
    if keep and not draft and _released(built) and not (keep / built.name).exists():
        shutil.copytree(built, keep / built.name)


def _versions(folder: Path) -> Iterator[Path]:
    """Folders of fixed versions, the newest first."""
    found = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if _FIXED.fullmatch(path.name) and (path / INTEGRITY).is_file()
    ]
    yield from sorted(found, key=lambda path: [int(part) for part in path.name.split(".")], reverse=True)


def _told(version: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((version / INTEGRITY).read_text(encoding="utf-8"))
    return told


def _released(version: Path) -> bool:
    return _told(version)["released"] is True


def _digests(version: Path) -> object:
    return _told(version)["files"]


def _as_draft(widgets: Path, built: Path) -> Path:
    """The same under the name of a draft, to which the moving addresses lead."""
    draft = built.rename(widgets / f"{built.name}{DRAFT}")
    for path in widgets.glob("v1/*.js"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"../{built.name}/", f"../{draft.name}/"), encoding="utf-8")
    return draft
