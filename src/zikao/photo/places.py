"""Where in the picture a fact was read: the box or the line to look at, in numbers and without any pixel.

Boxes of what spreads over the background (wrong ground, things, shadows, writing) come from the grids that
the measuring itself went by, and are found only when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from PIL import Image

from zikao.photo.color import distance
from zikao.photo.face.covers import BROWS
from zikao.photo.face.eyes import lenses, red_eyes
from zikao.photo.face.mesh import CHIN, OVAL
from zikao.photo.face.others import other_face
from zikao.photo.face.skin import brightness, cheeks
from zikao.photo.face.worn import eye_band
from zikao.photo.masks import areas, grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zikao.photo.masks import Mask
    from zikao.photo.portrait import Portrait

    Find = Callable[[Portrait], "Iterable[tuple[Box, str | None]]"]

Box: TypeAlias = tuple[float, float, float, float]

MOST: Final = 6
"""Places of one fact."""
_LEAST: Final = 0.002
"""Share of the background's grid of the smallest area that is boxed, where there are larger ones."""
_UNEVEN: Final = 0.7
"""Share of the unevenness from which on a cell is one of those that make it."""
_LETTERS: Final = 2
"""Cells around strokes that are boxed with them, and join letters to words."""
_SPOT: Final = 8
"""Pixels of the cells in which burnt-out and drowned skin is looked for."""
_LEAST_SPOT: Final = 4
_FOREHEAD: Final = 10
_EYES: Final = ((33, 133, 159, 145), (362, 263, 386, 374))
_MOUTH: Final = (61, 291, 0, 17)
_EYE_ROOM, _MOUTH_ROOM = 0.5, 0.3
"""Around the lids and the lips, by the height of the box without it."""


@dataclass(frozen=True, slots=True)
class Place:
    """In pixels of the picture as shown."""

    box: Box
    """Left, top, right, bottom. Of a line: x and y of its left or upper end, then of the other."""
    line: str | None = None
    """Name of a line: eye_line, face_axis, face_center, face_width, hair_top, chin, gradient."""


def places_of(portrait: Portrait, fact: str) -> tuple[Place, ...]:
    """Where a fact was read, the most telling place first; empty where it has none, or was not measured."""
    find = _PLACES.get(fact)
    if find is None or fact not in portrait.facts:
        return ()
    picture, found = portrait.picture, []
    for box, line in find(portrait):
        left, right = (min(max(float(x), 0), picture.width) for x in (box[0], box[2]))
        top, bottom = (min(max(float(y), 0), picture.height) for y in (box[1], box[3]))
        if line or (left < right and top < bottom):
            scaled = [round(each * picture.scale, 1) for each in (left, top, right, bottom)]
            found.append(Place((scaled[0], scaled[1], scaled[2], scaled[3]), line))
    return tuple(found[:MOST])


def _merged(boxes: list[Box]) -> list[Box]:
    """Those that overlap as one, in the order of the first of each."""
    found: list[Box] = []
    for box in boxes:
        for at, other in enumerate(found):
            if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                left, top = map(min, box[:2], other[:2])
                right, bottom = map(max, box[2:], other[2:])
                found[at] = (left, top, right, bottom)
                break
        else:
            found.append(box)
    return found if len(found) == len(boxes) else _merged(found)


def _boxes(*boxes: Box) -> list[tuple[Box, str | None]]:
    return [(box, None) for box in boxes]


def _around(points: Iterable[tuple[float, float]], room: float = 0.0) -> Box:
    """The box of points, and around it some more, by its height; a closed eye has at least a tenth."""
    x, y = zip(*points, strict=True)
    more = room * max(max(y) - min(y), 0.1 * (max(x) - min(x)))
    return min(x) - more, min(y) - more, max(x) + more, max(y) + more


def _points(portrait: Portrait, numbers: Iterable[int]) -> list[tuple[float, float]]:
    if portrait.mesh is None:
        return []
    found: list[tuple[float, float]] = portrait.mesh.flat[list(numbers)].tolist()
    return found


