"""The site without a network: a service worker of its own, and what a phone needs to install it.

Pages come from the network where there is one, for a deadline must never be an old one; without it those
that have been seen, or kept on purpose, come from the device. Answers of the functions are never kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from posixpath import normpath
from typing import Any

from zikao.site.address import ELEMENTS, FRAMED, LIST, OFFLINE, TRADITIONAL, WHOLE, folder
from zikao.site.built.tree import below

WORKER = "sw.js"
MANIFEST = "manifest.json"
KEPT = "offline.json"
"""For each section (`anhui/`) the files that keep it readable without a network."""
_NAMED = re.compile(r'\b(?:href|src)="([^":?#]+\.(?:css|js|svg))"')
"""What a page loads: styles, scripts, the pictures of its frame."""


def add(site: Path, *, name: str, description: str | None, api: str, colour: str, ground: str) -> None:
    """Put the worker, its list of files and the manifest into a built site.

    Args:
        site: the folder, in which nothing but compression is still to be done.
        name: what the site is called on the device.
        description: what it is for.
        api: address of the functions, which the worker leaves alone.
        colour: of the bar around the page, such as `#0e4a5a`.
        ground: what stands there while the page comes.
    """
    looks = {"background_color": ground, "theme_color": colour}
    _write(site / MANIFEST, _json(_manifest(site, name, description) | looks))
    sections = {f"{place}{part}/" for place in _languages(site) for part in _parts(site / place)}
    _write(site / KEPT, _json({section: _section(site, section) for section in sorted(sections)}))
    worker = (files("zikao.site.built") / WORKER).read_text(encoding="utf-8")
    constants = {"VERSION": _version(site), "SHELL": _shell(site), "API": api, "KEPT": KEPT}
    told = "".join(f"const {key} = {_json(value)};\n" for key, value in constants.items())
    _write(site / WORKER, told + worker)


def _languages(site: Path) -> list[str]:
    """Folders with a whole site in them."""
    return ["", *([f"{TRADITIONAL}/"] if (site / TRADITIONAL).is_dir() else [])]


def _parts(place: Path) -> list[str]:
    """Provinces of one language: what has documents for the elements."""
    return sorted(path.name for path in (place / "data").glob("*") if path.is_dir())


def _shell(site: Path) -> list[str]:
    """Addresses of what the worker puts by when it comes: the first page, the one to show offline, styles."""
    offline = folder(OFFLINE)
    pages = ["./", *(f"{place}{offline}" for place in _languages(site) if (site / place / offline).is_dir())]
    home = site / "index.html"
    named = _NAMED.findall(home.read_text(encoding="utf-8")) if home.is_file() else []
    frame = dict.fromkeys(normpath(name) for name in named if (site / name).is_file())
    return [*pages, *dict.fromkeys([*frame, *_elements(site)])]


def _section(site: Path, section: str) -> list[str]:
    """Addresses of a section's pages, and of what their elements load."""
    place = f"{TRADITIONAL}/" if section.startswith(f"{TRADITIONAL}/") else ""
    pages = [name.removesuffix("index.html") for name in _files(site, f"{section}**/index.html")]
    part = section.removeprefix(place)
    elements = _elements(site, place) if place else []
    read = _files(site, f"{place}data/{part}**/*.json", f"calendar/{part}**/*.ics")
    # Lists are for pages that are not ours, where a guide has its own. What a device judges files by is
    # of no use without the parts of that check, which come with the first one; from then on it is kept.
    return [*pages, *(name for name in read if not name.endswith((LIST, WHOLE))), *elements]


def _elements(site: Path, place: str = "") -> list[str]:
    """Scripts of the elements; what only frames load is of no use without a network."""
    framed = f"{place}{ELEMENTS}/{FRAMED}"
    return [name for name in _files(site, f"{place}{ELEMENTS}/*.js") if name != framed]


def _files(site: Path, *patterns: str) -> list[str]:
    found = {path for pattern in patterns for path in site.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(site).as_posix() for path in found)


def _version(site: Path) -> str:
    """Another one whenever anything of the site is another."""
    digest = hashlib.sha256()
    for path in below(site):
        if path.suffix not in (".gz", ".br") and path != site / WORKER:
            digest.update(path.relative_to(site).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _manifest(site: Path, name: str, description: str | None) -> dict[str, Any]:
    icons = [
        {"src": f"assets/{file}", "sizes": sizes, "type": kind, "purpose": purpose}
        for file, sizes, kind, purpose in (
            ("icon-192.png", "192x192", "image/png", "any"),
            ("icon-512.png", "512x512", "image/png", "any"),
            ("icon-maskable.png", "512x512", "image/png", "maskable"),
            ("favicon.svg", "any", "image/svg+xml", "any"),
        )
        if (site / "assets" / file).is_file()
    ]
    return {
        "name": name,
        "short_name": name,
        "description": description or name,
        "lang": "zh-CN",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "id": "./",
        "display": "standalone",
        "icons": icons,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
