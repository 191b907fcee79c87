"""Letters, seals and lines laid over the person: straight thin strokes, such as no face has.

Writing is found by its bars: ridges of brightness or of colour, a few pixels wide, that run straight across
or down. Hair, beards and wrinkles curve and slant. On clothes it may be the cloth's own: that is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.face.mesh import CHIN
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, likely
from zikao.photo.masks import connected, grown, shrunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.face.outline import Outline
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture

    Values = NDArray[np.int16]

_LOOKED_AT: Final = 640
"""Pixels of the longer side."""
_LIKELY, _SURELY = 0.5, 0.9
"""Shares from which on a network is believed."""
_WIDTH: Final = 3
"""Pixels to either side at which a stroke has ended."""
_CONTRAST: Final = 15
"""Luma, or red less blue, between a stroke and both its sides."""
_LONG: Final = 6
"""Pixels that a bar runs straight."""
_CELL: Final = 5
_DENSE: Final = 0.12
"""Share of a cell's pixels in bars that makes it a cell of letters."""
_ROOM: Final = 0.22
"""Around eyes, brows, nose and mouth, by the distance of the pupils."""
_EYES: Final = (0.42, 0.35)
"""Half width and half height around a pupil, whose glints are bars too."""
_MARGIN: Final = 3
_FEATURES: Final = (
    (33, 133, 159, 145, 70, 105, 107),
    (362, 263, 386, 374, 300, 334, 336),
    (61, 291, 0, 17),
    (98, 327, 2, 1),
)
"""Points of each eye with its brow, of the mouth and of the nostrils."""
_BRIGHT, _DARK, _REDDER, _BLUER = 12, 16, 8, 12
"""Cells of the largest cluster of letters on skin. Of 88 portraits without any only one has 8."""
_BOTH: Final = 0.25
"""Share of a cluster's cells that must have bars across, and down."""
_ON_CLOTHES: Final = (12, 20, 12, 12)
_PATTERN: Final = 0.15
"""Share of the clothes in one cluster from which on it is the pattern of the cloth."""
_ALONG: Final = 0.6
"""Share of the picture's length that a line runs through."""
_LINE: Final = 6
"""Luma between a line and both its sides."""
_RIM: Final = 0.02
"""Share of the side beside the edges, where a frame would lie."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Cells of a grid over the whole picture."""

    letters: Mask
    """On skin: nobody's own."""
    doubtful: Mask
    """On clothes: laid over them or printed on them."""


