"""What can be said about an evidence archive: the fixed vocabulary of facts, and the measured document.

A fact is a plain value with a snake_case name, a unit and a zh-CN label; rulebooks judge these names.
`contents` is a list of entries and `pages` one of pages, each flat, for rules with `each`; no fact of either
shares a name with a fact of the archive, so the two can be read as one when an entry or page is judged. What
a run does not measure is left out, and its reason stands in `absent`.

Which rule follows from which fact is no matter of this package; docs/developers/package-facts.md lists it.
"""

from zikao.package.facts.archive import VOCABULARY, Mark, Measured, PackageFacts
from zikao.package.facts.entry import EntryFacts
from zikao.package.facts.page import PageFacts
from zikao.package.facts.together import TOGETHER, ArchiveFacts, TogetherFacts

__all__ = [
    "TOGETHER",
    "VOCABULARY",
    "ArchiveFacts",
    "EntryFacts",
    "Mark",
    "Measured",
    "PackageFacts",
    "PageFacts",
    "TogetherFacts",
]
