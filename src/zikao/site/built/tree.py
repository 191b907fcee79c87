"""The files of a built site: it has some 600 folders, and `Path.rglob` looks into each of them twice."""

from __future__ import annotations

import os
from pathlib import Path


def below(folder: Path, *endings: str) -> list[Path]:
    """All files below a folder, in the order of their paths.

    Args:
        folder: what is not there has none.
        endings: of the names that are wanted, such as `.html`; none: every file.
    """
    wanted = endings or ("",)
    found = [
        Path(inside, name) for inside, _, names in os.walk(folder) for name in names if name.endswith(wanted)
    ]
    return sorted(found)
