"""The whole site, built once and served as a real host would: compressed, below a path of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zikao.site.build import build

from .packed import PackedHandler, sending

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page
    from playwright.sync_api import Request as PageRequest

BELOW = "/guides/"
"""Not the root of the host, so that an address that only works there is seen."""


class _Handler(PackedHandler):
    served: Counter[str] = Counter()
    """Bytes of body by path since a test cleared it: a worker's requests are seen only here."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(BELOW):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path(path.removeprefix(BELOW.rstrip("/")))

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body = source.read()
        self.served[self.path.removeprefix(BELOW)] += len(body)
        outputfile.write(body)


@contextmanager
def at_home(site: Path) -> Iterator[str]:
    """The site on a port; gives the address of its home page."""
    with sending(site, _Handler) as root:
        yield f"{root.rstrip('/')}{BELOW}"


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The site as ``zikao build`` makes it, strictly: one for all workers, which nobody may change.

    A machine that keeps no smallest copies of large files waits for none.
    """
    return once("site", partial(build, draft=True))


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """Address of the home page."""
    with at_home(site) as address:
        yield address


@dataclass
class Visit:
    """A page in the browser with all that went wrong while it was shown."""

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    served: Counter[str] = field(default_factory=lambda: _Handler.served)
    """Bytes that the server sent, by path."""

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.home}{path}", wait_until="networkidle")
        self.page.wait_for_load_state()  # on a busy machine the network may rest before scripts have run
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def search(self, typed: str) -> Locator:
        """Opens the search unless it is open, types into it, and gives the pages found."""
        field = self.page.get_by_role("searchbox")
        if not field.is_visible():
            self.page.locator(".zs-open").click()
        field.fill(typed)
        return self.page.locator(".zs-found > li > a")

    def miss(self, asked: PageRequest) -> None:
        """A request without an answer. The icon is asked for late, and given up where the page is left."""
        if asked.url.endswith("/favicon.svg") and asked.failure == "net::ERR_ABORTED":
            return
        self.faults.append(f"no answer: {asked.url}")

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.home, "data:", "blob:"))]


@pytest.fixture
def visit(browser: Browser, home: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh phone in light colours; parametrise indirectly with what differs."""
    options = {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        **getattr(request, "param", {}),
    }
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    page = context.new_page()
    made = Visit(page, home)
    page.on("console", made.hear)
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    page.on("request", lambda asked: made.requests.append(asked.url))
    page.on("requestfailed", made.miss)
    _Handler.served.clear()
    yield made
    context.close()
