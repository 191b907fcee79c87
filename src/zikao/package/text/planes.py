"""Pictures in the numbers that the models take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

    from zikao.package.text.runtime import Tensor


def fill(planes: Tensor, picture: Image.Image, mean: Tensor, spread: Tensor) -> None:
    """Write a picture in RGB into three planes, blue first: each less its mean and by its spread.

    Args:
        planes: (3, H, W), of the picture's size; written to.
        picture: in RGB.
        mean: of each plane, in levels of 0..255.
        spread: of each plane, in the same.
    """
    for plane, band, middle, unit in zip(planes, reversed(picture.split()), mean, spread, strict=True):
        np.multiply(np.asarray(band), 1 / unit, out=plane, dtype=np.float32)
        plane -= middle / unit
