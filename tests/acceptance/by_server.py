"""A chosen file on its way to the server: where a page checks on the device, by the way that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Frame, FrameLocator, Locator, Page

CONSENT: Final = "input[id$=-consent]"
WAY: Final = ".zk-other > button:last-of-type"
"""Leads to the server before anything is downloaded; the last of what a form offers instead."""
SEND: Final = "button[id$=-send]"


def send(place: Page | Frame | FrameLocator | Locator, *, agree: bool = True) -> None:
    """Have the chosen file of a place's one form checked by its server.

    Args:
        place: a page, a frame or an element with one form.
        agree: whether its owner does; else it stays, and the form says why.
    """
    consent = place.locator(CONSENT)
    place.locator(f"{CONSENT}:visible, {WAY}:visible").first.wait_for()
    if not consent.is_visible():
        place.locator(WAY).click()
    if agree:
        consent.check()
    place.locator(SEND).click()


def sending(form: str) -> tuple[str, str]:
    """The same for a driver's script.

    Args:
        form: selector of the element around the form.

    Returns:
        What is asked until it says yes: whether the consent is in view, be it by that way; and what agrees
        and sends.
    """
    find = f"const form = document.querySelector({form!r}); const at = (it) => form.querySelector(it);"
    box = f"const box = at({CONSENT!r});"
    asked = (
        f"{find}{box} const way = at({WAY!r}); if (way && way.getClientRects().length) way.click();"
        "return !!box && box.getClientRects().length > 0"
    )
    return asked, f"{find}{box} if (!box.checked) box.click(); at({SEND!r}).click()"
