"""Files given on the command line; whatever is wrong with one is said in a sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from zikao.errors import ZikaoError

LARGEST = 512 * 1024 * 1024
"""Bytes; a larger file is not read at all. Each check has closer limits of its own."""


def read_file(path: Path) -> bytes:
    """The file's bytes; `-` is the standard input.

    Raises:
        ZikaoError: it cannot be read, in one sentence.
    """
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as handle:
                data = handle.read(LARGEST + 1)
    except FileNotFoundError:
        raise ZikaoError("没有这个文件，请核对路径。") from None
    except IsADirectoryError:
        raise ZikaoError("这是文件夹，请写文件名。") from None
    except OSError:
        raise ZikaoError("文件读不出来，请检查权限或换一个位置。") from None
    if len(data) > LARGEST:
        raise ZikaoError("文件超过 512 MB，没有读取。")
    return data


def json_object(data: bytes) -> dict[str, Any]:
    """A JSON object out of a file's bytes.

    Raises:
        ZikaoError: not UTF-8, not JSON (with line and column), not an object, or a name twice.
    """
    try:
        facts = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique)
    except UnicodeDecodeError:
        raise ZikaoError("不是 UTF-8 文本，请另存为 UTF-8 后再试。") from None
    except RecursionError:
        raise ZikaoError("括号套得太深，不是一份回答。") from None
    except json.JSONDecodeError as error:
        raise ZikaoError(
            f"第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON，请检查逗号、引号和括号。"
        ) from None
    if not isinstance(facts, dict):
        raise ZikaoError('最外层要是一个 JSON 对象，例如 {"apply_year": 2026}。')
    return facts


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ZikaoError("有一个名字写了两遍，不知道以哪一个为准，请删去一个。")
    return found


def is_junk(name: str) -> bool:
    """Whether a file is hidden or left behind by a system: nobody's evidence."""
    return name.startswith((".", "~$")) or name.lower() in {"thumbs.db", "desktop.ini"}
