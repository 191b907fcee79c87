"""The colours of a face: whether it has any, and whether they are those of skin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

from zikao.photo.color import lab
from zikao.photo.face.mesh import OVAL
from zikao.photo.face.outline import FACE_SKIN
from zikao.photo.quantiles import median_color

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.picture import Picture

_INSIDE: Final = 0.8
"""The face's oval that is looked at, by its size: without hair and ground."""
_ACROSS: Final = 64
"""Pixels that the oval is averaged to across: finer colours are those of the compression."""
_LEAST: Final = 0.3
"""Share of the oval that has to be skin."""
_STEP: Final = 2.0
"""L* of a layer in which colours are compared."""
_FEW: Final = 8
"""Pixels of the smallest layer that counts."""
_LOW, _HIGH = 25.0, 85.0
"""Degrees of hue between which skin of all tones lies; the faces at hand, from 20 to 65, mostly within."""


@dataclass(frozen=True, slots=True)
class Complexion:
    """dE*ab each."""

    variety: float
    """How far pixels of the same lightness differ in a* and b*: next to nothing in a picture without colour,
    also where it is tinted as a whole."""
    astray: float
    """From the face's median colour to the nearest hue of skin."""


def read_complexion(picture: Picture, mesh: Mesh, parts: Floats) -> Complexion | None:
    """The colours of the skin inside the face's oval; None where little of it is to be seen."""
    oval = mesh.flat[list(OVAL)]
    middle = (oval.min(axis=0) + oval.max(axis=0)) / 2
    oval = middle + (oval - middle) * _INSIDE
    low = np.maximum(np.floor(oval.min(axis=0)), 0).astype(int)
    high = np.minimum(np.ceil(oval.max(axis=0)), (picture.width, picture.height)).astype(int)
    if (high - low < 8).any():
        return None
    face = picture.rgb.crop((int(low[0]), int(low[1]), int(high[0]), int(high[1])))
    scale = min(1.0, _ACROSS / face.width)
    face = face.resize(
        (max(1, round(face.width * scale)), max(1, round(face.height * scale))), Image.Resampling.BOX
    )
    mask = Image.new("L", face.size)
    ImageDraw.Draw(mask).polygon(((oval - low) * scale).ravel().tolist(), fill=1)
    inside = np.asarray(mask).view(np.bool_)
    side = parts.shape[-1]
    box = (low[0] / picture.width, low[1] / picture.height, high[0] / picture.width, high[1] / picture.height)
    skin = Image.fromarray(parts[FACE_SKIN]).resize(
        face.size, Image.Resampling.BILINEAR, box=tuple(float(each) * side for each in box)
    )
    seen = inside & (np.asarray(skin) > 0.5)
    if not inside.any() or np.count_nonzero(seen) < _LEAST * np.count_nonzero(inside):
        return None
    colors = lab(np.asarray(face)[seen])
    return Complexion(_variety(colors), _astray(median_color(colors)))


def _variety(colors: Floats) -> float:
    """Mean distance in a* and b* to the median of the same lightness."""
    lightness = np.round(colors[:, 0] / _STEP)
    _, layers, sizes = np.unique(lightness, return_inverse=True, return_counts=True)
    starts = np.cumsum(sizes) - sizes
    apart = []
    for tint in colors[:, 1:].T:
        ordered = tint[np.lexsort((tint, layers))]
        medians = (ordered[starts + (sizes - 1) // 2] + ordered[starts + sizes // 2]) / 2
        apart.append(tint - medians[layers])
    counted = (sizes >= _FEW)[layers]
    return float(np.hypot(*apart)[counted].mean()) if counted.any() else 0.0


def _astray(color: Floats) -> float:
    chroma, hue = math.hypot(color[1], color[2]), math.degrees(math.atan2(color[2], color[1]))
    middle, reach = (_LOW + _HIGH) / 2, (_HIGH - _LOW) / 2
    off = abs((hue - middle + 180) % 360 - 180) - reach
    return chroma * math.sin(math.radians(min(max(off, 0.0), 90.0)))
