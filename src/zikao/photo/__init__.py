"""Measuring a portrait: bytes in, facts out. What a province's rules make of them is not decided here."""

from __future__ import annotations

from zikao.photo.facts import VOCABULARY, FileFacts, Measured, PhotoFacts
from zikao.photo.file import measure_file
from zikao.photo.limits import DEFAULT_LIMITS, Limits, PhotoTooLargeError
from zikao.photo.measuring import look, measure

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
