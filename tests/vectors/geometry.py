"""Vectors of what Pillow makes of a decoded picture: each way of another one that is measured in."""

from __future__ import annotations

import hashlib
import random
import struct
from typing import Any, Final

from PIL import Image, ImageDraw

from zikao.formats.upright import upright

PATH: Final = "photo/geometry"
SIZE: Final = (61, 83)
BOX: Final = (3.25, 5.5, 50.75, 79.125)
MATRIX: Final = (0.7, -0.3, 20.5, 0.25, 0.8, -3.25)
FLOATS: Final = {"less": (40, 29), "lower": (61, 20), "taller": (61, 100), "more": (100, 95)}
POLYGONS: Final = 300
CORNERS: Final = (10.2, 5.7, 50.9, 20.1, 45.0, 80.5, 12.2, 60.1)
WAYS: Final = {2: Image.Resampling.BILINEAR, 3: Image.Resampling.BICUBIC, 4: Image.Resampling.BOX}


def noise() -> Image.Image:
    """Colours by chance, with a slope under them."""
    chance = random.Random(11)
    width, height = SIZE
    values = bytes(
        min(255, (x * 2 + y * band + chance.randrange(90)) % 300)
        for y in range(height)
        for x in range(width)
        for band in (1, 2, 3)
    )
    return Image.frombytes("RGB", SIZE, values)


def document() -> dict[str, Any]:
    """The picture's own bytes and the digest of each that is made of it, by how it was made."""
    picture = noise()
    grey = picture.convert("L")
    made: dict[str, Image.Image] = {"grey": grey}
    for number, way in WAYS.items():
        for kind, image in (("colours", picture), ("grey", grey)):
            made[f"{kind} resized by {number}"] = image.resize((40, 29), way)
            made[f"{kind} larger by {number}"] = image.resize((100, 95), way)
            made[f"{kind}, a part resized by {number}"] = image.resize((32, 32), way, box=BOX)
            if way != Image.Resampling.BOX:
                made[f"{kind} moved by {number}"] = image.transform(
                    (48, 48), Image.Transform.AFFINE, MATRIX, way
                )
    made["grey moved by 0"] = grey.transform((48, 48), Image.Transform.AFFINE, MATRIX)
    floats = Image.frombytes("F", SIZE, struct.pack(f"<{SIZE[0] * SIZE[1]}f", *map(_share, grey.tobytes())))
    for label, size in FLOATS.items():
        made[f"floats, {label}"] = floats.resize(size, Image.Resampling.BILINEAR)
    made["floats, a part"] = floats.resize((32, 32), Image.Resampling.BILINEAR, box=BOX)
    for times in (2, 3, 5, 7):
        made[f"reduced by {times}"] = picture.reduce(times)
        made[f"grey reduced by {times}"] = grey.reduce(times)
    made["reduced by 2 and 3"] = picture.reduce((2, 3))
    for orientation in range(2, 9):
        made[f"turned by {orientation}"] = upright(picture, orientation)
    made["cropped"] = picture.crop((7, 11, 50, 60))
    made["cropped beyond its edge"] = picture.crop((-5, -6, 70, 20))
    made["polygon"] = Image.new("L", SIZE)
    ImageDraw.Draw(made["polygon"]).polygon(CORNERS, fill=255)
    return {
        "size": SIZE,
        "floats": FLOATS,
        "box": BOX,
        "matrix": MATRIX,
        "corners": CORNERS,
        "pixels": picture.tobytes().hex(),
        "of": {label: digest(image) for label, image in made.items()},
        "polygons": _polygons(),
    }


def _share(byte: int) -> float:
    """A byte as a number with a fraction that single precision does not hold."""
    return byte / 255


def _polygons() -> str:
    """Digest of many, each of other corners: with fractions, beyond the edges, crossing themselves."""
    found = hashlib.sha256()
    for number in range(POLYGONS):
        mask = Image.new("L", SIZE)
        corners = [corner(number, at) for at in range(2 * (3 + number % 34))]
        ImageDraw.Draw(mask).polygon(corners, fill=1)
        found.update(mask.tobytes())
    return found.hexdigest()


def corner(number: int, at: int) -> float:
    """A place along an axis: the same number in both languages, to the last bit."""
    return (at * at * 7.3 + number * 11.7 + at * number * 3.9) % 110 - 14


def digest(image: Image.Image) -> str:
    """SHA-256 of a picture's size and bytes."""
    shape = f"{image.width} {image.height}\n".encode()
    return hashlib.sha256(shape + image.tobytes()).hexdigest()
