"""The pages for frames in English, below `en/`: made of the finished ones, with the elements' own words.

What the page says is turned; what a rulebook says stays as it was published, and is told to be Chinese.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape, unescape
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from zikao.site.address import ELEMENTS, ENGLISH, FRAMES
from zikao.site.built.csp import protect
from zikao.site.built.moved import TAG, moved
from zikao.site.built.tree import below

PAGES: Final = "english.json"
"""Beside this module: words that pages say and elements do not."""

NOTE: Final = '\n<p class="zk-hint">What the provinces have published is given in the original Chinese.</p>'
"""Said once, above all of them; elements in a portal's own page say it themselves."""
_SELF: Final = re.compile(r"<zikao-(?:eligibility|checklist) class=\"zf-host\"")

_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_RUN = re.compile(rf"{_CHINESE}(?:[^A-Za-z<>]*{_CHINESE})?")
"""Chinese and what stands between it, up to the next word of another language, as the elements mark it."""
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日((?: \d\d:\d\d)?)")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BRACES = re.compile(r"\\\{[a-z]+\\\}")
_READ_OUT = re.compile(r'\b((?:aria-label|placeholder)=")([^"]*)"')
_LINK = re.compile(r'\b(href|src|document|device|rules)="([^"]*)"')
_NEXT = re.compile(r'\bnext="([^"]*)"')
_SCRIPTS = re.compile(rf"{re.escape(ELEMENTS)}/(?=[\w-]+\.js$)")


class Words:
    """English for what a page says; names in braces stand for anything."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        self._exact = {text: said if isinstance(said, str) else said[""] for text, said in catalog.items()}
        self._open = [
            (re.compile(_BRACES.sub("(.*)", re.escape(text))), re.findall(r"\{([a-z]+)\}", text), said)
            for text, said in self._exact.items()
            if re.search(r"\{[a-z]+\}", text)
        ]
        self.said = cache(self._said)

    def _said(self, text: str) -> str:
        if not re.search(_CHINESE, text):
            return text
        if text in self._exact:
            return self._exact[text]
        if day := _DAY.fullmatch(text):
            return f"{day[3]} {_MONTHS[int(day[2]) - 1]} {day[1]}{day[4]}"
        for pattern, names, said in self._open:
            if found := pattern.fullmatch(text):
                return said.format(**dict(zip(names, map(self.said, found.groups()), strict=True)))
        return text


def add(site: Path, catalog: dict[str, Any], *, asked: tuple[str, ...], policy: bool = True) -> None:
    """Put the pages for frames in English below `en/` of a built site.

    Args:
        site: the folder; its pages are read, not changed.
        catalog: the elements' words by the Chinese ones.
        asked: addresses that the pages ask, for their policy.
        policy: whether the pages have one.
    """
    pages = json.loads((files(__package__) / PAGES).read_text("utf-8"))
    words = Words({**catalog, **pages})
    found = below(site / FRAMES, ".html")
    stays = frozenset(path.parent.relative_to(site).as_posix() for path in found)
    for path in found:
        name = path.relative_to(site).as_posix()
        html = english(path.read_text("utf-8"), name.rpartition("/")[0], words, stays)
        out = site / ENGLISH / name
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(protect(html, *asked) if policy else html, encoding="utf-8")


def english(html: str, folder: str, words: Words, stays: frozenset[str] = frozenset()) -> str:
    """A page in English.

    Args:
        folder: of the page, from the site's root.
        stays: pages that are there in English too.
    """
    pieces = TAG.split(html)
    title = False
    below = "" if _SELF.search(html) else "</h2>" if 'class="zf-title"' in html else "</h1>"
    for place, piece in enumerate(pieces):
        if place % 2:
            title = piece.startswith("<title")
            pieces[place] = _tag(piece, folder, words, stays) + (NOTE if piece == below else "")
        elif title:
            # The name of the site is a part of its own.
            pieces[place] = " - ".join(map(words.said, piece.split(" - ")))
        else:
            pieces[place] = _text(piece, words)
    return "".join(pieces)


def _text(text: str, words: Words) -> str:
    """A text, with its Chinese marked."""
    bare = text.strip()
    if not bare:
        return text
    said = escape(words.said(unescape(bare)), quote=False)
    said = _RUN.sub(lambda found: f'<span lang="zh-CN">{found[0]}</span>', said)
    return text.replace(bare, said)


def _tag(tag: str, folder: str, words: Words, stays: frozenset[str]) -> str:
    if tag.startswith("<html"):
        return re.sub(r'\blang="[^"]*"', f'lang="{ENGLISH}"', tag)
    if tag == "<title>":  # province and name of the check
        return '<title lang="zh-CN">'

    def link(found: re.Match[str]) -> str:
        there = _SCRIPTS.sub(f"{ELEMENTS}/{ENGLISH}/", moved(found[2], folder, ENGLISH, stays))
        return f'{found[1]}="{there}"'

    def steps(found: re.Match[str]) -> str:
        """Steps that a result leads to, whose addresses are the page's."""
        told = json.loads(unescape(found[1]))
        for step in told:
            step["href"] = moved(step["href"], folder, ENGLISH, stays)
        return f'next="{escape(json.dumps(told, ensure_ascii=False))}"'

    tag = _NEXT.sub(steps, _LINK.sub(link, tag))
    tag = _READ_OUT.sub(lambda found: f'{found[1]}{escape(words.said(unescape(found[2])))}"', tag)
    if tag.startswith("<input") and re.search(rf'aria-label="{_CHINESE}', tag):
        # What is read out has no language but its element's.
        tag = tag.replace("<input", '<input lang="zh-CN"', 1)
    return tag
