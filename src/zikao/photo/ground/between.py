"""What the outline takes for the person and the parts network for no part of one.

The outline goes by shape: a sharp shadow of the head, a small person behind or the back of a chair hides in
it. The parts network goes by looks and misses clothes: what it calls background low in the picture has to
differ from the clothes as well before it is a thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.color import LINEAR, distance, lab
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, sized
from zikao.photo.ground.backdrop import smoothed
from zikao.photo.ground.things import OTHER_COLOR, is_shadow, solid
from zikao.photo.masks import grown
from zikao.photo.quantiles import median_color

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.outline import Outline
    from zikao.photo.ground.backdrop import Backdrop
    from zikao.photo.masks import Mask

_UPPER: Final = 2 / 3
"""Share of the height down to which shadows are looked for: below, clothes pass for wall."""
_DARKER: Final = 4.0
"""L* below the wall's slope from which on a cell is in the shadow."""
_EVEN: Final = 0.5
"""How far apart the quarters of a shadow's depth may lie, by its median; hair has 0.8 and more."""
_OPEN: Final = 0.7
"""Share of a shadow outside the outline up to which it is the person's: dark corners lie all outside."""
_BESIDE: Final = 1
"""Cells around the person that may be the parts network's error; a shadow starts right behind them."""
_AWAY: Final = 3
"""The same for a thing."""
_SURELY: Final = 0.9
"""Probability of a person from which on nothing in the upper part is called a thing: a scarf is one's own."""
_NOT_CLOTHES: Final = 20.0
"""dE*ab to the clothes and to the skin from which on a cell low in the picture is neither."""
_LEAST_CLOTHES: Final = 0.03
"""Share of the picture that has to be clothes before anything is called unlike them: where the parts network
sees fewer, it has missed them."""


@dataclass(frozen=True, slots=True)
class Between:
    """Cells of the backdrop's grid."""

    shadow: Mask
    """Hard shadows: of some size, three cells thick somewhere and evenly dark, which loose hair is not."""
    objects: Mask


def find_between(backdrop: Backdrop, outline: Outline, parts: Floats) -> Between:
    """Shadows and things in the outline of the person."""
    rows, columns = backdrop.mask.shape
    person = sized(parts[0], columns, rows) < 0.5
    upper = np.zeros_like(person)
    upper[: int(rows * _UPPER)] = True
    colors = smoothed(backdrop.rgb)
    seen, even = lab(colors), backdrop.level()
    darker = even[..., 0] - seen[..., 0]
    dark = ~grown(person, _BESIDE) & ~backdrop.edge & upper & (darker > _DARKER)
    hidden = ~grown(person, _AWAY) & ~backdrop.edge & ~backdrop.mask
    strange = hidden & (distance(seen, even) > OTHER_COLOR)
    shaded = dark | strange
    wall = LINEAR[np.round(backdrop.color()).astype(np.uint8)]
    shaded[shaded] = is_shadow(LINEAR[colors[shaded]], wall)
    hard = np.zeros_like(person)
    for area in solid(dark & shaded, 1):
        low, middle, high = np.percentile(darker[area], (25, 50, 75))
        if high - low <= _EVEN * middle and backdrop.mask[area].mean() <= _OPEN:
            hard |= area
    strange &= ~shaded
    if strange.any():
        strange &= np.where(upper, outline.sized(columns, rows) < _SURELY, _unlike_the_person(seen, parts))
    objects = np.zeros_like(person)
    for area in solid(strange):
        objects |= area
    return Between(hard, objects)


def _unlike_the_person(seen: Floats, parts: Floats) -> Mask:
    """Cells of another colour than the clothes and the skin that the parts network does see."""
    rows, columns = seen.shape[:2]
    clothes = sized(parts[CLOTHES], columns, rows) > 0.5
    unlike = np.full(clothes.shape, bool(clothes.mean() >= _LEAST_CLOTHES))
    for cells in (clothes, sized(parts[FACE_SKIN] + parts[BODY_SKIN], columns, rows) > 0.5):
        if cells.any():
            unlike &= distance(seen, median_color(seen[cells])) > _NOT_CLOTHES
    return unlike
