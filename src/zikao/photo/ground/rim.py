"""A coloured rim along the person: what a careless cut leaves of the old ground, or an app draws.

On a clean picture whatever lies between the ground and the person is a mixture of the two: hair, a soft
outline, the blur of a lens or of JPEG. A rim is of a hue that no mixture of them has, and of the same all
along. Pale and dark rims are left alone: light on the hair and sharpening look alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import distance, lab
from zikao.photo.masks import grown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.color import Floats
    from zikao.photo.face.outline import Outline
    from zikao.photo.ground.backdrop import Backdrop
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture

    Places = NDArray[np.intp]

_LOOKED_AT: Final = 320
"""Pixels of the longer side: a JPEG seldom keeps colours finer than half a portrait's pixels."""
_ABOUT: Final = 6
"""Pixels to both sides of the outline that are looked at."""
_GROUND: Final = 12.0
"""dE*ab to the background's slope up to which a pixel beside the person is background."""
_SURELY: Final = 0.9
"""Probability from which on a pixel is surely the person."""
_NEAR: Final = 6
"""Pixels from there within which a rim lies."""
_BAND: Final = 2
"""Pixels from the ground on that may be a rim."""
_WITHIN: Final = (3, 6)
"""Pixels from the ground between which the person's own colour is read."""
_SQUARE: Final = 4
"""Pixels of the side of the squares over which colours are averaged."""
_LEAST: Final = 3
"""Pixels of the band that a square needs, and of the person's own colour in and around it."""
_FEWEST: Final = 20
"""Squares below which nothing is said."""
_STRANGE: Final = 14.0
"""Of a* and b*, from the nearest mixture, from which on a square is of a strange hue."""
_COLORFUL: Final = 15.0
"""C*ab of the band from which on it has a hue."""
_ASIDE: Final = 0.6
"""How far aside of the strange squares' common direction, by the way along it, a hue is still the same."""


@dataclass(frozen=True, slots=True)
class Rim:
    """Grids of squares over the whole picture; those at its right and lower edge may be narrower."""

    outline: Mask
    """Squares along the person's outline whose colours could be compared."""
    strange: Mask
    """Those of them whose band is of a hue that is none of the ground's and none of the person's."""

    @property
    def share(self) -> float | None:
        """0..1 of the outline; None where too little of it shows."""
        seen = np.count_nonzero(self.outline)
        return float(np.count_nonzero(self.strange) / seen) if seen >= _FEWEST else None


def find_rim(picture: Picture, backdrop: Backdrop, outline: Outline) -> Rim:
    """The rim of one hue along the person.

    The ground has to be plain: before a wild one the outline is not told from what stands behind it.
    """
    small = picture.fewer(max(1, round(max(picture.width, picture.height) / _LOOKED_AT)))
    person = outline.sized(*small.size)
    body = person >= 0.5
    here = np.flatnonzero(grown(body, _ABOUT) & grown(~body, _ABOUT))
    rows, columns = np.divmod(here, small.width)
    seen = lab(np.asarray(small).reshape(-1, 3).take(here, axis=0))
    even = backdrop.at(columns / small.width, rows / small.height)
    ground = np.zeros_like(body)
    ground.flat[here] = (distance(seen, even) <= _GROUND) & ~body.take(here)
    surely = person > _SURELY
    band = (grown(ground, _BAND) & ~ground & grown(surely, _NEAR)).take(here)
    near, far = (grown(ground, by) for by in _WITHIN)
    within = (far & ~near & grown(surely, _BAND)).take(here)

    shape = -(-small.height // _SQUARE), -(-small.width // _SQUARE)
    squares = rows // _SQUARE * shape[1] + columns // _SQUARE
    own, count = _own(seen[within], squares[within], shape)
    pixels = np.bincount(squares[band], minlength=len(count))
    compared = (pixels >= _LEAST) & (count >= _LEAST)
    band &= compared[squares]
    its = squares[band]
    off = _off_mixtures(seen[band], even[band], own[its])
    each = np.concatenate([off[:, 1:], seen[band][:, 1:]], axis=1)
    many: Floats = pixels[compared].astype(np.float32)
    means = _sums(each, its, len(count))[compared] / many[:, None]
    strange = np.zeros_like(compared)
    strange[compared] = _of_one_hue(means[:, :2], np.hypot(*means[:, 2:].T) > _COLORFUL)
    return Rim(compared.reshape(shape), strange.reshape(shape))


def _own(seen: Floats, squares: Places, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Mean colour of the person in each square and its eight neighbours, and of how many pixels."""
    ones = np.ones((len(seen), 1), np.float32)
    sums = _sums(np.concatenate([seen, ones], axis=1), squares, shape[0] * shape[1])
    padded = np.pad(sums.reshape(*shape, 4), ((1, 1), (1, 1), (0, 0)))
    down = padded[:-2] + padded[1:-1] + padded[2:]
    around = (down[:, :-2] + down[:, 1:-1] + down[:, 2:]).reshape(-1, 4)
    return around[:, :3] / np.maximum(around[:, 3:], 1), around[:, 3]


def _off_mixtures(seen: Floats, ground: Floats, own: Floats) -> Floats:
    """From the nearest mixture of the ground and of the person beside it to the colour that is seen."""
    towards, off = own - ground, seen - ground
    along, length = (np.einsum("ij,ij->i", each, towards) for each in (off, towards))
    away: Floats = off - np.clip(along / np.maximum(length, 1e-6), 0, 1)[:, None] * towards
    return away


def _of_one_hue(hues: Floats, colorful: Mask) -> Mask:
    """List: which a* and b* off the mixtures are strange, and of the hue that most such have."""
    strange: Mask = (np.hypot(*hues.T) > _STRANGE) & colorful
    common = hues[strange].sum(axis=0)
    x, y = common / max(float(np.hypot(*common)), 1e-6)
    along, aside = (hues @ np.array([(x, -y), (y, x)], np.float32)).T
    same: Mask = strange & (along > _STRANGE) & (np.abs(aside) < _ASIDE * along)
    return same


def _sums(values: Floats, squares: Places, count: int) -> Floats:
    """Of each square, channel by channel."""
    return np.stack([np.bincount(squares, each, count) for each in values.T], axis=-1).astype(np.float32)
