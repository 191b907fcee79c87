"""Measuring a portrait: bytes in, facts out. What a province's rules make of them is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zikao.photo.facts import VOCABULARY, FileFacts, Measured, PhotoFacts
from zikao.photo.file import measure_file
from zikao.photo.limits import DEFAULT_LIMITS, Limits, PhotoTooLargeError
from zikao.photo.whole import look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "DEFAULT_LIMITS",
    "VOCABULARY",
    "FileFacts",
    "Limits",
    "Measured",
    "PhotoFacts",
    "PhotoTooLargeError",
    "look",
    "measure",
    "measure_file",
]


def measure(
    data: bytes,
    name: str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allowed_backgrounds: Mapping[str, tuple[int, int, int]] | None = None,
    wanted: Collection[str] | None = None,
) -> Measured:
    """Everything that can be said about a portrait: each name of `VOCABULARY`, measured or with its reason.

    `data` is the file, `name` its name as the candidate sees it. `allowed_backgrounds` are the colours, by
    name and as sRGB bytes, that `background_distance` is counted to (None: white and the reference light
    blue). `wanted` names the facts that somebody will look at: the costly network that none of them needs is
    not run (None: all are wanted).

    Raises PhotoTooLargeError, and nothing else: a broken or strange file is measured as such, and without the
    networks' weights the file's own facts still come.
    """
    return look(data, name, limits=limits, allowed_backgrounds=allowed_backgrounds, wanted=wanted)[0]
