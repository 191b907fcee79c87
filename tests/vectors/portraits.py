"""Small portraits to be seen in two languages: one person, whom a registry serves, and one fault each."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from _photo_covers import COVERS
from _photo_defects import DEFECTS
from _photo_free import free_portrait
from _photo_samples import LIGHT_BLUE, WHITE, Color, Layout, Original, compliant_layout, cut

from tests.vectors.store import File

if TYPE_CHECKING:
    Make = Callable[[Original, Layout, Color], Image.Image]

WHOLE, SMALL = (480, 640), (300, 400)


def _plain(person: Original, place: Layout, ground: Color) -> Image.Image:
    return cut(person, ground, place)


def _fault(name: str) -> Make:
    def make(person: Original, place: Layout, ground: Color) -> Image.Image:
        with Image.open(io.BytesIO(DEFECTS[name](person, place, ground))) as image:
            return image.convert("RGB")

    return make


def _covered(name: str) -> Make:
    return lambda person, place, ground: COVERS[name](cut(person, ground, place))


def _upside_down(person: Original, place: Layout, ground: Color) -> Image.Image:
    return cut(person, ground, place).transpose(Image.Transpose.ROTATE_180)


_MADE: Final[dict[str, tuple[Make, Color, tuple[int, int]]]] = {
    "plain": (_plain, LIGHT_BLUE, WHOLE),
    "own shadow on white": (_fault("own shadow 25%"), WHITE, SMALL),
    "text behind": (_fault("text"), LIGHT_BLUE, SMALL),
    "plant behind": (_fault("plant"), WHITE, SMALL),
    "rim of another ground": (_fault("rim green"), WHITE, (360, 480)),
    "black frame": (_fault("black frame"), LIGHT_BLUE, SMALL),
    "cut corners": (_fault("cut corners"), LIGHT_BLUE, SMALL),
    "letters over the face": (_fault("letters over the face"), LIGHT_BLUE, SMALL),
    "tilted, half the size": (_fault("tilt -12"), WHITE, (240, 320)),
    "lit from one side": (_fault("side light 60%"), LIGHT_BLUE, SMALL),
    "lamp in the lenses": (_fault("lamp in the lenses"), LIGHT_BLUE, (360, 480)),
    "bar over the eyes": (_covered("bar"), LIGHT_BLUE, SMALL),
    "mask": (_covered("mask blue"), WHITE, SMALL),
    "upside down": (_upside_down, LIGHT_BLUE, SMALL),
    "two faces": (_fault("two faces"), LIGHT_BLUE, SMALL),
    "nobody": (_fault("nobody"), WHITE, SMALL),
}
LABELS: Final = tuple(_MADE)


def portrait(label: str) -> File:
    """One of them as a file.

    Raises:
        WeightsError: the person's picture cannot be had.
    """
    make, ground, size = _MADE[label]
    person = free_portrait()
    place = compliant_layout(person)
    assert place is not None
    image = make(person, place, ground)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78, dpi=(300, 300))
    return File(out.getvalue(), f"{label}.jpg")
