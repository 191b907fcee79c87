"""Listing an archive of 200 MB in browsers: names, sizes and encodings of 100 entries, from its two ends.

The archive lies on disk and is chosen as by a candidate. Beside it the same number of bytes is read in one
slice, which is the least that a browser takes. Times are those of the wall in the page: the first listing,
and the least of twelve rounds in turn with the slice, which is what a busy machine disturbs least.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.acceptance.engines.driver import Driver, Played, until
from tests.acceptance.engines.remote import firefox

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = 100
ENTRY_BYTES = 2_000_000
PAGE = '<!doctype html><meta charset="utf-8"><input type="file" id="file"><script src="page.js"></script>'


def prepare(folder: Path) -> Path:
    """The page with its script, and the archive; where that lies."""
    bundle = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    told = ["--bundle", "--format=iife", "--log-level=error", f"--outfile={folder / 'page.js'}"]
    command: list[str | Path] = [ROOT / "scripts" / "node", bundle, ROOT / "benchmarks/package_listed.mjs"]
    subprocess.run([*command, *told], check=True)
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    archive = folder / "材料.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for number in range(ENTRIES):
            made.writestr(f"{number + 1:03}-课程合格证-{number}.jpg", os.urandom(ENTRY_BYTES))
    return archive


def browsers(folder: Path) -> Iterator[Driver]:
    """Those of this machine, one after the other."""
    if program := shutil.which("chromium"):
        with sync_playwright() as tools:
            browser = tools.chromium.launch(executable_path=program, args=["--no-sandbox"])
            yield Played("Chromium", browser.new_page())
            browser.close()
    if program := shutil.which("firefox-esr"):
        with firefox(program, folder, None) as driver:
            yield driver


def main() -> None:
    """Print a line for each browser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = prepare(folder)
        (folder / "profile").mkdir()
        for driver in browsers(folder / "profile"):
            driver.open((folder / "page.html").as_uri())
            driver.attach("#file", archive)
            driver.run("listed(document.querySelector('#file').files[0])")
            told = until(driver, "return window.told", "nothing was listed")
            own, one = min(told["list_ms"]), min(told["one_ms"])
            print(
                f"package listed, {driver.name} {driver.version}, {archive.stat().st_size / 1e6:.0f} MB, "
                f"{told['entries']} entries: {told['reads']} reads of {told['bytes']} bytes, "
                f"first {told['first']:.1f} ms, least {own:.1f} ms, as one slice {one:.1f} ms, "
                f"ratio {own / one:.1f}"
            )


if __name__ == "__main__":
    main()
