"""The services of a real server: the rulebooks of a folder, and the document of the registry."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zikao.api.services import TITLE, Services

if TYPE_CHECKING:
    from zikao.rulebook.library import Library

VARIABLE = "ZIKAO_PROVINCES"
"""Names the folder of the rulebooks, for those who bring their own."""


@cache
def services_for(
    rulebooks: Path | None = None, only: tuple[str, ...] = (), name: str | None = None
) -> Services:
    """The rulebooks of a folder (None: those of the program) and the OpenAPI text, loaded on first use.

    Args:
        rulebooks: the folder.
        only: the provinces that are answered for, as if there were no others; none: all.
        name: what the site is called; None: as this program is.
    """

    @cache
    def library() -> Library:
        from zikao.rulebook.store import load_library

        loaded = load_library(rulebooks)
        return loaded.only(only) if only else loaded

    def openapi() -> str:
        from zikao.api.openapi import document_text

        return document_text(name or TITLE)

    return Services(library, openapi)


def services_from_environment() -> Services:
    """The rulebooks of the folder in `ZIKAO_PROVINCES`, or those of the program."""
    folder = os.environ.get(VARIABLE)
    return services_for(Path(folder) if folder else None)


def load_for_answers() -> None:
    """Load what judging answers takes, as a hosted function does while it starts.

    There a start has a whole processor, and an answer only the share that the function's memory buys.

    Raises:
        RulebookFaults: the rulebooks are faulty.
    """
    import jsonschema  # noqa: F401

    import zikao.checks.eligibility  # noqa: F401

    services_from_environment().library()
