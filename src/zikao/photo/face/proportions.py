"""Whether a face keeps its proportions, or the picture was stretched to a size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.face.mesh import LEFT_IRIS, LEFT_SIDE, RIGHT_IRIS, RIGHT_SIDE

if TYPE_CHECKING:
    from zikao.photo.face.mesh import Mesh

_FACE, _IRIS = 1.238, 1.105
"""Width by height below the pupils, and width by height of the irises, of the mean of 63 portraits: the
network's irises are a little wide, as the lids hide their ends."""
_WEIGHT: Final = 0.7
"""Of the irises, which are round whoever looks, beside that of the face, whose width people differ in."""
_SHORTEST: Final = 0.3
"""Pupils to chin by the distance of the pupils: below, the head is turned away and says nothing."""


def stretched(mesh: Mesh) -> float | None:
    """How many times wider than natural the picture shows the face; None where the face is turned away.

    People scatter by 4 % (standard deviation).
    """
    if mesh.chin_distance < _SHORTEST * mesh.pupil_distance:
        return None
    sides = mesh.flat[[*LEFT_SIDE, *RIGHT_SIDE]] @ mesh.across
    face = float(np.ptp(sides)) / mesh.chin_distance
    irises = [_round(mesh, iris) for iris in (LEFT_IRIS, RIGHT_IRIS)]
    if face <= 0 or min(irises) <= 0:
        return None
    apart = _WEIGHT * math.log(sum(irises) / 2 / _IRIS) + (1 - _WEIGHT) * math.log(face / _FACE)
    return math.exp(apart)


def _round(mesh: Mesh, iris: tuple[int, int, int, int]) -> float:
    """Width by height of an iris."""
    right, top, left, bottom = mesh.flat[list(iris)]
    return float(np.linalg.norm(right - left)) / max(float(np.linalg.norm(top - bottom)), 1e-6)
