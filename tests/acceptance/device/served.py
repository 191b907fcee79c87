"""A page with nothing but the device's part of a check, under the policy of the site's pages."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tests.acceptance.engines.driver import PATIENCE, Driver, until
from zikao.site.built.csp import policy
from zikao.site.device import NETWORKS

ROOT: Final = Path(__file__).resolve().parents[3]
PARTS: Final = ("pixels.wasm", "lcms.wasm", "litert.wasm", *(each.name for each in NETWORKS["photo"]))


@dataclass(frozen=True)
class Chain:
    """What a page's worker runs, and what it is handed."""

    check: str
    script: str
    module: bool
    networks: Callable[[], Mapping[str, bytes]]
    """Contents by the names that the worker knows."""
    parts: tuple[str, ...]
    """All that it is handed."""
    anywhere: bool = False
    """Whether it runs where the networks do not."""


def _networks() -> dict[str, bytes]:
    return {each.name: each.content() for each in NETWORKS["photo"]}


PORTRAITS: Final = Chain("photo", "chain.js", False, _networks, PARTS)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, asked: list[str], **options: Any) -> None:
        self._asked = asked
        super().__init__(*args, **options)  # which answers the request

    def end_headers(self) -> None:
        if self.path.partition("?")[0].endswith(".html"):
            self.send_header("Content-Security-Policy", policy(""))
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        self._asked.append(self.path)


@contextmanager
def serving(
    folder: Path,
    portraits: Mapping[str, bytes],
    chain: Chain = PORTRAITS,
    cuts: Mapping[str, tuple[bytes, Mapping[str, Any]]] = MappingProxyType({}),
) -> Iterator[tuple[str, list[str]]]:
    """The page's address, and the paths that were asked for so far.

    Args:
        folder: an empty one.
        portraits: the files that the page looks at, by their names.
        chain: how it looks at them.
        cuts: originals that it cuts from, by their names, each with what the worker is asked beside it.
    """
    bundle = Path(__file__).with_name("bundle.mjs")
    command: list[str | Path] = [ROOT / "scripts" / "node", bundle, folder, chain.check, chain.script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name, data in chain.networks().items():
        (folder / "parts" / name).write_bytes(data)
    (folder / "portraits").mkdir()
    for name, data in (*portraits.items(), *((name, data) for name, (data, _) in cuts.items())):
        (folder / "portraits" / name).write_bytes(data)
    listed = {
        "parts": chain.parts,
        "portraits": list(portraits),
        "module": chain.module,
        "anywhere": chain.anywhere,
        "cuts": {name: question for name, (_, question) in cuts.items()},
    }
    (folder / "list.json").write_text(json.dumps(listed), encoding="utf-8")
    asked: list[str] = []
    handler = partial(_Handler, asked=asked, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/page.html", asked
    finally:
        server.shutdown()
        server.server_close()


def told(driver: Driver, address: str, patience: float = PATIENCE) -> dict[str, Any]:
    """What the page measured in a browser."""
    driver.open(address)
    value: dict[str, Any] = json.loads(
        until(
            driver, "return window.told && JSON.stringify(window.told)", "nothing came of the files", patience
        )
    )
    return value
