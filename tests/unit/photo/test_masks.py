"""Operations on truth values against their plain definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zikao.photo.masks import areas, connected, grown, shrunk

grids = st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=5, max_size=5).map(np.array)


@given(mask=grids, by=st.integers(0, 12))
def test_growing_reaches_every_neighbour_of_that_distance(mask: np.ndarray, by: int) -> None:
    rows, columns = mask.shape
    expected = [
        [mask[max(0, y - by) : y + by + 1, max(0, x - by) : x + by + 1].any() for x in range(columns)]
        for y in range(rows)
    ]
    assert (grown(mask, by) == expected).all()
    assert (shrunk(~mask, by) == ~np.array(expected)).all()


@pytest.mark.parametrize("by", range(16))
def test_what_grows_from_the_edge_leaves_no_gap(by: int) -> None:
    for column in range(20):
        mask = np.zeros((1, 20), bool)
        mask[0, column] = True
        assert grown(mask, by).tolist() == [[abs(each - column) <= by for each in range(20)]]


def test_the_mask_given_is_left_alone() -> None:
    mask = np.eye(5, dtype=bool)
    grown(mask, 2)
    assert mask.sum() == 5


@pytest.mark.parametrize(
    ("drawing", "reached"),
    [
        (["s##.", "...#", "#..."], 4),
        (["s.#", ".#.", "#.#"], 5),
        (["s..#", "...#"], 1),
        (["s####", "#...#", "#.#.#", "#...#", "#####"], 16),
        (["s##", "..#", "###", "#..", "###"], 11),
        (["##", "##"], 0),
    ],
)
def test_what_can_be_reached(drawing: list[str], reached: int) -> None:
    mask = np.array([[c != "." for c in row] for row in drawing])
    seeds = np.array([[c == "s" for c in row] for row in drawing])
    found = connected(mask, seeds)
    assert found.sum() == reached
    assert not (found & ~mask).any()


def test_areas_come_largest_first_and_touch_only_themselves() -> None:
    mask = np.array([[c == "#" for c in row] for row in ("##...#", "##....", "..#...", "....##")])
    assert areas(mask) == [(0, 0, 3, 3), (4, 3, 6, 4), (5, 0, 6, 1)]
    assert areas(mask, 2) == [(0, 0, 3, 3), (4, 3, 6, 4)]
    assert areas(np.zeros((3, 3), bool)) == []


def test_seeds_outside_the_mask_reach_nothing() -> None:
    assert not connected(np.zeros((3, 3), bool), np.ones((3, 3), bool)).any()
