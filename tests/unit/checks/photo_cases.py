"""Portraits whose truth is known, and what is done to them to break one rule.

Studio pictures, put before a plain ground and cut by hand-placed points: the accuracy bench's own, so that a
test and the bench speak of the same portraits.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "benchmarks"))

import _photo_covers as covers
import _photo_defects as defects
import _photo_faces as faces
import _photo_samples as samples
from _photo_free import free_portrait
from _photo_samples import HEIGHT, LIGHT_BLUE, WHITE, WIDTH

__all__ = ["LIGHT_BLUE", "WHITE", "covers", "faces"]

Pixels = NDArray[np.float32]
Change = Callable[[Image.Image], Image.Image]
Light = Callable[[Pixels], Pixels]

X: Pixels = (np.arange(WIDTH, dtype=np.float32) / np.float32(WIDTH))[None, :, None]
Y: Pixels = (np.arange(HEIGHT, dtype=np.float32) / np.float32(HEIGHT))[:, None, None]
"""0 to 1 across and down the picture."""


@dataclass(frozen=True)
class Sitter:
    """One person before one ground."""

    subject: str
    ground: tuple[int, int, int]

    def portrait(
        self,
        change: Change | None = None,
        *,
        ground: Any = None,
        free: dict[str, Any] | None = None,
        **layout: Any,
    ) -> Image.Image:
        """The compliant picture; `ground` is another one, `layout` moves, turns or scales the person.

        `free` is the layout of the one whom a registry serves, whose head has other proportions.
        """
        person, place = _person(self.subject)
        layout = free if free is not None and not studio() else layout
        image = samples.cut(person, self.ground if ground is None else ground, replace(place, **layout))
        return change(image) if change else image

    def before(self, change: Light) -> Image.Image:
        """The person before a changed ground; `change` is given the plain one."""
        plain = np.broadcast_to(np.asarray(self.ground, np.float32), (HEIGHT, WIDTH, 3))
        return self.portrait(ground=change(plain).clip(0, 255))

    def lit(self, light: Light) -> Image.Image:
        """In another light that does not reach the ground."""
        plain = np.asarray(self.portrait(), np.float32)
        on_black, on_white = (np.asarray(self.portrait(ground=(v, v, v)), np.float32) for v in (0, 255))
        opacity = 1 - (on_white - on_black).mean(axis=-1, keepdims=True) / 255
        lit = plain + (light(plain) - plain) * opacity.clip(0, 1)
        return Image.fromarray(lit.clip(0, 255).astype(np.uint8))

    def with_defect(self, name: str) -> bytes:
        """A defect of the accuracy bench."""
        return padded(defects.DEFECTS[name](*_person(self.subject), self.ground), 26_000)

    def dressed(self, color: tuple[int, int, int]) -> Image.Image:
        person, place = _person(self.subject)
        return samples.cut(person, self.ground, place, dye=color)


def studio() -> bool:
    """Whether the studio's people are at hand."""
    return samples.FOLDER.is_dir()


@cache
def _person(subject: str) -> tuple[samples.Original, samples.Layout]:
    """One of the studio's people; where their pictures are not at hand, the one whom a registry serves."""
    if studio():
        person = next(each for each in samples.originals() if f"london-{subject}-" in each.file)
    else:
        person = free_portrait()
    layout = samples.compliant_layout(person)
    assert layout is not None
    return person, layout


# --- light and grounds


def times(light: Any) -> Light:
    return lambda pixels: pixels * np.asarray(light, np.float32)


def shadow(depth: float) -> Light:
    return times(defects.shadow(depth)[..., None])


def blotches(ground: Pixels) -> Pixels:
    """Light of changing hue, as of two kinds of lamps: neither darker nor sloping."""
    wave = np.sin(X * 21) * np.sin(Y * 17)
    lit: Pixels = ground + wave * np.array([8, -8, 12], np.float32)
    return lit


def from_one_side(pixels: Pixels) -> Pixels:
    lit: Pixels = pixels * (1 - 0.5 / (1 + np.exp(-(X - 0.5) * 14)))
    return lit


# --- changes of the finished picture


def blur(radius: float) -> Change:
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


def enlarged(factor: float) -> Change:
    """Scaled down, and up again to the old size."""
    small = (round(WIDTH / factor), round(HEIGHT / factor))

    def change(image: Image.Image) -> Image.Image:
        image = image.resize(small, Image.Resampling.LANCZOS)
        return image.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)

    return change


def resized(width: int, height: int) -> Change:
    return lambda image: image.resize((width, height), Image.Resampling.LANCZOS)


def bystander(sitter: Sitter, *, half: bool = False) -> Change:
    """Somebody else's head in the upper left corner, or half of it at the left edge."""

    def change(image: Image.Image) -> Image.Image:
        if half:
            beside = Sitter(sitter.subject, LIGHT_BLUE).portrait().crop((240, 60, 420, 520)).resize((90, 230))
            image.paste(beside, (0, 20))
        else:
            image.paste(sitter.portrait().crop((120, 40, 360, 520)).resize((110, 220)), (0, 0))
        return image

    return change


def widened(image: Image.Image) -> Image.Image:
    """By a fifth, and cut to its width again."""
    return image.resize((576, HEIGHT), Image.Resampling.BICUBIC).crop((48, 0, 528, HEIGHT))


def grain(mode: str = "RGB", size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Nobody and nothing, but as hard to compress as a portrait. Always the same."""
    noise = np.random.default_rng(7).normal(0, 6, (size[1], size[0], 3))
    return Image.fromarray((np.array(LIGHT_BLUE) * 0.9 + noise).clip(0, 255).astype(np.uint8)).convert(mode)


# --- files


def stored(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """As a file that states 300 dpi, unless `options` say otherwise."""
    out = io.BytesIO()
    image.save(out, kind, **{"dpi": (300, 300), **options})
    return out.getvalue()


def fitting(image: Image.Image, **options: Any) -> bytes:
    """A JPEG inside the band of bytes, whatever is in it."""
    made = (stored(image, quality=quality, **options) for quality in (85, 79, 73, 67, 61))
    return padded(next((data for data in made if len(data) < 39_000), stored(image, quality=61)), 26_000)


def padded(jpeg: bytes, size: int) -> bytes:
    """The JPEG, at least `size` bytes long by a comment of spaces."""
    missing = size - len(jpeg) - 4
    if missing < 0:
        return jpeg
    return jpeg[:2] + b"\xff\xfe" + (missing + 2).to_bytes(2, "big") + b" " * missing + jpeg[2:]


def without_density(jpeg: bytes) -> bytes:
    at = jpeg.index(b"JFIF\0") + 7
    return jpeg[:at] + b"\0\0\x01\0\x01" + jpeg[at + 5 :]


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG whose frame says that it has another size."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + jpeg[at + 4 :]


def tagged(image: Image.Image, main: dict[int, Any], detail: dict[int, Any] | None = None) -> bytes:
    """With these EXIF tags of the main and the Exif directory."""
    return fitting(image, exif=exif(main, detail))


def exif(main: dict[int, Any], detail: dict[int, Any] | None = None) -> bytes:
    """An EXIF block with these tags of the main and the Exif directory."""
    block = Image.Exif()
    block.update(main)
    block.get_ifd(0x8769).update(detail or {})
    return block.tobytes()
