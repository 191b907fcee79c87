"""What a candidate does with each element in a portal: in its page, or in a frame of ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from ..by_server import sending
from .driver import Driver, literal, until
from .jobs import interviewed

FRAMED = ("photo", "package")
"""Elements that stand in a frame wherever they are."""


@contextmanager
def inside(driver: Driver, portal: str, name: str) -> Iterator[str]:
    """The start of scripts that finds, as `root`, where an element's parts are: in its frame, if any."""
    tag = literal(f"zikao-{name}")
    if portal == "classic":
        frame = f"document.querySelector('iframe[src*=\"/embed/{name}/\"]')"
    else:
        frame = f"(document.querySelector({tag}).shadowRoot || document).querySelector('iframe')"
    light = f"const host = document.querySelector({tag}); const root = host && (host.shadowRoot || host);"
    if portal != "classic":
        driver.run(f"document.querySelector({tag}).scrollIntoView()")
        if name not in FRAMED:
            yield light
            return
    until(driver, f"const frame = {frame}; if (frame) frame.scrollIntoView(); return !!frame", "no frame")
    driver.enter(f"return {frame}")
    try:
        yield light
    finally:
        driver.leave()


def eligibility(driver: Driver, portal: str, page: str) -> str:
    """Questions to a verdict: one answered, the others skipped. Its heading."""
    driver.open(page)
    with inside(driver, portal, "eligibility") as find:
        return interviewed(driver, find)


def checklist(driver: Driver, portal: str, page: str) -> str:
    """Two ticks, which are counted and, where the device keeps them, there on the page anew."""
    driver.open(page)
    ticked = "[...root.querySelectorAll('input')].filter((each) => each.checked).length"
    with inside(driver, portal, "checklist") as find:
        until(driver, f"{find} return !!root && root.querySelectorAll('input').length > 2", "no list")
        driver.run(
            f"{find} const boxes = [...root.querySelectorAll('input')].slice(0, 2);"
            "for (const each of boxes) if (!each.checked) each.click()"
        )
        until(driver, f"{find} return {ticked} === 2", "two ticks are not two")
    if portal == "classic":
        return "2"
    driver.open(page)
    with inside(driver, portal, "checklist") as find:
        until(driver, f"{find} return !!root && {ticked} === 2", "the two ticks are not there after a reload")
    return "2 of 2"


def way(driver: Driver, portal: str, page: str) -> str:
    """What it says of the reader's own way."""
    driver.open(page)
    with inside(driver, portal, "way") as find:
        words = "(/\\d+ 样材料.*\\d+ 步/.exec(root ? root.textContent : '') || [])[0]"
        return str(until(driver, f"{find} return {words}", "nothing is said of the way"))


def left(driver: Driver, portal: str, page: str) -> str:
    """How long there is left."""
    driver.open(page)
    with inside(driver, portal, "until") as find:
        words = "(/还没开始|还剩|已经/.exec(root ? root.textContent : '') || [])[0]"
        said = f"{find} return {words}"
        return str(until(driver, said, "nothing is said of the time"))


def checks(driver: Driver, portal: str, page: str, name: str, file: Path) -> str:
    """A file, consent, and the report's heading; the portal hears of it."""
    driver.open(page)
    # On the page itself: what a driver's script keeps in a window, Firefox keeps apart.
    driver.run(
        "const { dataset } = document.documentElement; dataset.results = 0;"
        "addEventListener('zikao-result', ({ target }) => {"
        f" if ((target.dataset.zikao || target.localName).endsWith({literal(name)})) dataset.results++; }})"
    )
    if portal == "tables":
        driver.run(f"document.querySelector('[data-tab={name}]').click()")
        until(driver, f"return !!document.querySelector('zikao-{name}')", "the tab shows nothing")
    with inside(driver, portal, name):
        # The markup is there before the script that answers to it.
        awake = f"zikao-{name} form:not(.zk-asleep) input[id$=-file]"
        until(driver, f"return !!document.querySelector({literal(awake)})", "no form")
        driver.attach(f"zikao-{name} input[id$=-file]", file)
        asked, send = sending(f"zikao-{name}")
        until(driver, asked, "nobody asks for consent")
        driver.run(send)
        report = f"const h = document.querySelector('zikao-{name} .zk-report h3'); return h && h.textContent"
        heading = str(until(driver, report, "no report"))
    until(
        driver,
        "return document.documentElement.dataset.results > 0",
        "the portal does not hear of the report",
    )
    heard = driver.run("return document.documentElement.dataset.results")
    assert heard == "1", f"{driver.name}: the portal hears of one report {heard} times"
    return heading


def made_files(folder: Path) -> tuple[Path, Path]:
    """A picture that is no portrait, and an archive that is not complete."""
    picture, package = folder / "照片.jpg", folder / "材料.zip"
    Image.effect_noise((300, 400), 8).convert("RGB").save(picture, quality=80)
    scan = io.BytesIO()
    Image.effect_noise((600, 800), 30).convert("RGB").save(scan, "JPEG")
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("01-身份证.jpg", scan.getvalue())
    return picture, package


def elements(picture: Path, package: Path) -> dict[str, Callable[[Driver, str, str], str]]:
    """A job for each element: driver, name of the portal, address of its page."""
    return {
        "until": left,
        "way": way,
        "eligibility": eligibility,
        "checklist": checklist,
        "photo": lambda driver, portal, page: checks(driver, portal, page, "photo", picture),
        "package": lambda driver, portal, page: checks(driver, portal, page, "package", package),
    }
