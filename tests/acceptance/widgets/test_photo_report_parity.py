"""The browser's report on a portrait that it has measured is Python's, word for word, for every spec."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.books import rulebooks
from tests.unit.rulebook.laid import laid
from tests.vectors import store
from zikao.checks.circumstances import Circumstances
from zikao.checks.in_force import item_in_force
from zikao.checks.numbers import ticket_form
from zikao.checks.on_device import whole
from zikao.checks.photo import photo_report
from zikao.checks.reporting import Known
from zikao.checks.where import facts_read
from zikao.report import Region
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .beside import said
from .limits import put_at_limits

DRAWN, OF_NAMES = 20, 150
"""Cases of each spec; a small one's cost little."""
MOMENTS = ("2026-11-30T09:00", "2019-05-01T23:30", "2031-01-01T00:10")
LINES = {
    "hair_top_y": "hair_top",
    "left_eye_y": "eye_line",
    "face_width": "face_width",
    "face_center_x": "face_center",
}
LARGE = {
    "shown_width": 1200,
    "shown_height": 1600,
    "hair_top_y": 300.0,
    "left_eye_y": 540.5,
    "right_eye_y": 541.0,
    "face_width": 360.0,
    "face_center_x": 610.0,
}
"""An original of which a file can be made."""
PEOPLE: tuple[dict[str, str], ...] = (
    {},
    {"name": "张三"},
    {"admission_ticket_number": "010112345678", "name": "张三"},
    {"name": "李四", "admission_ticket_number": "6200112233445"},
)
FILES = ("张三.jpg", "010112345678张三.JPG", "IMG_1.jpg", "a.b/照片.jpeg", None)


VALUES = {
    "width_px": 480,
    "height_px": 640,
    **dict.fromkeys(("dpi_min", "dpi_max"), 300),
    "quality_min": 80,
    **dict(zip(("bytes_sure_min", "bytes_sure_max"), (20_000, 40_000), strict=True)),
    **dict(zip(("hair_top_min_px", "hair_top_max_px"), (15, 60), strict=True)),
    **dict(zip(("eyes_min_px", "eyes_max_px"), (270, 300), strict=True)),
    **dict(zip(("face_width_min_px", "face_width_max_px"), (170, 260), strict=True)),
    "background_colors": ["white"],
}
"""All that a file is made from."""
NAMED = """# photos.yaml
specs:
  graduation:
    file_name: {pattern: "{admission_ticket_number}{name}.jpg", cite: {source: guide, clause: 五}}
    values:
""" + "".join(
    f"      {name}: {{label: {name}, value: {json.dumps(value)}, cite: {{source: guide, clause: 五}}}}\n"
    for name, value in VALUES.items()
)


def test_reports_on_portraits_are_equal(root: Path, tmp_path: Path) -> None:
    reports = _compared(rulebooks(), DRAWN, root, tmp_path)
    found = [finding for report in reports for finding in report["findings"]]
    assert {each["outcome"] for each in found} == {"yes", "no", "not checked"}
    assert {report["verdict"] for report in reports} >= {"pass", "fail", "unknown"}
    assert any(each["regions"] for each in found)
    assert any(report["by_eye"] for report in reports)
    offers = [report["portrait"]["fitting"] for report in reports]
    assert any(each and each["crop"] for each in offers)
    assert None in offers


def test_what_a_portrait_is_called_is_judged_alike(root: Path, tmp_path: Path) -> None:
    library = load_library(laid([NAMED], tmp_path / "provinces"))
    reports = _compared(library, OF_NAMES, root, tmp_path)
    whys = {str(each["why"]) for report in reports for each in report["findings"]}
    assert any("没有填" in why for why in whys)
    offers = [report["portrait"]["fitting"] for report in reports]
    assert any(each and each["will"][0].startswith("只改文件名") for each in offers)


def _compared(library: Library, drawn: int, root: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """Reports that came out alike."""
    specs = dict(_specs(library))
    lines = [line for item in specs for line in _lines(library, item, drawn)]
    (tmp_path / "specs.json").write_text(json.dumps(specs), encoding="utf-8")
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    alike = said(root, "photo_report_parity.mjs", tmp_path / "specs.json", tmp_path / "cases.jsonl")
    assert alike == len(lines)
    return [line["report"] for line in lines]


def _specs(library: Library) -> Iterator[tuple[str, Any]]:
    for province, book in library.provinces.items():
        yield from ((f"{province}/{name}", whole(library, f"{province}/{name}")) for name in book.photos)


def _lines(library: Library, item: str, drawn: int) -> Iterator[dict[str, Any]]:
    draw = random.Random(item)
    for _ in range(drawn):
        now = datetime.fromisoformat(draw.choice(MOMENTS))
        declared = {**draw.choice(PEOPLE), **draw.choice(({}, {"date_taken": "2026-10-01"}))}
        around = Circumstances(None, now, declared, measured_on="device")
        held = item_in_force(library, "photo", item, around)
        document = library.compiled("photo", held)
        facts, absent = _measured(document, draw)
        places = {name: _places(name, draw) for name in facts if draw.random() < 0.5}
        file = draw.choice(FILES)
        known = Known({**around.told, **facts}, absent, file=file, places=_under(places))
        report = photo_report(library, held, known, around)
        yield {
            "item": item,
            "known": {
                "facts": dict(known.facts),
                "absent": absent,
                "file": file,
                "places": {
                    name: [{"box": each.box, "line": each.line} for each in found]
                    for name, found in places.items()
                },
            },
            "now": f"{now.isoformat()}+08:00",
            "typed": {
                "number": declared.get("admission_ticket_number", ""),
                "who": declared.get("name"),
                "form": ticket_form(library, held, kind="photo").pattern,
            },
            "wanted": sorted(facts_read(document)),
            "report": report.model_dump(mode="json"),
        }


def _under(places: dict[str, list[Region]]) -> Any:
    return lambda fact: places.get(fact, [])


def _measured(document: Document, draw: random.Random) -> tuple[dict[str, Any], dict[str, str]]:
    """A portrait that was measured once, at and beside the limits of some rules, and now and then in part."""
    files, portraits = _kept()
    file, seen = files["plain" if draw.random() < 0.7 else draw.choice(sorted(files))], draw.choice(portraits)
    facts = {**file["facts"], **seen["facts"], "dpi_agrees": True}
    absent = {**file["absent"], **seen["absent"]}
    chance = draw.choice((0.0, 0.05, 0.4))
    put_at_limits(document, facts, draw, chance)
    facts |= LARGE if draw.random() < 0.5 else {}
    for name in [name for name in facts if draw.random() < chance / 4]:
        del facts[name]
        absent[name] = "这一项没有量到。"
    return facts, {name: why for name, why in absent.items() if name not in facts}


@cache
def _kept() -> tuple[dict[str, Any], list[Any]]:
    return store.read("photo/file")["of"], list(store.read("photo/seen")["of"].values())


def _places(fact: str, draw: random.Random) -> list[Region]:
    line = LINES.get(fact)
    count = 1 if line else draw.randint(1, 3)
    return [Region(box=_box(draw), line=line) for _ in range(count)]


def _box(draw: random.Random) -> tuple[float, float, float, float]:
    left, top = draw.choice((0.0, 10.5, 300.0)), draw.choice((0.0, 20.0, 400.2))
    return left, top, left + draw.randint(1, 200), top + draw.randint(1, 200)
