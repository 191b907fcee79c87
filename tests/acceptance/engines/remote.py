"""Browsers of Debian that Playwright does not drive: two WebKits by WebDriver, Firefox by Marionette."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from .driver import PATIENCE, until

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key of an element in either protocol."""
START_SECONDS = 60
PATHS = {
    "Navigate": "/url",
    "ExecuteScript": "/execute/sync",
    "FindElement": "/element",
    "SwitchToFrame": "/frame",
}
"""Of commands over HTTP."""


class Remote(ABC):
    """One page, by commands of the WebDriver standard."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version = ""
        self.opened = 0

    @abstractmethod
    def command(self, name: str, **told: Any) -> Any:
        """One command by its name in Marionette; its value."""

    def open(self, address: str) -> None:
        """See Driver."""
        self.leave()
        # Another address each time: to another fragment of the same page a driver goes without loading it.
        self.opened += 1
        page, mark, fragment = address.partition("#")
        self.command("Navigate", url=f"{page}?{self.opened}{mark}{fragment}")
        # Where the fragment is the same Marionette does not wait: a job would act on the page that is left.
        there = f"location.search === '?{self.opened}' && document.readyState === 'complete'"
        until(self, f"return {there}", address)

    def run(self, script: str) -> Any:
        """See Driver."""
        return self.command("ExecuteScript", script=script, args=[])

    def attach(self, selector: str, file: Path) -> None:
        """See Driver."""
        found = self.command("FindElement", using="css selector", value=selector)
        self.command("ElementSendKeys", id=found[ELEMENT], text=str(file))

    def fresh(self) -> None:
        """See Driver."""
        self.run("localStorage.clear()")

    def enter(self, script: str) -> None:
        """See Driver."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.command("SwitchToFrame", id=self.run(script))
                # A frame that has only begun to load is another one a moment later, and WebKit loses it.
                if self.run("return document.readyState === 'complete' && location.protocol !== 'about:'"):
                    return
            except AssertionError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.3)
            # Where the frame went while it was asked, what leads out of it may be told that it is gone, too.
            with suppress(AssertionError):
                self.leave()

    def leave(self) -> None:
        """See Driver."""
        self.command("SwitchToFrame", id=None)


class WebDriver(Remote):
    """Over HTTP, as WebKit's drivers speak it."""

    def __init__(self, name: str, address: str, wanted: Mapping[str, Any]) -> None:
        super().__init__(name)
        self.address = address
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{made['sessionId']}"
        self.version = str(made["capabilities"].get("browserVersion", ""))

    def command(self, name: str, **told: Any) -> Any:
        """See Remote."""
        path = f"/element/{told.pop('id')}/value" if name == "ElementSendKeys" else PATHS[name]
        return self._ask("POST", self.session + path, told)

    def close(self) -> None:
        """End the browser."""
        with suppress(URLError, OSError):
            self._ask("DELETE", self.session)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = Request(
            self.address + path, data, {"Content-Type": "application/json; charset=utf-8"}, method=method
        )
        try:
            with urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except URLError as error:
            said = getattr(error, "read", lambda: b"")()
            raise AssertionError(f"{self.name}: {error}: {said[:300]!r}") from None


class Marionette(Remote):
    """Firefox's own wire: a length, a colon, and JSON."""

    def __init__(self, name: str, port: int) -> None:
        super().__init__(name)
        self.wire = _connected(port).makefile("rwb")
        self._read()
        self.serial = 0
        made = self.command("NewSession", capabilities={})
        self.version = str(made["capabilities"]["browserVersion"])

    def command(self, name: str, **told: Any) -> Any:
        """See Remote."""
        self.serial += 1
        message = json.dumps([0, self.serial, f"WebDriver:{name}", told]).encode()
        self.wire.write(b"%d:%s" % (len(message), message))
        self.wire.flush()
        _, _, error, value = self._read()
        assert error is None, f"{self.name}: {error}"
        return value.get("value", value) if isinstance(value, dict) else value

    def _read(self) -> Any:
        length = b""
        while (letter := self.wire.read(1)) != b":":
            assert letter, f"{self.name} has gone"
            length += letter
        return json.loads(self.wire.read(int(length)))


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=120)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(*command: str, **environment: str) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            process.kill()


def _proxied(port: int | None) -> dict[str, Any]:
    """The standard's capability for a proxy."""
    if port is None:
        return {}
    host = f"127.0.0.1:{port}"
    return {"proxy": {"proxyType": "manual", "httpProxy": host, "sslProxy": host, "noProxy": []}}


@contextmanager
def wpe(program: str, folder: Path, proxy: int | None) -> Iterator[WebDriver]:
    """WPE WebKit 2.38 in cog, which is of the age of Safari 16: no constructed sheets."""
    port = _free()
    options = {"binary": shutil.which("cog"), "args": ["--automation", "--platform=headless"]}
    with _running(program, f"--port={port}", HOME=str(folder), XDG_RUNTIME_DIR=str(folder)):
        _connected(port).close()
        driver = WebDriver(
            "WPE WebKit", f"http://127.0.0.1:{port}", {"wpe:browserOptions": options, **_proxied(proxy)}
        )
        yield driver
        driver.close()


@contextmanager
def webkit(program: str, folder: Path, proxy: int | None) -> Iterator[WebDriver]:
    """WebKitGTK 2.50 in its MiniBrowser, which is of the age of Safari 26; on a screen that nobody sees."""
    port = _free()
    with _screen() as screen:
        environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "DISPLAY": screen,
            # A machine of tests has no graphics card, and may let nobody make a sandbox.
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        with _running(program, f"--port={port}", **environment):
            _connected(port).close()
            driver = WebDriver("WebKitGTK", f"http://127.0.0.1:{port}", _proxied(proxy))
            yield driver
            driver.close()


@contextmanager
def _screen() -> Iterator[str]:
    """The name of an X server's display that is there until it is left."""
    ours, its = os.pipe()
    command = ["Xvfb", "-displayfd", str(its), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=[its], stdout=quiet, stderr=quiet) as server:
        os.close(its)
        try:
            with os.fdopen(ours, encoding="ascii") as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def firefox(program: str, folder: Path, proxy: int | None) -> Iterator[Marionette]:
    """Debian's Firefox ESR."""
    port = _free()
    said: dict[str, Any] = {
        "marionette.port": port,
        "app.normandy.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
    }
    if proxy:
        said |= {
            "network.proxy.type": 1,
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": proxy,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": proxy,
            "network.proxy.allow_hijacking_localhost": True,
        }
    lines = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in said.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    with _running(program, "--marionette", "--headless", "--profile", str(folder), HOME=str(folder)):
        yield Marionette("Firefox", port)
