"""What the person wears, by the parts network: spectacles before the eyes, and clothes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import lab
from zikao.photo.face.mesh import LEFT_SIDE, RIGHT_SIDE
from zikao.photo.face.outline import CLOTHES, OTHERS
from zikao.photo.masks import grown

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.picture import Picture

_ABOVE, _BELOW = 0.35, 0.45
"""The eye band above and below the pupils, by their distance."""
_OUTLINE: Final = 12
"""Cells of 256 beside the background in which clothes count as its neighbours."""
_LEAST_CELLS: Final = 40


def glasses_share(picture: Picture, mesh: Mesh, parts: Floats) -> float:
    """Share of the band over both eyes, from side to side of the face, that is none of the person."""
    rows, columns = parts.shape[:2]
    sides = mesh.flat[[LEFT_SIDE[-1], RIGHT_SIDE[-1]], 0] / picture.width * columns
    middle = float(mesh.pupils[:, 1].mean())
    top = (middle - _ABOVE * mesh.pupil_distance) / picture.height * rows
    bottom = (middle + _BELOW * mesh.pupil_distance) / picture.height * rows
    band = parts[
        max(0, round(top)) : max(0, round(bottom)), max(0, round(sides.min())) : max(0, round(sides.max()))
    ]
    return float((band[..., OTHERS] > 0.5).mean()) if band.size else 0.0


def clothes_color(picture: Picture, parts: Floats) -> Floats | None:
    """Median L*a*b* of the clothes where they meet the background; None where there are none to be seen."""
    rows, columns = parts.shape[:2]
    clothes = parts[..., CLOTHES] > 0.5
    beside = clothes & grown(parts[..., 0] > 0.5, _OUTLINE)
    cells = beside if beside.sum() >= _LEAST_CELLS else clothes
    if cells.sum() < _LEAST_CELLS:
        return None
    color: Floats = np.median(lab(picture.reduced(columns, rows)[cells]), axis=0).astype(np.float32)
    return color
