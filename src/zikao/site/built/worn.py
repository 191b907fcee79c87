"""The theme's sheets where there is no Node.js: what a whole site uses of them, kept in the wheel.

PurgeCSS keeps a rule when the site has a word for all that its selector names. So whatever a site needs is in
the kept sheet, if of the words that the whole sheet knows it has none that the other site did not have. That
is looked at for each site; one that has such a word, in a page of its own with tabs, say, gets the whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from zikao.site.address import HOSTS
from zikao.site.built.tree import below

KEPT: Final = "kept.json"
"""For each whole sheet, by its digest: the file that is kept of it, and the words that it was kept for."""

_WORD: Final = re.compile(r"(?:--)?[A-Za-z_][\w-]*")
_READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
_TAGS: Final = re.compile(r"<script\b.*?</script>|<[^>]*>", re.DOTALL)
_THEMES: Final = "assets/stylesheets"


def keep(site: Path, out: Path) -> None:
    """Write what a site that was made light has of the theme's sheets, with the words of that site."""
    out.mkdir(parents=True)
    words = _words(site)
    told = {}
    for whole in _whole_sheets():
        kind = whole.name.partition(".")[0]
        [light] = (site / _THEMES).glob(f"{kind}.*.css")
        text = whole.read_text(encoding="utf-8")
        (out / f"{kind}.css").write_bytes(light.read_bytes())
        told[_digest(whole)] = {"file": f"{kind}.css", "words": sorted(_known(words, text))}
    (out / KEPT).write_text(json.dumps(told, sort_keys=True), encoding="utf-8")


def dress(site: Path) -> list[Path]:
    """Put the kept sheets into a site in the places of the whole ones, where nothing is lost.

    Returns:
        Those that were put there.
    """
    kept = files("zikao") / "_data" / "sheets"
    if not (kept / KEPT).is_file():
        return []
    told = json.loads((kept / KEPT).read_text(encoding="utf-8"))
    words = _words(site)
    put = []
    for sheet in sorted((site / _THEMES).glob("*.css")):
        known = told.get(_digest(sheet))
        if known and _known(words, sheet.read_text(encoding="utf-8")) <= set(known["words"]):
            sheet.write_bytes((kept / known["file"]).read_bytes())
            put.append(sheet)
    return put


def _whole_sheets() -> list[Path]:
    """The theme's sheets as it brings them."""
    return sorted((Path(str(files("material"))) / "templates" / _THEMES).glob("*.css"))


def _words(site: Path) -> set[str]:
    """What a class, an attribute or a property may be called by in the tags and scripts of a site.

    That is what `scripts/lighten.mjs` keeps rules by, and the properties that other sheets read.
    """
    found: set[str] = set()
    for path in below(site, ".html", ".js", ".css"):
        name = path.relative_to(site).as_posix()
        if name.startswith((f"{HOSTS}/", f"{_THEMES}/")):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".css":
            found.update(_READ.findall(text))
            continue
        for piece in _TAGS.findall(text) if path.suffix == ".html" else [text]:
            found.update(_WORD.findall(piece))
    return found


def _known(words: set[str], css: str) -> set[str]:
    """Those of a site's words that a sheet knows, and the beginnings that scripts make names of."""
    return words & set(_WORD.findall(css)) | {word for word in words if word.endswith("--")}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
