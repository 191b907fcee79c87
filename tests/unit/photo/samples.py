"""Portraits of people whose points were placed by hand, cut to the size of a portal's portrait."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from zikao.photo.facts import VOCABULARY, Measured
from zikao.photo.measuring import measure

MIDDLE = (240, 255)
FREE = "free"
"""The sample that stands in where the folder ``shared`` is not there."""


@dataclass(frozen=True)
class Sample:
    """A studio picture cut to 480x640, its pupils 105 pixels apart and their middle at `MIDDLE`."""

    file: str
    image: Image.Image
    points: dict[str, Any]

    def document(self, image: Image.Image | None = None, **options: Any) -> Measured:
        """All that is measured in it, or in what was made of it."""
        if image is None and not options:
            return self._plain
        out = io.BytesIO()
        (image or self.image).save(out, "PNG", **options)
        document = measure(out.getvalue(), "照片.png")
        assert sorted([*document.facts, *document.absent]) == sorted(VOCABULARY)
        return document

    @cached_property
    def _plain(self) -> Measured:
        """Of the picture as it is, which several tests look at."""
        return self.document(self.image)

    def measured(self, image: Image.Image | None = None, **options: Any) -> dict[str, Any]:
        """The facts of that."""
        return self.document(image, **options).facts


def cut(file: str, image: Image.Image, places: dict[str, Any]) -> Sample:
    left, right = (np.array(places[name]) for name in ("pupil_image_left", "pupil_image_right"))
    scale = 105 / math.dist(left, right)
    corner = (left + right) / 2 - np.array(MIDDLE) / scale
    matrix = (1 / scale, 0, corner[0], 0, 1 / scale, corner[1])
    window = image.transform((480, 640), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
    points = {name: (np.array(place) - corner) * scale for name, place in places.items()}
    return Sample(file, window, points)
