"""Vectors of pages' pixels: of the files of portraits, and of pages that are decoded at a smaller scale."""

from __future__ import annotations

import base64
import hashlib
import zlib
from typing import Any, Final

import numpy as np
from PIL import Image

from tests.unit.package import documents
from tests.vectors import readings, store
from zikao.formats.signatures import identify
from zikao.package.limits import DEFAULT
from zikao.package.pages.budget import Budget
from zikao.package.pages.opening import rasters
from zikao.package.pages.pdfs import Drawer
from zikao.package.pages.rasters import Raster

PATH: Final = "package/rasters"
LARGE: Final[dict[str, tuple[int, int, str, dict[str, Any]]]] = {
    "seven eighths": (2250, 1700, "RGB", {}),
    "six eighths": (2600, 1950, "RGB", {"subsampling": 0}),
    "five eighths": (2400, 3100, "L", {}),
    "five eighths, progressive": (3000, 2200, "RGB", {"progressive": True}),
    "half": (3024, 4032, "RGB", {}),
    "three eighths": (5400, 800, "CMYK", {}),
    "a quarter": (900, 7000, "RGB", {"subsampling": 1}),
}
"""Width, height, colours, and how it is saved."""


def large() -> dict[str, bytes]:
    """JPEGs with something to see in a corner, and a PNG that is reduced."""
    found = {}
    for label, (width, height, mode, how) in LARGE.items():
        found[label] = documents.jpeg(_page(width, height).convert(mode), 60, **how)
    found["png, a third"] = documents.png(_page(6100, 500).quantize(16))
    found["png, clear and large"] = documents.png(_page(4100, 300).convert("RGBA"))
    return found


def _page(width: int, height: int) -> Image.Image:
    page = Image.new("RGB", (width, height), (240, 236, 228))
    noise = np.random.default_rng(4).integers(0, 256, (30, 40, 3), np.uint8)
    page.paste(Image.fromarray(noise).resize((90, 70)), (width // 3, height // 3))
    return page


def document(corpus: dict[str, bytes]) -> dict[str, Any]:
    """What Python's decoder makes of each: size, marks and digest; or whether the file is at fault."""
    return {label: _told(data) for label, data in corpus.items() if identify(data) in ("jpeg", "png")}


def _told(data: bytes) -> Any:
    budget = Budget(1e9, 1e9)
    budget.begin()
    (found,) = rasters(identify(data), lambda: data, DEFAULT, budget, Drawer(DEFAULT, budget))
    if not isinstance(found, Raster):
        return {"damaged": found.damaged}
    shape = f"{found.picture.width} {found.picture.height}\n".encode()
    digest = hashlib.sha256(shape + found.picture.tobytes()).hexdigest()[:24]
    return [found.width, found.height, found.bilevel, found.damaged, digest]


def corpus(kept: dict[str, Any]) -> dict[str, bytes]:
    """All files: those of portraits, and these."""
    files = {label: each.data for label, each in store.unpack(store.read("photo/files")).items()}
    return files | {label: zlib.decompress(base64.b64decode(each)) for label, each in kept["files"].items()}


def make() -> None:
    """Write all of it anew."""
    files = {
        label: base64.b64encode(zlib.compress(data, 9)).decode() for label, data in sorted(large().items())
    }
    kept = {"decoder": readings.decoder(), "files": files}
    store.write(PATH, kept | {"of": document(corpus(kept))})
