"""Vectors of what a portrait is measured by: colours, masks, quantiles, and the picture in other sizes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.vectors import geometry
from zikao.photo import color, masks, quantiles
from zikao.photo.picture import Picture, apart

PATH: Final = "photo/arrays"
SIDES: Final = ((61, 83), (480, 640), (700, 1280), (1280, 523))
"""Of pictures."""
GRID: Final = (29, 37)
"""Rows and columns of a mask."""
SHARES: Final = (0.02, 0.2, 0.45, 0.8)
"""Of its cells, that are meant."""


def document() -> dict[str, Any]:
    """What Python makes of small made arrays."""
    chance = np.random.default_rng(5)
    rgb = np.concatenate([chance.integers(0, 256, (60, 3)), chance.integers(0, 20, (20, 3))]).astype(np.uint8)
    colors = color.lab(rgb)
    return {
        "colors": {
            "linear": color.LINEAR.tolist(),
            "rgb": rgb.ravel().tolist(),
            "lab": colors.ravel().tolist(),
            "to the first": color.distance(colors, colors[0]).tolist(),
            "to the next": color.distance(colors[:-1], colors[1:]).tolist(),
            "of a half": color.lab(np.array((12.5, 200.9, 3.0), np.float32)).tolist(),
            "median": quantiles.median_color(colors).tolist(),
            "median byte": quantiles.median_color(rgb).tolist(),
        },
        "quantiles": {label: _quantiles(values) for label, values in _lists(chance)},
        "masks": {f"{share:g}": _masks(chance.random(GRID) < share, chance) for share in SHARES},
        "apart": {
            "one": rgb[0::2].ravel().tolist(),
            "other": rgb[1::2].ravel().tolist(),
            "difference": apart(rgb[0::2], rgb[1::2]).ravel().tolist(),
        },
        "pictures": {f"{width} {height}": _sizes(width, height) for width, height in SIDES},
    }


def _lists(chance: np.random.Generator) -> list[tuple[str, NDArray[np.generic]]]:
    return [
        ("Float32Array", (chance.standard_normal(200) * 7).astype(np.float32)),
        ("Float64Array", chance.standard_normal(41)),
        ("Uint8Array", chance.integers(0, 9, 120).astype(np.uint8)),
        ("Int16Array", chance.integers(-300, 300, 2).astype(np.int16)),
    ]


def _quantiles(values: NDArray[np.generic]) -> dict[str, Any]:
    made = {f"{share:g}": quantiles.quantile(values, share) for share in (0, 0.05, 0.25, 0.5, 0.95, 1)}
    return {"values": values.tolist(), "of": made}


def _masks(mask: masks.Mask, chance: np.random.Generator) -> dict[str, Any]:
    seeds = chance.random(GRID) < 0.03
    return {
        "mask": _cells(mask),
        "seeds": _cells(seeds),
        "grown": {str(by): _cells(masks.grown(mask, by)) for by in (0, 1, 2, 5, 40)},
        "shrunk": {str(by): _cells(masks.shrunk(mask, by)) for by in (1, 2)},
        "connected": _cells(masks.connected(mask, seeds)),
        "areas": {str(least): masks.areas(mask, least) for least in (1, 4)},
    }


def _cells(mask: masks.Mask) -> str:
    return np.packbits(mask).tobytes().hex()


def _sizes(width: int, height: int) -> dict[str, str]:
    picture = Picture(geometry.noise().resize((width, height), Image.Resampling.BICUBIC), 1.0, native=True)
    made: dict[str, Any] = {"luma": Image.fromarray(picture.luma)}
    for times in (1, 2, 4):
        made[f"fewer {times}"] = picture.fewer(times)
    for side in (128, 256):
        made[f"stretched {side}"] = picture.stretched(side)
    for size in ((96, 128), (20, 40)):
        made[f"reduced {size[0]} {size[1]}"] = Image.fromarray(picture.reduced(*size))
    return {label: geometry.digest(image) for label, image in made.items()}
