"""The part of a page where anything stands."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.unit.package import documents
from zikao.package.text.inked import STEP, Part, inked
from zikao.package.text.reader import read
from zikao.package.text.runtime import models

WIDTH, HEIGHT = 20 * STEP, 12 * STEP
PAPER = (240, 238, 230)


def marked(*parts: Part, ink: tuple[int, int, int] = (0, 0, 0)) -> Image.Image:
    """A page with rectangles on it, right and bottom not included."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    for left, top, right, bottom in parts:
        page.paste(ink, (left, top, right, bottom))
    return page


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([(100, 70, 130, 90)], (2 * STEP, STEP, 6 * STEP, 4 * STEP)),
        ([(97, 65, 127, 95)], (2 * STEP, STEP, 5 * STEP, 4 * STEP)),
        ([(3, 3, 4, 4)], (0, 0, 2 * STEP, 2 * STEP)),
        ([(WIDTH - 3, HEIGHT - 3, WIDTH - 2, HEIGHT - 2)], (18 * STEP, 10 * STEP, WIDTH, HEIGHT)),
        ([(100, 70, 101, 71), (300, 200, 301, 201)], (2 * STEP, STEP, 11 * STEP, 8 * STEP)),
    ],
)
def test_the_part_lies_on_steps_with_one_more_on_each_side(parts: list[Part], found: Part) -> None:
    assert inked(marked(*parts)) == found


@pytest.mark.parametrize(("faint", "seen"), [(5, False), (6, True)])
@pytest.mark.parametrize("band", range(3))
def test_what_is_too_faint_to_be_found_counts_as_paper(faint: int, seen: bool, band: int) -> None:
    red, green, blue = (level - faint * (band == each) for each, level in enumerate(PAPER))
    assert (inked(marked((100, 70, 130, 90), ink=(red, green, blue))) is not None) is seen


def test_light_that_falls_off_over_a_blank_page_is_not_print() -> None:
    levels = np.linspace(250, 120, WIDTH).round().astype(np.uint8)
    assert inked(Image.fromarray(np.broadcast_to(levels[None, :, None], (HEIGHT, WIDTH, 3)))) is None


@pytest.mark.usefixtures("text")
def test_a_paper_is_read_the_same_wherever_it_lies_on_a_wide_table() -> None:
    page = documents.Page.of("identity_card_front", 3)
    card = page.draw(150)
    for left, top in ((0, 0), (500, 900), (900, 1300)):
        table = Image.new("RGB", (1500, 2000), (90, 96, 104))
        table.paste(card, (left, top))
        lines = read(table, models()).lines
        assert {page.identity, "样张省样张市样张区"} <= {line.text for line in lines}
        assert all(left <= line.box.x <= left + card.width for line in lines)
        assert all(top <= line.box.y <= top + card.height for line in lines)


@pytest.mark.usefixtures("text")
def test_nothing_is_read_where_nothing_stands() -> None:
    page = Image.new("RGB", (800, 600), PAPER)
    assert read(page, models()).lines == []
    page.putpixel((100, 100), (0, 0, 0))
    assert read(page, models()).lines == []
