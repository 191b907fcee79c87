"""What the browser makes of an original is Python's file, byte for byte, told in the same words."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest

from tests.books import rulebooks
from tests.unit.photo import test_profile
from tests.vectors import fit, store
from zikao.checks.circumstances import Circumstances
from zikao.checks.fit import portrait
from zikao.checks.fit.original import Original
from zikao.checks.fit.spec import CannotFitError
from zikao.checks.numbers import ticket_form
from zikao.checks.on_device import whole
from zikao.checks.photo import photo_report
from zikao.checks.reporting import Known
from zikao.clock import BEIJING
from zikao.photo.facts import Measured
from zikao.photo.file import measure_file
from zikao.photo.fit import Head
from zikao.photo.seen_words import NOT_LOADED

from .beside import said

ITEM: Final = "anhui/graduation"
NOW: Final = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
GOOD: Final = {
    "background_nearest": "light_blue",
    "background_distance": 2.0,
    "faces": 1,
    "has_border": False,
}
"""Besides what was seen in a plain portrait."""
FAULTS: Final[dict[str, dict[str, Any]]] = {
    "a tilted head": {"roll_deg": 12.0, "eye_line_tilt_deg": 12.0},
    "two faces": {"faces": 2},
    "a ground of another colour": {"background_nearest": "red", "background_distance": 60.0},
    "inks": {"color_mode": "cmyk"},
    "a grey ground": {"background_unevenness": 80.0},
}
LARGE: Final = {
    "no room above": ((1100, 1500), Head(90, (460, 462), 480, 540)),
    "no room on either side": ((640, 1500), Head(250, (620, 622), 480, 320)),
}
"""Heads beside which background has to be added."""
LOST: Final = {
    "no face that was measured": (("faces",), "没有看到脸"),
    "no chin": (("face_width",), "脸没有完整地在照片里"),
    "eyes that nothing looked for": (("left_eye_y", "right_eye_y"), NOT_LOADED),
}
"""Facts that are missing, and why."""


def test_what_is_made_of_an_original_is_pythons(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = rulebooks()
    cases = list(_cases(monkeypatch))
    given = tmp_path / "cases.json"
    given.write_text(json.dumps({"specs": {ITEM: whole(library, ITEM)}, "cases": cases}), encoding="utf-8")
    assert said(root, "photo_fit_parity.mjs", given) == len(cases)
    ends = [case["made"] for case in cases]
    assert sum(bool(each.get("changed")) for each in ends) > 5
    assert sum(bool(each.get("refused")) for each in ends) > 5
    assert any(each.get("sha256") and not each["changed"] for each in ends)
    assert {each["cannot"] for each in ends if "cannot" in each} == {
        "没有看到脸，所以做不了照片。",
        f"{NOT_LOADED}，所以做不了照片。",
    }
    assert any("补背景" in step["what"] for each in ends for step in each.get("steps", ()))
    assert any("sRGB" in step["what"] for each in ends for step in each.get("steps", ()))


def _cases(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    originals = {label: (data, head) for label, data, head in fit.originals()}
    for label, (data, head) in originals.items():
        yield _case(monkeypatch, label, data, head)
    for label, (size, head) in LARGE.items():
        yield _case(monkeypatch, label, fit.drawn(size, head), head)
    wide, (size, head) = test_profile.wide(), LARGE["no room above"]
    yield _case(monkeypatch, "a wide profile", fit.drawn(size, head, icc_profile=wide), head)
    data = fit.drawn(size, head)
    for label, other in FAULTS.items():
        yield _case(monkeypatch, f"{label} before", data, head, before=other)
        yield _case(monkeypatch, f"{label} after", data, head, after=other)
    for label, (names, why) in LOST.items():
        yield _case(monkeypatch, label, data, head, lost=dict.fromkeys(names, why))
    yield _case(monkeypatch, "a name that stays", data, head, name="照片.jpg")
    yield _case(monkeypatch, "no name", data, head, name=None)
    yield _case(monkeypatch, "told of", data, head, told={"date_taken": "2026-10-01", "front_camera": False})
    # As it is wanted already: a file that was made is made again.
    good = _case(monkeypatch, "made", data, head)
    small = base64.b64decode(good["file"]) if not good["made"]["sha256"] else _MADE[good["made"]["sha256"]]
    yield _case(monkeypatch, "as it is wanted", small, _WANTED, name="a.jpg")
    yield _case(monkeypatch, "another name", small, _WANTED, name="a.jpeg.png")


_MADE: Final[dict[str, bytes]] = {}
_WANTED: Final = Head(80, (250, 250), 240, 240)


def _seen(
    head: Head, data: bytes, name: str | None, other: dict[str, Any], lost: Mapping[str, str]
) -> Measured:
    """What a file says, and what would be seen in it."""
    file, plain = measure_file(data, name), store.read("photo/seen")["of"]["plain"]
    places = {
        "hair_top_y": head.hair_top,
        "left_eye_y": head.eyes[0],
        "right_eye_y": head.eyes[1],
        "face_width": head.face_width,
        "face_center_x": head.center_x,
    }
    facts = {**plain["facts"], **file.facts, **GOOD, **places, **other}
    absent = {**plain["absent"], **file.absent, **lost}
    facts = {key: value for key, value in facts.items() if key not in lost}
    return Measured(facts=facts, absent={key: why for key, why in absent.items() if key not in facts})


def _case(
    monkeypatch: pytest.MonkeyPatch,
    label: str,
    data: bytes,
    head: Head,
    *,
    name: str | None = "原图.jpeg",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    lost: Mapping[str, str] = MappingProxyType({}),
    told: dict[str, Any] | None = None,
) -> dict[str, Any]:
    library = rulebooks()
    around = Circumstances(now=NOW, declared=told or {}, measured_on="device")
    measured = _seen(head, data, name, before or {}, lost)
    again: list[Measured] = []

    def looked(
        library: Any, item: Any, data: bytes, called: str, around: Circumstances
    ) -> tuple[Known, None]:
        _MADE[hashlib.sha256(data).hexdigest()] = data
        found = _seen(_WANTED, data, called, after or {}, {})
        again.append(found)
        return Known({**around.told, **found.facts}, found.absent, file=called), None

    def checked(library: Any, item: Any, data: bytes, called: str, around: Circumstances) -> Any:
        known, _ = looked(library, item, data, called, around)
        return photo_report(library, item, known, around)

    def opened(spec: Any, data: bytes, name: str | None, *, heic: bool, made_name: str) -> Original:
        return Original(data, name, made_name, heic, measured)

    monkeypatch.setattr(portrait, "open_and_measure", opened)
    monkeypatch.setattr(portrait, "look_at_photo", looked)
    monkeypatch.setattr(portrait, "check_photo", checked)
    try:
        found = portrait.fit_photo(library, ITEM, data, name, around)
        made: dict[str, Any] = {
            "name": found.name if found.data else None,
            "changed": found.data is not None and found.data != data,
            "sha256": found.data and hashlib.sha256(found.data).hexdigest(),
            **{
                part: [note.model_dump(mode="json") for note in getattr(found, part)]
                for part in ("steps", "refused", "confirm")
            },
            "report": found.report.model_dump(mode="json"),
        }
    except CannotFitError as error:
        made = {"cannot": error.sentence}
    return {
        "label": label,
        "item": ITEM,
        "file": base64.b64encode(data).decode(),
        "name": name,
        "now": NOW.isoformat(),
        "told": around.told,
        "typed": {"number": "", "who": None, "form": ticket_form(library, ITEM, kind="photo").pattern},
        "before": {"facts": measured.facts, "absent": measured.absent},
        "after": {"facts": again[-1].facts, "absent": again[-1].absent} if again else None,
        "made": made,
    }
