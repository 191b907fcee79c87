"""The search's index: the pieces of the pages, and what this site adds to them.

The theme offers a place for a search of one's own (`theme/partials/search.html`). It reads this index when
it is first opened, so a page that is only read costs nothing of it.

What is typed in the other script finds the same: 轉出 in the simplified pages. Each index bears a table of
the characters and words in which the two differ (列印, 打印), made of the site's own words.

Beside the texts an index bears what candidates say for the words of the pages, and the needs that are offered
to who finds nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zikao.chinese.asked import SAID, SMALL, UNITS, WHOLE, spelt
from zikao.chinese.convert import Converter
from zikao.chinese.glossary import WORDS
from zikao.site.address import TRADITIONAL
from zikao.site.built.sections import sections
from zikao.site.built.traditional import SEARCH

_WORD = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 4
"""Characters of a word in the table; a longer one is made of words that are in it too."""


def entries(location: str, title: str, content: str) -> Iterator[dict[str, str]]:
    """What the index has of one page: an entry for each of its pieces.

    Args:
        location: of the page: `anhui/graduation/`.
        title: of the page, for a piece that has none of its own.
        content: HTML of its text.
    """
    for each in sections(content):
        place = f"{location}#{each.id}" if each.id else location
        yield {"location": place, "title": each.title or title, "text": each.text}


@dataclass(frozen=True)
class About:
    """What is known of pages beside their texts. Addresses are like `anhui/graduation/`."""

    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What readers call for, by the address of the page that answers it."""
    second: Mapping[str, str] = field(default_factory=dict)
    """Second pages of others, by address: what they tell is found as a section of the other page."""
    later: Sequence[str] = ()
    """Folders of pages that hold for no province in particular: its own pages come before them."""
    places: Sequence[str] = ()
    """Folder of each province; those of others come below the reader's own."""


def prepare(
    site: Path, entries: Iterable[Mapping[str, str]], about: About, first: Iterable[str] = ()
) -> None:
    """Write the index: plain texts, and the needs that a page answers beside it.

    Args:
        site: a built site.
        entries: `location`, `title` and `text` of each piece, in their order: see `entries`.
        about: what else is known of their pages.
        first: those of the needs that most readers come for. None: the first of each page.
    """
    docs: list[dict[str, Any]] = []
    pages: dict[str, dict[str, Any]] = {}
    last = None
    for entry in entries:
        made: dict[str, Any] = {**entry}
        page, last, before = pages.setdefault(made["location"].partition("#")[0], made), made, last
        if page is before and page["title"].endswith(made["title"]):
            # The heading of the page itself, where something stands above it.
            page["text"] = f"{page['text']} {made['text']}".strip()
            continue
        if (of := about.second.get(made["location"].partition("#")[0])) is not None:
            if made["location"].partition("#")[2]:
                docs.append({**made, "page": of})
            continue
        if answered := list(about.needs.get(entry["location"], ())):
            made["needs"] = answered
        docs.append(made)
    offers = _offers(docs, list(first))
    index = {"docs": docs, "words": _words(docs), "offers": offers}
    _put(site / SEARCH, {**index, "later": list(about.later), "places": list(about.places)})


def answer_both(site: Path, converter: Converter) -> None:
    """Let each of the two searches understand queries in the other script.

    Args:
        site: a built site with its folder in Traditional Chinese; one without a search is left alone.
        converter: the one that made that folder.
    """
    ours, theirs = (_read(folder / SEARCH) for folder in (site, site / TRADITIONAL))
    if ours is None or theirs is None:
        return
    texts = (*map(_all, ours["docs"]), json.dumps(ours["words"], ensure_ascii=False), *WORDS)
    indexed = sorted({word for text in texts for word in _WORD.findall(text)})
    text = "\n".join(indexed)
    typed, letters = (convert(text).split("\n") for convert in (converter.words, converter.characters))
    # 軟件 too is understood, where the pages have the 軟體 of Taiwan.
    theirs["other"] = _table([*letters, *indexed], [*typed, *typed], _letters(indexed, letters))
    ours["other"] = _table(typed, indexed, _letters(letters, indexed))
    _put(site / TRADITIONAL / SEARCH, theirs)
    _put(site / SEARCH, ours)


def _all(doc: Mapping[str, Any]) -> str:
    return "\n".join((doc["title"], doc["text"], *doc.get("needs", ())))


def _words(docs: Iterable[Mapping[str, Any]]) -> dict[str, list[list[str]] | list[str]]:
    """What readers say, for the words that some text has; a blank or a capital in those does not count."""
    texts = "\n".join(map(_all, docs)).lower().replace(" ", "")
    return {
        "said": [[word, *said.split()] for word, said in SAID.items() if word.replace(" ", "") in texts],
        "spelt": [[word, *sounds] for word, sounds in spelt().items() if word in texts],
        "small": SMALL.split(),
        "whole": WHOLE.split(),
        "units": [names.split() for names in UNITS.split(";")],
    }


def _offers(docs: Iterable[Mapping[str, Any]], first: list[str]) -> list[dict[str, str]]:
    """Needs with the pages that answer them."""
    answered = [(need, doc) for doc in docs for need in doc.get("needs", ())]
    wanted = first or list(dict.fromkeys(doc["needs"][0] for _, doc in answered))
    return [
        {"title": need, "location": doc["location"]}
        for need in wanted
        for answer, doc in answered
        if answer == need
    ]


def _letters(typed: list[str], indexed: list[str]) -> dict[str, str]:
    """For each character the one that it stands for most often."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, another in zip("".join(typed), "".join(indexed), strict=True):
        counts[one][another] += 1
    return {one: found.most_common(1)[0][0] for one, found in counts.items()}


def _table(typed: list[str], indexed: list[str], letters: dict[str, str]) -> dict[str, dict[str, str]]:
    """How words are typed and how they stand in the index, the longest first; else how characters are."""
    other = {
        one: another
        for one, another in zip(typed, indexed, strict=True)
        if len(one) <= _LONGEST and "".join(letters.get(letter, letter) for letter in one) != another
    }
    return {
        "characters": {one: another for one, another in letters.items() if one != another},
        "words": dict(sorted(other.items(), key=lambda pair: -len(pair[0]))),
    }


def _read(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    index: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return index


def _put(path: Path, index: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
