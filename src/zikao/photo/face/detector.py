"""Where the faces are: BlazeFace, and one box for each heap of overlapping ones.

Method: Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs" (2019). Boxes
that overlap are blended by their scores rather than dropped, which steadies where the landmarks start from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.face.networks import face_detector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.face.networks import Floats
    from zikao.photo.picture import Picture

    Doubles = NDArray[np.float64]

_SIDE: Final = 128
_FEWER: Final = 0.5
"""Share of the reduction that averages whole pixels, which is quick; the rest weighs them."""
_LEAST_SCORE: Final = 0.5
_SAME_FACE: Final = 0.3
"""Intersection over union from which on two boxes are one face."""
_STEPS: Final = 8
"""To a pixel, in which places are told: finer than the network knows, and coarser than what it says of one
picture differs between processors. So all of them look at the same square of it from there on."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A face in pixels of the picture."""

    score: float
    box: Floats
    """Left, top, right, bottom."""
    points: Floats
    """(6, 2): both eyes (the picture's left one first), nose tip, mouth, both ear regions."""

    @property
    def side(self) -> float:
        return float(max(self.box[2:] - self.box[:2]))


def find_faces(picture: Picture) -> list[Detection]:
    """Every face found, best score first."""
    scale = _SIDE / max(picture.width, picture.height)
    width, height = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    left, top = (_SIDE - width) // 2, (_SIDE - height) // 2
    square = np.full((_SIDE, _SIDE, 3), -1, np.float32)
    fewer = max(1, int(_FEWER / scale))
    box = (0, 0, picture.width / fewer, picture.height / fewer)
    small = picture.fewer(fewer).resize((width, height), Image.Resampling.BILINEAR, box)
    square[top : top + height, left : left + width] = np.asarray(small, np.float32) / 127.5 - 1
    values, logits = (each[0].astype(float) for each in face_detector()(square))
    scores = 1 / (1 + np.exp(-logits[:, 0].clip(-50, 50)))
    sure = scores >= _LEAST_SCORE
    anchors = _anchors()[sure]
    values = values[sure] / _SIDE
    middle, size = values[:, :2] + anchors, values[:, 2:4]
    corners = np.stack([middle - size / 2, middle + size / 2], axis=1)
    points = values[:, 4:].reshape(-1, 6, 2) + anchors[:, None]
    # From the square back to the picture, whose sides were rounded apart.
    shape = np.concatenate([corners, points], axis=1) * _SIDE
    shape = (shape - (left, top)) / (width, height) * (picture.width, picture.height)
    return _blended(scores[sure], shape)


@cache
def _anchors() -> Doubles:
    """Centres that the boxes are counted from: 2 a cell of a 16x16 grid, 6 a cell of an 8x8 grid."""
    grids = []
    for cells, each in ((16, 2), (8, 6)):
        line = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(line, line, indexing="ij")
        grids.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), each, axis=0))
    return np.concatenate(grids)


def _blended(scores: Doubles, shapes: Doubles) -> list[Detection]:
    """One detection a heap. `shapes` is (n, 8, 2): two corners, then the six points."""
    found: list[Detection] = []
    left = np.argsort(-scores, kind="stable")
    while len(left):
        together = _overlap(shapes[left[0], :2], shapes[left, :2]) > _SAME_FACE
        together[0] = True  # a box without any area overlaps nothing, not even itself
        heap = left[together]
        blend = np.average(shapes[heap], axis=0, weights=scores[heap])
        told: Floats = (np.rint(blend * _STEPS) / _STEPS).astype(np.float32)
        found.append(Detection(float(scores[heap[0]]), told[:2].ravel(), told[2:]))
        left = left[~together]
    return found


def _overlap(one: Doubles, many: Doubles) -> Doubles:
    """Intersection over union of a box with each of several; boxes are pairs of corners."""
    low = np.maximum(one[0], many[:, 0])
    high = np.minimum(one[1], many[:, 1])
    common = np.clip(high - low, 0, None).prod(axis=1)
    areas = (many[:, 1] - many[:, 0]).prod(axis=1)
    union = areas + (one[1] - one[0]).prod() - common
    ratio: Doubles = common / np.maximum(union, 1e-6)
    return ratio
