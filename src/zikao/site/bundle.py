"""The browser elements, bundled from `widgets/` with esbuild or taken as they came with the package."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from zikao.errors import ZikaoError

CHECKOUT = Path(__file__).parents[3]
ENTRY = "zikao.js"


class NoElementsError(ZikaoError):
    """The browser elements are neither built nor buildable."""


def bundle(elements: Path, hosts: Path, *, root: Path = CHECKOUT) -> None:
    """Put the elements' scripts into two folders.

    Args:
        elements: for our own pages; `zikao.js` there loads the others when a page needs them. Created, and
            replaced where it exists.
        hosts: for other pages: a folder for each version, and one that leads to the newest. The same.
        root: a checkout; where it has `widgets/`, those are built.

    Raises:
        NoElementsError: esbuild is missing or fails, and nothing built is at hand.
    """
    if (root / "widgets" / ENTRY).is_file():
        _build(root, elements, hosts)
        return
    data = files("zikao") / "_data"
    for name, out in (("widgets", elements), ("hosts", hosts)):
        if not (data / name).is_dir():
            raise NoElementsError(
                "找不到网页组件：这个安装包里没有，当前也不是源码目录；请用带组件的安装包重新安装。"
            )
        with as_file(data / name) as path:
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(path, out)


def english_words(*, root: Path = CHECKOUT) -> dict[str, Any]:
    """What the elements say in English, by the Chinese: a text, or texts by module and "" for all others."""
    written = root / "widgets" / "languages" / "en.json"
    path = written if written.is_file() else files("zikao") / "_data" / "english.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return words


def _build(root: Path, *outs: Path) -> None:
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not esbuild.exists():
        raise NoElementsError("还没有装 esbuild，网页组件打不了包；请先运行 scripts/npm ci。")
    for out in outs:
        shutil.rmtree(out, ignore_errors=True)
    command = [
        str(root / "scripts" / "node"),
        str(root / "widgets" / "build.mjs"),
        *(str(out.absolute()) for out in outs),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        raise NoElementsError(f"网页组件打包失败：{first_line(done.stderr)}")


def first_line(text: str) -> str:
    """The first line of a tool's complaint that is not blank."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "没有说明原因")
