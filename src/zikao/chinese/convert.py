"""Simplified to Traditional Chinese: the one conversion, for finished pages and for answers alike.

It needs OpenCC, which not every part of zikao is installed with; the words of this field are those of
`zikao.chinese.glossary`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property

from zikao.chinese.glossary import CHARACTERS, PORTAL, WORDS

QUOTES = str.maketrans("“”‘’", "「」『』")
"""The quotation marks of Taiwan."""


class _Kept:
    """A conversion that leaves some words to a list of ours."""

    def __init__(self, ours: Mapping[str, str], convert: Callable[[str], str]) -> None:
        longest_first = sorted(ours, key=len, reverse=True)
        # A private character stands for each of our words, so that no rule of OpenCC sees it.
        self._marks = {word: chr(0xE000 + place) for place, word in enumerate(longest_first)}
        self._set = re.compile("|".join(map(re.escape, longest_first)))
        self._back = {ord(mark): ours[word] for word, mark in self._marks.items()}
        self._convert = convert

    def convert(self, text: str) -> str:
        marked = self._set.sub(lambda found: self._marks[found[0]], text)
        return self._convert(marked).translate(self._back)


class Converter:
    """Simplified to Traditional Chinese as written in Taiwan, with the words of this field kept.

    Nothing of a text is kept, but for what `label` is given.

    Raises:
        ImportError: OpenCC is not installed.
    """

    def __init__(self) -> None:
        from opencc import OpenCC

        words, characters = OpenCC("s2twp").convert, OpenCC("s2tw").convert
        self._characters = _Kept(CHARACTERS, characters)
        kept = {word: self._characters.convert(word) for word in PORTAL}
        self._words = _Kept({**CHARACTERS, **WORDS, **kept}, lambda text: words(text).translate(QUOTES))
        self.label = cache(self.words)  # for what stands on every page

    def words(self, text: str) -> str:
        """Words, characters and quotation marks. Private characters of the text are taken for our marks."""
        return self._words.convert(text)

    def characters(self, text: str) -> str:
        """Characters only, each by one."""
        return self._characters.convert(text)

    @cached_property
    def stamp(self) -> str:
        """What changes whenever a conversion may."""
        from opencc import __version__

        return hashlib.sha256(f"{__version__}{CHARACTERS}{PORTAL}{WORDS}{QUOTES}".encode()).hexdigest()


@cache
def shared_converter() -> Converter | None:
    """One for the whole process, as making it takes 0.1 s; None where OpenCC is not installed."""
    try:
        return Converter()
    except ImportError:
        return None
