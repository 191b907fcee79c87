"""`make engines`: the jobs of a candidate in each browser of this machine, as a table.

``python -m tests.acceptance.engines.table SITE`` takes a built site. What is not on this machine is left out,
and said so; the exit code is 1 where a job failed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from . import jobs, old, remote
from .driver import Driver, Played
from .server import serving

ROOT = Path(__file__).resolve().parents[3]
JOBS: dict[str, Callable[[Driver, str], Any]] = {
    "open": lambda driver, home: f"{min(len(jobs.opens(driver, home, path)) for path in jobs.KINDS)} rules",
    "eligibility": jobs.eligibility,
    "case": jobs.case,
    "ticks": jobs.ticks,
    "share": jobs.share,
    "search": jobs.search,
    "large text": jobs.large,
}


@contextmanager
def _chromium(program: Path) -> Iterator[Played]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
        yield Played("Chromium", page)
        browser.close()


def _browsers(folder: Path) -> Iterator[AbstractContextManager[Driver]]:
    """What starts each browser that is here."""
    if (ROOT / old.PACKAGE).is_file():
        yield _chromium(old.program(ROOT, ROOT / "build" / "engines"))
    if program := shutil.which("chromium"):
        yield _chromium(Path(program))
    for name, start in {"WPEWebDriver": remote.wpe, "firefox-esr": remote.firefox}.items():
        if shutil.which(name):
            profile = folder / name
            profile.mkdir(mode=0o700)
            yield start(profile)
        else:
            print(f"{name} is not on this machine", file=sys.stderr)


def _row(driver: Driver, home: str) -> tuple[str, int]:
    """A line of the table, and how many jobs failed."""
    cells, failed = [f"{driver.name} {driver.version}"], 0
    for job in JOBS.values():
        try:
            cells.append(str(job(driver, home)))
        except AssertionError as why:
            failed += 1
            cells.append(f"FAILED: {why}".replace("|", "/")[:160])
    return f"| {' | '.join(cells)} |", failed


def main(site: Path) -> int:
    """Print the table; 1 where a job failed."""
    print(f"| browser | {' | '.join(JOBS)} |\n|{' --- |' * (len(JOBS) + 1)}")
    failures = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        served = Path(folder, "served")
        served.mkdir()
        with serving(site.resolve(), served) as (home, _):
            for start in _browsers(Path(folder)):
                with start as driver:
                    line, failed = _row(driver, home)
                failures += failed
                print(line, flush=True)
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
