"""The portrait that a package registry serves: for every machine without the folder ``shared``.

The official portrait of Barack Obama of 2012, a work of the White House and so in the public domain, lies
among the tests of the package face_recognition. It is taken as weights are, pinned and verified, and not
committed. He smiles; his lips are drawn together before anything else is made of the picture.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from _photo_faces import mouth_closed
from _photo_samples import Floats, Original
from PIL import Image

from zikao.cache import cache_folder
from zikao.photo.face.outline import find_outline
from zikao.photo.picture import Picture
from zikao.registries import Package
from zikao.weights import Weights, WeightsError, take

PORTRAIT: Final = Weights(
    "portrait",
    Package(
        "pypi",
        "face_recognition",
        "1.3.0",
        "5e5efdd1686aa566af0d3cc1313b131e4b197657a8ffd03669e6d3fad92705ec",
        "MIT",
        source=True,
    ),
    "face_recognition-1.3.0/tests/test_images/obama.jpg",
    "official-portrait-2012.jpg",
    279922,
    "0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6",
    "tests",
    "public domain",
)
_CROP: Final = (60, 0, 910, 1000)
"""Without the column beside him, in pixels of the file."""
_POINTS: Final = {
    "pupil_image_left": (383.0, 213.0),
    "pupil_image_right": (488.0, 211.5),
    "chin": (434.0, 427.0),
    "cheek_edge": [(315, 293), (318, 315), (324, 346), (550, 293), (547, 315), (540, 346)],
}
"""Placed by hand, in pixels of the crop."""
_ABOVE: Final = 100
"""Rows of ground that a studio's picture has above the hair."""


@dataclass(frozen=True, eq=False)
class FreeOriginal(Original):
    """Before a room, not a studio's grey ground: only the outline network tells the person from it."""

    @cached_property
    def image(self) -> Image.Image:
        with Image.open(self.folder / self.file) as image:
            return mouth_closed(image.convert("RGB").crop(_CROP))

    @cached_property
    def opacity(self) -> Floats:
        image = self.image
        person = find_outline(Picture(image, 1.0, native=True)).sized(image.width, image.height)
        matte: Floats = np.clip((person - 0.3) / 0.4, 0, 1).astype(np.float32)
        return matte

    def in_a_studio(self) -> tuple[Image.Image, dict[str, Any]]:
        """Square, before plain grey and some way below the edge, as the studio's pictures are; its points."""
        side = self.image.width
        shape = (side, side, 1)
        picture, opacity = np.zeros((side, side, 3), np.float32), np.zeros(shape, np.float32)
        picture[_ABOVE:] = np.asarray(self.image, np.float32)[: side - _ABOVE]
        opacity[_ABOVE:] = self.opacity[: side - _ABOVE, :, None]
        mixed = picture * opacity + np.full(shape, 205, np.float32) * (1 - opacity)
        points = {
            name: (np.array(places) + np.array((0, _ABOVE))).tolist() for name, places in self.points.items()
        }
        return Image.fromarray(mixed.round().astype(np.uint8)), points


def free_portrait() -> FreeOriginal:
    """The person, taken from the registry where it is not yet in the cache.

    Raises:
        WeightsError: the registry does not answer.
    """
    folder: Path = cache_folder() / "portraits"
    take(PORTRAIT.package, folder, [PORTRAIT])
    return FreeOriginal(folder, PORTRAIT.file, "free", "neutral", _POINTS)


if __name__ == "__main__":
    try:
        free_portrait()
    except WeightsError as why:
        sys.exit(why.sentence)
