"""What the person wears, by the parts network: spectacles before the eyes, and clothes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zikao.photo.color import lab
from zikao.photo.face.mesh import LEFT_SIDE, RIGHT_SIDE
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS
from zikao.photo.masks import grown
from zikao.photo.quantiles import median_color

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.face.outline import Outline
    from zikao.photo.picture import Picture

GLASSES: Final = 0.02
"""Share of the eye band from which on there are spectacles."""
_ABOVE, _BELOW = 0.35, 0.45
"""The eye band above and below the pupils, by their distance."""
_OUTLINE: Final = 12
"""Cells of 256 beside the background in which clothes count as its neighbours."""
_LEAST_CELLS: Final = 40
_LEAST_HIDDEN: Final = 650
"""Cells of 256x256 below the chin, a hundredth, that must be neither bare nor background to be clothes that
the parts network has missed; shoulders that are bare leave up to 200."""


def eye_band(mesh: Mesh) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the band over both eyes in which spectacles are looked for."""
    sides = mesh.flat[[LEFT_SIDE[-1], RIGHT_SIDE[-1]], 0]
    middle = float(mesh.pupils[:, 1].mean())
    above, below = (each * mesh.pupil_distance for each in (_ABOVE, _BELOW))
    return float(sides.min()), middle - above, float(sides.max()), middle + below


def glasses_share(picture: Picture, mesh: Mesh, parts: Floats) -> float:
    """Share of the band over both eyes, from side to side of the face, that is none of the person."""
    rows, columns = parts.shape[1:]
    across, down = columns / picture.width, rows / picture.height
    left, top, right, bottom = eye_band(mesh)
    band = parts[
        OTHERS,
        max(0, round(top * down)) : max(0, round(bottom * down)),
        max(0, round(left * across)) : max(0, round(right * across)),
    ]
    return float((band > 0.5).mean()) if band.size else 0.0


def clothes_color(picture: Picture, parts: Floats, outline: Outline, chin: float) -> Floats | None:
    """Median L*a*b* of the clothes where they meet the background; None where there are none to be seen.

    Clothes of the background's own colour pass for background with the parts network. Then what the outline
    network, which goes by shape, calls a person below the chin (a share of the height) counts.
    """
    rows, columns = parts.shape[1:]
    clothes = parts[CLOTHES] > 0.5
    beside = clothes & grown(parts[0] > 0.5, _OUTLINE)
    cells = beside if beside.sum() >= _LEAST_CELLS else clothes
    if cells.sum() < _LEAST_CELLS:
        bare = parts[[HAIR, BODY_SKIN, FACE_SKIN]].sum(axis=0) > 0.5
        cells = (outline.sized(columns, rows) > 0.5) & ~bare
        cells[: max(0, round(chin * rows))] = False
        if cells.sum() < _LEAST_HIDDEN:
            return None
    return median_color(lab(picture.reduced(columns, rows)[cells]))
