"""A page is read in a browser as on the server, from its file to the ticket number's verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.acceptance.device.served import serving, told
from tests.acceptance.device.texts import CHAIN, PARTS, compared, handed, measured
from tests.acceptance.engines.driver import Played
from tests.unit.package import documents
from zikao.weights import OF_TEXT, state

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLIP: Final = 9
"""The last digit that is declared, another than the page's."""


@pytest.mark.skipif(any(state(each) != "ready" for each in OF_TEXT), reason="without the networks' weights")
@pytest.mark.skipif(not documents.fonts(), reason=documents.NO_FONT)
def test_a_page_is_read_as_on_the_server(page: Page, tmp_path: Path) -> None:
    ticket = documents.Page.of("admission_ticket", 3)
    data = documents.jpeg(ticket.draw(110), 80)
    files = {"ticket.jpg": (data, f"{ticket.ticket[:-1]}{SLIP}")}
    wanted = measured(*files["ticket.jpg"])
    assert wanted["facts"]["page_ticket_number"] == "one_digit"
    driver = Played("Chromium", page)
    with serving(tmp_path, handed(files), CHAIN) as (address, asked):
        said = told(driver, address)
        # The worker asks for nothing: all else is handed over by the page.
        own = ["chain.js", "list.json", "page.html", "page.js", "portraits/ticket.jpg"]
        assert sorted(asked) == sorted(f"/{path}" for path in (*own, *(f"parts/{name}" for name in PARTS)))
    assert driver.faults == []
    far = compared(said["of"]["ticket.jpg"], wanted)
    assert far["equal"] == far["lines"] > 20
    assert far["facts"] == set()
