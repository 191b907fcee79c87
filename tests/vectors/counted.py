"""What stands in both languages, as a table: `python -m tests.vectors.counted`.

Lines of code without comments, documentation and blank ones, and the smallest test over Python's vectors that
loads the module of JavaScript.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.vectors.twins import PARTS, ROOT, SOURCE, WIDGETS, code, twins


@dataclass(frozen=True)
class Pair:
    """A module of both trees."""

    name: str
    python: int
    """Lines of code."""
    script: int
    held_by: str | None
    """Test below `widgets/`; None where no vectors reach it."""


def pairs(held: Mapping[str, list[str]]) -> Iterator[Pair]:
    """All of them; `held` is what each test over vectors loads."""
    by_size = sorted(held, key=lambda test: len(held[test]))
    for name in twins(*PARTS):
        test = next((each for each in by_size if f"{name}.js" in held[each]), None)
        python = code((SOURCE / f"{name}.py").read_text(encoding="utf-8"))
        yield Pair(name, len(python), len(plain(WIDGETS / f"{name}.js")), test)


def plain(script: Path) -> list[str]:
    """Lines of a script that are code: Prettier's layout begins and ends a comment on lines of their own."""
    lines, within = [], False
    for line in map(str.strip, script.read_text(encoding="utf-8").splitlines()):
        within = within or line.startswith("/*")
        if not within and line and not line.startswith("//"):
            lines.append(line)
        if within and line.endswith("*/"):
            within = False
    return lines


def reached() -> dict[str, list[str]]:
    """What each test over vectors loads, as the bundler sees it."""
    made = subprocess.run(
        [ROOT / "scripts" / "node", WIDGETS / "testing" / "held.mjs"],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(made.stdout)
    return found


def main() -> None:
    """Print the table."""
    rows = list(pairs(reached()))
    wide = max(len(each.name) for each in rows)
    print(f"{'module':{wide}} {'Python':>7} {'JavaScript':>11}   held by")
    for each in rows:
        print(f"{each.name:{wide}} {each.python:7} {each.script:11}   {each.held_by or '-'}")
    print(f"{len(rows)} pairs: {sum(each.python for each in rows)} lines in Python,", end=" ")
    print(f"{sum(each.script for each in rows)} in JavaScript")


if __name__ == "__main__":
    main()
