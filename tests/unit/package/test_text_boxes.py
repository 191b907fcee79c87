"""Finding lines in a map of text, and cutting them out; no model is needed for it."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw

from zikao.package.text.boxes import _Runs, text_boxes
from zikao.package.text.crops import HEIGHT, Levels
from zikao.package.text.ctc import decode
from zikao.package.text.lines import Box, Line, mean_score

Bits = npt.NDArray[np.bool_]


def flooded(bits: Bits) -> set[frozenset[tuple[int, int]]]:
    """Connected pieces, found the slow way."""
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(bits), strict=True)}
    pieces = set()
    while left:
        queue = deque([left.pop()])
        piece = set(queue)
        while queue:
            y, x = queue.popleft()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            piece |= near
            queue.extend(near)
        pieces.add(frozenset(piece))
    return pieces


@settings(max_examples=200)
@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_pieces_are_those_of_a_flood(bits: Bits) -> None:
    runs = _Runs(bits)
    found: dict[int, set[tuple[int, int]]] = {}
    for row, start, stop, piece in zip(runs.row, runs.start, runs.stop, runs.pieces(), strict=True):
        found.setdefault(int(piece), set()).update((int(row), x) for x in range(start, stop))
    assert {frozenset(piece) for piece in found.values()} == flooded(bits)


def test_a_spiral_is_one_piece() -> None:
    bits = np.zeros((101, 101), np.bool_)
    for ring in range(0, 50, 2):
        bits[ring, ring : 101 - ring] = bits[ring : 101 - ring, 100 - ring] = True
        bits[100 - ring, ring : 101 - ring] = bits[ring + 2 : 101 - ring, ring] = True
        bits[ring + 2, ring : ring + 3] = True
    assert len(set(_Runs(bits).pieces())) == 1


def likely(*lines: Box, size: tuple[int, int] = (400, 300)) -> npt.NDArray[np.float32]:
    """A map on which these lines are sure."""
    picture = Image.new("L", size)
    for line in lines:
        ImageDraw.Draw(picture).polygon(line.corners(), fill=230)
    return np.asarray(picture, np.float32) / np.float32(255)


@pytest.mark.parametrize("degrees", [-30, -7, -0.5, 0, 0.5, 3, 12, 40])
def test_a_line_is_found_as_it_lies(degrees: float) -> None:
    line = Box(200, 150, 180, 14, math.radians(degrees))
    (found,) = text_boxes(likely(line))
    assert math.dist((found.x, found.y), (200, 150)) < 1.5
    assert math.degrees(found.angle) == pytest.approx(degrees, abs=0.6)
    # The map holds the cores of lines: each side is moved outwards by the same amount.
    assert found.width - line.width == pytest.approx(found.height - line.height, abs=5)
    assert found.height == pytest.approx(14 + 180 * 14 * 1.4 / 194, abs=6)


def test_short_words_are_read_like_the_page_they_stand_on() -> None:
    for degrees in (0, 90):
        turn = math.radians(degrees)
        lines = [
            Box(150, y, 120, 12, turn) if not degrees else Box(y, 150, 120, 12, turn) for y in (60, 90, 120)
        ]
        # A single character is as high as it is wide, or higher.
        found = text_boxes(likely(*lines, Box(240, 240, 12, 14, turn)))
        assert {round(math.degrees(box.angle)) for box in found} == {degrees}


def test_specks_and_faint_places_are_no_lines() -> None:
    assert text_boxes(likely(Box(50, 50, 2, 2, 0))) == []
    assert text_boxes(likely(Box(100, 100, 80, 12, 0)) * 0.35) == []
    assert text_boxes(np.zeros((32, 32), np.float32)) == []


def test_many_specks_are_not_followed_for_ever() -> None:
    bits = np.zeros((960, 960), np.float32)
    bits[::12, :] = 0
    for y in range(0, 950, 10):
        for x in range(0, 950, 10):
            bits[y : y + 6, x : x + 8] = 1
    assert len(text_boxes(bits)) == 300


@pytest.mark.parametrize("degrees", [0, 25, 90, 180, -90])
@pytest.mark.parametrize("height", [20, 48, 130])
def test_a_crop_shows_the_line_upright(degrees: float, height: int) -> None:
    """Red where reading begins, blue at the end, green along the top."""
    scale = height / 40
    tile = Image.new("RGB", (round(200 * scale), round(40 * scale)), (255, 255, 255))
    pen = ImageDraw.Draw(tile)
    pen.rectangle((0, 0, 30 * scale, 40 * scale), fill=(255, 0, 0))
    pen.rectangle((170 * scale, 0, 200 * scale, 40 * scale), fill=(0, 0, 255))
    pen.rectangle((60 * scale, 0, 140 * scale, 12 * scale), fill=(0, 255, 0))
    side = round(260 * scale)
    desk = Image.new("RGB", (side, side))
    desk.paste(tile, ((side - tile.width) // 2, (side - tile.height) // 2))
    page = desk.rotate(-degrees, Image.Resampling.BICUBIC)
    box = Box(side / 2, side / 2, 200 * scale, 40 * scale, math.radians(degrees))
    found = Levels(page).crop(box)
    assert found.size == (5 * HEIGHT, HEIGHT)
    for place, colour in (((15, 24), 0), ((225, 24), 2), ((120, 6), 1)):
        seen = found.getpixel(place)
        assert isinstance(seen, tuple)
        assert seen[colour] > 200
        assert sum(seen) - seen[colour] < 120
    paper = found.getpixel((120, 36))
    assert isinstance(paper, tuple)
    assert paper >= (200, 200, 200)
    turned = Levels(page).crop(box.turned())
    assert np.abs(np.asarray(turned.rotate(180), int) - np.asarray(found, int)).mean() < 12


def test_characters_are_taken_once_and_blanks_left_out() -> None:
    steps = np.zeros((2, 6, 4), np.float32)
    for step, (number, sure) in enumerate([(1, 0.9), (1, 0.7), (0, 1.0), (1, 0.5), (3, 0.8), (0, 0.9)]):
        steps[0, step, number] = sure
    steps[1, :, 0] = 1
    (text, score), nothing = decode(steps, ("", "甲", "乙", " "))
    assert text == "甲甲 "
    assert score == pytest.approx((0.9 + 0.5 + 0.8) / 3)
    assert nothing == ("", 0.0)


def test_long_lines_count_more_in_the_mean() -> None:
    box = Box(0, 0, 1, 1, 0)
    assert mean_score([Line("一二三", 1.0, box), Line("四", 0.6, box)]) == pytest.approx(0.9)
    assert mean_score([]) == 0


def test_text_that_reaches_the_last_pixel_of_the_page() -> None:
    likely = np.zeros((64, 96), np.float32)
    likely[50:, 40:] = 0.9
    [box] = text_boxes(likely)
    assert box.x > 60
    assert box.y > 50
