"""What flash and lamps leave in the eyes: red pupils, and lamps mirrored in spectacles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from zikao.photo.color import lab
from zikao.photo.face.mesh import LEFT_IRIS, LEFT_PUPIL, RIGHT_IRIS, RIGHT_PUPIL

if TYPE_CHECKING:
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.picture import Picture, Pixels

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture; right and bottom lie outside."""

_RED: Final = 28.0
"""a* of a pupil lit from within. Brown irises reach about 18."""
_PUPIL: Final = 0.6
"""Radius that is looked at, by that of the iris."""
_SMALLEST: Final = 3
"""Pixels across a pupil from which on its colour can be told."""
_REDDER: Final = 40
"""By how much the red of any colour that counts as red exceeds its green, and some more."""
_RED_SHARE: Final = 0.3
_DISK: Final = 0.6
"""Share of its box that a pupil's disk covers at least, however few pixels it has."""
_MIRRORED: Final = 250
_LENS: Final = (0.36, 0.24)
"""Half the width and height of what a spectacle lens covers, by the distance of the pupils."""


def has_red_eye(picture: Picture, mesh: Mesh) -> bool | None:
    """Whether a pupil is red; None where the eyes are too small to tell."""
    seen = [red for box in pupils(mesh) if (red := _is_red(picture, box)) is not None]
    return any(seen) if seen else None


def red_eyes(picture: Picture, mesh: Mesh) -> list[Box]:
    """The pupils that are red."""
    return [box for box in pupils(mesh) if _is_red(picture, box)]


def pupils(mesh: Mesh) -> list[Box]:
    """Boxes of both pupils, the picture's left one first."""
    found = []
    for pupil, iris in ((LEFT_PUPIL, LEFT_IRIS), (RIGHT_PUPIL, RIGHT_IRIS)):
        x, y = mesh.flat[pupil].tolist()
        radius = sum(math.dist((x, y), each) for each in mesh.flat[list(iris)].tolist()) / len(iris) * _PUPIL
        found.append(_around(x, y, radius, radius))
    return sorted(found)


def _is_red(picture: Picture, box: Box) -> bool | None:
    pixels = _cut(picture, box) if box[2] - box[0] >= _SMALLEST else None
    if pixels is None:
        return None
    red, green = pixels[..., 0], np.minimum(pixels[..., 1], 255 - _REDDER)
    rows, columns = pixels.shape[:2]
    if np.count_nonzero(red >= green + _REDDER) < _RED_SHARE * _DISK * rows * columns:
        return False
    down, right = np.ogrid[0:rows, 0:columns]
    disk = ((right + 0.5) / columns * 2 - 1) ** 2 + ((down + 0.5) / rows * 2 - 1) ** 2 <= 1
    colors = lab(pixels[disk])
    return bool(((colors[:, 1] >= _RED) & (colors[:, 2] > -10)).mean() >= _RED_SHARE)


def mirrored_light(picture: Picture, mesh: Mesh) -> float | None:
    """Share of both lenses' places that is white without detail; None where they lie outside the picture."""
    shares = [
        (pixels.min(axis=-1) >= _MIRRORED).mean()
        for box in lenses(mesh)
        if (pixels := _cut(picture, box)) is not None
    ]
    return float(np.mean(shares)) if shares else None


def lenses(mesh: Mesh) -> list[Box]:
    """What spectacle lenses would cover, the picture's left one first."""
    across, down = (each * mesh.pupil_distance for each in _LENS)
    return [_around(x, y, across, down) for x, y in mesh.pupils.tolist()]


def _around(x: float, y: float, across: float, down: float) -> Box:
    return round(x - across), round(y - down), round(x + across), round(y + down)


def _cut(picture: Picture, box: Box) -> Pixels | None:
    if box[0] < 0 or box[1] < 0 or box[2] > picture.width or box[3] > picture.height or box[0] >= box[2]:
        return None
    return np.asarray(picture.rgb.crop(box))
