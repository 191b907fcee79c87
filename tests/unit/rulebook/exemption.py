"""The procedure with a list that the page on rulebooks shows, laid into the good rulebook."""

from __future__ import annotations

import re
from pathlib import Path

from .laid import laid

PAGE = Path(__file__).resolve().parents[3] / "docs" / "developers" / "rulebook.md"
FILE = "# procedures/exemption.yaml\n"
(BLOCK,) = (
    block
    for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    if block.startswith(FILE)
)


def exemption(root: Path, *changes: tuple[str, str]) -> Path:
    """The folder of rulebooks, with pieces of the example replaced."""
    block = BLOCK
    for old, new in changes:
        assert block.count(old) == 1, old
        block = block.replace(old, new)
    return laid([block], root)
