"""Corners that were cut round or aslant, as phone apps hand out portraits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import distance, lab
from zikao.photo.quantiles import median_color

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.picture import Picture, Pixels

_DEEPEST: Final = 0.2
"""How far a cut corner may reach along an edge, by the shorter side."""
_SMALLEST: Final = 0.012
_SAME, _OTHER = 8.0, 10.0
"""dE*ab to the corner's own pixels: up to which a pixel is cut away, and from which on it is the picture."""
_GRAZED, _CROSSED = 14, 6
"""Pixels in which the one becomes the other, along the picture's edge, which an arc leaves slowly, and along
the diagonal; a studio's corners darken over many more."""
_LEGS: Final = 1.5
"""How much further the cut may reach along one edge than along the other."""
_DIAGONAL: Final = (0.15, 0.75)
"""How deep it goes towards the middle, by its reach along the edges: an arc 0.29, a straight cut 0.5; a label
pasted into the corner has 1."""
_LEAST: Final = 2


def cut_corners(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Boxes of the cut corners; empty where fewer than two are cut alike."""
    side = int(_DEEPEST * min(picture.width, picture.height))
    if side < 8:
        return []
    rgb = np.asarray(picture.rgb)
    found: list[tuple[tuple[int, int, int, int], int, Floats]] = []
    for down in (False, True):
        for across in (False, True):
            patch = rgb[::-1] if down else rgb
            patch = (patch[:, ::-1] if across else patch)[:side, :side]
            reach, color = _cut(patch, max(3, int(_SMALLEST * min(picture.width, picture.height))))
            if reach:
                left, top = (picture.width - reach if across else 0), (picture.height - reach if down else 0)
                found.append(((left, top, left + reach, top + reach), reach, color))
    for _, reach, color in found:
        alike = [
            box
            for box, other, tint in found
            if max(reach, other) <= _LEGS * min(reach, other) and float(distance(color, tint)) < _OTHER
        ]
        if len(alike) >= _LEAST:
            return alike
    return []


def _cut(patch: Pixels, least: int) -> tuple[int, Floats]:
    """How far the corner at the patch's upper left is cut away, 0 where it is not, and its colour."""
    corner = lab(median_color(patch[:2, :2].reshape(-1, 3)))
    diagonal = patch[np.arange(len(patch)), np.arange(len(patch))]
    first, second, across = distance(lab(np.stack([patch[1], patch[:, 1], diagonal])), corner)
    legs = _run(first, _GRAZED), _run(second, _GRAZED)
    deep = _run(across, _CROSSED)
    mean = sum(legs) / 2
    cut = (
        min(legs) >= least
        and max(legs) <= _LEGS * min(legs)
        and _DIAGONAL[0] * mean <= deep <= _DIAGONAL[1] * mean
    )
    return (max(legs) if cut else 0), corner


def _run(far: Floats, soft: int) -> int:
    """Pixels from the start that are cut away; 0 where none is, where all are, or where the edge is soft."""
    (others,) = np.nonzero(far >= _SAME)
    if not len(others) or others[0] == 0:
        return 0
    return int(others[0]) if far[others[0] : others[0] + soft].max() >= _OTHER else 0
