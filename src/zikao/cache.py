"""The one folder outside the working folder in which zikao keeps files: see docs/privacy.md."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path


def cache_folder() -> Path:
    """`$ZIKAO_CACHE`, else where a function's package carries weights, else that of the user.

    The user's is `$XDG_CACHE_HOME/zikao`, else `~/.cache/zikao`; it may not be there yet.
    """
    if named := os.environ.get("ZIKAO_CACHE"):
        return Path(named)
    if carried := _carried():
        return carried
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "zikao"


@cache
def _carried() -> Path | None:
    """The weights of a function's package; asked for each network, and always the same."""
    found = files("zikao") / "_data" / "weights"
    return found if isinstance(found, Path) and found.is_dir() else None
