"""Vectors of a picture's edges: frames, cut corners and lines by chance, about as strong as is just told."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from zikao.photo.ground.border import find_frame
from zikao.photo.ground.corners import cut_corners
from zikao.photo.ground.overlay import find_lines
from zikao.photo.picture import Picture

if TYPE_CHECKING:
    from zikao.photo.picture import Pixels

Spec = dict[str, Any]

COUNT: Final = 240
SIZES: Final = ((96, 128), (150, 110), (60, 84), (36, 40))


def document() -> list[Spec]:
    """How each picture is drawn, which takes whole numbers alone, and what is found at its edges."""
    chance = random.Random(23)
    return [{**spec, "found": _found(spec)} for spec in (_spec(chance, at) for at in range(COUNT))]


def _spec(chance: random.Random, at: int) -> Spec:
    width, height = SIZES[at % len(SIZES)]
    ground = [chance.randrange(60, 230) for _ in range(3)]

    def near(most: int) -> list[int]:
        """Another colour by about as much."""
        by = chance.choice((-1, 1)) * chance.randrange(most // 2, most * 2)
        return [min(255, max(0, each + by)) for each in ground]

    boxes: list[list[int]] = []
    cuts: list[list[int]] = []
    if at % 3 == 0:
        fill, deep = near(10), chance.randrange(1, max(width, height) // 8)
        for left, top, right, bottom in _sides(width, height, deep):
            if chance.random() < 0.85:
                short = chance.randrange(0, width // 3)
                down = right - left < bottom - top
                boxes.append([left, top, right - short * (not down), bottom - short * down, *fill])
    elif at % 3 == 1:
        fill, reach = near(24), chance.randrange(2, min(width, height) // 5)
        shape = [int(chance.random() < 0.5), chance.choice((0, 0, 0, 2, 5, 9, 16)), chance.randrange(2, 6)]
        for corner in range(4):
            if chance.random() < 0.8:
                cuts.append([corner // 2, corner % 2, reach + chance.randrange(0, 3), *shape, *fill])
    else:
        for _ in range(3):
            where, short, fill = chance.randrange(0, 30), chance.randrange(0, 60), near(6)
            thin = chance.choice((1, 1, 2))
            if chance.random() < 0.5:
                boxes.append([where, short, where + thin, height, *fill])
            else:
                boxes.append([short, where, width, where + thin, *fill])
    return {"size": [width, height], "ground": ground, "boxes": boxes, "cuts": cuts}


def _sides(width: int, height: int, deep: int) -> tuple[tuple[int, int, int, int], ...]:
    return (
        (0, 0, deep, height),
        (0, 0, width, deep),
        (width - deep, 0, width, height),
        (0, height - deep, width, height),
    )


def drawn(spec: Spec) -> Pixels:
    """The picture: boxes on a ground, and corners of straight or round shape with a soft edge."""
    width, height = spec["size"]
    rgb = np.full((height, width, 3), spec["ground"], np.uint8)
    for left, top, right, bottom, *fill in spec["boxes"]:
        rgb[top:bottom, left:right] = fill
    for down, across, reach, is_round, soft, steep, *fill in spec["cuts"]:
        corner = rgb[::-1] if down else rgb
        corner = corner[:, ::-1] if across else corner
        for row in range(reach):
            length = (
                reach - math.isqrt(reach * reach - (reach - row) ** 2)
                if is_round
                else max(0, reach - row * steep // 3)
            )
            corner[row, :length] = fill
            for step in range(min(soft, width - length)):
                mixed = [
                    (one * (soft - step) + other * (step + 1)) // (soft + 1)
                    for one, other in zip(fill, spec["ground"], strict=True)
                ]
                corner[row, length + step] = mixed
    return rgb


def _found(spec: Spec) -> Spec:
    picture = Picture(Image.fromarray(drawn(spec)), 1.0, native=True)
    frame = find_frame(picture)
    return {
        "frame": frame and frame._asdict(),
        "corners": cut_corners(picture),
        "lines": find_lines(picture),
    }
