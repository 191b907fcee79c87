"""The face's own pixels, and how the light falls on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

from zikao.photo.color import LINEAR
from zikao.photo.face.eyes import lenses
from zikao.photo.face.mesh import LIDS, OVAL
from zikao.photo.face.outline import FACE_SKIN, likeliest
from zikao.photo.quantiles import median, quantile

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture, Pixels

_OVER, _UNDER = 247, 25
"""Luma that is taken for lost in light or in the dark, after ISO/IEC 29794-5."""
_OF_OWN: Final = 0.4
"""Share of the skin's own median luma up to which it is lost in the dark, if the picture as a whole is not.
Of any skin two pixels in a hundred lie below half of it, so dark skin is not refused for its colour."""
_DARK_OR_DIM: Final = 34
"""Median luma up to which skin may be dark, or any skin in dim light: the face alone does not tell which."""
_WHITES: Final = 50
"""Luma of the whites of the eyes from which on a face has been given light: 102 and more in a studio's, of
dark skin as of fair, 51 and more at half of that, and less than 50 at a quarter."""
_BRIGHTEST: Final = 0.9
"""Quantile of the luma between the lids that their whites reach, and irises and lashes do not."""
_LEAST_OPEN: Final = 12
"""Pixels between the lids from which on there are whites among them."""
_BRIGHT, _TENTH = 128, 0.9
"""Luma that a tenth of a picture reaches which was given enough light: a portrait's ground has to."""
_LEFT_CHEEK, _RIGHT_CHEEK = (50, 101, 205, 187), (280, 330, 425, 411)
_LEAST: Final = 0.15
"""Share of the face that has to be bare, for its light to be told."""
_LIGHTNESS: Final = LINEAR ** np.float32(1 / 2.4)
"""Of a luma byte, a root of its light: as sRGB without the straight piece in its darks, by which the same
lamp makes a larger difference on dark skin than on light one."""
_CHEEK: Final = 0.16
"""Half the side of the square on a cheek, by the distance of the pupils."""


@dataclass(frozen=True, slots=True)
class Skin:
    """Luma of the face's bounding box, and which of its pixels are the face's."""

    luma: Pixels
    mask: Mask
    corner: tuple[int, int]
    """The box's left upper corner in the picture."""
    dark: int = _UNDER
    """Luma up to which its pixels are lost in the dark."""

    @property
    def over(self) -> Mask:
        """Pixels of the face that are lost in light."""
        return (self.luma >= _OVER) & self.mask

    @property
    def under(self) -> Mask:
        """Pixels of the face that are lost in the dark."""
        return (self.luma <= self.dark) & self.mask

    @property
    def overexposed(self) -> float:
        return np.count_nonzero(self.over) / np.count_nonzero(self.mask)

    @property
    def underexposed(self) -> float:
        return np.count_nonzero(self.under) / np.count_nonzero(self.mask)


def read_skin(picture: Picture, mesh: Mesh, pupil_distance: float | None = None) -> Skin | None:
    """The face inside its oval, made smaller where its pupils are further apart than asked, never larger.

    None where next to nothing of it lies in the picture.
    """
    oval = mesh.flat[list(OVAL)]
    low = np.maximum(np.floor(oval.min(axis=0)), 0).astype(int)
    high = np.minimum(np.ceil(oval.max(axis=0)), (picture.width, picture.height)).astype(int)
    if (high - low < 8).any():
        return None
    luma = picture.luma[low[1] : high[1], low[0] : high[0]]
    scale = 1.0 if pupil_distance is None else min(1.0, pupil_distance / max(mesh.pupil_distance, 1e-6))
    if scale < 1:
        height, width = (max(8, round(each * scale)) for each in luma.shape)
        luma = np.asarray(Image.fromarray(luma).resize((width, height), Image.Resampling.BICUBIC))
    mask = Image.new("L", luma.shape[::-1])
    ImageDraw.Draw(mask).polygon(((oval - low) * scale).ravel().tolist(), fill=1)
    inside = np.asarray(mask).view(np.bool_)
    return Skin(luma, inside, (int(low[0]), int(low[1]))) if inside.any() else None


def bare(skin: Skin, picture: Picture, mesh: Mesh, parts: Floats) -> Skin | None:
    """Of the face only its skin, by the parts network, and nothing around the eyes.

    So lenses, rims, lashes and whatever else lies over it do not count. None where next to nothing is left.
    """
    rows, columns = parts.shape[1:]
    height, width = skin.mask.shape
    left, top = skin.corner
    down = ((np.arange(top, top + height) + 0.5) * rows / picture.height).astype(np.intp)
    across = ((np.arange(left, left + width) + 0.5) * columns / picture.width).astype(np.intp)
    mask = skin.mask & (likeliest(parts) == FACE_SKIN)[np.ix_(down, across)]
    for x0, y0, x1, y1 in lenses(mesh):
        mask[max(0, y0 - top) : max(0, y1 - top), max(0, x0 - left) : max(0, x1 - left)] = False
    if mask.sum() < _LEAST * skin.mask.sum():
        return None
    lit = quantile(picture.luma[::4, ::4].ravel(), _TENTH) >= _BRIGHT
    own = median(skin.luma[mask])
    enough = (lit and own > _DARK_OR_DIM) or whites(picture, mesh) >= _WHITES
    dark = min(_UNDER, int(_OF_OWN * own)) if enough else _UNDER
    return Skin(skin.luma, mask, skin.corner, dark)


def whites(picture: Picture, mesh: Mesh) -> float:
    """Luma of the whites of the eyes, 0..255; 0 where too little of them is to be seen.

    They are much the same in every face, so they tell the light that fell on it, which its skin does not.
    """
    found = 0.0
    for lids in LIDS:
        opening = mesh.flat[list(lids)]
        low = np.maximum(np.floor(opening.min(axis=0)), 0).astype(int)
        high = np.minimum(np.ceil(opening.max(axis=0)), (picture.width, picture.height)).astype(int)
        if (high <= low).any():
            continue
        mask = Image.new("L", (int(high[0] - low[0]), int(high[1] - low[1])))
        ImageDraw.Draw(mask).polygon((opening - low).ravel().tolist(), fill=1)
        seen = picture.luma[low[1] : high[1], low[0] : high[0]][np.asarray(mask).view(np.bool_)]
        if len(seen) >= _LEAST_OPEN:
            found = max(found, quantile(seen, _BRIGHTEST))
    return found


def side_light(picture: Picture, mesh: Mesh) -> float | None:
    """Difference of both cheeks' mean lightness by their sum; None where a cheek is not in the picture."""
    left, right = (brightness(picture, box) for box in cheeks(mesh))
    if left is None or right is None:
        return None
    return abs(left - right) / max(left + right, 1e-3)


def cheeks(mesh: Mesh) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of a square on either cheek; the picture's left one first."""
    half = max(1.0, mesh.pupil_distance * _CHEEK)
    middles = [mesh.flat[list(points)].mean(axis=0).tolist() for points in (_LEFT_CHEEK, _RIGHT_CHEEK)]
    return [(round(x - half), round(y - half), round(x + half), round(y + half)) for x, y in sorted(middles)]


def brightness(picture: Picture, box: tuple[int, int, int, int]) -> float | None:
    """Mean lightness, 0..1; None where the box is not wholly in the picture."""
    if box[0] < 0 or box[1] < 0 or box[2] > picture.width or box[3] > picture.height:
        return None
    return float(_LIGHTNESS[picture.luma[box[1] : box[3], box[0] : box[2]]].mean())
