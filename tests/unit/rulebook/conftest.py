"""Rulebooks to test with: the good example, and copies of it with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .places import GOOD

Changed = Callable[..., Path]


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(GOOD)


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of the good example in which text of one file is replaced."""

    def change(name: str, *replacements: tuple[str, str]) -> Path:
        root = tmp_path / "provinces"
        if not root.exists():
            shutil.copytree(GOOD, root)
        path = root / name
        text = path.read_text(encoding="utf-8")
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return root

    return change
