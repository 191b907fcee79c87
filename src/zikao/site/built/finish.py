"""What is done to a built site: leave out what no reader needs, and compress the rest beforehand."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from zikao.errors import ZikaoError
from zikao.site.address import TRADITIONAL

TEXT = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
SEARCH_WORDS = frozenset({"lunr.stemmer.support.min.js", "lunr.zh.min.js"})
"""Of the search's language files, those that Chinese needs."""
SMALLEST = 1024
"""Bytes; below this a compressed copy saves nothing worth a file."""

_INDENTED = re.compile(r"\n\s+")
_NAMED = re.compile(r"(?<=\.)[0-9a-f]{8}(?=\.min\.(?:css|js)$)")
"""The digest in the name of a file of the theme."""
_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)")

_SEARCH = {
    '$(location.protocol!=="file:"),Je("search")': 'Je("search")',
    "t=new Worker(e)": "t=zikaoWorkerLater(e)",
}
"""What the theme's script does when a page opens, and what it does instead: wait for the search."""
_WORKER_LATER = """
function zikaoWorkerLater(url){let worker;const early=[];return{
addEventListener(...a){worker?worker.addEventListener(...a):early.push(a)},
removeEventListener(...a){worker&&worker.removeEventListener(...a)},
postMessage(m){if(!worker){worker=new Worker(url);early.forEach(a=>worker.addEventListener(...a))}
worker.postMessage(m)}}}
"""


class ThemeChangedError(ZikaoError):
    """The theme's script is no longer the one that this version was made for."""


def tidy(site: Path) -> None:
    """Make a built site light, in place.

    Raises:
        ThemeChangedError: see `search_when_asked`.
    """
    search_when_asked(site)
    prune(site)


def lean(html: str) -> str:
    """A page without the indentation of its templates; one that shows code is left as it is."""
    return html if "<pre" in html else _INDENTED.sub("\n", html)


def search_when_asked(site: Path) -> None:
    """Let the search's index and worker load when the search is opened, not with every page.

    Together they outweigh a page, and most readers on a phone never search.

    Raises:
        ThemeChangedError: the theme's script does not hold the expressions that decide this.
    """
    for script in (site / "assets/javascripts").glob("bundle.*.min.js"):
        text = script.read_text(encoding="utf-8")
        for eager, lazy in _SEARCH.items():
            if text.count(eager) != 1:
                raise ThemeChangedError("mkdocs-material 的脚本变了，搜索无法改为按需加载，请用锁定的版本。")
            text = text.replace(eager, lazy)
        script.write_text(text + _WORKER_LATER, encoding="utf-8")


def prune(site: Path) -> None:
    """Remove source maps and the search's word endings of languages that this site does not have."""
    for path in site.rglob("*.map"):
        path.unlink()
        described = path.with_suffix("")
        if described.is_file():
            described.write_text(_MAP.sub("", described.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (site / "assets/javascripts/lunr").rglob("*.js"):
        if path.name not in SEARCH_WORDS:
            path.unlink()


def name_by_content(site: Path) -> None:
    """Give each file of the theme that bears a digest the digest of what it now holds, in the pages too.

    Browsers and the service worker keep such a file for good, so one that was rewritten under its old name
    would never arrive. The two scripts' pages each have a search worker of their own, of the same old name.
    """
    names = _renamed(site / "assets")
    own = {**names, **_renamed(site / TRADITIONAL / "assets")}
    if not names:
        return
    old = re.compile("|".join(map(re.escape, names)))

    def put(page: Path, new: Mapping[str, str]) -> None:
        html = page.read_text(encoding="utf-8")
        page.write_text(old.sub(lambda found: new[found[0]], html), encoding="utf-8")

    for page in site.rglob("*.html"):
        put(page, own if page.is_relative_to(site / TRADITIONAL) else names)


def _renamed(folder: Path) -> dict[str, str]:
    """Rename the files below a folder; their new names by the old."""
    names = {}
    for path in sorted(folder.rglob("*.min.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        named = _NAMED.sub(digest, path.name)
        if named != path.name:
            path.rename(path.with_name(named))
            names[path.name] = named
    return names


def compress(site: Path) -> None:
    """Put a ``.gz`` beside every text file; the same content gives the same bytes."""
    for path in site.rglob("*"):
        if path.suffix in TEXT and path.stat().st_size >= SMALLEST:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
