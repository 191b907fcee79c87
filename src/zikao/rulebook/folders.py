"""How the folders are called in which rulebooks lie, and which of them a person means."""

from __future__ import annotations

from pathlib import Path

RULEBOOKS = "provinces"
"""The usual name of a folder of rulebooks, in that of a site."""
MAIN = "province.yaml"
"""The file by which a folder is one of a province."""
CONFIG = "mkdocs.yml"
"""The file by which a folder is one of a site."""


def holds_provinces(folder: Path) -> bool:
    """Whether folders of provinces lie in a folder, which need not be there."""
    return any(folder.glob(f"*/{MAIN}"))


def rulebooks_in(folder: Path) -> Path:
    """The folder of rulebooks that a folder stands for: itself, or `provinces` in the folder of a site."""
    inside = folder / RULEBOOKS
    return inside if inside.is_dir() and not holds_provinces(folder) else folder
