"""Build hook: what lives at the top of the tree, and what is made for the wheel, travels inside it.

An editable install reads the tree itself, so a copy would only grow stale there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FUNCTIONS = "ZIKAO_WHEEL_FOR_FUNCTIONS"
"""Set while the functions' packages are made, which have no pages and take out what pages need."""
BUILT = "ZIKAO_WHEEL_PARTS"
"""Names the folder of what has been made for the wheel; without it, `build/` of the tree."""

COMMITTED = ("provinces", "schemas")
ADOPTED = ("about.md", "privacy.md")
"""Pages of our own site that an office's are cut from."""
ENGLISH = "widgets/languages/en.json"
"""What the elements say in English: the build of a site turns pages that hold them."""
MADE = {
    "widgets": "zikao/_data/widgets",
    "hosts": "zikao/_data/hosts",
    "sheets": "zikao/_data/sheets",
    "theme": "zikao/site/theme",
}
"""What `make wheel` makes, with its place in the wheel."""


class MissingPartError(Exception):
    """A part without which no site could be built from the wheel."""


class DataHook(BuildHookInterface[Any]):
    """Adds rulebooks, also as one resolved file, schemas, and what Node.js has made of widgets and sheets."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        made = Path(os.environ.get(BUILT) or root / "build")
        copied = (*COMMITTED, *(f"docs/{name}" for name in ADOPTED))
        places = {root / name: f"zikao/_data/{name}" for name in copied}
        places[root / ENGLISH] = "zikao/_data/english.json"
        if not os.environ.get(FUNCTIONS):
            places |= {made / name: place for name, place in MADE.items()}
        for path in places:
            if not path.is_file() and not (path.is_dir() and any(path.iterdir())):
                name = path.relative_to(root) if path.is_relative_to(root) else path.name
                sentence = f"{name} is missing, and no site could be built without it: run make wheel"
                raise MissingPartError(sentence)
        places[resolved(root, made)] = "zikao/_data/rulebooks.json"
        build_data["force_include"] |= {str(path): place for path, place in places.items()}


def resolved(root: Path, folder: Path) -> Path:
    """Writes the rulebooks of the tree as one JSON file into a folder; a fault in one ends the build."""
    sys.path.insert(0, str(root / "src"))
    from zikao.rulebook.resolved import resolved_text
    from zikao.rulebook.store import load_library

    made = folder / "rulebooks.json"
    made.parent.mkdir(exist_ok=True)
    made.write_text(resolved_text(load_library(root / "provinces")), "utf-8")
    return made
