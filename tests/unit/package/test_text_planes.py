"""Pictures in the numbers that the models take."""

from __future__ import annotations

import numpy as np
from PIL import Image

from zikao.package.text.planes import fill


def test_blue_stands_first_and_each_plane_has_its_own_mean_and_spread() -> None:
    planes = np.empty((3, 2, 4), np.float32)
    mean, spread = np.array([10, 20, 30], np.float32), np.array([1, 2, 4], np.float32)
    fill(planes, Image.new("RGB", (4, 2), (230, 120, 60)), mean, spread)
    assert np.allclose(planes, np.array([50, 50, 50], np.float32)[:, None, None])
