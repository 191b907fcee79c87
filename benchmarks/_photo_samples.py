"""Portraits whose truth is known: compliant ones and labelled defects, made from studio pictures.

The pictures and their hand-placed points lie in ``../shared/photos`` beside the repository. A person is cut
out of the studio's grey ground by colour, between what the outline network calls surely person and surely
not, and put on the ground wanted. The hand points say where to crop: no measurement judges its own crop.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from zikao.photo.color import distance, lab
from zikao.photo.face.outline import BODY_SKIN, FACE_SKIN, HAIR, find_outline, find_parts
from zikao.photo.picture import Picture

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "photos"
WIDTH, HEIGHT = 480, 640
LIGHT_BLUE, WHITE = (100, 197, 255), (255, 255, 255)
NAVY = (48, 54, 92)

Floats = NDArray[np.float32]
Color = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Original:
    """A studio picture of one person. Points are (x, y) pixels of it."""

    folder: Path
    file: str
    subject: str
    expression: str
    points: dict[str, Any]

    @cached_property
    def image(self) -> Image.Image:
        with Image.open(self.folder / self.file) as image:
            return image.convert("RGB")

    @cached_property
    def opacity(self) -> Floats:
        """0..1 of the person, of the picture's size."""
        image = self.image
        person = find_outline(Picture(image, 1.0, native=True)).sized(image.width, image.height)
        colors = lab(np.asarray(image.filter(ImageFilter.GaussianBlur(0.7))))
        sure = person < 0.02
        y, x = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32) / 500
        terms = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=-1)
        fit = np.linalg.lstsq(terms[sure][::37], colors[sure][::37], rcond=None)[0]
        by_color = np.clip((distance(colors, terms @ fit) - 5) / 14, 0, 1)
        matte = np.where(person > 0.9, 1, np.where(person < 0.03, 0, by_color)).astype(np.float32)
        soft = Image.fromarray((matte * 255).astype(np.uint8)).filter(ImageFilter.BoxBlur(0.5))
        return np.asarray(soft, np.float32) / np.float32(255)

    @cached_property
    def cloth(self) -> Floats:
        """0..1 of the clothes, of the picture's size: no skin and no hair, some way below the eyes."""
        parts = find_parts(Picture(self.image, 1.0, native=True))
        bare = parts[[HAIR, BODY_SKIN, FACE_SKIN]].sum(axis=0)
        cloth = 1 - np.asarray(Image.fromarray(bare).resize(self.image.size, Image.Resampling.BILINEAR))
        eyes = self.eyes()
        cloth[: int(eyes[:, 1].mean() + 1.6 * np.linalg.norm(eyes[1] - eyes[0]))] = 0
        return cloth.clip(0, 1)

    def dyed(self, color: Color) -> Image.Image:
        """The picture with clothes of this colour, folds kept."""
        values = np.asarray(self.image, np.float32)
        covered = (self.cloth > 0.5) & (self.opacity > 0.9)
        if not covered.any():
            return self.image
        folds = values.mean(axis=-1, keepdims=True) - values[covered].mean()
        cloth = np.asarray(color, np.float32) + 0.25 * folds.clip(-60, 30)
        mixed = values + (cloth - values) * self.cloth[..., None]
        return Image.fromarray(mixed.clip(0, 255).round().astype(np.uint8))

    @property
    def hair_top(self) -> float:
        """The first row, by colour, where the head is eight pixels wide: single hairs do not count."""
        eyes = self.eyes()
        reach = 1.2 * float(np.linalg.norm(eyes[1] - eyes[0]))
        middle = float(eyes[:, 0].mean())
        head = self.opacity[:, int(max(0, middle - reach)) : int(middle + reach)]
        return float(np.argmax((head > 0.5).sum(axis=1) >= 8))

    def eyes(self) -> Floats:
        return np.array([self.points["pupil_image_left"], self.points["pupil_image_right"]])


def originals(expression: str = "neutral", folder: Path = FOLDER) -> list[Original]:
    """The studio pictures with hand-placed points (none of the smiling ones has any)."""
    rows = json.loads((folder / "manifest.json").read_text("utf-8"))
    return [
        Original(folder, row["file"], row["subject"], row["expression"], row.get("points", {}))
        for row in rows
        if row["expression"] == expression
    ]


