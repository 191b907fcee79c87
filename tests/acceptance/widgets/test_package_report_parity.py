"""The browser's report on evidence that it has measured is Python's, word for word, for every spec."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tests.books import rulebooks
from tests.unit.rulebook.laid import laid
from tests.vectors import store
from tests.vectors.package import measured
from zikao.checks.circumstances import Circumstances
from zikao.checks.in_force import item_in_force
from zikao.checks.numbers import ticket_form
from zikao.checks.on_device import whole
from zikao.checks.package import known_of
from zikao.checks.reporting import report_from
from zikao.package.choices import PAPERS
from zikao.package.facts import Measured
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .beside import said
from .limits import put_at_limits

DRAWN, OF_NAMES = 40, 150
"""Cases of each spec beside the archives of the vectors."""
MOMENTS = ("2026-11-30T09:00", "2019-05-01T23:30", "2031-01-01T00:10")
PEOPLE: tuple[dict[str, Any], ...] = (
    {},
    {"name": "张三", "courses": ["大学语文"]},
    {"admission_ticket_number": "010112345678", "name": "张三"},
    {"name": "李四", "admission_ticket_number": "6200112233445"},
)
FILES = ("张三.zip", "010112345678张三.ZIP", "材料.zip", "a.b/身份证.jpeg", None)
NAMED = """# packages.yaml
specs:
  evidence:
    file_name: {pattern: "{admission_ticket_number}{name}.zip", cite: {source: guide, clause: 五}}
"""


def test_reports_on_files_of_evidence_are_equal(root: Path, tmp_path: Path) -> None:
    library = rulebooks()
    reports = _compared(library, (_of(library, item) for item in _specs(library)), root, tmp_path)
    found = [finding for report in reports for finding in report["findings"]]
    assert {each["outcome"] for each in found} == {"yes", "no", "not checked"}
    assert {report["verdict"] for report in reports} >= {"pass", "fail", "unknown"}
    places = [place for each in found for place in each["regions"]]
    assert any(place["entry"] and place["page"] for place in places)
    pages = [page for report in reports for page in report["pages"]]
    assert {page["ticket_number"] for page in pages} >= {"confirmed", "one_digit", None}
    assert {(page["opened"], page["looked_at"]) for page in pages} == {
        (True, True),
        (False, True),
        (False, False),
    }
    assert len({page["taken_for"] for page in pages}) > 5


def test_what_a_file_of_evidence_is_called_is_judged_alike(root: Path, tmp_path: Path) -> None:
    library = load_library(laid([NAMED], tmp_path / "provinces"))
    item = next(each for each in _specs(library) if library.compiled("package", each).file_name)
    reports = _compared(library, [_lines(library, item, OF_NAMES)], root, tmp_path)
    whys = {str(each["why"]) for report in reports for each in report["findings"]}
    assert any("没有填" in why for why in whys)


def _compared(
    library: Library, lines: Iterable[Iterable[dict[str, Any]]], root: Path, tmp_path: Path
) -> list[dict[str, Any]]:
    """Reports that came out alike."""
    cases = [line for each in lines for line in each]
    specs = {item: whole(library, item, kind="package") for item in _specs(library)}
    (tmp_path / "specs.json").write_text(json.dumps(specs), encoding="utf-8")
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    alike = said(root, "package_report_parity.mjs", tmp_path / "specs.json", tmp_path / "cases.jsonl")
    assert alike == len(cases)
    return [line["report"] for line in cases]


def _specs(library: Library) -> list[str]:
    return [f"{province}/{name}" for province, book in library.provinces.items() for name in book.packages]


def _of(library: Library, item: str) -> Iterator[dict[str, Any]]:
    """Every archive of the vectors, and files at the limits of the spec's rules."""
    draw = random.Random(item)
    for label, each in _archives().items():
        yield _line(library, item, each, label, draw)
    yield from _lines(library, item, DRAWN)


def _lines(library: Library, item: str, count: int) -> Iterator[dict[str, Any]]:
    draw, made = random.Random(item), 0
    while made < count:
        document = library.compiled("package", item)
        found = deepcopy(draw.choice(_looked_at()))
        facts, absent = found["facts"], found["absent"]
        chance = draw.choice((0.0, 0.05, 0.4))
        for page in facts["pages"]:
            _read_otherwise(page, draw)
        put_at_limits(document, facts, draw, chance)
        for name in [name for name in facts if draw.random() < chance / 4]:
            del facts[name]
            absent[name] = "这一项没有量到。"
        kept = {name: why for name, why in absent.items() if name not in facts}
        # A step beside a limit may be what no file has.
        with suppress(ValidationError):
            yield _line(library, item, {"facts": facts, "absent": kept}, draw.choice(FILES), draw)
            made += 1


def _read_otherwise(page: dict[str, Any], draw: random.Random) -> None:
    """Now and then a page is of a PDF, shows another paper, is damaged, or was not looked at."""
    if draw.random() < 0.3:
        page |= {"page_kind": "pdf", "page": draw.randint(1, 3)}
    if draw.random() < 0.3:
        page |= {"page_type": draw.choice(list(PAPERS)), "page_other_paper": draw.choice(("", "毕业证书"))}
    if draw.random() < 0.2:
        page["page_decodes"] = False
    if draw.random() < 0.2:
        page.pop("page_decodes", None)


def _line(
    library: Library, item: str, found: dict[str, Any], file: str | None, draw: random.Random
) -> dict[str, Any]:
    now, declared = datetime.fromisoformat(draw.choice(MOMENTS)), draw.choice(PEOPLE)
    around = Circumstances(None, now, declared, measured_on="device")
    held = item_in_force(library, "package", item, around)
    seen = Measured.model_validate(found)
    known = known_of(seen, file)
    report = report_from(library, "package", held, known, around)
    form = ticket_form(library, held)
    return {
        "item": item,
        "measured": seen.model_dump(mode="json", exclude_none=True),
        "file": file,
        "now": f"{now.isoformat()}+08:00",
        "declared": declared,
        "form": form.for_browsers(),
        "typed": {
            "number": declared.get("admission_ticket_number", ""),
            "who": declared.get("name"),
            "form": "",
        },
        "report": report.model_dump(mode="json"),
    }


@cache
def _archives() -> dict[str, dict[str, Any]]:
    """What of the made archives is measured without a look at their pages."""
    return {str(file.name): measured(file) for file in store.unpack(store.read("package/files")).values()}


@cache
def _looked_at() -> list[dict[str, Any]]:
    """Archives and a file whose pages were looked at."""
    kept = store.read("package/text")
    found = [kept["measured"]["of"], kept["measured"]["page"]]
    for each in kept["archives"].values():
        facts, absent = each["facts"]
        others = kept["measured"]["of"]
        found.append({"facts": {**others["facts"], **facts}, "absent": {**others["absent"], **absent}})
    return found
