"""The browser's report on several archives of one candidate is Python's, word for word, for every spec."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.books import rulebooks
from tests.vectors import together
from zikao.checks.circumstances import Circumstances
from zikao.checks.in_force import item_in_force
from zikao.checks.on_device import whole
from zikao.checks.together import check_together
from zikao.rulebook.library import Library

from .beside import said

MOMENTS = ("2026-11-30T09:00", "2019-05-01T23:30")


def test_reports_on_several_archives_are_equal(root: Path, tmp_path: Path) -> None:
    library = rulebooks()
    items = [f"{province}/{name}" for province, book in library.provinces.items() for name in book.packages]
    specs = {item: whole(library, item, kind="package") for item in items}
    cases = [line for item in items for line in _of(library, item)]
    (tmp_path / "specs.json").write_text(json.dumps(specs), encoding="utf-8")
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    alike = said(root, "together_report_parity.mjs", tmp_path / "specs.json", tmp_path / "cases.jsonl")
    assert alike == len(cases)
    reports = [line["report"] for line in cases if line["report"]]
    assert {report["verdict"] for report in reports} == {"pass", "attention", "fail", "unknown"}
    assert None in [line["report"] for line in cases]


def _of(library: Library, item: str) -> Iterator[dict[str, Any]]:
    """A line for each case; without a report where the spec asks nothing of several archives."""
    for case in together.document()["cases"].values():
        for moment in MOMENTS:
            now = datetime.fromisoformat(moment)
            around = Circumstances(None, now, {}, measured_on="device")
            held = item_in_force(library, "package", item, around)
            province, _, name = held.partition("/")
            report = None
            if name in library.book(province).together:
                archives = [together.declared(**each) for each in case["archives"]]
                report = check_together(library, held, archives, case["numbers"], around)
            yield {
                "item": item,
                "archives": case["archives"],
                "numbers": case["numbers"],
                "now": f"{now.isoformat()}+08:00",
                "report": report and report.model_dump(mode="json"),
            }