@dataclass(frozen=True)
class Layout:
    """How a portrait is cut."""

    x: float = 240
    """Middle of the pupils, in pixels of the result."""
    y: float = 262
    scale: float = 0.87
    """Pixels of the result to one of the studio's."""
    turn: float = 0.0
    """Degrees clockwise."""
    size: tuple[int, int] = (WIDTH, HEIGHT)


def cut(
    original: Original, ground: Floats | Color | None, layout: Layout, dye: Color | None = None
) -> Image.Image:
    """The person, so placed, before another ground, in clothes of colour `dye` (None: navy).

    On the studio's own ground, which is None, clothes stay as they are.
    """
    if ground is None:
        return _placed(original, layout, None)[0]
    image, opacity = _placed(original, layout, dye or NAVY)
    behind = np.asarray(ground, np.float32)
    mixed = np.asarray(image, np.float32) * opacity + behind * (1 - opacity)
    return Image.fromarray(mixed.clip(0, 255).round().astype(np.uint8))


def cut_out_of(
    old: Color, original: Original, ground: Floats | Color, layout: Layout, width: int
) -> Image.Image:
    """The person before `ground`, cut out of an old one so many pixels too wide, as a careless app does."""
    opacity = Image.fromarray((_placed(original, layout, NAVY)[1][..., 0] * 255).astype(np.uint8))
    wider = opacity.point([0] * 111 + [255] * 145).filter(ImageFilter.MaxFilter(2 * width + 1))
    kept = wider.filter(ImageFilter.GaussianBlur(0.7))
    return Image.composite(cut(original, old, layout), cut(original, ground, layout), kept)


def cast(original: Original, layout: Layout, depth: float, soft: float) -> Floats:
    """Share of the light that the person's own shadow leaves of a wall close behind, down to the right."""
    opacity = Image.fromarray((_placed(original, layout, NAVY)[1][..., 0] * 255).astype(np.uint8))
    moved = opacity.transform(layout.size, Image.Transform.AFFINE, (1, 0, -34, 0, 1, -10))
    shade = np.asarray(moved.filter(ImageFilter.GaussianBlur(soft)), np.float32) / np.float32(255)
    return np.float32(1) - np.float32(depth) * shade


@lru_cache(maxsize=4)
def _placed(original: Original, layout: Layout, dye: Color | None) -> tuple[Image.Image, Floats]:
    size = layout.size
    middle = original.eyes().mean(axis=0)
    angle = np.radians(layout.turn)
    a, b = np.cos(angle) / layout.scale, np.sin(angle) / layout.scale
    matrix = (a, b, middle[0] - a * layout.x - b * layout.y, -b, a, middle[1] + b * layout.x - a * layout.y)
    whole = np.asarray(original.dyed(dye) if dye else original.image)
    person = np.pad(whole, ((0, 200), (0, 0), (0, 0)), mode="edge")
    opacity = np.pad((original.opacity * 255).astype(np.uint8), ((0, 200), (0, 0)), mode="edge")
    image, mask = (
        Image.fromarray(each).transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
        for each in (person, opacity)
    )
    return image, np.asarray(mask, np.float32)[..., None] / np.float32(255)


def compliant_layout(original: Original) -> Layout | None:
    """A place well within the national standard's bands; None where the hair stands too high for any."""
    eyes = original.eyes()
    distance_of_pupils = float(np.linalg.norm(eyes[1] - eyes[0]))
    edges = np.array(original.points["cheek_edge"])[:, 0]
    for pupils in (106, 98, 90):
        scale = max(WIDTH / original.image.width, pupils / distance_of_pupils)
        above = (float(eyes[:, 1].mean()) - original.hair_top) * scale
        y = min(above + 78, 285.0)
        if 195 <= np.ptp(edges) * scale <= 285 and y - above >= 62:
            return Layout(y=y, scale=scale)
    return None


def saved(image: Image.Image, quality: int = 85, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(300, 300), **options)
    return out.getvalue()
