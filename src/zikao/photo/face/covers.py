"""What lies over the face: masks, hands, patches, bars, hair, hats, and lenses that are not clear.

The mesh guesses points where nothing of the face is seen, so they say nothing of whether it is. Two things
do: the parts network, which knows hair, skin, clothes and other things apart, and the picture's own colours,
compared with the skin beside: as shares of that skin's light, which mean the same for any skin, and on each
side of the face by itself, which a lamp at one side does not disturb.

Everything is looked at in an upright frame of the face, whose unit is the distance of the pupils.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw

from zikao.photo.color import LINEAR
from zikao.photo.face.mesh import CHIN, LEFT_IRIS, LEFT_PUPIL, LIDS, OVAL, RIGHT_IRIS, RIGHT_PUPIL
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.outline import BODY_SKIN, CLOTHES, FACE_SKIN, HAIR, OTHERS, likeliest
from zikao.photo.quantiles import median, median_color, quantile
from zikao.photo.seen_words import LOST_PARTS

if TYPE_CHECKING:
    from zikao.photo.color import Floats
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.masks import Mask
    from zikao.photo.picture import Picture, Pixels

_UNIT: Final = 40
"""Pixels of the frame to the distance of the pupils."""
_WIDE, _HIGH = 120, 160
_ABOVE: Final = 1.9
"""Distances of the pupils from the frame's upper edge to the eye line: hats end below that."""

_INNER: Final = 0.86
"""Of the oval: its rim is where the network draws its borders."""
_MOUTH_FROM: Final = 0.5
"""Below the eye line: where nose and mouth lie."""
_LIPS: Final = (0.35, 0.6, 1.35)
"""Half the width of the mouth's place, and where it begins and ends below the eye line."""
_BROWS_TO: Final = -0.45
"""Above the eye line: where hats begin and brows have ended."""
_HEAD: Final = 1.4
"""Half the width of what is looked at for a hat: hair may be wide."""
_AROUND: Final = (0.30, 0.20)
"""Half the width and height of what is looked at around an eye: lids, and the skin beside them."""
_KNOWN: Final = 0.8
"""Share of either half of the face in which the network must see the face, to be believed about the other."""
_LOST: Final = 0.5
"""Share of the face from which on, if it is nothing to the network, it has not seen the face at all."""

BROWS: Final = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (336, 296, 334, 293, 300, 276, 283, 282, 295, 285),
)
_BROW_ROOM: Final = 0.04
_IRISES: Final = ((LEFT_PUPIL, LEFT_IRIS), (RIGHT_PUPIL, RIGHT_IRIS))
_IRIS: Final = 0.75
"""Radius that is looked at for a lid over the iris, by that of the iris."""
_LEAST_IRIS: Final = 6
"""Pixels of it from which on something is said."""
_UNDER_EYE: Final = (0.2, 0.18, 0.34)
"""Half the width of the skin under an eye that a lid is compared with, where it begins and where it ends."""
_LID: Final = (0.5, 1.8)
"""Light of a lid by that skin's. Irises, blue ones as well, have up to 0.4, pupils up to 0.2."""
_LID_HUE: Final = 0.35

_LIKE_SKIN: Final = (0.35, 2.0)
"""Light of skin that passes for the face's own, by that of the skin beside."""
_HUE: Final = 0.5
"""How far, in natural logarithms of red and blue by green, such skin's colour may lie from it."""
_BRIGHTEST: Final = 0.9
"""Quantile of the light around an eye that skin and the eye's white reach, and behind a cover nothing."""
_BLACK: Final = 0.12
"""That quantile's light, by the skin's, up to which there is no skin: 0.5 and more around eyes, 0.2 where a
lamp shines from one side only, and up to 0.05 behind what is black."""
_STRANGE: Final = 0.8
"""Hue from which on there is no skin either, if next to nothing passes for it."""
_NOTHING: Final = 0.05
_FACE: Final = 0.5
"""Share of what lies around an eye that the network calls the face's skin, from which on a strange hue is
that of a lamp, or of a picture with too much colour, and no cover."""
_ALIKE: Final = 0.4
"""Share of what is seen around an eye that passes for skin, from which on it is skin even where the network
sees nothing: around open eyes it is 0.6 and more."""
_LEAST: Final = 25
"""Pixels of skin that are compared with, at least."""
_LUMINANCE: Final = np.array((0.2126, 0.7152, 0.0722), np.float32)
_LENS_LIGHT: Final = 0.85
"""Light through lenses up to which their colour counts: clear ones mirror coloured lamps as well."""


