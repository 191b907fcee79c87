"""Measuring evidence: `measure` turns an archive, picture or PDF into facts. Nothing is judged here."""

from zikao.package.facts import VOCABULARY, EntryFacts, Mark, Measured, PackageFacts, PageFacts
from zikao.package.limits import DEFAULT, Limits
from zikao.package.measuring import measure

__all__ = [
    "DEFAULT",
    "VOCABULARY",
    "EntryFacts",
    "Limits",
    "Mark",
    "Measured",
    "PackageFacts",
    "PageFacts",
    "measure",
]
