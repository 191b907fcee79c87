"""What of the picture is the person, and which part: two networks, on the picture stretched to 256x256."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.face.networks import person_outline, person_parts

if TYPE_CHECKING:
    from zikao.photo.face.networks import Floats
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture, Pixels

_SIDE: Final = 256

HAIR, BODY_SKIN, FACE_SKIN, CLOTHES, OTHERS = 1, 2, 3, 4, 5
"""Classes of the parts network; 0 is the background. Glasses are among the others."""


def sized(shares: Floats, width: int, height: int) -> Floats:
    """What a network says of each place, over a grid of another size, (height, width)."""
    return np.asarray(Image.fromarray(shares).resize((width, height), Image.Resampling.BILINEAR))


def likely(shares: Floats, width: int, height: int) -> Mask:
    """Where a network says yes, over a grid of another size; bytes are sized in a third of the time."""
    steps = (shares * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    larger = Image.fromarray(steps).resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(larger) > 127


@dataclass(frozen=True, slots=True)
class Outline:
    """Probability of a person, 256x256, over the whole picture."""

    person: Floats

    def sized(self, width: int, height: int) -> Floats:
        """The same over a grid of another size, (height, width)."""
        return sized(self.person, width, height)

    def top(self, left: float, right: float, height: int) -> float | None:
        """Where the person begins between two shares of the width, in pixels of a picture of that height.

        Of each column, the row where the probability passes a half, between rows; of the columns the highest
        that a neighbour confirms. 0 where the person reaches the upper edge, None where there is none.
        """
        columns = self.person[:, int(max(0.0, left) * _SIDE) : int(np.ceil(min(1.0, right) * _SIDE))]
        inside = columns >= 0.5
        row = inside.argmax(axis=0)
        (index,) = np.nonzero(inside[row, np.arange(len(row))])
        if len(index) < 3:
            return None
        row = row[index]
        here, above = columns[row, index], columns[np.maximum(row - 1, 0), index]
        # Rows are sampled at their middle; the half lies between the middles of two rows.
        edge = row + 0.5 - (here - 0.5) / np.maximum(here - above, 1e-6)
        edge = np.where(row == 0, 0.0, edge)
        steady = np.sort(np.stack([edge[:-2], edge[1:-1], edge[2:]]), axis=0)[1]
        return float(steady.min()) * height / _SIDE

    def sides(self, top: float, bottom: float) -> tuple[float, float]:
        """First and last column with a person between two shares of the height, as shares of the width."""
        rows = self.person[int(top * _SIDE) : max(int(top * _SIDE) + 1, int(bottom * _SIDE))]
        (columns,) = np.nonzero((rows >= 0.5).any(axis=0))
        return (columns[0] / _SIDE, (columns[-1] + 1) / _SIDE) if len(columns) else (0.0, 1.0)


def find_outline(picture: Picture) -> Outline:
    """The person's outline."""
    (values,) = person_outline()(_stretched(picture))
    return Outline(values[0, :, :, 0])


def find_parts(picture: Picture) -> Floats:
    """Probability of each of six classes, (6, 256, 256)."""
    (logits,) = person_parts()(_stretched(picture))
    shares: Floats = np.ascontiguousarray(np.moveaxis(logits[0], -1, 0))
    shares -= shares.max(axis=0)
    np.exp(shares, out=shares)
    shares /= shares.sum(axis=0)
    return shares


def likeliest(parts: Floats) -> Pixels:
    """Of each place the class that it most probably is, (256, 256)."""
    classes = np.arange(len(parts), dtype=np.uint8)[:, None, None]
    found: Pixels = (classes * (parts >= parts.max(axis=0))).max(axis=0)
    return found


def _stretched(picture: Picture) -> Floats:
    return np.asarray(picture.stretched(_SIDE), np.float32) / np.float32(255)
