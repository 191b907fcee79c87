"""What does not belong before a plain background: things, and writing or patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.color import LINEAR, distance
from zikao.photo.masks import connected, grown, shrunk
from zikao.photo.picture import apart
from zikao.photo.quantiles import median_color

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zikao.photo.color import Floats
    from zikao.photo.ground.backdrop import Backdrop
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture

OTHER_COLOR: Final = 14.0
"""dE*ab to the background's slope from which on a cell is not simply background."""
_LEAST_THING: Final = 0.004
"""Share of the picture of the smallest thing: a tenth of the picture's width, squared, in 3:4."""
_SOLID: Final = 2
"""Cells that the middle of a thing is away from its edge; strokes are thinner."""
_SHADOW_TINT: Final = 0.3
"""How far apart the three channels of a shadow may be darkened, by the least darkened one."""
_DARKEST_SHADOW: Final = 0.1
"""Light that a shadow on a lit wall leaves, of the wall's."""

_LOOKED_AT: Final = 320
"""Pixels of the longer side at which strokes are looked for: finer ones cannot be read."""
_EDGE: Final = 20
"""Step over two pixels that is a stroke's edge and no noise."""
_STROKE_CELL: Final = 0.18
"""Share of edge pixels that makes a cell part of a stroke."""
_LEAST_STROKES: Final = 0.0012
"""Share of the picture's cells with strokes from which on they are writing or a pattern."""
_STRAND: Final = 10
"""Cells from the person's margin within which what starts at the person passes for hair. The furthest strand
among the studio portraits ends at 4; writing that touches the head goes on beyond."""

_PLAIN: Final = 6.0
"""dE*ab to the background's slope up to which a cell is plain."""
_WILD: Final = (0.05, 0.3)
"""Share of the background beside strokes that is of another colour, or not plain, from which on what looks
like writing may be leaves, bricks or a shelf."""
_BESIDE: Final = 0.5
"""Share of the background that has to lie beside strokes to be looked at alone: writing covers less."""


@dataclass(frozen=True, slots=True)
class Things:
    """Cells of the backdrop's grid."""

    objects: Mask
    strokes: Mask
    """Writing and patterns."""
    fine: Mask
    """Everything thin: strokes, and the strands of hair that start at the person."""
    wild: bool
    """The background is not plain beside what is thin."""

    @property
    def cells(self) -> Mask:
        """All that is no plain background, with what the blur spread of what is thin.

        What is thin before a wild background is that background itself.
        """
        return self.objects if self.wild else self.objects | grown(self.fine, 1)

    @property
    def has_text(self) -> bool | None:
        """None where edges are found but the background is wild: writing is not told from its own edges."""
        if self.strokes.mean() < _LEAST_STROKES:
            return False
        return None if self.wild else True


def find_things(picture: Picture, backdrop: Backdrop) -> Things:
    """What is seen before the background beside the person."""
    objects = _objects(backdrop)
    fine = _strokes(picture, backdrop.mask) & ~grown(objects, 2)
    return Things(objects, _without_hair(fine, backdrop), fine, _is_wild(backdrop, objects, fine))


def _is_wild(backdrop: Backdrop, objects: Mask, fine: Mask) -> bool:
    """Whether too much of the background is of another colour, apart from what is thin."""
    beside = ~grown(fine, 1)[backdrop.mask]
    if beside.mean() < _BESIDE:
        beside[:] = True
    off = distance(backdrop.seen, backdrop.even)
    other = (off > OTHER_COLOR) & beside | objects[backdrop.mask]
    uneven = (off > _PLAIN) & beside
    return bool(other.mean() > _WILD[0] or uneven.sum() > _WILD[1] * max(1, beside.sum()))


def _without_hair(strokes: Mask, backdrop: Backdrop) -> Mask:
    """Strokes but those that start at the person and end near: strands of hair."""
    if strokes.mean() < _LEAST_STROKES:
        return strokes
    person = ~backdrop.mask & ~backdrop.edge
    starting = connected(grown(strokes, 1), strokes & grown(person, 2))
    return strokes & ~(starting & grown(person, _STRAND))


def _objects(backdrop: Backdrop) -> Mask:
    """Large connected areas of another colour that no shadow explains."""
    strange = backdrop.grid(distance(backdrop.seen, backdrop.even) > OTHER_COLOR)
    found = np.zeros_like(strange)
    wall = LINEAR[np.round(backdrop.color()).astype(np.uint8)]
    for area in solid(strange):
        if not is_shadow(median_color(LINEAR[backdrop.rgb[area]]), wall):
            found |= area
    return found


def solid(strange: Mask, thick: int = _SOLID) -> Iterator[Mask]:
    """The areas that are large enough to be things, and somewhere so many cells away from their edge."""
    cores = shrunk(strange, thick)
    while cores.any():
        first = np.zeros_like(cores)
        first.flat[cores.argmax()] = True
        area = connected(strange, first)
        cores &= ~area
        if area.mean() >= _LEAST_THING:
            yield area


def is_shadow(light: Floats, wall: Floats) -> Mask:
    """Where linear light, channels last, is that of the wall in shadow.

    A shadow takes about the same share of the light in every channel, and leaves some.
    """
    left = light / np.maximum(wall, 0.02)
    least, most = left.min(axis=-1), left.max(axis=-1)
    shaded: Mask = (most < 1) & (least > _DARKEST_SHADOW) & (most - least < _SHADOW_TINT * most)
    return shaded


def _strokes(picture: Picture, mask: Mask) -> Mask:
    """Cells of the background that hold edges."""
    fewer = max(1, round(max(picture.width, picture.height) / _LOOKED_AT))
    rgb = picture.fewer(fewer)
    # Grey writing on light blue has the ground's luma, but not its red.
    values = np.stack([np.asarray(rgb.convert("L")), np.asarray(rgb.getchannel("R"))])
    edges = np.zeros((rgb.height, rgb.width), np.bool_)
    edges[:, 1:-1] = (apart(values[:, :, 2:], values[:, :, :-2]) >= _EDGE).any(axis=0)
    edges[1:-1] |= (apart(values[:, 2:], values[:, :-2]) >= _EDGE).any(axis=0)
    rows, columns = mask.shape
    share = Image.fromarray(edges.view(np.uint8) * np.uint8(255)).resize(
        (columns, rows), Image.Resampling.BOX
    )
    return mask & (np.asarray(share) >= _STROKE_CELL * 255)
