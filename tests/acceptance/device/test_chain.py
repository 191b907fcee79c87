"""In a browser a portrait is measured and cut as on the server, from its file to points or another file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from tests.acceptance.device.served import PARTS, serving, told
from tests.acceptance.device.table import Far, compare
from tests.acceptance.engines.driver import Played
from tests.unit.photo.test_profile import wide
from tests.vectors import fit, seen, store
from zikao.photo.file import measure_file
from zikao.photo.measuring import look

if TYPE_CHECKING:
    from playwright.sync_api import Page

VECTORS: Final[dict[str, Any]] = store.read("photo/fit")["of"]


def test_a_portrait_is_measured_and_cut_as_on_the_server(networks: None, page: Page, tmp_path: Path) -> None:
    plain = next(each.file.data for each in seen.seen() if each.label == "plain")
    profiled = io.BytesIO()
    # As phones write them: what reads profiles is begun in the worker, too.
    Image.open(io.BytesIO(plain)).save(profiled, "JPEG", quality=95, icc_profile=wide())
    data = profiled.getvalue()
    wanted, portrait = look(data, "plain.jpg")
    assert portrait
    assert portrait.mesh
    driver = Played("Chromium", page)
    cuts = {label.replace(" ", "-"): (each, _question(each, label)) for label, each, _ in fit.originals()}
    with serving(tmp_path, {"plain.jpg": data}, cuts=cuts) as (address, asked):
        said = told(driver, address)
        # The worker asks for nothing: all else is handed over by the page.
        files = [f"portraits/{name}" for name in ("plain.jpg", *cuts)]
        own = ["chain.js", "list.json", "page.html", "page.js", *files]
        assert sorted(asked) == sorted(f"/{path}" for path in (*own, *(f"parts/{name}" for name in PARTS)))
    assert driver.faults == []
    far = Far()
    compare(far, said["of"]["plain.jpg"], wanted, portrait.mesh.points)
    assert far.worst < 0.01
    assert far.facts > len(wanted.facts) / 2
    assert far.apart.total() == 0
    assert said["of"]["plain.jpg"]["facts"]["color_profile"] == wanted.facts["color_profile"] == "other"
    assert said["made"] == {name: _wanted(name.replace("-", " ")) for name in cuts}


def _question(data: bytes, label: str) -> dict[str, Any]:
    """What the worker is asked beside an original: its places, and a spec's numbers."""
    expected = VECTORS[label]
    hair_top, eyes, face_width, center_x = expected["head"]
    places = {"hair_top_y": hair_top, "left_eye_y": eyes[0], "right_eye_y": eyes[1]}
    places |= {"face_width": face_width, "face_center_x": center_x}
    aim = fit.wanted(expected["width"])
    values: dict[str, Any] = {
        "width_px": aim.width,
        "height_px": aim.height,
        "dpi_min": fit.DPI,
        "dpi_max": fit.DPI,
    }
    for name, each in (("hair_top", aim.hair_top), ("eyes", aim.eyes), ("face_width", aim.face_width)):
        values |= {f"{name}_min_px": each.low, f"{name}_max_px": each.high}
    values |= {"quality_min": fit.QUALITY_MIN, "background_colors": fit.COLORS}
    values |= {"bytes_sure_min": fit.BAND[0], "bytes_sure_max": fit.BAND[1]}
    return {"facts": {**measure_file(data).facts, **places}, "values": values}


def _wanted(label: str) -> dict[str, Any]:
    """What it answers, by Python."""
    expected = VECTORS[label]
    if expected["transparent"]:
        return {"plan": None, "none": None}
    found, made = expected["found"], expected.get("made")
    if len(found) == 2:
        return {"plan": None, "none": {"reason": found[0], "faceWidth": found[1]}}
    names = ("left", "top", "right", "bottom", "scale", "extend")
    encoded = made and {name: made[name] for name in ("quality", "bytes", "sha256")} | {
        "fullColor": made["full_color"]
    }
    return {
        "plan": dict(zip(names, found, strict=True)),
        "told": expected["colors"],
        "dpi": fit.DPI,
        "encoded": encoded,
    }
