"""A page with nothing but the device's part of a check, under the policy of the site's pages."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from tests.acceptance.device.networks import content, file
from tests.acceptance.engines.driver import Driver, until
from zikao.site.built.csp import policy

ROOT: Final = Path(__file__).resolve().parents[3]
NETWORKS: Final = ("detector", "mesh", "expression", "outline", "parts")
PARTS: Final = ("pixels.wasm", "lcms.wasm", "litert.wasm", *map(file, NETWORKS))


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        if self.path.partition("?")[0].endswith(".html"):
            self.send_header("Content-Security-Policy", policy(""))
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


@contextmanager
def serving(folder: Path, portraits: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """The page's address, and the paths that were asked for so far.

    Args:
        folder: an empty one.
        portraits: the files that the page looks at, by their names.
    """
    command = [ROOT / "scripts" / "node", Path(__file__).with_name("bundle.mjs"), folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in NETWORKS:
        (folder / "parts" / file(name)).write_bytes(content(name))
    (folder / "portraits").mkdir()
    for name, data in portraits.items():
        (folder / "portraits" / name).write_bytes(data)
    listed = {"parts": PARTS, "portraits": list(portraits)}
    (folder / "list.json").write_text(json.dumps(listed), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    asked: list[str] = []
    server.asked = asked  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/page.html", asked
    finally:
        server.shutdown()
        server.server_close()


def told(driver: Driver, address: str) -> dict[str, Any]:
    """What the page measured in a browser."""
    driver.open(address)
    value: dict[str, Any] = json.loads(
        until(driver, "return window.told && JSON.stringify(window.told)", "nothing came of the portraits")
    )
    return value
