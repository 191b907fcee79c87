"""What the pages for clerks print, put together: the files of a made-up province, and the commands in order.

A block of YAML says in its first line where it belongs: `# provinces/…` is a whole file, `# 接着写 …` goes
on with one, `# 加到 provinces/…` adds to what is written there under the same keys.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "clerks"
TUTORIAL = "tutorial.md"
KINDS = ("graduation.md", "transfer.md", "photo.md", "merge.md", "exemption.md")

_BLOCK = re.compile(r"^```yaml\n# (?:(接着写|加到) )?(\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)


def files(*pages: str) -> dict[str, str]:
    """Path and text of each file that the pages write, one page after the other."""
    found: dict[str, str] = {}
    for page in pages:
        for how, path, text in _BLOCK.findall((FOLDER / page).read_text("utf-8")):
            if how == "接着写":
                found[path] += text
            elif how == "加到":
                found[path] = _added(found[path], text)
            else:
                assert path not in found, f"{page}: {path} is written twice"
                found[path] = text
    return found


def write(folder: Path, *pages: str) -> None:
    """The files of the pages below a folder."""
    for path, text in files(*pages).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def commands(page: str) -> list[str]:
    """What a page has its reader type, in order."""
    return _COMMAND.findall((FOLDER / page).read_text("utf-8"))


def _added(before: str, more: str) -> str:
    yaml = YAML()
    whole, new = yaml.load(before), yaml.load(more)
    _merge(whole, new)
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _merge(whole: Any, new: Any) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            _merge(whole[key], value)
        else:
            whole[key] = value
