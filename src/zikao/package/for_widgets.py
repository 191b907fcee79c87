"""What the browser needs to look at pages: names of facts, tolerances, words, what papers are known by."""

from __future__ import annotations

import json
from typing import Final

from zikao.facts import tolerances
from zikao.package import page_words
from zikao.package.facts import PageFacts
from zikao.package.pages import notes, overall
from zikao.package.text import courses, types

WIDGETS_FILE: Final = "widgets/package/pages.json"
"""From the root of a checkout."""


def for_widgets() -> str:
    """The document, as JSON."""
    said = {name: word for name, word in vars(page_words).items() if name.isupper() and isinstance(word, str)}
    counted = {
        name: {"seen": seen, "called": called, "kinds": sorted(kinds)}
        for name, (seen, called, kinds) in overall.COUNTED.items()
    }
    told = {
        "tolerances": tolerances(PageFacts),
        "text_facts": notes.TEXT_FACTS,
        "pixel_facts": notes.PIXEL_FACTS,
        "course_facts": overall.COURSE_FACTS,
        "words": {name.lower(): word for name, word in said.items()},
        "counted": counted,
        "courses": courses.for_browsers(),
        "types": types.for_browsers(),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
