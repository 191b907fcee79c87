"""What the handlers work with: the rulebooks and the checks, both loaded on first use, and the uploads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from zikao.api.uploads import Uploads
    from zikao.checks import Fitted
    from zikao.package import Limits
    from zikao.report import Report
    from zikao.rulebook.library import Library


class Checks(Protocol):
    """The part of ``zikao.checks`` that is answered over HTTP."""

    def check_eligibility(
        self, library: Library, item: str, facts: dict[str, Any], /, *, city: str | None = ...
    ) -> Report:
        """Judge answers."""

    def check_photo(
        self,
        library: Library,
        item: str,
        data: bytes,
        name: str | None,
        /,
        *,
        city: str | None = ...,
        declared: Mapping[str, Any] | None = ...,
    ) -> Report:
        """Measure and judge a portrait."""

    def can_fit(self, compiled: dict[str, Any], /) -> bool:
        """Whether a photo spec states all the numbers that a file is made from."""

    def fit_photo(
        self,
        library: Library,
        item: str,
        data: bytes,
        name: str | None,
        /,
        *,
        city: str | None = ...,
        declared: Mapping[str, Any] | None = ...,
    ) -> Fitted:
        """Make a compliant portrait from a larger original."""

    def check_package(
        self,
        library: Library,
        item: str,
        data: bytes,
        name: str | None,
        /,
        *,
        city: str | None = ...,
        declared: Mapping[str, Any] | None = ...,
        limits: Limits | None = ...,
    ) -> Report:
        """Measure and judge an archive."""

    def facts_schema(self, compiled: dict[str, Any], /) -> dict[str, Any]:
        """JSON Schema of a procedure's answers."""


VARIABLE = "ZIKAO_PROVINCES"
"""Names the folder of the rulebooks, for those who bring their own."""


@dataclass(frozen=True)
class Services:
    """Handed to every handler; tests hand in their own."""

    library: Callable[[], Library]
    checks: Callable[[], Checks]
    uploads: Uploads | None = None
    """None: this server takes none. Only an edge knows a storage: `zikao.serve.s3`."""


@cache
def services_for(rulebooks: Path | None = None) -> Services:
    """The rulebooks of a folder (None: the ones that come with the program) and the real checks."""

    @cache
    def library() -> Library:
        from zikao.rulebook.store import load_library

        return load_library(rulebooks)

    @cache
    def checks() -> Checks:
        from zikao import checks

        return checks

    return Services(library, checks)


def services_from_environment() -> Services:
    """The real checks over the folder in ``ZIKAO_PROVINCES``, or over the rulebooks of the program."""
    folder = os.environ.get(VARIABLE)
    return services_for(Path(folder) if folder else None)
