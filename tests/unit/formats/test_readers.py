"""Portrait and page are one reading: a file is the same for both, and what decoders take it for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.unit.package.zipmaker import Entry, build
from zikao.formats.follow import follow
from zikao.package.measuring import measure as measure_package
from zikao.package.pack import UncleanError, clean
from zikao.photo.file import measure_file

from .oddities import CASES, JPEG, SIZE, Case

Reading = dict[str, Any]


def as_portrait(case: Case) -> Reading:
    facts = measure_file(case.data, f"a.{case.extension}").facts
    return {
        "kind": facts.get("format"),
        "size": (facts["width"], facts["height"]) if "width" in facts else None,
        "turn": facts.get("exif_orientation"),
        "cut": facts.get("truncated"),
        "shows": facts.get("decodes"),
        "matches": facts.get("extension_matches"),
    }


def as_page(case: Case) -> Reading:
    measured = measure_package(build([Entry(f"a.{case.extension}", case.data, method=8)])).facts
    assert measured.contents is not None
    (entry,) = measured.contents
    page = next(iter(measured.pages or ()), None)
    return {
        "kind": entry.kind,
        "size": (entry.width, entry.height) if entry.width else None,
        "turn": entry.orientation,
        "cut": entry.incomplete,
        # The decoder of pages gives what it gets of a damaged JPEG, and says so.
        "shows": page.page_decodes and not page.page_damaged if page else None,
        "matches": entry.extension_matches,
    }


def wanted(case: Case, found: Reading) -> Reading:
    """What is right, as far as it is told of this kind."""
    right: Reading = {
        "kind": case.kind,
        "size": case.size,
        "turn": case.turn,
        "cut": case.cut,
        "shows": case.shows,
        "matches": case.matches,
    }
    if case.size is None:  # of a picture whose header makes no sense no more than that is told
        right["turn"] = found["turn"]
    if case.kind not in ("jpeg", "png"):
        right |= {"shows": found["shows"], "cut": found["cut"]}
    elif case.size is None and case.kind == "png":
        right["cut"] = found["cut"]
    return right


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pixels are enough here: no text is looked for in them."""
    pytest.importorskip("simplejpeg", reason="no simplejpeg here: pip install 'zikao[package]'")
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))


@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize("read", [as_portrait, as_page])
@pytest.mark.parametrize("name", CASES)
def test_reading(name: str, read: Callable[[Case], Reading]) -> None:
    case = CASES[name]
    found = read(case)
    assert found == wanted(case, found)


# libjpeg passes over restarts there; Pillow's own reader of headers, which comes before it, does not.
@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.shows and name != "restarts between segments"]
)
def test_decoders_show_what_is_said_to_show(name: str) -> None:
    """The table itself is held to Pillow: size, turn, and that the picture comes out."""
    case = CASES[name]
    with Image.open(io.BytesIO(case.data)) as image:
        image.load()
        turn = image.getexif().get(0x0112, 1)
        assert image.size == SIZE
        assert (turn if turn in range(1, 9) else 1) == case.turn


@pytest.mark.parametrize("size", [1, 3, 64, 1000])
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.kind in ("jpeg", "png")])
def test_pieces_of_any_size_say_the_same(name: str, size: int) -> None:
    case = CASES[name]
    whole, pieces = follow(case.kind), follow(case.kind)
    assert whole is not None
    assert pieces is not None
    whole.feed(case.data)
    for at in range(0, len(case.data), size):
        pieces.feed(case.data[at : at + size])
    for said in ("width", "height", "orientation", "held", "scans", "gaps", "overfull", "ended"):
        assert getattr(pieces, said) == getattr(whole, said), said
    assert (whole.width, whole.height) == (case.size or (None, None))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.size])
def test_what_is_cleaned_is_the_same_picture_without_the_rest(name: str) -> None:
    case = CASES[name]
    if case.cut:
        with pytest.raises(UncleanError):
            clean(case.kind, case.data)
        return
    cleaned = clean(case.kind, case.data)
    assert cleaned.orientation == case.turn
    if case.kind == "jpeg":
        assert cleaned.data[6:11] == b"JFIF\0"  # which has to stand first
    with Image.open(io.BytesIO(cleaned.data)) as image:
        image.load()
        assert image.size == SIZE
        assert image.getexif().get(0x0112, 1) == case.turn
    assert not [each for each in (b"garbage", b"tail") if each in cleaned.data]
    assert clean(case.kind, cleaned.data).taken_out is False


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.JPG", "jpg"), ("a.tar.gz", "gz"), (".jpg", ""), ("a.", ""), ("a", ""), ("照片.张三.png", "png")],
)
def test_one_name_has_one_extension(name: str, extension: str) -> None:
    portrait = measure_file(JPEG, name).facts
    entries = measure_package(build([Entry(name, JPEG)])).facts.contents
    assert entries is not None
    assert (portrait["extension"], entries[0].extension) == (extension, extension)
    assert portrait["extension_matches"] == entries[0].extension_matches
