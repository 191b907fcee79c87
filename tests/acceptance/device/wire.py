"""What crosses the wire while a file is checked on the device, and for a while after: in each browser.

``python -m tests.acceptance.device.wire SITE`` takes a site that was built with `on_device`. It is visited at
a server of plain files and at zikao's own, by itself and in portals with strict policies, one of them
isolated; each browser asks a proxy for whatever it wants, which keeps all of it. What a browser asks of its
makers stands by itself: it does so on a bare page too. Names of browsers (`webkit`) leave out the others.
"""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests import portals
from tests.acceptance.device.proxy import Passed, passing
from tests.acceptance.device.watched import portrait
from tests.acceptance.engines import jobs
from tests.acceptance.engines.driver import Driver
from tests.acceptance.engines.portals import inside
from tests.acceptance.engines.server import serving
from tests.acceptance.engines.table import browsers, chosen
from tests.answering import answering
from tests.unit.package import documents
from zikao.site.address import DEVICE_FILES

PAGES: Final = {"photo": "anhui/photos/graduation/", "package": "zhejiang/packages/score-merge/"}
"""By the check."""
SECONDS: Final = 100
"""After the last check of a browser; nothing that reports home waits longer."""
ISOLATED: Final = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HEADS: Final = (
    *("browser", "where", "verdict", "first visit: requests", "bytes", "of the check", "next visit: bytes"),
    *("of the check", "with a body", "other hosts asked", "of these on a bare page"),
)
BARE: Final = (
    b"<!doctype html><title>bare</title><form><input name=name><input type=file><button>a</button></form>"
)
"""A page with a form, and nothing of ours."""
BARE_SECONDS: Final = 20


@contextmanager
def plain(site: Path) -> Iterator[str]:
    """Python's own server of files; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(site)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as server:
        try:
            _answers(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _answers(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("no server of files")


def package() -> bytes:
    """An archive with one page in it: it is not complete."""
    page = documents.jpeg(documents.Page.of("identity_card_front", 3).draw(150))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("01-身份证.jpg", page)
    return out.getvalue()


Visit = Callable[[Driver, Path], str]
"""Goes there and has the file checked; what is said of it."""


def alone(home: str, check: str) -> Visit:
    """In a page of the site."""

    def visit(driver: Driver, file: Path) -> str:
        driver.open(home + PAGES[check])
        return jobs.here(driver, check, file)

    return visit


def framed(name: str, address: str, check: str) -> Visit:
    """In a portal."""

    def visit(driver: Driver, file: Path) -> str:
        driver.open(f"{address}/")
        if name == "tables":
            driver.run(f"document.querySelector('[data-tab={check}]').click()")
        with inside(driver, name, check):
            return jobs.here(driver, check, file)

    return visit


def _told(passed: Sequence[Passed], origins: Sequence[str]) -> list[str]:
    """Requests, bytes, bytes of the check's own parts."""
    ours = [each for each in passed if each.address.startswith(tuple(origins))]
    parts = [each for each in ours if f"/{DEVICE_FILES}" in each.address]
    return [str(len(ours)), *(f"{sum(each.came for each in some):,}" for some in (ours, parts))]


def others(passed: Sequence[Passed], origins: Sequence[str]) -> set[str]:
    """Hosts that are none of these."""
    leaving = (each.address for each in passed if not each.address.startswith(tuple(origins)))
    return {urlsplit(f"//{each}" if "//" not in each else each).hostname or each for each in leaving}


class _Bare(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(BARE)

    def log_message(self, *_: object) -> None:
        pass


def row(
    driver: Driver,
    visit: Visit,
    file: Path,
    passed: list[Passed],
    origins: Sequence[str],
    after: float,
    own: set[str],
) -> list[str]:
    """The cells of one browser at one place, after its name and the place's.

    Args:
        driver: of the browser.
        visit: goes to the place.
        file: what is checked there, twice.
        passed: what passes the proxy.
        origins: of all places.
        after: seconds to go on watching.
        own: hosts that the browser asks by itself.
    """
    passed.clear()
    verdict = visit(driver, file)
    first = list(passed)
    passed.clear()
    assert visit(driver, file) == verdict
    time.sleep(after)
    again = list(passed)
    asked = others([*first, *again], origins)
    return [
        verdict,
        *_told(first, origins),
        *_told(again, origins)[1:],
        str(sum(each.sent > 0 for each in (*first, *again))),
        ", ".join(sorted(asked - own)) or "0",
        ", ".join(sorted(asked & own)) or "0",
    ]


def main(site: Path, named: Container[str] = ()) -> None:
    """Print the table."""
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "served").mkdir()
        chosen_files = {"photo": folder / "照片.jpg", "package": folder / "材料.zip"}
        chosen_files["photo"].write_bytes(portrait())
        chosen_files["package"].write_bytes(package())
        homes = {each: stack.enter_context(portals.serving(each)) for each in portals.NAMES}
        homes["isolated"] = stack.enter_context(portals.serving("tables"))
        homes["isolated"].headers = ISOLATED
        addresses = [portal.address for portal in homes.values()]
        files = stack.enter_context(plain(site))
        own, _ = stack.enter_context(serving(site.resolve(), folder / "served", addresses))
        for portal in homes.values():
            portal.guide = own.rstrip("/")
        places = {
            f"{check}, {name}": (visit, chosen_files[check])
            for check in PAGES
            for name, visit in {
                "plain files": alone(files, check),
                "zikao serve": alone(own, check),
                **{f"portal: {each}": framed(at.name, at.address, check) for each, at in homes.items()},
            }.items()
        }
        port, passed = stack.enter_context(passing())
        bare = f"http://127.0.0.1:{stack.enter_context(answering(_Bare))}/"
        profiles = folder / "browsers"
        profiles.mkdir()
        for start in browsers(profiles, named, port):
            with start as driver:
                passed.clear()
                driver.open(bare)
                time.sleep(BARE_SECONDS)
                by_itself = others(passed, [bare])
                for place, (visit, file) in places.items():
                    last = SECONDS if place == [*places][-1] else 0
                    try:
                        cells = row(driver, visit, file, passed, [files, own, *addresses], last, by_itself)
                    except AssertionError as why:
                        cells = [f"FAILED: {why}".replace("|", "/")[:300]]
                    print(f"| {driver.name} {driver.version} | {place} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), chosen(sys.argv[2:]))
