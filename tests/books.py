"""The rulebooks of this repository, read once by each worker of a run: that takes longer than most tests."""

from __future__ import annotations

from functools import cache

from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library


@cache
def rulebooks() -> Library:
    """All of them; not to be changed."""
    return load_library()
