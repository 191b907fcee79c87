"""One colour of an office: read, refused where it is too pale, and made into a look that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zikao.site.look import THEME
from zikao.site.office.colours import (
    DARK,
    OURS,
    STRONG,
    TEXT,
    ColourError,
    colours,
    contrast,
    frame_sheet,
    read,
    sheet,
)

ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#fff", "#fff") == 1


@pytest.mark.parametrize(
    ("text", "colour"), [("#1A5FB4", "#1a5fb4"), ("1a5fb4", "#1a5fb4"), (" #abc ", "#aabbcc")]
)
def test_a_colour_is_read_however_it_is_written(text: str, colour: str) -> None:
    assert read(text) == colour


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "１a5fb4", "rgb(0,0,0)", "#1a5fb4;}"])
def test_what_is_no_colour_is_named_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ColourError, match="#1a5fb4"):
        read(text)


@given(ANY)
@example("#ffcc00")
@example("#000000")
@example("#ffffff")
@example("#8a1c2b")
def test_every_colour_gives_a_look_that_can_be_read_or_one_that_would(colour: str) -> None:
    try:
        made = colours(colour)
    except ColourError as error:
        assert contrast(colour, "#ffffff") < TEXT + 1
        [other] = re.findall(r"改用 (#[0-9a-f]{6})", error.sentence)
        made = colours(other)
    for side, least in ((made.light, TEXT), (made.dark, DARK)):
        for ground in (side.paper, side.ground, side.tint):
            assert contrast(side.main, ground) >= least
        assert contrast(side.on_main, side.main) >= least
        assert contrast("#ffffff", side.bar) >= TEXT
    assert contrast(made.strong_light, "#f0f0f0") >= STRONG
    assert contrast(made.strong_dark, "#1c1c1c") >= STRONG
    for what in ("ink", "soft", "bad", "warn", "good", "ask"):
        assert contrast(of_sheet(what)[0], made.light.tint) >= TEXT, what
        assert contrast(of_sheet(what)[1], made.dark.tint) >= TEXT, what


def of_sheet(name: str) -> list[str]:
    """A colour in the package's sheet: in light, in dark."""
    css = (THEME / "stylesheets/zikao.css").read_text(encoding="utf-8")
    return re.findall(rf"--zk-{name}: (#[0-9a-f]+);", css)


def test_ours_are_those_of_the_sheet() -> None:
    for name in ("main", "on-main", "bar", "tint", "ground", "paper"):
        held = [getattr(side, name.replace("-", "_")) for side in (OURS.light, OURS.dark)]
        assert of_sheet(name) == held, name


def test_the_sheet_sets_light_dark_and_strong_contrast() -> None:
    css = sheet(colours("#8a1c2b"))
    assert css.count("--zk-main:") == 4
    assert ":root { --zk-main: #8a1c2b; --zk-on-main: #ffffff;" in css
    assert css.count("{") == css.count("}") == 4


def test_a_frame_follows_the_ground_that_a_portal_or_the_device_tells() -> None:
    made = colours("#8a1c2b")
    rules = re.findall(r"(:root\S*) \{ ([^}]*) \}", frame_sheet(made))
    assert [place for place, _ in rules] == [":root", ":root[theme=dark]", ":root[theme=auto]"]
    for (_, said), side in zip(rules, (made.light, made.dark, made.dark), strict=True):
        assert said == (
            f"--zk-main: {side.main}; --zk-on-main: {side.on_main}; "
            f"--zk-tint: {side.tint}; --zk-paper: {side.paper};"
        )
