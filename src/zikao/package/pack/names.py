"""What each file is called in the archive, and where it stands: identity, then ticket, then certificates."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

_WORDS: Final = (
    ("identity_card_seen", "身份证"),
    ("household_register_seen", "户口本"),
    ("admission_ticket_seen", "准考证"),
    ("course_certificate_seen", "课程合格证"),
)
"""In the order of the archive."""
WIDGETS_FILE: Final = "widgets/package/pack/names.json"
"""From the root of a checkout."""
_SIDES: Final = {"identity_card_front": "身份证人像面", "identity_card_back": "身份证国徽面"}
_UNKNOWN: Final = "材料"
_AND: Final = "和"


class Label(NamedTuple):
    """What a file shows; labels sort in the order of the archive."""

    rank: int
    side: int
    """The front of a card before its back."""
    word: str


def label_of(facts: Mapping[str, Any]) -> Label:
    """The label of a single measured file, by the documents that its pages show.

    Args:
        facts: of the file alone, as `zikao.package.measuring.measure` gives them.
    """
    found = [(rank, word) for rank, (name, word) in enumerate(_WORDS) if facts.get(name)]
    if not found:
        return Label(len(_WORDS), 0, _UNKNOWN)
    types = {page.get("page_type") for page in facts.get("pages", ())}
    if len(types) == 1 and (side := types.pop()) in _SIDES:
        return Label(found[0][0], list(_SIDES).index(side), _SIDES[side])
    return Label(found[0][0], 0, _AND.join(word for _, word in found))


def names(files: Sequence[tuple[Label, str]]) -> list[str]:
    """Names such as `01-身份证.jpg` and `03-课程合格证-2.jpg`.

    Args:
        files: label and extension of each file, in the order of the archive.
    """
    digits = max(2, len(str(len(files))))
    many = Counter(label.word for label, _ in files)
    counted = Counter[str]()
    made = []
    for number, (label, extension) in enumerate(files, 1):
        counted[label.word] += 1
        which = f"-{counted[label.word]}" if many[label.word] > 1 else ""
        made.append(f"{number:0{digits}}-{label.word}{which}.{extension}")
    return made


def for_widgets() -> str:
    """The words for the browser, as JSON: names of files stay as they are in every language of a page."""
    said = {"words": _WORDS, "sides": _SIDES, "unknown": _UNKNOWN, "and": _AND}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
