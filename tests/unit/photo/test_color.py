"""Colours against values worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from zikao.photo.color import distance, lab
from zikao.photo.ground.colors import ALLOWED_BACKGROUNDS, BACKGROUND_COLORS
from zikao.photo.ground.named import distance_to, name_of


@pytest.mark.parametrize(
    ("rgb", "expected"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
        ((119, 119, 119), (50.03, 0.0, 0.0)),
    ],
)
def test_known_colors(rgb: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    """Published L*a*b* (D65) of the primaries of sRGB."""
    assert lab(rgb) == pytest.approx(expected, abs=0.06)


def test_pictures_keep_their_shape() -> None:
    colors = lab(np.zeros((3, 5, 3), np.uint8))
    assert colors.shape == (3, 5, 3)
    assert distance(colors, lab((255, 255, 255))) == pytest.approx(np.full((3, 5), 100.0), abs=0.01)


@pytest.mark.parametrize("name", list(BACKGROUND_COLORS))
def test_reference_colors_have_their_own_names(name: str) -> None:
    assert name_of(lab(BACKGROUND_COLORS[name])) == name  # type: ignore[index]


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((250, 250, 248), "white"),
        ((232, 234, 236), "white"),
        ((200, 200, 200), "grey"),
        ((60, 60, 62), "grey"),
        ((135, 206, 235), "light_blue"),
        ((120, 190, 245), "light_blue"),
        ((98, 139, 206), "blue"),
        ((0, 71, 171), "blue"),
        ((200, 20, 30), "red"),
        ((255, 0, 0), "red"),
        ((60, 140, 70), "other"),
        ((240, 200, 90), "other"),
    ],
)
def test_names_of_other_colors(rgb: tuple[int, int, int], name: str) -> None:
    assert name_of(lab(rgb)) == name


def test_distance_is_to_the_nearest_allowed_color() -> None:
    grey = lab((200, 200, 200))
    assert distance_to(grey, ALLOWED_BACKGROUNDS) == pytest.approx(19.4, abs=0.1)
    assert distance_to(grey, {"light_blue": (100, 197, 255)}) == pytest.approx(40.5, abs=3)
    assert distance_to(grey, {"ours": (200, 200, 200)}) == 0
    assert distance_to(grey, {}) is None
