"""Portraits made on the device in Chromium, against those that Python makes of the same originals.

`python -m tests.acceptance.device.fits [COUNT]` takes so many of the portraits that are made of the folder
`shared` beside the tree, each at about twice the pixels that the spec wants, and counts the ends.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.acceptance.device.table import made
from tests.acceptance.device.watched import FRAME, Watched, elements, serving
from tests.books import rulebooks
from zikao.checks.fit.portrait import fit_photo
from zikao.checks.photo import check_photo

ITEM: Final = "anhui/graduation"
BUTTON: Final = "照这样做一张"
SAME: Final = ("the same file", "the same refusal", "offered by neither")
SCALE: Final = 2.1
"""Not a whole number, so that a crop begins between pixels."""


def larger(data: bytes) -> bytes:
    """Something to cut from."""
    with Image.open(io.BytesIO(data)) as picture:
        size = round(SCALE * picture.width), round(SCALE * picture.height)
        large = picture.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    large.save(out, "JPEG", quality=92)
    return out.getvalue()


def compared(page: Watched, way: str, name: str, data: bytes) -> str:
    """How the device's end is beside Python's; `way`: the button that has it checked."""
    page.choose(name, data)
    offered = BUTTON in page.check(way)
    library = rulebooks()
    report = check_photo(library, ITEM, data, name)
    if offered != bool(report.portrait and report.portrait.fitting):
        return "offered by one alone"
    if not offered:
        return "offered by neither"
    told, called, content = page.make()
    wanted = fit_photo(library, ITEM, data, name)
    if content != (wanted.data or b"") or called != (wanted.name if wanted.data else ""):
        return "another end"
    if not all(note.what in told for note in (*wanted.steps, *wanted.refused, *wanted.confirm)):
        return "told otherwise"
    return "the same file" if content else "the same refusal"


def main(most: int) -> int:
    """Print the table; 1 where the two differ."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        elements(Path(scratch) / "elements")
        with serving(Path(scratch) / "site", Path(scratch) / "elements") as base:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = Watched(browser.new_context(locale="zh-CN").new_page(), base)
            page.page.goto(f"{base}{FRAME}")
            way = "查全部"
            for name, data in made(most).items():
                end = compared(page, way, name, larger(data))
                counts[end] += 1
                if end not in SAME:
                    print(f"{name}: {end}", flush=True)
                way = "在你的设备上检查"
            browser.close()
    print(f"{counts.total()} originals: {', '.join(f'{end} {count}' for end, count in counts.most_common())}")
    return 0 if counts.keys() <= {*SAME} else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
