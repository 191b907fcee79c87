"""Drawn portraits: what is shown is what the spec asks for, whatever it asks for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.checks.bands import frame_of
from zikao.rulebook.document import Document
from zikao.rulebook.library import Library
from zikao.rulebook.model import Rule
from zikao.site.portraits import main, pairs, template

from .reading import read

GRADUATION = "anhui/graduation"


@pytest.fixture(scope="module")
def real() -> Library:
    return rulebooks()


def rules(library: Library, item: str) -> list[Rule]:
    province, _, key = item.partition("/")
    return library.provinces[province].photos[key].rules


def other(document: Document, rule: str, require: dict[str, Any]) -> Document:
    """The same spec with another demand."""
    changed = [
        each.model_copy(update={"require": require}) if each.id == rule else each for each in document.rules
    ]
    return document.model_copy(update={"rules": tuple(changed)})


def drawn_band(markup: str, line: str) -> list[list[float]]:
    """x, y, width and height of each area of a band."""
    [group] = re.findall(rf'<g class="zg-p-{line}">(.*?)</g>', markup)
    return [
        [float(each) for each in found]
        for found in re.findall(r'x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"', group)
    ]


def test_bands_stand_where_the_rules_ask_for_them(real: Library) -> None:
    document = real.compiled("photo", GRADUATION)
    shown = str(template(document))
    assert drawn_band(shown, "hair_top") == [[0, 50, 480, 60]]
    assert drawn_band(shown, "eye_line") == [[0, 200, 480, 100]]
    # Each cheek between the narrowest and the widest face that is allowed, around the middle.
    assert [(x, width) for x, _, width, _ in drawn_band(shown, "face_width")] == [(90, 60), (330, 60)]
    for words in ("50–110", "200–300", "180–300", "整张 480×640 像素"):
        assert words in shown
    [picture] = read(shown).find("svg")[:1]
    assert "眼睛离上边 200 到 300 像素" in picture.attrs["aria-label"]


def test_a_spec_with_other_numbers_is_another_picture(real: Library) -> None:
    document = other(real.compiled("photo", GRADUATION), "hair-top", {"between": {"hair_top_y": [20, 40]}})
    shown = str(template(document))
    assert drawn_band(shown, "hair_top") == [[0, 20, 480, 20]]
    assert "20–40" in shown


def test_shares_become_pixels_of_the_spec_and_are_drawn_to_scale(real: Library) -> None:
    document = real.compiled("photo", "general/registration")
    frame = frame_of(document)
    assert frame is not None
    assert {band.line: (band.low, band.high) for band in frame.bands} == {
        "hair_top": (9.6, 28.8),
        "side_space": (7.2, 28.8),
    }
    assert drawn_band(str(template(document)), "hair_top") == [[0, 32, 480, 64]]


def test_no_size_means_no_picture(real: Library) -> None:
    assert frame_of(real.compiled("photo", "zhejiang/transfer")) is None
    assert template(real.compiled("photo", "zhejiang/transfer")) == ""


@pytest.mark.parametrize(
    ("item", "count"), [(GRADUATION, 6), ("cn/diploma-photo", 6), ("zhejiang/transfer", 6)]
)
def test_a_pair_belongs_to_a_rule_of_the_spec_and_shows_a_difference(
    real: Library, item: str, count: int
) -> None:
    own = rules(real, item)
    drawn = pairs(real.compiled("photo", item), own)
    assert len(drawn) == len({pair.rule.id for pair in drawn}) == count
    for pair in drawn:
        assert pair.rule in own
        assert pair.right != pair.wrong
        assert pair.wrong_words
        assert "{" not in pair.wrong_words


def test_a_wrong_ground_is_none_that_is_allowed(real: Library) -> None:
    document = real.compiled("photo", GRADUATION)
    pair = pairs(document, rules(real, GRADUATION))[0]
    assert pair.rule.id == "background-colour"
    assert 'fill="#64c5ff"' in pair.right
    assert 'fill="#d9001b"' in pair.wrong
    allowed = other(document, "background-colour", {"in": {"background_nearest": ["red"]}})
    pair = pairs(allowed, rules(real, GRADUATION))[0]
    assert 'fill="#d9001b"' in pair.right
    assert 'fill="#438edb"' in pair.wrong


def test_a_tilt_is_drawn_beyond_what_is_allowed(real: Library) -> None:
    document = real.compiled("photo", GRADUATION)
    wide = other(document, "upright", {"between": {"roll_deg": [-10, 10]}})
    [turned] = [pair.wrong for pair in pairs(wide, rules(real, GRADUATION)) if pair.rule.id == "upright"]
    [degrees] = re.findall(r"rotate\(([\d.]+)", turned)
    assert float(degrees) > 10


def test_what_a_photographer_has_to_hear_first(real: Library) -> None:
    found = main(real.compiled("photo", GRADUATION), rules(real, GRADUATION))
    assert [rule.id for rule in found] == ["pixels", "bytes", "jpeg", "density", "background-colour"]
    assert main(real.compiled("photo", "general/registration"), rules(real, "general/registration")) == []