def _faces(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _boxes(*(face.box.tolist() for face in portrait.faces))


def _face(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _boxes(_around(_points(portrait, OVAL)))


def _line(portrait: Portrait, name: str) -> list[tuple[Box, str | None]]:
    face = portrait.geometry
    if face is None:
        return []
    half = face.width / 2
    left, right = face.center_x - half, face.center_x + half
    top = _top(portrait)
    cheeks_at = 0.65 * (face.left_eye[1] + face.right_eye[1]) / 2 + 0.35 * face.chin[1]
    ends: dict[str, Box] = {
        "eye_line": (*face.left_eye, *face.right_eye),
        "hair_top": (left, top, right, top),
        "chin": (left, face.chin[1], right, face.chin[1]),
        "face_width": (left, cheeks_at, right, cheeks_at),
        "face_center": (face.center_x, top, face.center_x, face.chin[1]),
    }
    if name == "face_axis":
        return [((*forehead, *chin), name) for forehead, chin in [_points(portrait, (_FOREHEAD, CHIN))]]
    return [(ends[name], name)]


def _top(portrait: Portrait) -> float:
    """The hair's, or the picture's where it was not measured."""
    return float(portrait.facts.get("hair_top_y", 0)) / portrait.picture.scale


def _head(portrait: Portrait) -> list[tuple[Box, str | None]]:
    left, _, right, bottom = _around(_points(portrait, OVAL))
    return _boxes((left, _top(portrait), right, bottom))


def _beside(portrait: Portrait) -> tuple[Box, Box]:
    """What lies at the left and at the right of the head."""
    picture, top = portrait.picture, _top(portrait)
    chin = portrait.geometry.chin[1] if portrait.geometry else picture.height
    left, right = 0.0, 1.0
    if portrait.outline:
        left, right = portrait.outline.sides(top / picture.height, chin / picture.height)
    return (0, top, left * picture.width, chin), (right * picture.width, top, picture.width, chin)


def _eye(portrait: Portrait, which: int) -> list[tuple[Box, str | None]]:
    eyes = sorted(_around(_points(portrait, points), _EYE_ROOM) for points in _EYES)
    return _boxes(eyes[which])


def _eye_band(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _boxes(eye_band(portrait.mesh)) if portrait.mesh else []


def _lenses(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _boxes(*lenses(portrait.mesh)) if portrait.mesh else []


def _lower_face(portrait: Portrait) -> list[tuple[Box, str | None]]:
    """From the nose down."""
    left, top, right, bottom = _around(_points(portrait, OVAL))
    return _boxes((left, (top + bottom) / 2, right, bottom))


def _above_brows(portrait: Portrait) -> list[tuple[Box, str | None]]:
    if portrait.mesh is None:
        return []
    (left, _, right, _), brows = _around(_points(portrait, OVAL)), _around(_points(portrait, sum(BROWS, ())))
    return _boxes((left, _top(portrait), right, brows[1]))


def _red_eyes(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _boxes(*red_eyes(portrait.picture, portrait.mesh)) if portrait.mesh else []


def _darker_cheek(portrait: Portrait) -> list[tuple[Box, str | None]]:
    both = cheeks(portrait.mesh) if portrait.mesh else []
    return _boxes(*sorted(both, key=lambda box: brightness(portrait.picture, box) or 0)[:1])


def _skin(portrait: Portrait, lost: str) -> list[tuple[Box, str | None]]:
    """The parts of the face that are burnt out (`over`) or drowned (`under`)."""
    skin = portrait.skin
    if skin is None:
        return []
    pixels: Mask = getattr(skin, lost)
    cells = np.asarray(Image.fromarray(pixels.view(np.uint8) * np.uint8(255)).reduce(_SPOT)) >= 128
    x, y = skin.corner
    boxes = [_scaled(box, _SPOT, _SPOT) for box in areas(cells, _LEAST_SPOT) or areas(cells)[:1]]
    return _boxes(*_merged([(x + box[0], y + box[1], x + box[2], y + box[3]) for box in boxes]))


def _clothes(portrait: Portrait) -> list[tuple[Box, str | None]]:
    """The person below the chin."""
    picture, outline = portrait.picture, portrait.outline
    if outline is None or portrait.geometry is None:
        return []
    side = len(outline.person)
    person = outline.person >= 0.5
    person[: round(portrait.geometry.chin[1] / picture.height * side)] = False
    found = areas(person)[:1]
    return _boxes(*(_scaled(box, picture.width / side, picture.height / side) for box in found))


def _scaled(box: tuple[int, int, int, int], across: float, down: float) -> Box:
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down


def _cells(portrait: Portrait, cells: Mask, least: float = _LEAST) -> list[tuple[Box, str | None]]:
    """Boxes of areas of the background's grid: those of some size, or else the largest."""
    picture, (rows, columns) = portrait.picture, cells.shape
    found = areas(cells, least * cells.size) or areas(cells)[:1]
    boxes = [_scaled(box, picture.width / columns, picture.height / rows) for box in found]
    return _boxes(*_merged(boxes))


def _ground(portrait: Portrait) -> list[tuple[Box, str | None]]:
    """The background above the head and at both sides of it."""
    if portrait.backdrop is None:
        return []
    mask, picture = portrait.backdrop.mask, portrait.picture
    if portrait.geometry is None:
        return _cells(portrait, mask)
    rows, columns = mask.shape
    left, right = _beside(portrait)
    down, first, last = (
        round(at)
        for at in (
            left[1] / picture.height * rows,
            left[2] / picture.width * columns,
            right[0] / picture.width * columns,
        )
    )
    found = []
    for window in (
        (slice(0, down), slice(None)),
        (slice(down, None), slice(0, first)),
        (slice(down, None), slice(last, None)),
    ):
        part = np.zeros_like(mask)
        part[window] = mask[window]
        if part.any():
            (y,), (x,) = np.nonzero(part.any(axis=1)), np.nonzero(part.any(axis=0))
            box = (int(x[0]), int(y[0]), int(x[-1]) + 1, int(y[-1]) + 1)
            found.append(_scaled(box, picture.width / columns, picture.height / rows))
    return _boxes(*found)


def _uneven(portrait: Portrait) -> list[tuple[Box, str | None]]:
    backdrop, things = portrait.backdrop, portrait.things
    if backdrop is None or things is None:
        return []
    far = distance(backdrop.seen, backdrop.median) >= _UNEVEN * max(backdrop.unevenness(things.cells), 0.1)
    return _cells(portrait, backdrop.grid(far) & ~things.cells)


def _gradient(portrait: Portrait) -> list[tuple[Box, str | None]]:
    backdrop, picture = portrait.backdrop, portrait.picture
    if backdrop is None:
        return []
    ends = sorted(((backdrop.places[list(backdrop.ends())] + 0.5) * (picture.width, picture.height)).tolist())
    return [((*ends[0], *ends[1]), "gradient")]


def _shadow(portrait: Portrait) -> list[tuple[Box, str | None]]:
    backdrop, things = portrait.backdrop, portrait.things
    if backdrop is None or things is None:
        return []
    dark = backdrop.grid(backdrop.dark()) & ~things.cells
    return _cells(portrait, dark | portrait.between.shadow if portrait.between else dark)


def _objects(portrait: Portrait) -> list[tuple[Box, str | None]]:
    if portrait.things is None:
        return []
    objects = portrait.things.objects
    return _cells(portrait, objects | portrait.between.objects if portrait.between else objects)


def _writing(portrait: Portrait) -> list[tuple[Box, str | None]]:
    """Words, the longest first."""
    things = portrait.things
    return _cells(portrait, grown(things.strokes, _LETTERS)) if things and things.has_text else []


def _overlay(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _cells(portrait, grown(portrait.overlay.letters, 1)) if portrait.overlay else []


def _other_face(portrait: Portrait) -> list[tuple[Box, str | None]]:
    if portrait.mesh is None or portrait.parts is None:
        return []
    return _cells(portrait, other_face(portrait.picture, portrait.mesh, portrait.parts))


def _rim(portrait: Portrait) -> list[tuple[Box, str | None]]:
    return _cells(portrait, grown(portrait.rim.strange, 1)) if portrait.rim else []


def _frame(portrait: Portrait) -> list[tuple[Box, str | None]]:
    if portrait.frame is None:
        return _boxes(*portrait.corners)
    width, height = portrait.picture.width, portrait.picture.height
    left, top, right, bottom = portrait.frame
    sides = (
        *((0, 0, width, top), (0, height - bottom, width, height)),
        *((0, 0, left, height), (width - right, 0, width, height)),
    )
    return _boxes(*sides)


_PLACES: Final[dict[str, Find]] = {
    "faces": _faces,
    **dict.fromkeys(("hair_top_y", "hair_top_share"), lambda portrait: _line(portrait, "hair_top")),
    "chin_y": lambda portrait: _line(portrait, "chin"),
    **dict.fromkeys(
        ("left_eye_y", "right_eye_y", "eye_line_tilt_deg"), lambda portrait: _line(portrait, "eye_line")
    ),
    "face_width": lambda portrait: _line(portrait, "face_width"),
    "face_center_x": lambda portrait: _line(portrait, "face_center"),
    "head_height_share": _head,
    "left_space_share": lambda portrait: _boxes(_beside(portrait)[0]),
    "right_space_share": lambda portrait: _boxes(_beside(portrait)[1]),
    "roll_deg": lambda portrait: _line(portrait, "face_axis"),
    **dict.fromkeys(("yaw_deg", "pitch_deg", "sharpness", "resampled"), _face),
    "left_eye_openness": lambda portrait: _eye(portrait, 0),
    "right_eye_openness": lambda portrait: _eye(portrait, 1),
    "eyes_closed_score": lambda portrait: _eye(portrait, 0) + _eye(portrait, 1),
    **dict.fromkeys(
        ("mouth_gap", "smile_score"), lambda portrait: _boxes(_around(_points(portrait, _MOUTH), _MOUTH_ROOM))
    ),
    **dict.fromkeys(("glasses_share", "eyes_cover_share"), _eye_band),
    **dict.fromkeys(("lens_glare_share", "lens_tint"), _lenses),
    "mouth_cover_share": _lower_face,
    "brow_hair_share": lambda portrait: _boxes(*(_around(_points(portrait, brow)) for brow in BROWS)),
    "headwear_share": _above_brows,
    "red_eye": _red_eyes,
    **dict.fromkeys(("background_rgb", "background_nearest", "background_distance"), _ground),
    "background_unevenness": _uneven,
    "background_gradient": _gradient,
    **dict.fromkeys(("shadow_share", "hard_shadow_share"), _shadow),
    "has_object": _objects,
    "has_text": _writing,
    "text_on_person": _overlay,
    "other_face_share": _other_face,
    "face_stretch": _face,
    **dict.fromkeys(("face_color_variety", "skin_color_distance"), _face),
    "rim_share": _rim,
    "has_line": lambda portrait: _boxes(*portrait.lines),
    "has_border": _frame,
    "overexposed_share": lambda portrait: _skin(portrait, "over"),
    "underexposed_share": lambda portrait: _skin(portrait, "under"),
    "side_light_ratio": _darker_cheek,
    "clothes_background_distance": _clothes,
}
