"""Faces beside the one that is measured, which the detector misses: cut by the picture's edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.face.mesh import OVAL
from zikao.photo.face.outline import FACE_SKIN

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.detector import Detection
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture

_OWN: Final = 1.6
"""Size of the ellipse around the face, by that of its oval, within which skin is its own: ears, forehead."""
_SKIN: Final = 0.2
"""Share of a second face's box that has to be skin: crests and pictures on cloth have none."""


def other_face(picture: Picture, mesh: Mesh, parts: Floats) -> Mask:
    """Cells of the parts network that are skin of another face than this one."""
    rows, columns = parts.shape[1:]
    oval = mesh.flat[list(OVAL)] * (columns / picture.width, rows / picture.height)
    low, high = oval.min(axis=0), oval.max(axis=0)
    middle, reach = (low + high) / 2, np.maximum((high - low) / 2, 1.0) * _OWN
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) + np.float32(0.5)
    beyond = ((x - middle[0]) / reach[0]) ** 2 + ((y - middle[1]) / reach[1]) ** 2 > 1
    skin: Mask = (parts[FACE_SKIN] > 0.5) & beyond
    return skin


def other_face_share(other: Mask, parts: Floats) -> float:
    """Skin of another face, by that of the measured one; 0 where neither has any."""
    skin, beside = int((parts[FACE_SKIN] > 0.5).sum()), int(other.sum())
    return beside / max(skin - beside, 1)


def with_skin(
    picture: Picture, faces: list[tuple[Detection, Mesh]], parts: Floats
) -> list[tuple[Detection, Mesh]]:
    """Of several faces those that have skin; all of them where none has."""
    rows, columns = parts.shape[1:]
    sure = []
    for face, mesh in faces:
        box = np.asarray(face.box, float) * np.tile((columns / picture.width, rows / picture.height), 2)
        left, top, right, bottom = (max(0, round(float(each))) for each in box)
        inside = parts[FACE_SKIN, top:bottom, left:right]
        if inside.size and float((inside > 0.5).mean()) >= _SKIN:
            sure.append((face, mesh))
    return sure or faces
