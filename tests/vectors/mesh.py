"""Vectors of the face itself: detections, points, places, expression, and where the person begins."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, Final

from tests.vectors.seen import Seen, document
from zikao.photo.face.detector import find_faces
from zikao.photo.face.expression import read_expression
from zikao.photo.face.geometry import read_geometry
from zikao.photo.face.mesh import Mesh, find_mesh
from zikao.photo.face.outline import find_parts, likeliest

PATH: Final = "photo/mesh"
_BETWEEN: Final = ((0.3, 0.7), (0.0, 1.0), (0.45, 0.5), (-0.2, 1.3))
"""Shares of the width and height between which the outline is looked at."""


def made() -> dict[str, Any]:
    return document("photo/face/mesh", _face)


def _face(seen: Seen) -> dict[str, Any]:
    picture, outline, parts = seen.picture, seen.portrait.outline, seen.portrait.parts
    faces = find_faces(picture)
    meshes = [mesh for face in faces if (mesh := find_mesh(picture, face))]
    classes = b"" if parts is None else likeliest(find_parts(picture)).tobytes()
    return {
        "faces": [asdict(face) for face in faces],
        "meshes": [_told(mesh) for mesh in meshes],
        "expression": asdict(read_expression(meshes[0])) if len(meshes) == 1 else None,
        "tops": outline and [outline.top(*shares, picture.height) for shares in _BETWEEN],
        "sides": outline and [outline.sides(max(0.0, top), min(1.0, end)) for top, end in _BETWEEN],
        "parts": hashlib.sha256(classes).hexdigest() if classes else None,
    }


def _told(mesh: Mesh) -> dict[str, Any]:
    return {
        # Of single precision, to the last bit.
        "points": hashlib.sha256(mesh.points.astype("<f4").tobytes()).hexdigest(),
        "pupils": mesh.pupils,
        "upside_down": mesh.upside_down,
        "lengths": [mesh.pupil_distance, mesh.chin_distance, *mesh.across],
        "geometry": asdict(read_geometry(mesh)),
    }
