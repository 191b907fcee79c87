"""Browsers by what the jobs need of one: open, run a script, hand over a file, be somebody else."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Frame, Page

PATIENCE = 60.0
"""Seconds that a job waits for what has to come; machines of tests are slow."""


class Driver(Protocol):
    """One page of one browser."""

    name: str
    version: str

    def open(self, address: str) -> None:
        """Load a page anew, whatever was open."""

    def run(self, script: str) -> Any:
        """Run the body of a function in the page; its value."""

    def attach(self, selector: str, file: Path) -> None:
        """Choose a file."""

    def fresh(self) -> None:
        """Forget all that pages kept on this device."""

    def enter(self, script: str) -> None:
        """Go into the frame that the body of a function finds: scripts and files are its then."""

    def leave(self) -> None:
        """Back to the page itself."""


def until(driver: Driver, script: str, what: str, patience: float = PATIENCE) -> Any:
    """The first value of a script that says yes.

    Raises:
        AssertionError: none came; the sentence is `what`, with what the page said last.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = driver.run(script)
        if value:
            return value
        time.sleep(0.2)
    notes = driver.run(
        "return [...document.querySelectorAll('.zk-note, .zk-errors')].map((e) => e.innerText).join(' ')"
    )
    raise AssertionError(f"{driver.name}: {what}; said: {notes!r}")


class Played:
    """A Chromium, driven by Playwright."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self.page = page
        self.place: Page | Frame = page
        browser = page.context.browser
        self.version = browser.version if browser else ""
        self.faults: list[str] = []
        """What reached the console as an error, and what broke."""
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console", lambda message: self.faults.append(message.text) if message.type == "error" else None
        )

    @property
    def context(self) -> BrowserContext:
        """The profile of the page."""
        return self.page.context

    def open(self, address: str) -> None:
        """See Driver."""
        self.leave()
        self.page.goto("about:blank")
        self.page.goto(address)

    def run(self, script: str) -> Any:
        """See Driver."""
        return self.place.evaluate(f"() => {{ {script} }}")

    def attach(self, selector: str, file: Path) -> None:
        """See Driver."""
        self.place.set_input_files(selector, file)

    def fresh(self) -> None:
        """See Driver."""
        self.run("localStorage.clear()")

    def enter(self, script: str) -> None:
        """See Driver."""
        found = self.place.evaluate_handle(f"() => {{ {script} }}").as_element()
        assert found, f"{self.name}: no frame"
        # Until its page has come, the frame is one of the portal's own process: what is asked there may never
        # be answered.
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            frame = found.content_frame()
            if frame and frame.url not in ("", "about:blank"):
                self.place = frame
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.name}: no page in the frame")

    def leave(self) -> None:
        """See Driver."""
        self.place = self.page


def literal(text: str) -> str:
    """A text as JavaScript writes it."""
    return json.dumps(text, ensure_ascii=False)