def find_overlay(picture: Picture, mesh: Mesh, outline: Outline, parts: Floats) -> Overlay:
    """Letters over the person."""
    small = picture.fewer(max(1, round(max(picture.width, picture.height) / _LOOKED_AT)))
    width, height = small.size
    points = mesh.flat * np.float32(width / picture.width)
    missed = (outline.person > _SURELY) & (parts[0] > _LIKELY)
    missed[: max(0, round(float(points[CHIN, 1]) * len(missed) / height))] = False
    skin = likely(parts[FACE_SKIN] + parts[BODY_SKIN], width, height)
    cloth = likely(np.maximum(parts[CLOTHES], missed), width, height)
    bare = shrunk(skin & ~_boxes(_eyes(points, mesh), skin.shape), _MARGIN)
    plain = shrunk(bare & ~_boxes(_features(points), skin.shape), _MARGIN)
    clothes = shrunk(cloth, _MARGIN + 1)
    person = bare | clothes
    cloth_cells = _cells(clothes) >= 128
    letters, doubtful = np.zeros_like(cloth_cells), np.zeros_like(cloth_cells)
    here = _around(person)
    if here is None:
        return Overlay(letters, doubtful)
    person, bare, plain, clothes = (each[here] for each in (person, bare, plain, clothes))
    cells_here = tuple(slice(each.start // _CELL, -(-each.stop // _CELL)) for each in here)
    luma = np.asarray(small.convert("L"), np.int16)[here]
    red, blue = (np.asarray(small.getchannel(each), np.int16)[here] for each in "RB")
    signs = (luma, -luma, red - blue, blue - red)
    most_doubtful = _PATTERN * np.count_nonzero(cloth_cells)
    limits = zip(signs, (_BRIGHT, _DARK, _REDDER, _BLUER), _ON_CLOTHES, strict=True)
    for at, (values, most, most_cloth) in enumerate(limits):
        across, down = _ridge(values), _ridge(values.T).T
        if np.count_nonzero((across | down) & person) < _CELL * _CELL * _DENSE * min(most, most_cloth):
            continue
        across, down = _runs(across), _runs(down.T).T
        skin_here = plain if at else bare
        letters[cells_here] |= _clusters(across & skin_here, down & skin_here, most)
        found = _clusters(across & clothes, down & clothes, most_cloth)
        if np.count_nonzero(found) <= most_doubtful:
            doubtful[cells_here] |= found
    return Overlay(letters, doubtful)


def _around(person: Mask) -> tuple[slice, slice] | None:
    """Rows and columns of the person and of the strokes that reach into it, by whole cells."""
    sides = []
    for axis in (1, 0):
        at = np.flatnonzero(person.any(axis=axis))
        if not len(at):
            return None
        room = _LONG + _WIDTH
        start = max(0, int(at[0]) - room) // _CELL * _CELL
        stop = min(person.shape[1 - axis], -(-(int(at[-1]) + 1 + room) // _CELL) * _CELL)
        sides.append(slice(start, stop))
    return sides[0], sides[1]


def find_lines(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Boxes of thin straight lines through most of the picture, as a dirty scanner leaves them.

    What lies to both sides of a line is alike; beside a step, sharpening leaves a line that is lower than it.
    """
    found = []
    for upright, values in ((True, picture.luma.T), (False, picture.luma)):
        rim = max(3, int(_RIM * len(values)))
        here, before, behind = values[2:-2], values[:-4], values[4:]
        low, high = np.minimum(before, behind), np.maximum(before, behind)
        step = np.maximum(high - low, _LINE)
        for stands_out in (np.maximum(here, high) - high, low - np.minimum(here, low)):
            along = np.add.reduce(stands_out >= step, axis=1, dtype=np.int32)
            rows = np.flatnonzero(along >= _ALONG * values.shape[1]) + 2
            for at in rows[(rows >= rim) & (rows < len(values) - rim)].tolist():
                box = (at, 0, at + 1, picture.height) if upright else (0, at, picture.width, at + 1)
                found.append(box)
    return found


def _ridge(values: Values) -> Mask:
    """Pixels that stand out from what lies above and below."""
    ridge = np.zeros_like(values, np.bool_)  # in the same order of rows and columns
    beside = np.maximum(values[: -2 * _WIDTH], values[2 * _WIDTH :])
    np.greater_equal(values[_WIDTH:-_WIDTH], beside + np.int16(_CONTRAST), out=ridge[_WIDTH:-_WIDTH])
    return ridge


def _runs(mask: Mask) -> Mask:
    """What of each row lies in a run of at least `_LONG`."""
    starts, reach = mask.copy(order="K"), 1
    while reach < _LONG:
        step = min(reach, _LONG - reach)
        starts[:, :-step] &= starts[:, step:]
        starts[:, -step:] = False
        reach += step
    reach = 1
    while reach < _LONG:
        step = min(reach, _LONG - reach)
        starts[:, step:] |= starts[:, :-step]
        reach += step
    return starts


def _clusters(across: Mask, down: Mask, least: int) -> Mask:
    """Cells of letters that lie together in such numbers; seams and chains have bars of one direction."""
    cells = _cells(across | down) > 255 * _DENSE
    found = np.zeros_like(cells)
    if np.count_nonzero(cells) < least:
        return found
    each = _cells(across) > 0, _cells(down) > 0
    near = grown(cells, 1)
    left = cells.copy()
    while left.any():
        first = np.zeros_like(cells)
        first.flat[left.argmax()] = True
        cluster = connected(near, first) & cells
        left &= ~cluster
        size = np.count_nonzero(cluster)
        if size >= least and all(np.count_nonzero(cluster & way) >= _BOTH * size for way in each):
            found |= cluster
    return found


def _cells(mask: Mask) -> NDArray[np.uint8]:
    """Share of each cell, of 255."""
    return np.asarray(Image.fromarray(mask.view(np.uint8) * np.uint8(255)).reduce(_CELL))


def _eyes(points: Floats, mesh: Mesh) -> list[tuple[float, float, float, float]]:
    left, right = points[468], points[473]
    apart = float(np.linalg.norm(right - left))
    across, down = (each * apart for each in _EYES)
    return [(x - across, y - down, x + across, y + down) for x, y in (left.tolist(), right.tolist())]


def _features(points: Floats) -> list[tuple[float, float, float, float]]:
    room = _ROOM * float(np.linalg.norm(points[473] - points[468]))
    boxes = []
    for numbers in _FEATURES:
        low, high = points[list(numbers)].min(axis=0) - room, points[list(numbers)].max(axis=0) + room
        boxes.append((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    return boxes


def _boxes(boxes: list[tuple[float, float, float, float]], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.bool_)
    for box in boxes:
        left, top, right, bottom = (max(0, round(each)) for each in box)
        mask[top:bottom, left:right] = True
    return mask
