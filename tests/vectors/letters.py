"""Vectors of letters over a person: signs of bars by chance, about as strong and as many as are just told.

The person is the plain portrait's, each part in one colour; outline, parts and points are that portrait's.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.face.mesh import Mesh
from zikao.photo.face.outline import Outline, likeliest
from zikao.photo.ground.overlay import find_overlay
from zikao.photo.picture import Picture

if TYPE_CHECKING:
    from tests.vectors.edges import Spec
    from zikao.photo.color import Floats
    from zikao.photo.picture import Pixels

COUNT: Final = 36
SIDE: Final = 256
COLORS: Final = ((205, 225, 240), (45, 38, 36), (214, 176, 150), (224, 180, 156), (80, 96, 130), (90, 90, 90))
"""Of each part."""
WAYS: Final = ((1, 1, 1), (-1, -1, -1), (1, 0, -1), (-1, 0, 1))
"""Brighter, darker, redder, bluer."""
WHERE: Final = ((0.36, 0.33), (0.3, 0.56), (0.4, 0.36), (0.2, 0.84), (0.36, 0.86), (0.02, 0.86))
"""Shares of width and height: forehead, cheek, brows, and clothes."""


def document(mesh: Mesh, outline: Outline, parts: Floats) -> list[Spec]:
    """How each picture is drawn, and how many cells of letters are found on skin and on clothes."""
    chance = random.Random(31)
    specs = [_spec(chance, at) for at in range(COUNT)]
    return [{**spec, "found": _found(spec, mesh, outline, parts)} for spec in specs]


def _spec(chance: random.Random, at: int) -> Spec:
    across, down = WHERE[at % len(WHERE)]
    is_cloth = down > 0.8
    width, height = (720, 960) if at == 0 else (270, 360) if is_cloth else (360, 480)
    way, by = WAYS[at // len(WHERE) % len(WAYS)], chance.choice((14, 15, 16, 20, 40))
    signs = []
    for nth in range(chance.choice((1, 2, 3, 6, 14) if is_cloth else (1, 2, 3, 6))):
        row, column = divmod(nth, 7 if is_cloth else 3)
        left = int(across * width) + column * 30 + chance.randrange(3)
        top = int(down * height) + row * 22 + chance.randrange(3)
        signs.append(
            [left, top, chance.randrange(14, 30), chance.randrange(12, 22), chance.choice((8, 10, 12))]
        )
    # Clothes that the parts network misses, at the left below the chin.
    missed = [0, 200, 60, 256] if at % 4 == 3 else None
    return {"size": [width, height], "way": list(way), "by": by, "signs": signs, "missed": missed}


def drawn(spec: Spec, parts: Floats) -> Pixels:
    """The person, with signs of bars across and down over it."""
    width, height = spec["size"]
    rows, columns = np.arange(height) * SIDE // height, np.arange(width) * SIDE // width
    rgb = np.array(COLORS, np.int16)[likeliest(parts)[rows[:, None], columns]]
    marks = np.zeros((height, width), np.bool_)
    for left, top, across, down, apart in spec["signs"]:
        for step in range(0, max(across, down), apart):
            marks[top : top + down, left + step : left + min(step + 2, across)] = step < across
            marks[top + step : top + min(step + 2, down), left : left + across] |= step < down
    rgb[marks] += np.array(spec["way"], np.int16) * spec["by"]
    shown: Pixels = rgb.clip(0, 255).astype(np.uint8)
    return shown


def _found(spec: Spec, mesh: Mesh, outline: Outline, parts: Floats) -> list[int]:
    picture = Picture(Image.fromarray(drawn(spec, parts)), 1.0, native=True)
    parts, person = parts.copy(), outline.person.copy()
    if spec["missed"]:
        left, top, right, bottom = spec["missed"]
        person[top:bottom, left:right] = 1
        parts[:, top:bottom, left:right] = 0
        parts[0, top:bottom, left:right] = 1
    points = mesh.points * np.float32(picture.width / 480)
    found = find_overlay(picture, Mesh(points), Outline(person), parts)
    return [int(np.count_nonzero(found.letters)), int(np.count_nonzero(found.doubtful))]
