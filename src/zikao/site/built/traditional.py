"""The site in Traditional Chinese, below `zh-TW/`: made of the finished pages, so nothing is written twice.

Only what a reader reads is converted: text and the attributes that are read out. Addresses, ids, keys and
scripts stay as they are. What is not converted (style sheets, pictures, English pages) is linked where it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b32encode
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from posixpath import join, normpath

from zikao.chinese.convert import QUOTES, Converter
from zikao.site.address import ELEMENTS, TRADITIONAL
from zikao.site.built.csp import protect
from zikao.site.built.moved import TAG, moved
from zikao.site.built.tree import below

SEARCH = "search/search_index.json"
_UNHASHED = "404.html"
"""The one page that knows no language: a server shows it for any address."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_READ_OUT = re.compile(r'\b((?:aria-label|title|alt|content|placeholder|wanted|next)=")([^"]*)"')
_LINK = re.compile(r'\b(href|src|document|schema|device|rules)="([^"]*)"')
_APART = re.compile(r'<(?:(code|pre)\b|(\w+)[^>]*\b(?:translate="(no)"|class="zg-(?:menu|host|word)"))')
"""Where not every word is converted: code and names stay as they are. Of menus, portals' names and the words
that a portal shows only the characters change, for the reader looks for those words there."""
_AS_SHOWN = re.compile(r'("shown":"(?:[^"\\]|\\.)*")')
"""The same in a document."""
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_SCOPE = re.compile(r'(__md_scope=new URL\(")([^"]*)(",location\))')
_DIGEST = re.compile(r"-([0-9A-Z]{8})(?=\.js\b)")
_BREAK = "\uf8ff"
"""Between texts that are converted together: a call for each would take longer than the conversion."""


def add(site: Path, *, asked: tuple[str, ...], policy: bool = True, leave: tuple[str, ...] = ()) -> Converter:
    """Put the converted pages below `zh-TW/` of a built site.

    Args:
        site: the folder; its pages, documents, search index and elements are read, not changed.
        asked: addresses that pages ask, for their policy: of the functions, of the storage for uploads.
        policy: whether the pages have one.
        leave: folders whose pages are not in Chinese.
    """
    converter = Converter()
    pages = [
        path
        for path in below(site, ".html")
        if not (name := path.relative_to(site).as_posix()).startswith((*leave, f"{TRADITIONAL}/"))
        and name != _UNHASHED
    ]
    others = [*below(site / "data", ".json"), *(site / ELEMENTS).glob("*.js"), site / SEARCH]
    others = [path for path in others if path.is_file()]
    there = frozenset(_address(path.relative_to(site).as_posix()) for path in (*pages, *others))
    out = site / TRADITIONAL
    shared = _Site(converter, there)
    folder = cache(partial(_Folder, shared))
    for path in pages:
        name = path.relative_to(site).as_posix()
        html = folder(name.rpartition("/")[0]).converted(path.read_text(encoding="utf-8"))
        _write(out / name, protect(html, *asked) if policy else html)
    for path in others:
        name = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".js":
            _write(out / _renamed(name, converter), _renamed(converter.words(text), converter))
        else:
            _write(out / name, _document(text, shared))
    return converter


def _address(name: str) -> str:
    """What a link to a file resolves to."""
    return normpath(name.removesuffix("index.html")) if name.endswith("index.html") else name


class _Texts(dict[str, str]):
    """What texts become: each is converted once, for most stand on many pages, a page's new ones together."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        super().__init__()
        self._convert = convert

    def all(self, texts: list[str]) -> list[str]:
        """What these become, in their order."""
        met = [text for text in dict.fromkeys(texts) if text not in self]
        chinese = [text for text in met if _CHINESE.search(text)]
        self.update(zip(met, met, strict=True))
        if chinese:
            made = self._convert(_BREAK.join(chinese)).split(_BREAK)
            self.update(zip(chinese, made, strict=True))
        return [self[text] for text in texts]


class _Tags(dict[str, str]):
    """What tags become; a page has the same tag many times."""

    def __init__(self, turn: Callable[[str], str]) -> None:
        super().__init__()
        self._turn = turn

    def __missing__(self, tag: str) -> str:
        self[tag] = turned = self._turn(tag)
        return turned


class _Site:
    """What is the same in every folder."""

    def __init__(self, converter: Converter, there: frozenset[str]) -> None:
        self.converter = converter
        self.there = there
        self.words = _Texts(converter.words)
        self.shown = _Texts(partial(as_shown, converter=converter))
        self.tag = cache(self._tag)
        self.apart = cache(_APART.match)

    def _tag(self, tag: str) -> str:
        """A tag without a link."""
        if tag.startswith("<html"):
            return re.sub(r'\blang="[^"]*"', f'lang="{TRADITIONAL}"', tag)
        if tag.startswith("<script"):
            return self.script(tag)
        return self.read_out(tag)

    def script(self, tag: str) -> str:
        """A script with all that it holds: what changes is where it finds things, and what the theme says."""
        tag = _CONFIG.sub(self._config, tag)
        return _SCOPE.sub(lambda found: f"{found[1]}{join('..', found[2])}{found[3]}", tag)

    def _config(self, found: re.Match[str]) -> str:
        """The theme's settings, of which its words are read."""
        config = json.loads(found[2])
        config["translations"] = {
            name: self.converter.label(text) for name, text in config.get("translations", {}).items()
        }
        return f"{found[1]}{json.dumps(config, ensure_ascii=False)}{found[3]}"

    def read_out(self, tag: str) -> str:
        """A tag with what is read out of it converted."""
        if not _CHINESE.search(tag):
            return tag
        return _READ_OUT.sub(lambda found: f'{found[1]}{self.converter.label(found[2])}"', tag)


class _Folder:
    """The way into the other folder for the pages of this one."""

    def __init__(self, site: _Site, folder: str) -> None:
        self.site = site
        self.folder = folder
        self.tags = _Tags(self._tag)

    def converted(self, html: str) -> str:
        """A page in Traditional Chinese."""
        pieces = TAG.split(html)
        texts, tags = pieces[::2], pieces[1::2]
        turned = self.site.words.all(texts)
        for inside, shown in self._apart(tags):
            turned[inside] = self.site.shown.all(texts[inside]) if shown else texts[inside]
        pieces[::2], pieces[1::2] = turned, [self.tags[tag] for tag in tags]
        return "".join(pieces)

    def _apart(self, tags: list[str]) -> Iterator[tuple[slice, bool]]:
        """Where not every word is converted: of which texts, and whether their characters are."""
        openings = {tag: found for tag in {*tags} if (found := self.site.apart(tag))}
        until = 0
        for place in [place for place, tag in enumerate(tags) if tag in openings]:
            if place >= until:
                found = openings[tags[place]]
                closing = f"</{found[1] or found[2]}>"
                until = tags.index(closing, place) if closing in tags[place:] else len(tags)
                yield slice(place + 1, until + 1), not (found[1] or found[3])

    def _tag(self, tag: str) -> str:
        opening, sign, inside = tag.partition(">")
        if not _LINK.search(opening):
            return self.site.tag(tag)
        home = 'hreflang="zh-CN"' in opening or 'hreflang="x-default"' in opening
        opening = _LINK.sub(lambda found: f'{found[1]}="{self._link(found[2], out=home)}"', opening)
        return self.site.script(f"{opening}{sign}{inside}") if inside else self.site.read_out(opening + sign)

    def _link(self, link: str, *, out: bool) -> str:
        """The same place seen from the other folder."""
        return moved(link, self.folder, TRADITIONAL, () if out else self.site.there)


def _document(text: str, site: _Site) -> str:
    """A document's texts; a key or an id has no Chinese in it."""
    plain = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    pieces = _AS_SHOWN.split(plain)
    # Quotation marks belong to no word, so what stands between them can be converted by itself.
    pieces[::2] = ['"'.join(site.words.all(piece.split('"'))) for piece in pieces[::2]]
    pieces[1::2] = [as_shown(piece, site.converter) for piece in pieces[1::2]]
    return "".join(pieces)


def as_shown(text: str, converter: Converter) -> str:
    """Names and menus of a portal: their characters, in this script's quotation marks."""
    return converter.characters(text).translate(QUOTES)


def _renamed(text: str, converter: Converter) -> str:
    """Names that carry a digest of their content get another one: a browser keeps such files for good."""

    def other(found: re.Match[str]) -> str:
        digest = hashlib.sha256(f"{found[1]}{converter.stamp}".encode()).digest()
        return f"-{b32encode(digest).decode()[:8]}"

    return _DIGEST.sub(other, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
