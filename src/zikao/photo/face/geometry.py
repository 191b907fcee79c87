"""Where the face's parts lie and how wide they are open."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.face.mesh import CHIN, LEFT_SIDE, RIGHT_SIDE

if TYPE_CHECKING:
    from zikao.photo.face.mesh import Mesh

_LEFT_LIDS: Final = ((160, 144), (159, 145), (158, 153))
_RIGHT_LIDS: Final = ((385, 380), (386, 374), (387, 373))
_LEFT_CORNERS, _RIGHT_CORNERS = (33, 133), (362, 263)
_INNER_LIPS, _OUTER_LIPS = (13, 14), (0, 17)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Pixels of the picture; degrees; ratios."""

    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    tilt: float
    """Degrees of the eye line; positive: the right pupil is lower."""
    chin: tuple[float, float]
    width: float
    center_x: float
    left_openness: float
    right_openness: float
    mouth_gap: float


def read_geometry(mesh: Mesh) -> Geometry:
    """Places and lengths of one face."""
    left, right = mesh.pupils.astype(float)
    sides = mesh.flat[[*LEFT_SIDE, *RIGHT_SIDE]]
    extent = sides @ mesh.across
    chin = mesh.flat[CHIN].astype(float)
    openness = (_openness(mesh, _LEFT_LIDS, _LEFT_CORNERS), _openness(mesh, _RIGHT_LIDS, _RIGHT_CORNERS))
    if mesh.upside_down:
        openness = openness[::-1]
    return Geometry(
        left_eye=(left[0], left[1]),
        right_eye=(right[0], right[1]),
        tilt=math.degrees(math.atan2(right[1] - left[1], right[0] - left[0])),
        chin=(chin[0], chin[1]),
        width=float(np.ptp(extent)),
        center_x=float(sides[:, 0].min() + sides[:, 0].max()) / 2,
        left_openness=openness[0],
        right_openness=openness[1],
        # By the lips themselves: between full ones the dark line that closed lips leave is wider.
        mouth_gap=_between(mesh, *_INNER_LIPS) / max(_between(mesh, *_OUTER_LIPS), 1e-6),
    )


def _openness(mesh: Mesh, lids: tuple[tuple[int, int], ...], corners: tuple[int, int]) -> float:
    """Mean gap of the lids at three places, by the distance of the eye's corners."""
    return sum(_between(mesh, *pair) for pair in lids) / len(lids) / max(_between(mesh, *corners), 1e-6)


def _between(mesh: Mesh, one: int, other: int) -> float:
    (x, y), (x2, y2) = mesh.flat[[one, other]].tolist()
    return math.hypot(x2 - x, y2 - y)
