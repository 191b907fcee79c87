"""An identity number that is really read off a page stands in nothing that is told of it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from zikao.cli import run
from zikao.package.measuring import measure
from zikao.package.pages.thumbs import thumbnails
from zikao.package.text.identity import identity_numbers
from zikao.package.text.reader import read
from zikao.package.text.runtime import models

from . import documents
from .documents import Page, jpeg
from .zipmaker import Entry, build

NUMBERS = (documents.identity_number(11), documents.identity_number(12, region="11"))
"""Of a region that does not exist, which is told to be wrong; and one whose form is right."""
FORMATS = ("text", "jsonl", "html")
ITEMS = ("zhejiang/score-merge", "cn/evidence-pages")


def card(number: str) -> Page:
    return Page("identity_card_front", documents.ticket_number(1), number)


def parts_of(number: str) -> set[str]:
    """Every six characters of it in a row: a region, a day of birth, what follows."""
    return {number[at : at + 6] for at in range(len(number) - 5)}


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_read_and_told_to_nobody(
    number: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    drawn = card(number).draw(200)
    found = models()
    assert found is not None
    lines = read(drawn, found).lines
    assert number in [each for each, _ in identity_numbers(lines)], "or nothing would be proved here"

    data = build([Entry("身份证.jpg", jpeg(drawn), method=0)])
    measured = measure(data)
    assert [mark.what for mark in measured.marks] == ["identity_number"]
    pages = measured.facts.pages
    assert pages is not None
    assert pages[0].page_identity_number is not None
    (small,) = thumbnails(data, measured)
    assert small.covered

    (tmp_path / "材料.zip").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    said = measured.model_dump_json() + caplog.text
    for item in ITEMS:
        for form in FORMATS:
            out = ["--out", f"{form}.html"] if form == "html" else []
            run(["check", "package", item, "材料.zip", "--format", form, *out])
        run(["check", "package", item, "材料.zip", "--facts"])
        said += "".join(capsys.readouterr()) + (tmp_path / "html.html").read_text("utf-8")
    assert "身份证" in said
    assert {part for part in parts_of(number) if part in said} == set()
