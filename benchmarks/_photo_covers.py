"""Covers laid over a finished portrait: masks, patches, bars, hair and hats, and lenses that are tinted.

Where they lie follows the landmarks of the bare face: distances of the pupils, from the middle between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from _photo_faces import mesh_of, spectacles
from _photo_samples import Color
from PIL import Image, ImageDraw, ImageFilter

from zikao.photo.face.mesh import Mesh

Places = Sequence[tuple[float, float]]

_FINE = 3
"""Times as fine as the portrait that covers are drawn."""
_MASK: Places = (
    *((-0.95, 0.45), (-0.3, 0.3), (0.0, 0.25), (0.3, 0.3), (0.95, 0.45)),
    *((0.8, 1.5), (0.3, 1.95), (-0.3, 1.95), (-0.8, 1.5)),
)
_PHONE: Places = ((-0.5, 0.5), (0.5, 0.5), (0.5, 2.4), (-0.5, 2.4))
_PATCH: Places = ((0.24, -0.27), (0.8, -0.27), (0.78, 0.27), (0.26, 0.27))
_BAR: Places = ((-1.0, -0.25), (1.0, -0.25), (1.0, 0.25), (-1.0, 0.25))
_LOCK: Places = ((-1.1, -1.2), (-0.1, -1.2), (-0.12, 0.4), (-0.9, 0.55))
_HAT: Places = (
    *((-1.15, -0.62), (-1.1, -1.4), (-0.7, -1.8), (0.0, -1.9), (0.7, -1.8), (1.1, -1.4), (1.15, -0.62)),
)


def _at(mesh: Mesh, places: Places) -> list[tuple[float, float]]:
    middle, unit, right = mesh.pupils.mean(axis=0), mesh.pupil_distance, mesh.across
    down = np.array((-right[1], right[0]))
    return [tuple((middle + unit * (x * right + y * down)).tolist()) for x, y in places]


def _over(image: Image.Image, places: Places, color: Color) -> Image.Image:
    large = Image.new("RGBA", (image.width * _FINE, image.height * _FINE))
    points = [(x * _FINE, y * _FINE) for x, y in _at(mesh_of(image), places)]
    ImageDraw.Draw(large).polygon(points, fill=(*color, 255))
    return Image.alpha_composite(
        image.convert("RGBA"), large.resize(image.size, Image.Resampling.BOX)
    ).convert("RGB")


def fringe(image: Image.Image, down_to: float) -> Image.Image:
    """The person's own hair, or the top of the head, drawn down to so far below the eye line."""
    (left, top), (right, low) = _at(mesh_of(image), ((-1.0, -1.5), (1.0, down_to)))
    source = image.crop((round(left), round(top), round(right), round(top + 0.18 * (low - top))))
    strand = source.resize((source.width, round(low - top)), Image.Resampling.BICUBIC)
    mask = Image.new("L", strand.size)
    ImageDraw.Draw(mask).rounded_rectangle((2, -40, strand.width - 3, strand.height - 3), radius=20, fill=255)
    made = image.copy()
    made.paste(strand, (round(left), round(top)), mask.filter(ImageFilter.GaussianBlur(1.5)))
    return made


COVERS = {
    "mask blue": partial(_over, places=_MASK, color=(120, 165, 205)),
    "mask white": partial(_over, places=_MASK, color=(248, 248, 248)),
    "mask black": partial(_over, places=_MASK, color=(24, 24, 26)),
    "mask pink": partial(_over, places=_MASK, color=(235, 160, 180)),
    "phone": partial(_over, places=_PHONE, color=(30, 32, 38)),
    "patch": partial(_over, places=_PATCH, color=(20, 20, 22)),
    "bar": partial(_over, places=_BAR, color=(0, 0, 0)),
    "lock of hair": partial(_over, places=_LOCK, color=(48, 34, 28)),
    "hat red": partial(_over, places=_HAT, color=(120, 24, 30)),
    "hat navy": partial(_over, places=_HAT, color=(28, 34, 60)),
    "brown lenses": partial(spectacles, tint=(70, 45, 20), opacity=150),
    "blue lenses": partial(spectacles, tint=(25, 60, 90), opacity=150),
    "black lenses": partial(spectacles, tint=(10, 10, 12), opacity=255),
}
CLEAR = {f"clear lenses, rim {rim}": partial(spectacles, rim=rim) for rim in (2, 4, 7)}
"""Spectacles as they may be worn."""
BROWS_UNDER_HAIR = frozenset(("143",))
"""Sitters whose brows lie under their own hair, to the eye: not compliant in this, whatever is drawn."""
