"""Vectors of what stands behind a person: of the seen portraits, and of drawn ones that go beyond these.

A drawn picture shows the plain portrait's person as the networks tell its parts, each part in one colour, and
what is drawn behind or over it; outline, parts and points are those of the plain portrait.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.vectors.store import File
from zikao.photo import color
from zikao.photo.face.mesh import Mesh
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.outline import CLOTHES, FACE_SKIN, HAIR, Outline, likeliest
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.between import find_between
from zikao.photo.ground.border import find_frame
from zikao.photo.ground.colors import ALLOWED_BACKGROUNDS, BACKGROUND_COLORS
from zikao.photo.ground.corners import cut_corners
from zikao.photo.ground.named import distance_to, name_of
from zikao.photo.ground.overlay import find_lines, find_overlay
from zikao.photo.ground.rim import find_rim
from zikao.photo.ground.things import find_things
from zikao.photo.picture import Picture

if TYPE_CHECKING:
    from tests.vectors.seen import Seen
    from zikao.photo.color import Floats
    from zikao.photo.masks import Mask

    Rgb = tuple[int, int, int]
    Box = tuple[int, int, int, int]

PATH: Final = "photo/ground"
SIZE: Final = (180, 240)
WALL: Final = (205, 225, 240)
COLORS: Final = {HAIR: (45, 38, 36), FACE_SKIN: (224, 180, 156), CLOTHES: (52, 66, 104)}


@dataclass(frozen=True)
class Drawn:
    """How a picture is drawn, and what the networks are taken to say of it besides."""

    wall: Callable[[Image.Image], None] = lambda image: None
    """Draws behind the person."""
    over: Callable[[Image.Image], None] = lambda image: None
    size: tuple[int, int] = SIZE
    outline: tuple[tuple[Box, float], ...] = ()
    """Boxes of 256x256 with the least probability of a person in each."""


def _on(draw: Callable[[ImageDraw.ImageDraw], None]) -> Callable[[Image.Image], None]:
    return lambda image: draw(ImageDraw.Draw(image))


def _sloped(image: Image.Image) -> None:
    y, x = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
    light = 1 - 0.25 * x / image.width - 0.12 * y / image.height
    image.paste(Image.fromarray((np.asarray(image) * light[..., None]).astype(np.uint8)))


def _shaded(box: Box, share: float) -> Callable[[Image.Image], None]:
    def draw(image: Image.Image) -> None:
        dark = image.point(lambda value: value * share)
        mask = Image.new("L", image.size)
        ImageDraw.Draw(mask).ellipse(box, fill=255)
        image.paste(dark, mask=mask.filter(ImageFilter.GaussianBlur(1)))

    return draw


def _box(box: Box, fill: Rgb) -> Callable[[Image.Image], None]:
    return _on(lambda draw: draw.rectangle(box, fill=fill))


def _bricks(image: Image.Image) -> None:
    draw = ImageDraw.Draw(image)
    for row, y in enumerate(range(0, image.height, 16)):
        for x in range(-20 + row % 2 * 12, image.width, 24):
            draw.rectangle((x, y, x + 21, y + 13), fill=(150 + x % 50, 80 + y % 40, 70))


def _bars(places: tuple[tuple[int, int], ...], fill: Rgb) -> Callable[[Image.Image], None]:
    """Signs of bars across and down, as letters have them."""

    def draw(image: Image.Image) -> None:
        pen = ImageDraw.Draw(image)
        for left, top in places:
            for step in range(0, 33, 11):
                pen.rectangle((left + step, top, left + step + 1, top + 24), fill=fill)
                pen.rectangle((left, top + step * 2 // 3, left + 30, top + step * 2 // 3 + 1), fill=fill)

    return draw


def _crossed(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    pen.line((70, 0, 70, 239), (255, 255, 255))
    pen.line((0, 99, 179, 99), (0, 0, 0))


def _rounded(image: Image.Image) -> None:
    mask = Image.new("L", image.size, 255)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, image.width - 1, image.height - 1), 16, fill=0)
    image.paste((0, 0, 0), mask=mask)


def _noisy(image: Image.Image) -> None:
    chance = np.random.default_rng(2)
    noise = chance.normal(0, 12, (image.height // 6, image.width // 6, 3))
    blown = np.kron(noise, np.ones((6, 6, 1)))
    image.paste(Image.fromarray((np.asarray(image) + blown).clip(0, 255).astype(np.uint8)))


PICTURES: Final[dict[str, Drawn]] = {
    "plain wall": Drawn(),
    "sloped wall": Drawn(_sloped),
    "noisy wall, other sides": Drawn(_noisy, size=(186, 252)),
    "soft shadow": Drawn(_shaded((130, 60, 190, 200), 0.85)),
    "hard shadow": Drawn(_shaded((105, 40, 165, 150), 0.7), outline=(((140, 40, 220, 160), 0.95),)),
    "thing beside": Drawn(_box((4, 60, 30, 130), (40, 120, 60))),
    "thing in the outline": Drawn(
        _box((140, 30, 172, 90), (160, 60, 50)), outline=(((195, 25, 250, 100), 0.8),)
    ),
    "scarf in the outline": Drawn(
        _box((140, 30, 172, 90), (160, 60, 50)), outline=(((195, 25, 250, 100), 0.97),)
    ),
    "thing low in the outline": Drawn(
        _box((2, 130, 30, 190), (230, 200, 40)), outline=(((0, 135, 45, 205), 1.0),)
    ),
    "writing on the wall": Drawn(_bars(((10, 20), (10, 60), (140, 20)), (70, 80, 100))),
    "stroke at the head": Drawn(_on(lambda draw: draw.line((90, 30, 40, 44), fill=(60, 50, 50), width=3))),
    "bricks": Drawn(_bricks),
    "frame": Drawn(over=_on(lambda draw: draw.rectangle((0, 0, 179, 239), outline=(20, 20, 20), width=5))),
    "two bars": Drawn(over=_on(lambda draw: draw.rectangle((-9, -9, 189, 6), fill=(250, 250, 250), width=3))),
    "bars above and below": Drawn(
        over=_on(lambda draw: draw.rectangle((-9, 6, 189, 233), outline=(90, 90, 90), width=7))
    ),
    "cut corners": Drawn(over=_rounded),
    "lines": Drawn(over=_crossed),
    "letters on the skin": Drawn(
        over=_bars(((140, 112), (184, 112), (120, 270)), (250, 250, 250)), size=(360, 480)
    ),
    "letters on the clothes": Drawn(
        over=_bars(((60, 400), (100, 400), (140, 400)), (240, 240, 240)), size=(360, 480)
    ),
    "nothing but the person": Drawn(outline=(((0, 0, 256, 256), 1.0),)),
    "too small": Drawn(size=(30, 36)),
}


def pictures() -> dict[str, File]:
    """The drawn pictures as files."""
    _, _, parts = _plain()
    kinds = Image.fromarray(likeliest(parts))
    found = {}
    for label, drawn in PICTURES.items():
        image = Image.new("RGB", drawn.size, WALL)
        drawn.wall(image)
        sized = np.asarray(kinds.resize(drawn.size, Image.Resampling.NEAREST))
        for kind, fill in COLORS.items():
            image.paste(fill, mask=Image.fromarray((sized == kind).view(np.uint8) * np.uint8(255)))
        drawn.over(image)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=50, optimize=True)
        found[label] = File(out.getvalue(), f"{label}.jpg")
    return found


def document() -> dict[str, Any]:
    """Of each seen portrait and of each drawn picture what its ground gives; and of colours their names."""
    from tests.vectors import edges, letters, seen

    return {
        "module": "photo/ground",
        "edges": {str(at): each for at, each in enumerate(edges.document())},
        "letters": {str(at): each for at, each in enumerate(letters.document(*_plain()))},
        "painted": letters.COLORS,
        "colors": BACKGROUND_COLORS,
        "allowed": ALLOWED_BACKGROUNDS,
        "named": _named(),
        "of": seen.document("photo/ground", of_seen)["of"],
        "drawn": {label: seen.plain(_drawn(label, file)) for label, file in pictures().items()},
    }


def of_seen(each: Seen) -> dict[str, Any]:
    """What a seen portrait gives."""
    portrait = each.portrait
    return measured(portrait.picture, portrait.mesh, portrait.outline, portrait.parts)


def measured(
    picture: Picture, mesh: Mesh | None, outline: Outline | None, parts: Floats | None
) -> dict[str, Any]:
    """Everything that is measured of a ground."""
    frame = find_frame(picture)
    found: dict[str, Any] = {
        "frame": frame and frame._asdict(),
        "corners": cut_corners(picture),
        "lines": find_lines(picture),
    }
    if outline is None or parts is None:
        return found
    if mesh is not None:
        overlay = find_overlay(picture, mesh, outline, parts)
        found |= {"letters": cells(overlay.letters), "doubtful": cells(overlay.doubtful)}
    try:
        backdrop = read_backdrop(picture, outline, max(frame or (0,)))
    except NotMeasured as why:
        return {**found, "reason": why.reason}
    things = find_things(picture, backdrop)
    between = find_between(backdrop, outline, parts)
    rim = find_rim(picture, backdrop, outline)
    return found | {
        "mask": cells(backdrop.mask),
        "edge": cells(backdrop.edge),
        "dark": cells(backdrop.grid(backdrop.dark())),
        "color": backdrop.color(),
        "median": backdrop.median,
        "slope": backdrop.slope.ravel(),
        "even": backdrop.even[:: max(1, len(backdrop.even) // 9)].ravel(),
        "gradient": backdrop.gradient(),
        "unevenness": backdrop.unevenness(things.cells),
        "shadow": backdrop.shadow(things.cells, between.shadow & ~backdrop.mask),
        "objects": cells(things.objects),
        "strokes": cells(things.strokes),
        "fine": cells(things.fine),
        "wild": things.wild,
        "has_text": things.has_text,
        "between shadow": cells(between.shadow),
        "between objects": cells(between.objects),
        "rim outline": cells(rim.outline),
        "rim strange": cells(rim.strange),
        "rim share": rim.share,
    }


def cells(mask: Mask) -> str:
    """A mask as text, packed."""
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes(), 9)).decode() if mask.any() else ""


def _drawn(label: str, file: File) -> dict[str, Any]:
    drawn = PICTURES[label]
    mesh, outline, parts = _plain()
    with Image.open(io.BytesIO(file.data)) as image:
        picture = Picture(image.convert("RGB"), 1.0, native=True)
    points = mesh.points * np.float32(picture.width / 480)
    person = outline.person.copy()
    for (left, top, right, bottom), share in drawn.outline:
        np.maximum(person[top:bottom, left:right], share, out=person[top:bottom, left:right])
    return {
        "file": base64.b64encode(file.data).decode(),
        "outline": drawn.outline,
        "found": measured(picture, replace(mesh, points=points), replace(outline, person=person), parts),
    }


def _plain() -> tuple[Mesh, Outline, Floats]:
    from tests.vectors.seen import seen

    portrait = next(each.portrait for each in seen() if each.label == "plain")
    assert portrait.mesh is not None
    assert portrait.outline is not None
    assert portrait.parts is not None
    return portrait.mesh, portrait.outline, portrait.parts


def _named() -> list[list[Any]]:
    levels = (0, 60, 130, 175, 200, 215, 235, 255)
    found = []
    for rgb in ((red, green, blue) for red in levels for green in levels for blue in levels):
        seen = color.lab(rgb)
        far = distance_to(seen, ALLOWED_BACKGROUNDS)
        found.append([*rgb, name_of(seen), round(far or 0, 3)])
    return found
