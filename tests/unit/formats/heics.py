"""HEIC files as telephones write them, made by code."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image


def heic(image: Image.Image, **options: Any) -> bytes:
    """The picture as HEIC, by a real encoder; the test is skipped where there is none.

    Its EXIF, as bytes, turns it in the container too, as telephones do. ``tile_size`` makes it a grid.
    """
    library = pytest.importorskip("pillow_heif", reason="no pillow-heif here: pip install 'zikao[heic]'")
    target = io.BytesIO()
    made = library.HeifFile()
    made.add_frombytes(image.mode, image.size, image.tobytes())
    made.save(target, **{"quality": 90, **options})
    return target.getvalue()


def exif(orientation: int = 1) -> bytes:
    """What a camera writes: device, day, place, and how to turn the picture."""
    block = Image.Exif()
    block[0x010F], block[0x0110], block[0x0112] = "SECRET", "SECRET 15 Pro", orientation
    block.get_ifd(0x8769)[0x9003] = "2026:03:01 10:00:00"
    block.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 1.0), 3: "E", 4: (120.0, 9.0, 1.0)})
    return block.tobytes()
