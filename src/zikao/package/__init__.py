"""Measuring evidence archives: `measure` turns a file's bytes into package facts. Nothing is judged here."""

from zikao.package.facts import VOCABULARY, EntryFacts, Measured, PackageFacts
from zikao.package.limits import DEFAULT, Limits
from zikao.package.measuring import measure

__all__ = ["DEFAULT", "VOCABULARY", "EntryFacts", "Limits", "Measured", "PackageFacts", "measure"]
