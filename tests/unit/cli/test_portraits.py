"""A portrait on the page of a report: each letter in the drawing stands at the finding it belongs to."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.cli.html import HtmlReport
from zikao.cli.portraits import show_photo
from zikao.photo.facts import Measured
from zikao.photo.picture import Picture
from zikao.photo.portrait import Portrait
from zikao.photo.seen_words import SEEN


def as_if_seen(monkeypatch: pytest.MonkeyPatch, **facts: object) -> None:
    """Every portrait is then an empty one with these facts, and each fact's place a box."""
    from zikao.photo import places

    portrait = Portrait(Picture(Image.new("RGB", (480, 640), "white"), 1.0, native=True), facts=dict(facts))  # type: ignore[arg-type]
    absent = {name: "没有测量" for name in SEEN if name not in facts}
    seen = Measured(facts={"width": 480, "height": 640, **facts}, absent=absent), portrait
    monkeypatch.setattr("zikao.photo.measuring.look", lambda *_, **__: seen)
    monkeypatch.setattr(
        places, "places_of", lambda _, fact: (places.Place((10, 10, 90, 90)),) if fact in facts else ()
    )


def test_letters_lead_from_the_drawing_to_the_findings(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_if_seen(monkeypatch, has_object=True, red_eye=True, background_nearest="red", sharpness=0.9)
    library = rulebooks()
    report, extras = show_photo(
        library, "anhui/graduation", b"", "a.jpg", Circumstances(declared={"front_camera": False})
    )
    assert set(extras["letters"]) == {"photo.no-object", "photo.no-red-eye", "photo.background-colour"}
    assert sorted(extras["letters"].values()) == ["A", "B", "C"]
    with Image.open(io.BytesIO(extras["drawing"])) as drawing:
        assert drawing.height > 700  # the picture, and a line for each letter
    with HtmlReport(tmp_path / "report.html") as page:
        page.add("a.jpg", report, **extras)
    text = (tmp_path / "report.html").read_text("utf-8")
    for finding, letter in extras["letters"].items():
        item = next(part for part in text.split("<li ") if f"<code>{finding}</code>" in part)
        assert f"图上的 </span>{letter}</span>" in item
    assert text.count("图上的 ") == 3
    assert "字母对应文字里的同一个字母" in text


def test_the_gravest_comes_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_if_seen(monkeypatch, background_nearest="red", has_object=True)  # a should, then a must
    library = rulebooks()
    _, extras = show_photo(library, "anhui/graduation", b"", "a.jpg", Circumstances())
    assert extras["letters"] == {"photo.no-object": "A", "photo.background-colour": "B"}


def test_without_a_decoded_picture_there_is_no_drawing(root: Path) -> None:
    library = rulebooks()
    report, extras = show_photo(
        library, "anhui/graduation", b"", "a.jpg", Circumstances(declared={"front_camera": True})
    )
    assert extras == {}
    assert {each.id: each for each in report.findings}["photo.not-selfie"].outcome == "no"
