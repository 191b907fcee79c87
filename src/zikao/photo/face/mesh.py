"""478 points of a face: its skin, eyes, lips and irises.

Method: Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs" (2019), and
Grishchenko et al., "Attention Mesh" (2020).

Numbers of points are those of the canonical face that comes with the network. "Left" is the picture's left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.photo.face.networks import face_mesh

if TYPE_CHECKING:
    from zikao.photo.face.detector import Detection
    from zikao.photo.face.networks import Floats
    from zikao.photo.picture import Picture

_SIDE: Final = 256
_ROOM: Final = 1.5
"""Side of the square that is looked at, by the longer side of the detected box."""
_SURE: Final = 12.0
"""Presence (a logit) of a well-lit face the right way up is above 20. Upside down, a face is still detected
as if it were upright, but comes out below 11: then the other way up is tried as well."""

LEFT_PUPIL, RIGHT_PUPIL = 468, 473
LEFT_IRIS, RIGHT_IRIS = (469, 470, 471, 472), (474, 475, 476, 477)
CHIN: Final = 152
LEFT_SIDE, RIGHT_SIDE = (234, 93, 132, 127), (454, 323, 361, 356)
OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152),
    *(148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The face's outline, clockwise from the middle of the forehead."""
LIDS: Final = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382),
)
"""The edges of each eye's opening: along the upper lid, and back along the lower one."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """The points in pixels of the picture."""

    points: Floats
    """(478, 3): x to the right, y down, z away from the viewer, all in pixels."""

    @property
    def flat(self) -> Floats:
        """(478, 2): x and y."""
        return self.points[:, :2]

    @property
    def pupils(self) -> Floats:
        """(2, 2): the pupil at the picture's left, then the other. Upside down they change places."""
        pair = self.flat[[LEFT_PUPIL, RIGHT_PUPIL]]
        return pair if pair[0, 0] <= pair[1, 0] else pair[::-1]

    @property
    def upside_down(self) -> bool:
        return bool(self.flat[LEFT_PUPIL, 0] > self.flat[RIGHT_PUPIL, 0])

    @property
    def pupil_distance(self) -> float:
        return float(np.linalg.norm(self.pupils[1] - self.pupils[0]))

    @property
    def across(self) -> Floats:
        """Unit vector along the eye line, towards the face's point 473."""
        line = self.flat[RIGHT_PUPIL] - self.flat[LEFT_PUPIL]
        unit: Floats = line / max(float(np.linalg.norm(line)), 1e-6)
        return unit

    @property
    def chin_distance(self) -> float:
        """Middle of the pupils to the chin: the length that gaps of the face are measured by."""
        return float(np.linalg.norm(self.flat[CHIN] - self.pupils.mean(axis=0)))


def find_mesh(picture: Picture, face: Detection) -> Mesh | None:
    """The points of a detected face; None where the network sees no face there."""
    line = face.points[1] - face.points[0]
    x, y = (face.box[:2] + face.box[2:]) / 2
    angle = math.atan2(line[1], line[0])
    best, mesh = 0.0, None
    for turn in (angle, angle + math.pi):
        warp = _Warp.around(float(x), float(y), face.side * _ROOM, turn)
        values, presence, _ = face_mesh()(warp.cut(picture.rgb))
        if presence.item() > best:
            best, mesh = presence.item(), Mesh(warp.back(values.reshape(478, 3)))
        if best >= _SURE:
            break
    return mesh


@dataclass(frozen=True, slots=True)
class _Warp:
    """From the network's square to the picture: (u, v) to (a u - b v + x, b u + a v + y)."""

    a: float
    b: float
    x: float
    y: float

    @classmethod
    def around(cls, x: float, y: float, side: float, angle: float) -> _Warp:
        a, b = math.cos(angle) * side / _SIDE, math.sin(angle) * side / _SIDE
        half = _SIDE / 2
        return cls(a, b, x - (a - b) * half, y - (b + a) * half)

    def cut(self, rgb: Image.Image) -> Floats:
        # Where the square is far larger than what is asked of it, every pixel has its say.
        fewer = max(1, int(math.hypot(self.a, self.b)))
        source = rgb.reduce(fewer) if fewer > 1 else rgb
        matrix = tuple(each / fewer for each in (self.a, -self.b, self.x, self.b, self.a, self.y))
        square = source.transform(
            (_SIDE, _SIDE), Image.Transform.AFFINE, matrix, resample=Image.Resampling.BILINEAR
        )
        return np.asarray(square, np.float32) / np.float32(255)

    def back(self, points: Floats) -> Floats:
        x = self.a * points[:, 0] - self.b * points[:, 1] + self.x
        y = self.b * points[:, 0] + self.a * points[:, 1] + self.y
        z = points[:, 2] * math.hypot(self.a, self.b)
        return np.stack([x, y, z], axis=1).astype(np.float32)
