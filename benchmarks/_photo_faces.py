"""Defects of the face that no studio picture has: painted, or warped, on a finished portrait.

The points of the landmark network say where to paint. So the place is its own, but what it, the blendshapes
and the parts network make of the painted face is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from _photo_samples import Color, Floats
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from zikao.photo.face.detector import find_faces
from zikao.photo.face.mesh import CHIN, LEFT_SIDE, RIGHT_SIDE, Mesh, find_mesh
from zikao.photo.picture import Picture

_UPPER_LIDS: Final = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133),
    (362, 398, 384, 385, 386, 387, 388, 466, 263),
)
_LOWER_LIDS: Final = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133),
    (362, 382, 381, 380, 374, 373, 390, 249, 263),
)
_INNER_LIP: Final = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
_INNER_LOWER_LIP: Final = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
_LENS: Final = (0.40, 0.29)
"""Half the width and height of a spectacle lens, by the distance of the pupils."""
_LASHES: Final = (38, 26, 24, 230)
_MOUTH, _TEETH = (58, 22, 22), (226, 220, 208)


def mesh_of(image: Image.Image) -> Mesh:
    """The points of the only face."""
    picture = Picture(image, 1.0, native=True)
    (face,) = find_faces(picture)
    mesh = find_mesh(picture, face)
    assert mesh is not None
    return mesh


def eyes_closed(image: Image.Image) -> Image.Image:
    """Both upper lids drawn down: skin from above each eye laid over it, and lashes along the lower lid.

    Wide eyes painted so still look half open to the network; narrow ones are taken for closed.
    """
    pixels = np.asarray(image, np.float32)
    mesh = mesh_of(image)
    shut = pixels.copy()
    lashes = Image.new("RGBA", (image.width * 4, image.height * 4))
    pen = ImageDraw.Draw(lashes)
    for upper, lower in zip(_UPPER_LIDS, _LOWER_LIDS, strict=True):
        above, below = _line(mesh, upper), _line(mesh, lower)
        columns = np.arange(int(above[0].min()), int(above[0].max()) + 1)
        for x, bulge in zip(columns, _bulge(columns), strict=True):
            top, bottom = float(np.interp(x, *above)) - 8 * bulge, float(np.interp(x, *below))
            rows = np.arange(int(top), int(bottom) + 4)
            shut[rows, x] = pixels[(top - 5 + np.linspace(0, 5, len(rows))).astype(int), x]
        lid = zip(below[0] * 4, (below[1] + 2.5 * _bulge(below[0])) * 4, strict=True)
        pen.line(list(lid), fill=_LASHES, width=15, joint="curve")
    soft = Image.fromarray(shut.astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    painted = (shut != pixels).any(axis=-1)
    made = Image.composite(soft, image, Image.fromarray(painted))
    worn = lashes.resize(image.size, Image.Resampling.BOX)
    return Image.alpha_composite(made.convert("RGBA"), worn).convert("RGB")


def _bulge(columns: NDArray[np.generic]) -> NDArray[np.float64]:
    """0 at both ends, 1 in the middle."""
    along = (columns - columns[0]) / (columns[-1] - columns[0])
    bulge: NDArray[np.float64] = np.sin(np.pi * along).clip(0, 1) ** 0.5
    return bulge


def mouth_open(image: Image.Image, gap: float = 22, teeth: bool = False) -> Image.Image:
    """The lower lip and what is below it moved down by up to `gap` pixels, to a little below the chin."""
    pixels = np.asarray(image)
    opened = pixels.copy()
    mesh = mesh_of(image)
    lip = _line(mesh, _INNER_LIP)
    left, right = lip[0][0], lip[0][-1]
    last = int(mesh.flat[CHIN, 1]) + 8
    for x in range(int(left) - 40, int(right) + 41):
        # Beyond the corners of the mouth the cheeks give way a little, so that no step shows.
        across = (x - (left + right) / 2) / ((right - left) / 2)
        down = gap * max(0.0, 1 - across**2) ** 0.5
        first = round(float(np.interp(x, *lip)))
        end = first + round(down)
        if end == first:
            continue
        kept = np.linspace(first, last, last - end)
        opened[end:last, x] = pixels[kept.astype(int), x]
        opened[first:end, x] = _TEETH if teeth else _MOUTH
    return Image.fromarray(opened)


def mouth_closed(image: Image.Image) -> Image.Image:
    """What shows between the lips left out, and the lower lip and the chin drawn up over it."""
    pixels = np.asarray(image, np.float32)
    closed = pixels.copy()
    mesh = mesh_of(image)
    upper, lower = _line(mesh, _INNER_LIP), _line(mesh, _INNER_LOWER_LIP)
    last = int(mesh.flat[CHIN, 1]) + 8
    for x in range(int(upper[0][0]), int(upper[0][-1]) + 1):
        first, below = float(np.interp(x, *upper)) - 1, float(np.interp(x, *lower)) + 1
        rows = np.linspace(below, last, last - round(first))
        whole = rows.astype(int)
        part = (rows - whole)[:, None]
        closed[round(first) : last, x] = pixels[whole, x] * (1 - part) + pixels[whole + 1, x] * part
    return Image.fromarray(closed.round().astype(np.uint8))


def turned(image: Image.Image, yaw: float = 0, pitch: float = 0) -> Image.Image:
    """The face turned about the middle of the eyes: degrees, to the picture's right and upwards.

    Each of the face's points goes where a solid head would take it; what lies between follows the nearest.
    """
    mesh = mesh_of(image)
    middle = np.append(mesh.pupils.mean(axis=0), mesh.points[[*LEFT_SIDE, *RIGHT_SIDE], 2].mean() * 0.5)
    y, p = np.radians(yaw), np.radians(-pitch)
    about_y = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    moved = ((mesh.points - middle) @ (about_x @ about_y).T + middle)[:, :2]
    moves = mesh.flat - moved
    # Where nothing of the face is near, nothing moves: a coarse grid is fine enough for that.
    step, reach = 4, 0.16 * mesh.pupil_distance
    rows, columns = (
        np.arange(0, size + step, step, dtype=np.float32) for size in (image.height, image.width)
    )
    near = np.exp(
        -((rows[:, None, None] - moved[:, 1]) ** 2 + (columns[None, :, None] - moved[:, 0]) ** 2)
        / (2 * reach**2)
    )
    field = (near @ moves) / (near.sum(axis=-1, keepdims=True) + 0.3)
    across, down = (
        np.asarray(
            Image.fromarray(field[..., each].astype(np.float32)).resize(
                (len(columns) * step, len(rows) * step), Image.Resampling.BICUBIC
            )
        )[: image.height, : image.width]
        for each in (0, 1)
    )
    at_y, at_x = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
    pixels = _sampled(np.asarray(image, np.float32), at_x + across, at_y + down)
    return Image.fromarray(pixels.round().astype(np.uint8))


def spectacles(
    image: Image.Image, tint: Color | None = None, *, opacity: int = 235, rim: int = 3, glare: bool = False
) -> Image.Image:
    """Spectacles: clear ones with a thin rim, tinted ones, or clear ones that mirror a lamp."""
    mesh = mesh_of(image)
    large = Image.new("RGBA", (image.width * 3, image.height * 3))
    pen = ImageDraw.Draw(large)
    across, down = (3 * each * mesh.pupil_distance for each in _LENS)
    lenses = [(float(x) * 3, float(y) * 3 + 0.15 * down) for x, y in mesh.pupils]
    for x, y in lenses:
        box = (x - across, y - down, x + across, y + down)
        fill = (*tint, opacity) if tint else None
        pen.rounded_rectangle(box, radius=down * 0.7, fill=fill, outline=(25, 22, 22), width=3 * rim)
        if glare:
            pen.ellipse(
                (x - 0.75 * across, y - 0.7 * down, x + 0.1 * across, y - 0.05 * down), fill=(255, 255, 255)
            )
    (left, y), (right, other) = lenses
    pen.line(
        (left + across, y - 0.3 * down, right - across, other - 0.3 * down), fill=(25, 22, 22), width=4 * rim
    )
    sides = mesh.flat[[*LEFT_SIDE, *RIGHT_SIDE], 0] * 3
    pen.line(
        (left - across, y - 0.3 * down, float(sides.min()), y - 0.4 * down), fill=(25, 22, 22), width=3 * rim
    )
    pen.line(
        (right + across, other - 0.3 * down, float(sides.max()), other - 0.4 * down),
        fill=(25, 22, 22),
        width=3 * rim,
    )
    worn = large.resize(image.size, Image.Resampling.BOX)
    return Image.alpha_composite(image.convert("RGBA"), worn).convert("RGB")


def _line(mesh: Mesh, numbers: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """x, from left to right, and y of these points."""
    points = mesh.flat[list(numbers)]
    points = points[points[:, 0].argsort()]
    return points[:, 0], points[:, 1]


def _sampled(pixels: Floats, x: Floats, y: Floats) -> Floats:
    """Bilinear, at places inside the picture."""
    rows, columns = pixels.shape[:2]
    x, y = x.clip(0, columns - 1.001), y.clip(0, rows - 1.001)
    left, top = x.astype(int), y.astype(int)
    right, down = (x - left)[..., None], (y - top)[..., None]
    upper = pixels[top, left] * (1 - right) + pixels[top, left + 1] * right
    lower = pixels[top + 1, left] * (1 - right) + pixels[top + 1, left + 1] * right
    sampled: Floats = upper * (1 - down) + lower * down
    return sampled
