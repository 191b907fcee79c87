"""The schemas that an editor takes for rulebooks, wherever these lie.

In a checkout they are committed at its top. Anywhere else they are written into a folder beside the
rulebooks: a line that points there holds on every machine to which the folder goes, which no path of an
installed package would.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from zikao.rulebook.editor import editor_schemas
from zikao.rulebook.folders import RULEBOOKS

COMMITTED = Path("schemas") / "rulebook"
WRITTEN = Path(".zikao") / "schemas"

_NAMED = re.compile(r"(?<=^# yaml-language-server: \$schema=)\S*/(?=\w+\.schema\.json$)", re.MULTILINE)


def schemas_folder(rulebooks: Path) -> Path:
    """Where the schemas of a folder of rulebooks are, or are to be written."""
    beside = rulebooks.parent if rulebooks.name == RULEBOOKS else rulebooks
    committed = rulebooks.parent / COMMITTED
    return committed if committed.is_dir() else beside / WRITTEN


def write_schemas(rulebooks: Path) -> Path:
    """Bring the schemas of a folder of rulebooks up to date, and return where they are.

    Those of a checkout are left alone: `zikao schemas` makes them.

    Raises:
        OSError: they cannot be written.
    """
    folder = schemas_folder(rulebooks)
    if folder.parts[-2:] == WRITTEN.parts:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, schema in editor_schemas().items():
            path = folder / f"{kind}.schema.json"
            text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
            if not path.is_file() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")
    return folder


def seen_from(folder: Path, schemas: Path) -> str:
    """The folder of the schemas as a file in another folder names it in its first line."""
    return Path(os.path.relpath(schemas.resolve(), folder.resolve())).as_posix()


def point(rulebook: Path, schemas: Path) -> None:
    """Let the files of a rulebook that came from elsewhere name the schemas of where it is now."""
    for path in sorted(rulebook.rglob("*.yaml")):
        text = path.read_text("utf-8")
        there = _NAMED.sub(f"{seen_from(path.parent, schemas)}/", text, count=1)
        if there != text:
            path.write_text(there, "utf-8")
