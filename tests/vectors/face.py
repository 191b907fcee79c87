"""Vectors of what is read from one face: its light, detail, pose, covers, clothes, and others beside it.

Beside the seen portraits stand some that are changed: a box painted, a class of the parts network laid over a
place, points moved. Each change is a name and numbers, which both languages make of the same picture.
"""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import asdict
from typing import Any, Final
from unittest import mock

import numpy as np
from PIL import Image

from tests.vectors.replay import Floats
from tests.vectors.seen import Seen, document, plain, seen
from zikao.photo.face import pose
from zikao.photo.face.complexion import read_complexion
from zikao.photo.face.covers import read_covers
from zikao.photo.face.detector import Detection
from zikao.photo.face.eyes import has_red_eye, lenses, mirrored_light, pupils, red_eyes
from zikao.photo.face.hidden import hidden, shut, too_small
from zikao.photo.face.mesh import CHIN, LEFT_IRIS, Mesh
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.others import other_face, other_face_share, with_skin
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS, Outline
from zikao.photo.face.proportions import stretched
from zikao.photo.face.resampling import was_enlarged
from zikao.photo.face.sharpness import PUPIL_DISTANCE, sharpness
from zikao.photo.face.skin import bare, cheeks, read_skin, side_light, whites
from zikao.photo.face.worn import clothes_color, glasses_share
from zikao.photo.picture import Picture

PATH: Final = "photo/face"
BACKGROUND: Final = 0
_CELLS: Final = 256
_STEADY: Final = (4, 6, 9, 10, 21, 33, 54, 67, 103, 105, 127, 133, 152)
"""Points of the made canonical face that it is laid over by."""

Box = tuple[float, float, float, float]
_ALL: Final[Box] = (-9, -9, 9, 9)
_EYES: Final[Box] = (-0.9, -0.22, 0.9, 0.22)
_PUPILS: Final[tuple[Box, Box]] = ((-0.57, -0.07, -0.43, 0.07), (0.43, -0.07, 0.57, 0.07))
_NOSE: Final[Box] = (-0.12, -0.05, 0.12, 0.2)
_MOUTH: Final[Box] = (-0.4, 0.55, 0.4, 1.4)
_LOWER: Final[Box] = (-0.9, 0.45, 0.9, 1.7)
_UPPER: Final[Box] = (-1.2, -2, 1.2, 0.4)
_FOREHEAD: Final[Box] = (-1.2, -2, 1.2, -0.5)
_BROWS: Final[Box] = (-0.8, -0.6, 0.8, -0.2)
_LEFT_HALF: Final[Box] = (-2, -2, 0, 2)
_BESIDE: Final[Box] = (1.6, -0.5, 2.2, 0.6)
"""Left, top, right, bottom, in distances of the pupils from the middle between them."""

