"""Documents as a version of the widgets met them: `python -m tests.acceptance.embed.recorded` writes today's.

Whoever is held to that version goes on reading them, and so does every later version of 1.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from zikao.rulebook.asking import bare_schema
from zikao.rulebook.store import load_library
from zikao.site.lists import checklists

from ..widgets.made import made_library

ROOT = Path(__file__).parents[3]
RECORDS = ROOT / "tests" / "fixtures" / "promise"
TODAY = date(2026, 5, 20)
LIST = "anhui/portrait-upload"
"""A procedure with papers and steps, and few of them."""


def documents(rulebooks: Path) -> dict[str, str]:
    """The text of each file: a procedure with every kind of question, the schema of its answers, a list."""
    compiled = made_library(rulebooks).compiled("procedure", "made/all-kinds")
    [found] = [made for path, made in checklists(load_library(), TODAY) if path == f"data/{LIST}.list.json"]
    return {
        "all-kinds.json": compiled.text(),
        "all-kinds.schema.json": json.dumps(bare_schema(compiled), ensure_ascii=False),
        "papers.list.json": found.model_dump_json(exclude_none=True),
    }


def main() -> int:
    """Write the documents of the version at hand; 2 where that is released, and its record stays."""
    told = json.loads((ROOT / "widgets" / "version.json").read_text(encoding="utf-8"))
    if told["released"]:
        print(
            f"{told['version']} is released: raise the version in widgets/version.json first", file=sys.stderr
        )
        return 2
    folder = RECORDS / told["version"] / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name, text in documents(Path(place)).items():
            (folder / name).write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
