"""`make engines`: the jobs of a candidate in each browser of this machine, as a table.

``python -m tests.acceptance.engines.table SITE`` takes a built site; names of browsers behind it (`webkit`)
leave out the others. What is not on this machine is left out, and said so; the exit code is 1 where a job
failed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tests import portals

from . import jobs, old, remote
from .driver import Driver, Played
from .portals import elements, made_files
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
def _chromium(program: str, _: Path, proxy: int | None) -> Iterator[Played]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            # Whoever watches it does not want to see how it keeps itself up to date.
            args=[*old.FLAGS, *(["--disable-component-update"] if proxy else [])],
            # As a rule nothing of one's own machine goes through a proxy.
            proxy={"server": f"http://127.0.0.1:{proxy}", "bypass": "<-loopback>"} if proxy else None,
        )
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
        yield Played("Chromium", page)
        browser.close()


def _oldest() -> str | None:
    return str(old.program(ROOT, ROOT / "build" / "engines")) if (ROOT / old.PACKAGE).is_file() else None


Start = Callable[[str, Path, int | None], AbstractContextManager[Driver]]
"""Starts a browser: its program, an empty folder for its profile, the port of a proxy."""
ENGINES: dict[str, tuple[Callable[[], str | None], Start]] = {
    "chromium-86": (_oldest, _chromium),
    "chromium": (partial(shutil.which, "chromium"), _chromium),
    "wpe": (partial(shutil.which, "WPEWebDriver"), remote.wpe),
    "webkit": (partial(shutil.which, "WebKitWebDriver"), remote.webkit),
    "firefox": (partial(shutil.which, "firefox-esr"), remote.firefox),
}
"""For each browser what finds its program, and what starts it."""


def browsers(
    folder: Path, named: Container[str] = (), proxy: int | None = None
) -> Iterator[AbstractContextManager[Driver]]:
    """What starts each browser that is here.

    Args:
        folder: an empty one, for their profiles.
        named: those that are wanted; none: all of ENGINES.
        proxy: port of one that they shall ask, for whatever it is.
    """
    for name, (found, start) in ENGINES.items():
        if named and name not in named:
            continue
        if program := found():
            profile = folder / name
            profile.mkdir(mode=0o700)
            yield start(program, profile, proxy)
        else:
            print(f"{name} is not on this machine", file=sys.stderr)


def chosen(arguments: Iterable[str]) -> list[str]:
    """Browsers that a command line names."""
    return [each for each in arguments if each in ENGINES]


def _row(driver: Driver, jobs: Iterable[Callable[[], Any]]) -> tuple[str, int]:
    """A line of the table, and how many jobs failed."""
    cells, failed = [f"{driver.name} {driver.version}"], 0
    for job in jobs:
        try:
            cells.append(str(job()))
        except AssertionError as why:
            failed += 1
            cells.append(f"FAILED: {why}".replace("|", "/")[:160])
    return f"| {' | '.join(cells)} |", failed


def _table(
    folder: Path,
    named: Container[str],
    names: Iterable[str],
    jobs: Callable[[Driver], Iterable[Callable[[], Any]]],
) -> int:
    """Print a table, a line for each browser; how many jobs failed."""
    heads = ["browser", *names]
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}", flush=True)
    failures = 0
    folder.mkdir()
    for start in browsers(folder, named):
        with start as driver:
            line, failed = _row(driver, jobs(driver))
        failures += failed
        print(line, flush=True)
    return failures


def main(site: Path, named: Container[str] = ()) -> int:
    """Print a table of the site's pages, and one of its elements in portals; 1 where a job failed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "served").mkdir()
        homes = {each: stack.enter_context(portals.serving(each)) for each in portals.NAMES}
        listed = [portal.address for portal in homes.values()]
        home, _ = stack.enter_context(serving(site.resolve(), folder / "served", listed))
        for portal in homes.values():
            portal.guide = home.rstrip("/")
        failures = _table(
            folder / "pages",
            named,
            JOBS,
            lambda driver: [partial(job, driver, home) for job in JOBS.values()],
        )
        print()
        framed = {
            f"{each}, {element}": (job, each, f"{portal.address}/")
            for each, portal in homes.items()
            for element, job in elements(*made_files(folder)).items()
        }
        failures += _table(
            folder / "portals",
            named,
            framed,
            lambda driver: [partial(job, driver, *where) for job, *where in framed.values()],
        )
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), chosen(sys.argv[2:])))
