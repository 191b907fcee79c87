"""The face's own pixels, and how the light falls on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

from zikao.photo.face.mesh import OVAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.face.mesh import Mesh
    from zikao.photo.picture import Picture

_OVER, _UNDER = 247, 25
"""Luma that is taken for lost in light or in the dark, after ISO/IEC 29794-5."""
_LEFT_CHEEK, _RIGHT_CHEEK = (50, 101, 205, 187), (280, 330, 425, 411)
_CHEEK: Final = 0.16
"""Half the side of the square on a cheek, by the distance of the pupils."""


@dataclass(frozen=True, slots=True)
class Skin:
    """Luma (BT.601, as JPEG stores it) of the face's bounding box, and which of its pixels are the face's."""

    luma: NDArray[np.uint8]
    mask: NDArray[np.bool_]

    @property
    def overexposed(self) -> float:
        return float((self.luma[self.mask] >= _OVER).mean())

    @property
    def underexposed(self) -> float:
        return float((self.luma[self.mask] <= _UNDER).mean())


def read_skin(picture: Picture, mesh: Mesh, pupil_distance: float | None = None) -> Skin | None:
    """The face inside its oval, made smaller where its pupils are further apart than asked, never larger.

    None where next to nothing of it lies in the picture.
    """
    oval = mesh.flat[list(OVAL)]
    low = np.maximum(np.floor(oval.min(axis=0)), 0)
    high = np.minimum(np.ceil(oval.max(axis=0)), (picture.width, picture.height))
    if (high - low < 8).any():
        return None
    face = picture.rgb.crop((int(low[0]), int(low[1]), int(high[0]), int(high[1]))).convert("L")
    scale = 1.0 if pupil_distance is None else min(1.0, pupil_distance / max(mesh.pupil_distance, 1e-6))
    if scale < 1:
        size = (max(8, round(face.width * scale)), max(8, round(face.height * scale)))
        face = face.resize(size, Image.Resampling.BICUBIC)
    mask = Image.new("1", face.size)
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in (oval - low) * scale], fill=1)
    inside = np.asarray(mask)
    return Skin(np.asarray(face), inside) if inside.any() else None


def side_light(picture: Picture, mesh: Mesh) -> float | None:
    """Difference of both cheeks' mean luma by their sum; None where a cheek is not in the picture."""
    left, right = (_cheek(picture, mesh, points) for points in (_LEFT_CHEEK, _RIGHT_CHEEK))
    if left is None or right is None:
        return None
    return abs(left - right) / max(left + right, 1.0)


def _cheek(picture: Picture, mesh: Mesh, points: tuple[int, ...]) -> float | None:
    x, y = mesh.flat[list(points)].mean(axis=0)
    half = max(1.0, mesh.pupil_distance * _CHEEK)
    box = (round(x - half), round(y - half), round(x + half), round(y + half))
    if box[0] < 0 or box[1] < 0 or box[2] > picture.width or box[3] > picture.height:
        return None
    return float(np.asarray(picture.rgb.crop(box).convert("L")).mean())
