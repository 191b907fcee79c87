"""A portrait is measured in a browser as on the server, from its file to the face's points."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.acceptance.device.served import PARTS, serving, told
from tests.acceptance.device.table import Far, compare
from tests.acceptance.engines.driver import Played
from tests.unit.photo.test_profile import wide
from tests.vectors import seen
from zikao.photo.measuring import look

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_portrait_is_measured_as_on_the_server(networks: None, page: Page, tmp_path: Path) -> None:
    plain = next(each.file.data for each in seen.seen() if each.label == "plain")
    profiled = io.BytesIO()
    # As phones write them: what reads profiles is begun in the worker, too.
    Image.open(io.BytesIO(plain)).save(profiled, "JPEG", quality=95, icc_profile=wide())
    data = profiled.getvalue()
    wanted, portrait = look(data, "plain.jpg")
    assert portrait
    assert portrait.mesh
    driver = Played("Chromium", page)
    with serving(tmp_path, {"plain.jpg": data}) as (address, asked):
        said = told(driver, address)
        # The worker asks for nothing: all else is handed over by the page.
        own = ["chain.js", "list.json", "page.html", "page.js", "portraits/plain.jpg"]
        assert sorted(asked) == sorted(f"/{path}" for path in (*own, *(f"parts/{name}" for name in PARTS)))
    assert driver.faults == []
    far = Far()
    compare(far, said["of"]["plain.jpg"], wanted, portrait.mesh.points)
    assert far.worst < 0.01
    assert far.facts > len(wanted.facts) / 2
    assert far.apart.total() == 0
    assert said["of"]["plain.jpg"]["facts"]["color_profile"] == wanted.facts["color_profile"] == "other"
