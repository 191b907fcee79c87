"""What flash and lamps leave in the eyes: red pupils, and lamps mirrored in spectacles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import lab
from zikao.photo.face.mesh import LEFT_IRIS, LEFT_PUPIL, RIGHT_IRIS, RIGHT_PUPIL

if TYPE_CHECKING:
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.picture import Picture, Pixels

_RED: Final = 28.0
"""a* of a pupil lit from within. Brown irises reach about 18."""
_PUPIL: Final = 0.6
"""Radius that is looked at, by that of the iris."""
_RED_SHARE: Final = 0.3
_MIRRORED: Final = 250
_LENS: Final = (0.36, 0.24)
"""Half the width and height of what a spectacle lens covers, by the distance of the pupils."""


def has_red_eye(picture: Picture, mesh: Mesh) -> bool | None:
    """Whether a pupil is red; None where the eyes are too small to tell."""
    eyes = [_red_share(picture, mesh, *each) for each in ((LEFT_PUPIL, LEFT_IRIS), (RIGHT_PUPIL, RIGHT_IRIS))]
    seen = [share for share in eyes if share is not None]
    return any(share >= _RED_SHARE for share in seen) if seen else None


def _red_share(picture: Picture, mesh: Mesh, pupil: int, iris: tuple[int, ...]) -> float | None:
    x, y = mesh.flat[pupil]
    radius = float(np.linalg.norm(mesh.flat[list(iris)] - mesh.flat[pupil], axis=1).mean()) * _PUPIL
    if radius < 1.5:
        return None
    pixels = _cut(picture, x, y, radius, radius)
    if pixels is None:
        return None
    rows, columns = pixels.shape[:2]
    down, right = np.mgrid[0:rows, 0:columns]
    disk = ((right + 0.5) / columns * 2 - 1) ** 2 + ((down + 0.5) / rows * 2 - 1) ** 2 <= 1
    colors = lab(pixels[disk])
    return float(((colors[:, 1] >= _RED) & (colors[:, 2] > -10)).mean())


def mirrored_light(picture: Picture, mesh: Mesh) -> float | None:
    """Share of both lenses' places that is white without detail; None where they lie outside the picture."""
    across, down = (each * mesh.pupil_distance for each in _LENS)
    shares = [
        (pixels.min(axis=-1) >= _MIRRORED).mean()
        for x, y in mesh.pupils
        if (pixels := _cut(picture, x, y, across, down)) is not None
    ]
    return float(np.mean(shares)) if shares else None


def _cut(picture: Picture, x: float, y: float, across: float, down: float) -> Pixels | None:
    box = (round(x - across), round(y - down), round(x + across), round(y + down))
    if box[0] < 0 or box[1] < 0 or box[2] > picture.width or box[3] > picture.height or box[0] >= box[2]:
        return None
    return np.asarray(picture.rgb.crop(box))