@dataclass(frozen=True, slots=True)
class Covers:
    """Shares are 0..1."""

    mouth: float
    """Share of the face below the eyes that something else lies over."""
    eyes: tuple[float, float]
    """Share of the skin around each eye that is not seen, in the mesh's order."""
    brows: float
    """Share of the more hidden brow that is under hair."""
    lenses: float | None
    """How far the skin seen through spectacles is from that beside them: light taken, or change of hue."""
    bridge: bool
    """Skin is seen between the eyes, as it is under spectacles and not under a bar."""
    headwear: float
    """Share of the head from the brows up that is clothes or other things."""
    lids: tuple[float, float]
    """Share of each iris's place that looks like the skin under that eye, in the mesh's order."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The face upright, the pupils a unit apart."""

    light: Floats
    """(rows, columns, 3): linear."""
    parts: Pixels
    """(rows, columns): class of the parts network."""
    across: Floats
    down: Floats
    """Units to the right of the middle between the pupils, and below it."""
    points: Floats
    """(478, 2): the mesh in these units."""
    face: Mask
    """Inside of the oval."""


def read_covers(picture: Picture, mesh: Mesh, parts: Floats) -> Covers:
    """What lies over a face; `parts` are those of the whole picture.

    Raises:
        NotMeasured: the parts network does not see the face.
    """
    frame = _upright(picture, mesh, parts)
    kinds = frame.parts
    if _share(kinds == 0, frame.face) > _LOST:
        raise NotMeasured(LOST_PARTS)
    upper = frame.face & (frame.down > _BROWS_TO) & (frame.down < 0.35)
    lower = frame.face & (frame.down > _MOUTH_FROM)
    over = np.isin(kinds, (BODY_SKIN, CLOTHES, OTHERS))
    bare = kinds == FACE_SKIN
    # What is nothing to the network, as in faces that fill the picture, is a cover only if it knows the rest.
    above, below = _share(bare | (kinds == OTHERS) | (kinds == HAIR), upper), _share(bare, lower)
    foreign = over | (kinds == 0) if above >= _KNOWN else over
    foreign = foreign | _black_mouth(frame)
    mouth = _share(foreign, lower)
    skins = [_own_skin(frame, side, below=mouth < 1 - _KNOWN) for side in (-1, 1)]
    eyes, seen = [], []
    for lids, skin in zip(LIDS, skins, strict=True):
        x, y = (frame.points[list(lids)].mean(axis=0) / _AROUND).tolist()
        place = (frame.across / _AROUND[0] - x) ** 2 + (frame.down / _AROUND[1] - y) ** 2 <= 1
        look = _look(frame.light[place], skin) if skin is not None else None
        unseen = below >= _KNOWN and (look is None or look.alike < _ALIKE)
        hidden = over | (kinds == HAIR) | ((kinds == 0) if unseen else False)
        known = _share(bare, place) > _FACE
        if look is not None and (look.black or (look.strange and not known)):
            hidden = np.ones_like(hidden)
        eyes.append(_share(hidden, place))
        seen.append(look)
    head = (np.abs(frame.across) < _HEAD) & (frame.down < _BROWS_TO) & (kinds != 0)
    return Covers(
        mouth=mouth,
        eyes=(eyes[0], eyes[1]),
        brows=max(_under_hair(frame, brow) for brow in BROWS),
        lenses=_through(seen),
        bridge=_bridge(frame, skins),
        headwear=_share(np.isin(kinds, (CLOTHES, OTHERS)), head),
        lids=(_lid(frame, *_IRISES[0]), _lid(frame, *_IRISES[1])),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What is seen around an eye, by the skin beside."""

    brightest: float
    hue: float
    alike: float

    @property
    def black(self) -> bool:
        return self.brightest < _BLACK

    @property
    def strange(self) -> bool:
        """Next to nothing in it has the colour of skin."""
        return self.hue > _STRANGE and self.alike < _NOTHING

    @property
    def nothing(self) -> bool:
        """No skin is there to be seen."""
        return self.black or self.strange


def _upright(picture: Picture, mesh: Mesh, parts: Floats) -> _Frame:
    middle, right = mesh.pupils.mean(axis=0), mesh.across
    down = np.array((-right[1], right[0]), np.float32)
    if float((mesh.flat[CHIN] - middle) @ down) < 0:
        down = -down
    unit = max(mesh.pupil_distance, 1e-6)
    step = unit / _UNIT
    corner = middle - right * (unit * _WIDE / _UNIT / 2) - down * (unit * _ABOVE)

    def cut(image: Image.Image, scale: tuple[float, float], how: Image.Resampling) -> Pixels:
        matrix = [
            float(part) * scale[axis]
            for axis in (0, 1)
            for part in (right[axis] * step, down[axis] * step, corner[axis])
        ]
        return np.asarray(image.transform((_WIDE, _HIGH), Image.Transform.AFFINE, matrix, resample=how))

    fewer = max(1, int(step))
    rows, columns = parts.shape[1:]
    kinds = Image.fromarray(likeliest(parts))
    points = (mesh.flat - middle) @ np.stack([right, down], axis=1) / unit
    inside = Image.new("L", (_WIDE, _HIGH))
    oval = points[list(OVAL)]
    oval = oval.mean(axis=0) + (oval - oval.mean(axis=0)) * _INNER
    oval = (oval + np.array((_WIDE / _UNIT / 2, _ABOVE))) * _UNIT
    ImageDraw.Draw(inside).polygon(oval.ravel().tolist(), fill=1)
    y, x = np.mgrid[0:_HIGH, 0:_WIDE].astype(np.float32)
    return _Frame(
        light=LINEAR[cut(picture.fewer(fewer), (1 / fewer, 1 / fewer), Image.Resampling.BILINEAR)],
        parts=cut(kinds, (columns / picture.width, rows / picture.height), Image.Resampling.NEAREST),
        across=(x + np.float32(0.5)) / _UNIT - np.float32(_WIDE / _UNIT / 2),
        down=(y + np.float32(0.5)) / _UNIT - np.float32(_ABOVE),
        points=points,
        face=np.asarray(inside).view(np.bool_),
    )


def _share(mask: Mask, place: Mask) -> float:
    """How much of a place the mask covers; 0 where there is no such place."""
    return float(mask[place].mean()) if place.any() else 0.0


def _own_skin(frame: _Frame, side: int, *, below: bool) -> Floats | None:
    """Median light of the face's skin on one side, away from the eyes; None where there is too little."""
    down = frame.down
    forehead = down < -0.42
    cheek = (down > 0.36) & (down < 0.75) if below else (down > 0.3) & (down < 0.45)
    skin = frame.face & (frame.parts == FACE_SKIN) & (side * frame.across > 0.12) & (forehead | cheek)
    return median_color(frame.light[skin]) if skin.sum() >= _LEAST else None


def _hues(light: Floats) -> Floats:
    """Logarithms of red and of blue by green; a little light is added, so that black has no hue."""
    logs = np.log(light + np.float32(0.004))
    hues: Floats = logs[..., [0, 2]] - logs[..., [1]]
    return hues


def _look(light: Floats, skin: Floats) -> _Look:
    """`light` is (n, 3)."""
    by_skin = light @ _LUMINANCE / max(float(skin @ _LUMINANCE), 1e-4)
    apart = np.linalg.norm(_hues(light) - _hues(skin), axis=-1)
    alike = (by_skin > _LIKE_SKIN[0]) & (by_skin < _LIKE_SKIN[1]) & (apart < _HUE)
    upper = by_skin >= median(by_skin)
    return _Look(quantile(by_skin, _BRIGHTEST), median(apart[upper]), float(alike.mean()))


def _through(looks: list[_Look | None]) -> float | None:
    """What both lenses have in common: a tint is theirs, a shadow on one side is not."""
    both = [look for look in looks if look is not None]
    if len(both) < len(looks):
        return None
    light = max(look.brightest for look in both)
    hue = min(look.hue for look in both) if light < _LENS_LIGHT else 0.0
    return min(1.0, max(0.0, 1 - light, hue))


def _bridge(frame: _Frame, skins: list[Floats | None]) -> bool:
    """Whether the nose is seen between the eyes."""
    known = [skin for skin in skins if skin is not None]
    if not known:
        return True
    place = (np.abs(frame.across) < 0.1) & (frame.down > 0.0) & (frame.down < 0.14)
    return not _look(frame.light[place], np.mean(known, axis=0)).nothing


def _black_mouth(frame: _Frame) -> Mask:
    """The mouth's place if nothing like skin or lips is seen in it, whatever the network makes of it."""
    place = frame.face & (np.abs(frame.across) < _LIPS[0]) & (frame.down > _LIPS[1]) & (frame.down < _LIPS[2])
    skins = [_own_skin(frame, side, below=False) for side in (-1, 1)]
    known = [skin for skin in skins if skin is not None]
    if not known or not place.any():
        return np.zeros_like(place)
    seen = _look(frame.light[place], np.mean(known, axis=0))
    return place if seen.nothing else np.zeros_like(place)


def _lid(frame: _Frame, pupil: int, iris: tuple[int, ...]) -> float:
    """How much of an iris's place is skin: the mesh says where it would be even if a lid lies over it.

    A pupil is dark in any face, so a place without one, of the light and hue of the skin beside, is a lid.
    """
    x, y = frame.points[pupil].tolist()
    radius = _IRIS * float(np.linalg.norm(frame.points[list(iris)] - frame.points[pupil], axis=-1).mean())
    half, top, bottom = _UNDER_EYE
    ends = (
        y + _ABOVE - half,
        y + _ABOVE + bottom,
        x + _WIDE / _UNIT / 2 - half,
        x + _WIDE / _UNIT / 2 + half,
    )
    first, last, left, right = (max(0, round(each * _UNIT)) for each in ends)
    near = np.s_[first:last, left:right]
    across, down = frame.across[near] - x, frame.down[near] - y
    place = across**2 + down**2 <= radius**2
    beside = (down > top) & (frame.parts[near] == FACE_SKIN)
    if place.sum() < _LEAST_IRIS or beside.sum() < _LEAST:
        return 0.0
    skin = median_color(frame.light[near][beside])
    light = frame.light[near][place]
    by_skin = light @ _LUMINANCE / max(float(skin @ _LUMINANCE), 1e-4)
    apart = np.linalg.norm(_hues(light) - _hues(skin), axis=-1)
    return float(((by_skin > _LID[0]) & (by_skin < _LID[1]) & (apart < _LID_HUE)).mean())


def _under_hair(frame: _Frame, brow: tuple[int, ...]) -> float:
    points = frame.points[list(brow)]
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    place = (frame.across > left) & (frame.across < right)
    place &= (frame.down > top - _BROW_ROOM) & (frame.down < bottom)
    return _share(frame.parts == HAIR, place)
