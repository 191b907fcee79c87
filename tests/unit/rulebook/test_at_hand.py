"""Which dates of a window count on a day: the vectors that the browser's twin is held to as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zikao.checks.clock import window_facts
from zikao.rulebook.at_hand import at_hand, edge
from zikao.rulebook.document import Document, DocumentFact, DocumentOrigin, DocumentWindow

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "windows.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def window_of(case: dict[str, Any]) -> DocumentWindow:
    return DocumentWindow.model_validate({"title": "申请", "authority": "official", **case["window"]})


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: str(case["says"]))
def test_the_dates_at_hand(case: dict[str, Any]) -> None:
    dates = at_hand(window_of(case), case["today"]).dates
    told = {name: at for name in ("start", "end", "until") if (at := getattr(dates, name)) is not None}
    assert told == case["at"]
    assert [edge(dates, "start"), edge(dates, "end")] == case["edges"]


@pytest.mark.parametrize("case", VECTORS["answers"], ids=lambda case: str(case["says"]))
def test_what_a_window_answers(case: dict[str, Any]) -> None:
    fact = DocumentFact(
        type=case["type"], ask="何时？", from_window=DocumentOrigin(window="w", edge=case["edge"])
    )
    known: dict[str, Any] = {"facts": {"asked": fact}, "windows": {"w": window_of(case)}}
    document = Document.model_construct(**known)
    assert window_facts(document, case["today"]).get("asked") == case["answer"]
