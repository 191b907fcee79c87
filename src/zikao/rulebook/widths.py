"""Full-width signs where YAML wants plain ones: what a Chinese keyboard gives unless it is told otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

PLAIN = {
    "：": ":", "，": ",", "、": ",", "；": ",", "“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'",
    "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "　": " ", "\u00a0": " ", "－": "-",
    "—": "-", "–": "-", "＃": "#", "。": ".",
}  # fmt: skip
"""The sign that was meant by each. Where none of these stands, NFKC has it: digits and letters."""


def plain(text: str) -> str:
    """The text with plain signs, digits and letters; Chinese characters stay."""
    return "".join(_one(sign) for sign in text)


def signs(text: str) -> list[str]:
    """The signs, digits and letters of a text that have a plain form, each once."""
    return list(dict.fromkeys(sign for sign in text if _one(sign) != sign))


def told(found: Iterable[str]) -> str:
    """One sentence that names such signs and what to write in their place."""
    found = list(found)
    blank = {"　", "\u00a0"}.intersection(found)
    seen = [f"「{sign}」" if sign in "“”‘’" else f"“{sign}”" for sign in found if sign not in blank]
    halves = " ".join(dict.fromkeys(_one(sign) for sign in found if sign not in blank))
    if not seen:
        return "这里有全角空格，要换成半角的空格"
    also = "，全角空格也要换成半角的" if blank else ""
    return f"{''.join(seen)} 是全角的，要换成半角的 {halves}{also}"


def _one(sign: str) -> str:
    if sign in PLAIN:
        return PLAIN[sign]
    return unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign
