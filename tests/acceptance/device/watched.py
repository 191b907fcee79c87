"""What leaves a page while it checks a portrait on the device and makes another, and for a while after.

Every request is told: `python -m tests.acceptance.device.watched` prints the table, of both and
the 100 seconds after them.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from tests.acceptance.device.served import ROOT
from tests.answering import answering
from tests.books import rulebooks
from tests.vectors import seen
from zikao.site import device
from zikao.site.address import ELEMENTS
from zikao.site.built.csp import protect
from zikao.site.data import documents
from zikao.site.frames import frames

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Frame, Page, Request

FRAME: Final = "embed/photo/anhui/graduation/"
SECONDS: Final = 100
"""After the check; nothing that reports home waits longer."""
READY: Final = "文件不发送"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def elements(out: Path) -> None:
    """Bundle the elements, with the workers' part."""
    command = [str(ROOT / "scripts" / "node"), str(ROOT / "widgets" / "build.mjs"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(folder: Path, bundled: Path, frame: str = FRAME) -> Iterator[str]:
    """A page for frames with all that its check needs, from a server of plain files.

    Gives the site's address.
    """
    _, check, province, *_ = frame.split("/")
    shutil.copytree(bundled, folder / ELEMENTS)
    device.add(folder, frozenset({check}), compress=False)
    library = rulebooks().only([province])
    made = dict(frames(library, api="/v1", on_device=frozenset({check})))
    pages = {f"{frame}index.html": protect(made[f"{frame}index.html"], "/v1")}
    pages |= {path: text for path, text in documents(library, on_device={check}) if f"/{check}s/" in path}
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with answering(partial(_Quiet, directory=str(folder))) as port:
        yield f"http://127.0.0.1:{port}/"


@dataclass
class Watched:
    """A page, and every request of it and of its workers."""

    page: Page
    base: str
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    """Method, address, bytes of body."""
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place: Page | Frame = self.page
        """Where the check is: a portal has it in a frame."""
        context: BrowserContext = self.page.context
        context.on("request", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.faults.append(line.text))

    def _note(self, asked: Request) -> None:
        self.requests.append((asked.method, asked.url, len(asked.post_data_buffer or b"")))

    def parts(self) -> list[str]:
        """Paths of the check's own parts that were fetched."""
        start = f"{self.base}{ELEMENTS}/device/"
        return [url for method, url, _ in self.requests if method == "GET" and url.startswith(start)]

    def leaving(self) -> list[tuple[str, str, int]]:
        """What is no fetching of this site's files."""
        return [
            (method, url, size)
            for method, url, size in self.requests
            if not url.startswith((self.base, "data:", f"blob:{self.base}"))
            or method not in ("GET", "HEAD")
            or size
        ]

    def choose(self, name: str, data: bytes) -> str:
        """Choose a file; gives what the page says that checking it takes, button by button."""
        file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
        self.place.locator("input[id$=-file]").set_input_files(file)
        note = self.place.locator(".zk-here", has_text=READY)
        note.wait_for()
        return "\n".join(self.place.locator(".zk-here, [id$=-send], .zk-other:visible").all_inner_texts())

    def check(self, way: str) -> str:
        """Has it checked on the device by a button; gives the verdict with all that stands by it."""
        self.place.get_by_role("button", name=way).click()
        verdict = self.place.locator(".zk-verdict")
        verdict.wait_for(timeout=120_000)
        return verdict.inner_text()

    def go_on(self) -> None:
        """Has the larger part fetched, and what was left looked at with it."""
        self.page.get_by_role("button", name="再下载").click()
        self.page.locator(".zk-further").wait_for(state="detached", timeout=120_000)
        self.page.locator(".zk-verdict").wait_for(timeout=120_000)

    def make(self) -> tuple[str, str, bytes]:
        """Has one made that fits; gives what is told of it, the kept file's name, and its content.

        The last two are empty where there is no file.
        """
        self.page.get_by_role("button", name="照这样做一张").click()
        made = self.page.locator(".zk-fitted")
        made.wait_for(timeout=120_000)
        link = made.get_by_role("link", name="保存照片")
        if not link.count():
            return made.inner_text(), "", b""
        with self.page.expect_download() as got:
            link.click()
        return made.inner_text(), got.value.suggested_filename, Path(got.value.path()).read_bytes()


def portrait() -> bytes:
    """A made portrait without a fault but its size."""
    return next(each.file.data for each in seen.seen() if each.label == "plain")


def large() -> bytes:
    """The same at twice its size: something to cut from."""
    with Image.open(io.BytesIO(portrait())) as picture:
        double = picture.convert("RGB").resize((2 * picture.width, 2 * picture.height))
    out = io.BytesIO()
    double.save(out, "JPEG", quality=95)
    return out.getvalue()


def main() -> int:
    """Print every request; 1 where one is no fetching of the site's files."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        elements(Path(scratch) / "elements")
        with serving(Path(scratch) / "site", Path(scratch) / "elements") as base:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_context(locale="zh-CN").new_page()
            watched = Watched(page, base)
            page.goto(f"{base}{FRAME}")
            print(watched.choose("large.jpg", large()))
            print(watched.check("查全部").replace("\n", " | "))
            told, name, data = watched.make()
            print(told.replace("\n", " | "))
            print(f"{name}, {len(data)} bytes")
            page.wait_for_timeout(SECONDS * 1000)
            browser.close()
            for method, url, size in watched.requests:
                print(f"{method:5} {url.removeprefix(base)} {size or ''}")
            leaving = watched.leaving()
            told = f"{len(watched.requests)} requests in a check, a making and {SECONDS} s after"
            print(f"{told}: {len(leaving)} not of this site's files, or with a body")
    return 1 if leaving else 0


if __name__ == "__main__":
    sys.exit(main())
