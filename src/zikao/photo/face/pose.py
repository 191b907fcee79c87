"""Which way the head is turned: the canonical face laid over the measured points.

The canonical face (468 points in centimetres: x right, y up, z towards the viewer) and the 33 weights of its
steady points come with the landmark network. The rotation that lays the one over the other with the least
weighted squared error is Kabsch's (1976); it is read as yaw, then pitch, then roll.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from zikao.photo.face.networks import face_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zikao.photo.face.mesh import Mesh

_VALUES_A_POINT: Final = 5
"""Position and texture place: x, y, z, u, v."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees; all 0 for a face that looks straight at the camera."""

    yaw: float
    """Positive: turned to the picture's right."""
    pitch: float
    """Positive: looking up."""
    roll: float
    """Positive: tilted clockwise in the picture."""


def read_pose(mesh: Mesh) -> Pose:
    """The pose of a face, as a camera far away would see it."""
    numbers, points, weights = _steady_points()
    seen = mesh.points[numbers].astype(np.float64) * (1, -1, -1)
    covariance = ((seen - weights @ seen) * weights[:, None]).T @ points
    left, _, right = np.linalg.svd(covariance)
    left[:, 2] *= np.sign(np.linalg.det(left @ right))  # a rotation, never a mirror
    turn = left @ right
    return Pose(
        yaw=math.degrees(math.atan2(turn[0, 2], turn[2, 2])),
        pitch=math.degrees(math.asin(float(turn[1, 2].clip(-1, 1)))),
        roll=-math.degrees(math.atan2(turn[1, 0], turn[1, 1])),
    )


@cache
def _steady_points() -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Numbers of the weighted points, their places about their weighted middle, their weights (sum 1)."""
    fields = list(_fields(face_model()))
    (mesh,) = (body for number, body in fields if number == 1)
    coordinates = b"".join(body for number, body in _fields(mesh) if number == 3)
    places = np.frombuffer(coordinates, "<f4").reshape(-1, _VALUES_A_POINT)[:, :3].astype(np.float64)
    weighted = [dict(_fields(body)) for number, body in fields if number == 2]
    numbers = np.array([int.from_bytes(each[1], "little") for each in weighted], np.intp)
    weights = np.array([np.frombuffer(each[2], "<f4")[0] for each in weighted], np.float64)
    weights /= weights.sum()
    points = places[numbers]
    return numbers, points - weights @ points, weights


def _fields(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and body of each field of a protocol buffer, of the kinds that the face's model uses."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = block[at]
            at, value, shift = at + 1, value | (byte & 0x7F) << shift, shift + 7
            if byte < 0x80:
                return value

    while at < len(block):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint().to_bytes(8, "little")
            continue
        size = 4 if key & 7 == 5 else varint()
        yield key >> 3, block[at : at + size]
        at += size
