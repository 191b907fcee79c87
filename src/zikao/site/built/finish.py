"""What is done to a built site: leave out what no reader needs, and compress the rest beforehand."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

from zikao.site.built.tree import below

TEXT = (".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml")
SEARCH = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""Where the theme has the search that this site's own stands in for."""
SMALLEST = 1024
"""Bytes; below this a compressed copy saves nothing worth a file."""
LEVEL = 6
"""Of gzip; the highest takes half as long again and wins a three-hundredth."""

_INDENTED = re.compile(r"\n\s+")


def lean(html: str) -> str:
    """A page without the indentation of its templates; one that shows code is left as it is."""
    return html if "<pre" in html else _INDENTED.sub("\n", html)


def prune(site: Path, *, own_search: bool) -> None:
    """Remove source maps and, beside a search of the site's own, the theme's: 2 MB that nobody asks for."""
    for path in below(site, ".map"):
        path.unlink()
    for folder in SEARCH if own_search else ():
        shutil.rmtree(site / folder, ignore_errors=True)


def compress(site: Path) -> None:
    """Put a `.gz` beside every text file; the same content gives the same bytes."""
    for path in below(site, *TEXT):
        if len(content := path.read_bytes()) >= SMALLEST:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, LEVEL, mtime=0))
