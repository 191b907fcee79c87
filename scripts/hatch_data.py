"""Build hook: what lives at the top of the tree travels inside the wheel as ``zikao/_data``.

An editable install reads the tree itself, so a copy would only grow stale there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMMITTED = ("provinces", "schemas")
ENGLISH = "widgets/languages/en.json"
"""What the elements say in English: the build of a site turns pages that hold them."""
BUILT = {"build/widgets": "widgets", "build/hosts": "hosts"}


class DataHook(BuildHookInterface[Any]):
    """Adds rulebooks, also as one resolved file, and schemas; bundled widgets where they have been built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for name in COMMITTED:
            if not (root / name).is_dir():
                raise FileNotFoundError(f"{name}/ is missing: a wheel without it would be useless")
            build_data["force_include"][str(root / name)] = f"zikao/_data/{name}"
        for source, name in BUILT.items():
            if (root / source).is_dir():
                build_data["force_include"][str(root / source)] = f"zikao/_data/{name}"
            else:
                self.app.display_warning(f"{source}/ is missing: this wheel carries no {name} (make build)")
        build_data["force_include"][str(resolved(root))] = "zikao/_data/rulebooks.json"
        build_data["force_include"][str(root / ENGLISH)] = "zikao/_data/english.json"


def resolved(root: Path) -> Path:
    """Writes the rulebooks of the tree as one JSON file below build/; a fault in one ends the build."""
    sys.path.insert(0, str(root / "src"))
    from zikao.rulebook.resolved import resolved_text
    from zikao.rulebook.store import load_library

    made = root / "build" / "rulebooks.json"
    made.parent.mkdir(exist_ok=True)
    made.write_text(resolved_text(load_library(root / "provinces")), "utf-8")
    return made