_CHANGED: Final[dict[str, list[tuple[Any, ...]]]] = {
    "red pupils": [("paint", _PUPILS[0], (176, 34, 40)), ("paint", _PUPILS[1], (176, 34, 40))],
    "one red pupil": [("paint", _PUPILS[1], (176, 34, 40))],
    "white lenses": [("paint", _EYES, (255, 255, 255))],
    "dark lenses": [
        ("paint", _EYES, (60, 40, 18)),
        ("paint", _NOSE, (205, 160, 140)),
        ("parts", _EYES, OTHERS),
    ],
    "lenses of a strange hue": [("paint", _EYES, (20, 60, 200)), ("parts", _EYES, OTHERS)],
    "strange light on the skin": [("paint", _EYES, (20, 60, 200)), ("parts", _EYES, FACE_SKIN)],
    "black bar, not told": [("paint", _EYES, (0, 0, 0)), ("parts", _EYES, FACE_SKIN)],
    "black mouth, not told": [("paint", _MOUTH, (4, 4, 4)), ("parts", _MOUTH, FACE_SKIN)],
    "mouth under cloth": [("parts", _LOWER, CLOTHES)],
    "mouth under a hand": [("parts", _LOWER, BODY_SKIN)],
    "nothing below": [("parts", _LOWER, BACKGROUND)],
    "nothing above": [("parts", _UPPER, BACKGROUND)],
    "nothing above, eyes too light": [("parts", _UPPER, BACKGROUND), ("paint", _EYES, (255, 255, 255))],
    "nothing but a face around the mouth": [("parts", _MOUTH, BACKGROUND)],
    "nothing at all": [("parts", _ALL, BACKGROUND)],
    "nothing but skin": [("parts", _ALL, FACE_SKIN)],
    "nothing but hair": [("parts", _ALL, HAIR)],
    "half of it hair": [("parts", _LEFT_HALF, HAIR)],
    "brows under hair": [("parts", _BROWS, HAIR)],
    "hat": [("parts", _FOREHEAD, CLOTHES)],
    "lids that are shut": [("paint", (-0.9, -0.25, 0.9, 0.4), (205, 160, 140)), ("parts", _UPPER, FACE_SKIN)],
    "spectacles": [("parts", _BROWS, OTHERS)],
    "another face": [("parts", _BESIDE, FACE_SKIN)],
    "clothes like the ground": [("parts", (-9, 1.5, 9, 9), BACKGROUND)],
    "no clothes": [("parts", (-9, 1.5, 9, 9), BODY_SKIN)],
    "enlarged": [("enlarged", 300, 400)],
    # On either side of where it is told.
    **{f"enlarged from {width}": [("enlarged", width, width * 4 // 3)] for width in (345, 346, 348, 349)},
    "grey": [("grey",)],
    "flat": [("paint", _ALL, (150, 120, 100))],
    "dim": [("times", 0.3)],
    "dark": [("times", 0.1)],
    "dark face in light": [("paint", (-0.9, -0.9, 0.9, 1.6), (50, 44, 40))],
    "burnt": [("times", 2.0)],
    "small": [("mesh", 0.26, 10.0, 12.0)],
    "smaller": [("mesh", 0.07, 100.0, 300.0)],
    "smallest": [("mesh", 0.03, 200.0, 200.0)],
    "large": [("mesh", 1.7, -170.0, -250.0)],
    "beyond the left": [("mesh", 1.0, -190.0, 0.0)],
    "beyond the bottom": [("mesh", 1.0, 60.0, 420.0)],
    "beyond all": [("mesh", 1.0, 2000.0, 0.0)],
    "turned away": [("point", CHIN, 0.1, 0.1)],
    "closed irises": [*(("point", number, 0.0, 0.0) for number in LEFT_IRIS)],
    "wrong way up": [("point", CHIN, 0.2, -1.9)],
}
"""Of the first seen portrait, by what it becomes; a place is relative to the pupils until it is resolved."""


def made() -> dict[str, Any]:
    """What is read of each seen portrait, and of the first one changed."""
    first, model = next(iter(seen())), _model()
    changed = {}
    with mock.patch.object(pose, "face_model", lambda: model):
        pose._steady_points.cache_clear()
        found = document("photo/face", _of)
        for label, changes in _CHANGED.items():
            told = [_resolved(first.portrait.mesh, each) for each in changes]
            changed[label] = {"changes": told, "is": plain(_read(*_change(first, told)))}
    pose._steady_points.cache_clear()
    return {**found, "face_model": base64.b64encode(zlib.compress(model, 9)).decode(), "changed": changed}


def _of(each: Seen) -> dict[str, Any] | None:
    portrait = each.portrait
    if portrait.mesh is None or portrait.outline is None or portrait.parts is None:
        return None
    return _read(each.picture, portrait.mesh, portrait.outline, portrait.parts)


def _read(picture: Picture, mesh: Mesh, outline: Outline, parts: Floats) -> dict[str, Any]:
    skin = read_skin(picture, mesh)
    lit = None if skin is None else bare(skin, picture, mesh, parts)
    compared = read_skin(picture, mesh, PUPIL_DISTANCE)
    complexion = read_complexion(picture, mesh, parts)
    glasses = glasses_share(picture, mesh, parts)
    middle = (mesh.pupils.mean(axis=0) / (picture.width, picture.height)).tolist()
    other = other_face(picture, mesh, parts)
    return {
        "skin": skin and [skin.corner, *skin.luma.shape, skin.mask.sum(), skin.over.sum(), skin.under.sum()],
        "bare": lit and [lit.mask.sum(), lit.dark, lit.overexposed, lit.underexposed],
        "compared": compared and [*compared.luma.shape, compared.luma.sum(dtype=int), compared.mask.sum()],
        "whites": whites(picture, mesh),
        "cheeks": cheeks(mesh),
        "side_light": side_light(picture, mesh),
        "sharpness": compared and sharpness(compared),
        "enlarged": skin and was_enlarged(skin),
        "pose": asdict(pose.read_pose(mesh)),
        "stretched": stretched(mesh),
        "pupils": pupils(mesh),
        "lenses": lenses(mesh),
        "red_eye": has_red_eye(picture, mesh),
        "red_eyes": red_eyes(picture, mesh),
        "mirrored": mirrored_light(picture, mesh),
        "glasses": glasses,
        "colors": {
            "complexion": complexion and asdict(complexion),
            "clothes": [clothes_color(picture, parts, outline, chin) for chin in (middle[1], 0.0)],
        },
        "other": [other.sum(), other_face_share(other, parts)],
        "with_skin": _with_skin(picture, mesh, parts),
        **_covered(picture, mesh, parts, glasses),
    }


def _with_skin(picture: Picture, mesh: Mesh, parts: Floats) -> list[float]:
    """Left edges of those of three boxes that are kept."""
    width, height = picture.width, picture.height
    boxes = (
        (width / 4, height / 4, width * 3 / 4, height * 3 / 4),
        (0, 0, width / 3, height / 9),
        (width, height, width * 2, height * 2),
    )
    faces = [(Detection(1.0, np.array(box, np.float32), np.zeros((6, 2), np.float32)), mesh) for box in boxes]
    return [float(face.box[0]) for face, _ in with_skin(picture, faces, parts)]


def _covered(picture: Picture, mesh: Mesh, parts: Floats, glasses: float) -> dict[str, Any]:
    try:
        covers = read_covers(picture, mesh, parts)
    except NotMeasured as why:
        return {"covers": why.reason, "small": too_small(mesh)}
    return {
        "covers": asdict(covers),
        "small": too_small(mesh),
        "hidden": hidden(covers, glasses),
        "shut": [shut(covers, mesh, glasses, sharp) for sharp in (0.9, 0.5)],
    }


def _resolved(mesh: Mesh | None, change: tuple[Any, ...]) -> tuple[Any, ...]:
    """A change with its place in pixels of the picture, or in cells of the parts network."""
    assert mesh is not None
    name, *more = change
    if name in ("paint", "parts"):
        return name, _pixels(mesh, more[0]), more[1]
    if name == "point":
        number, x, y = more
        return "point", number, *_pixels(mesh, (x, y, x, y))[:2]
    return change


def _pixels(mesh: Mesh, box: Box) -> list[int]:
    middle = mesh.pupils.mean(axis=0).tolist()
    return [round(middle[at % 2] + each * mesh.pupil_distance) for at, each in enumerate(box)]


def _change(first: Seen, changes: list[Any]) -> tuple[Picture, Mesh, Outline, Floats]:
    """The first portrait so changed; the new picture is its own."""
    assert first.portrait.mesh is not None
    assert first.portrait.outline is not None
    assert first.portrait.parts is not None
    image, points = first.picture.rgb.copy(), first.portrait.mesh.points.astype(float)
    parts = first.portrait.parts.copy()
    for name, *more in changes:
        if name == "paint":
            image.paste(tuple(more[1]), tuple(more[0]))
        elif name == "parts":
            left, top, right, bottom = (
                max(0, each * _CELLS // side)
                for each, side in zip(more[0], (image.width, image.height) * 2, strict=True)
            )
            parts[:, top:bottom, left:right] = np.arange(6)[:, None, None] == more[1]
        elif name == "enlarged":
            image = image.resize(tuple(more), Image.Resampling.BICUBIC).resize(
                image.size, Image.Resampling.BICUBIC
            )
        elif name == "times":
            image = image.point([min(255, int(each * more[0])) for each in range(256)] * 3)
        elif name == "grey":
            image = image.convert("L").convert("RGB")
        elif name == "mesh":
            points = points * more[0] + (more[1], more[2], 0)
        elif name == "point":
            points[more[0], :2] = more[1:]
    mesh = Mesh(points.astype(np.float32))
    return Picture(image, 1.0, native=True), mesh, first.portrait.outline, parts


def _model() -> bytes:
    """A canonical face of our own in the form that the landmark network's comes in: half an egg."""

    def field(number: int, body: bytes) -> bytes:
        return bytes([number << 3 | 2]) + _varint(len(body)) + body

    turns = [(number * 0.7 % 3.1 - 1.5, number * 0.37 % 2.9 - 1.4) for number in range(max(_STEADY) + 1)]
    values = [
        (7.5 * np.sin(x) * np.cos(y), 9.5 * np.sin(y), 6 * np.cos(x) * np.cos(y), 0.25, 0.75)
        for x, y in turns
    ]
    points = b"".join(b"\x1d" + struct.pack("<f", each) for value in values for each in value)
    steady = b"".join(
        field(2, b"\x08" + _varint(number) + b"\x15" + struct.pack("<f", 0.01 + number % 7 / 100))
        for number in _STEADY
    )
    return field(1, b"\x08\x01" + points + field(4, bytes(3))) + steady + b"\x18" + _varint(300)


def _varint(value: int) -> bytes:
    return bytes([value & 127 | 128]) + _varint(value >> 7) if value > 127 else bytes([value])
