"""The browser's report is Python's, word for word: on every example of the rulebooks and many cases more."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.books import rulebooks
from zikao.checks.answers import FactsInvalid
from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.rulebook.asking import facts_schema
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library

from .beside import said
from .made import made_library

DRAWN = 40
"""Cases drawn for each procedure, besides its examples."""
MOMENTS = ["2026-11-21T00:30", "2026-05-19T09:00"]
"""The first is still the day before in Greenwich."""
Case = tuple[str, str | None, dict[str, Any], datetime]


def test_reports_on_the_real_rulebooks_are_equal(root: Path, tmp_path: Path) -> None:
    reached = _compare(rulebooks(), root, tmp_path)
    headings = {"符合", "需要留意", "现在还不符合", "还不能判断", "你的情况不走本事项", "不涉及你"}
    assert reached == headings, "the cases no longer reach every verdict"


def test_reports_on_every_kind_of_question_are_equal(root: Path, tmp_path: Path) -> None:
    _compare(made_library(tmp_path / "rulebooks"), root, tmp_path)


def _compare(library: Library, root: Path, folder: Path) -> set[str]:
    """Every example and many drawn cases in both languages; gives the headings that came up."""
    cases = [*_examples(library), *_drawn(library)]
    documents: dict[str, Any] = {}
    lines: list[dict[str, Any]] = []
    for item, city, answers, now in cases:
        try:
            report = check_eligibility(library, item, answers, Circumstances(city, now, measured_on="device"))
        except FactsInvalid:
            continue  # an example may hold what no form lets through
        name = f"{item}@{city}"
        documents[name] = library.compiled("procedure", item, city).as_json()
        moment = now.isoformat() + "+08:00"
        made = report.model_dump(mode="json")
        lines.append({"document": name, "answers": answers, "now": moment, "report": made})
    assert any(line["report"]["elsewhere"] for line in lines)
    assert any(line["report"]["duties"] for line in lines)

    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    alike = said(root, "report_parity.mjs", folder / "documents.json", folder / "cases.jsonl")
    assert alike == len(lines)
    return {line["report"]["heading"] for line in lines}


def _procedures(library: Library) -> Iterator[tuple[str, str | None]]:
    """Those that can be judged at all."""
    for province, book in library.provinces.items():
        for city in (None, *book.cities):
            for key, procedure in library.book(province, city).procedures.items():
                if procedure.rules or procedure.elsewhere:
                    yield f"{province}/{key}", city


def _examples(library: Library) -> Iterator[Case]:
    """The rulebooks' examples; they name the day themselves."""
    for item, city in _procedures(library):
        province, _, procedure = item.partition("/")
        for example in library.book(province, city).procedures[procedure].examples:
            given = dict(example.given)
            today = given.pop("today", "2026-11-21")
            now = datetime.fromisoformat(given.pop("now", f"{today}T09:30"))
            yield item, city, given, now


def _drawn(library: Library) -> Iterator[Case]:
    """Answers drawn at random, often at the limits that the rules name, on days around them."""
    draw = random.Random(20261121)
    for item, city in _procedures(library):
        document = library.compiled("procedure", item, city)
        days = _days(document)
        asked = facts_schema(document)["properties"]
        for count in range(DRAWN):
            # First few gaps, then many: both ends of what a reader may know.
            kept = [name for name in asked if draw.random() > count / DRAWN]
            given = {name: _answer(asked[name], days, draw) for name in kept}
            now = draw.choice([*MOMENTS, f"{draw.choice(days)}T16:30"])
            yield item, city, given, datetime.fromisoformat(now)


def _days(document: Document) -> list[str]:
    """The days beside every day that a document names, and beside its days of the year in a few years."""
    text = document.text()
    named = set(re.findall(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", text))
    of_the_year = re.findall(r'"([0-9]{2}-[0-9]{2})"', text)
    named |= {f"{year}-{day}" for year in (2015, 2025, 2026, 2027) for day in of_the_year}
    moved = (date.fromisoformat(day) + timedelta(step) for day in sorted(named) for step in (-1, 0, 1))
    return [day.isoformat() for day in moved] + ["2024-02-29"]


def _answer(ask: dict[str, Any], days: list[str], draw: random.Random) -> Any:
    kind = ask["x-type"]
    if draw.random() < 0.1:
        return None
    if kind == "list":
        fields = ask["items"]["properties"]
        few = 0 if "oneOf" in ask else ask["minItems"]
        return [
            {name: _answer(each, days, draw) for name, each in fields.items() if draw.random() < 0.8}
            for _ in range(draw.randint(few, 4))
        ]
    if kind == "boolean":
        return draw.random() < 0.7
    options = [option["const"] for option in ask.get("oneOf", ()) if "const" in option]
    if kind == "choice":
        return draw.choice(options)
    if kind == "set":
        return [option["const"] for option in ask["items"]["oneOf"] if draw.random() < 0.6]
    if kind in ("integer", "number"):
        low = max(ask["minimum"], 0)
        number = draw.randint(low, min(ask["maximum"], low + 4))
        if kind == "integer" or number == ask["maximum"]:
            return number
        return number + draw.choice([0, 0.125, 0.255, 0.5])  # a tie of two decimals, nearly one, and none
    if kind == "text":
        return "测试"
    if "none" in options and draw.random() < 0.3:
        return "none"
    return draw.choice(days) + ("T16:30" if kind == "datetime" else "")
