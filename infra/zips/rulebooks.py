"""The rulebooks that a function carries: those that a site is made of, and no others."""

from __future__ import annotations

from pathlib import Path

from infra.zips.gather import GatherError
from zikao.errors import ZikaoError
from zikao.rulebook.folders import CONFIG
from zikao.rulebook.resolved import resolved_text
from zikao.rulebook.store import load_library, rulebooks_root
from zikao.site.build import ingredients


def rulebooks_of(site: Path) -> str:
    """The resolved rulebooks that the `mkdocs.yml` of a folder names: those `zikao serve` answers for there.

    Raises:
        GatherError: there is no such file, or it or a rulebook is wrong.
    """
    file = site / CONFIG
    if not file.is_file():
        raise GatherError(f"{site} has no {CONFIG}: name the folder of a site")
    try:
        made_of = ingredients(file)
        library = load_library(made_of.rulebooks or rulebooks_root())
        return resolved_text(library.only(made_of.only) if made_of.only else library)
    except ZikaoError as error:
        raise GatherError(f"the rulebooks of {site} cannot be taken: {error}") from None
