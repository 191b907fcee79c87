"""What is seen in a decoded portrait: the facts of the face, of the background and of the light."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zikao.photo.color import distance
from zikao.photo.face.complexion import read_complexion
from zikao.photo.face.covers import Covers, read_covers
from zikao.photo.face.detector import Detection, find_faces
from zikao.photo.face.expression import read_expression
from zikao.photo.face.eyes import has_red_eye, mirrored_light
from zikao.photo.face.geometry import Geometry, read_geometry
from zikao.photo.face.hidden import hidden, shut, too_small
from zikao.photo.face.mesh import Mesh, find_mesh
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.others import other_face, other_face_share, with_skin
from zikao.photo.face.outline import Outline, find_outline, find_parts
from zikao.photo.face.pose import read_pose
from zikao.photo.face.proportions import stretched
from zikao.photo.face.resampling import was_enlarged
from zikao.photo.face.sharpness import PUPIL_DISTANCE, sharpness
from zikao.photo.face.skin import Skin, bare, read_skin, side_light
from zikao.photo.face.worn import GLASSES, clothes_color, glasses_share
from zikao.photo.ground.backdrop import Backdrop, read_backdrop
from zikao.photo.ground.between import Between, find_between
from zikao.photo.ground.border import Frame, find_frame
from zikao.photo.ground.corners import cut_corners
from zikao.photo.ground.named import distance_to, name_of
from zikao.photo.ground.overlay import Overlay, find_lines, find_overlay
from zikao.photo.ground.rim import Rim, find_rim
from zikao.photo.ground.things import Things, find_things
from zikao.stopping import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from zikao.photo.color import Floats
    from zikao.photo.ground.colors import RGB
    from zikao.photo.picture import Picture

    Found = Mapping[str, bool | int | float | str | None]

_PLACE: Final = (
    *("left_eye_y", "right_eye_y", "eye_line_tilt_deg", "chin_y", "face_width", "face_center_x"),
    *("left_eye_openness", "right_eye_openness", "mouth_gap"),
)
_HEAD: Final = ("hair_top_y", "hair_top_share", "head_height_share", "left_space_share", "right_space_share")
_POSE: Final = ("yaw_deg", "pitch_deg", "roll_deg")
_EXPRESSION: Final = ("eyes_closed_score", "smile_score")
_LIGHT: Final = ("overexposed_share", "underexposed_share", "side_light_ratio", "red_eye")
_DETAIL: Final = ("sharpness", "resampled")
_GROUND: Final = (
    *("background_rgb", "background_nearest", "background_distance", "background_unevenness"),
    *("background_gradient", "shadow_share", "hard_shadow_share", "has_object"),
)
_TEXT: Final = ("has_text",)
_RIM: Final = ("rim_share",)
_WORN: Final = ("glasses_share", "lens_glare_share", "clothes_background_distance")
_COVERS: Final = ("mouth_cover_share", "eyes_cover_share", "brow_hair_share", "lens_tint", "headwear_share")
_EDGES: Final = ("has_border", "has_line")
_COLORS: Final = ("face_color_variety", "skin_color_distance")
_OVER: Final = ("text_on_person",)
_BESIDE: Final = ("other_face_share",)
_SHAPE: Final = ("face_stretch",)
_OF_THE_FACE: Final = (
    *(*_PLACE, *_HEAD, *_POSE, *_EXPRESSION, *_LIGHT, *_DETAIL, *_WORN, *_COVERS),
    *(*_COLORS, *_OVER, *_BESIDE, *_SHAPE),
)

_UNCOVERED: Final = frozenset((*_PLACE, *_POSE, *_EXPRESSION, *_LIGHT, *_DETAIL, *_WORN, *_COVERS))
"""Facts that rest on a face which nothing lies over, and what says whether something does."""

_NO_FACE: Final = "没有找到人脸"
_SEVERAL: Final = "照片里不止一张脸，未逐一测量"
_CUT_OFF: Final = "脸没有完整地在照片里"
_NOT_WANTED: Final = "本次没有规则用到这一项"
_UNSEEN: Final = {
    "mirrored": "是否镜像从照片本身看不出来，无法测量",
    "beautified": "是否美颜从照片本身看不出来，无法测量",
}

_MOST_FACES: Final = 8
"""Detections that are looked at again; a class photo is no portrait anyway."""
_LARGEST_FOR_DETAIL: Final = 160
"""Pixels between the pupils up to which single pixels still tell whether a picture was enlarged."""


@dataclass(slots=True)
class Portrait:
    """Facts, reasons, and what they were read from, for whoever draws on the picture or cuts it anew."""

    picture: Picture
    faces: list[Detection] = field(default_factory=list)
    mesh: Mesh | None = None
    """Points of the only face; None where there is none, or several."""
    geometry: Geometry | None = None
    outline: Outline | None = None
    parts: Floats | None = None
    """Probability of each of six classes, (6, 256, 256), once a fact has asked for them."""
    covers: Covers | None = None
    skin: Skin | None = None
    """What its exposure was read from."""
    backdrop: Backdrop | None = None
    things: Things | None = None
    between: Between | None = None
    rim: Rim | None = None
    frame: Frame | None = None
    corners: list[tuple[int, int, int, int]] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)
    overlay: Overlay | None = None
    facts: dict[str, bool | int | float | str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def add(self, names: Collection[str], measure: Callable[[], Found], otherwise: str = _CUT_OFF) -> None:
        """The facts of these names; those that come as None, or not at all, are absent for that reason."""
        go_on()
        try:
            found = measure()
        except NotMeasured as why:
            found, otherwise = {}, why.reason
        for name in names:
            value = found.get(name)
            if value is None:
                self.absent[name] = otherwise
            else:
                self.facts[name] = value


def read_portrait(
    picture: Picture, allowed: Mapping[str, RGB], wanted: Collection[str] | None = None
) -> Portrait:
    """Everything that can be seen.

    `wanted` names the facts that matter: steps and networks that serve none of them are left out (None: all
    matter). Facts are in shown pixels, what the result holds beside them in pixels of `picture`.
    """
    portrait = Portrait(picture)
    portrait.absent |= _UNSEEN

    def add(
        names: Collection[str],
        measure: Callable[[], Found],
        otherwise: str = _CUT_OFF,
        needed_by: Collection[str] = (),
    ) -> None:
        if wanted is None or not {*names, *needed_by}.isdisjoint(wanted):
            portrait.add(names, measure, otherwise)
        else:
            portrait.absent |= dict.fromkeys(names, _NOT_WANTED)

    # First, while the freshly decoded picture is still in the processor's caches.
    portrait.add(_EDGES, lambda: _edges(portrait))
    try:
        portrait.faces, meshes = _faces(portrait)
        portrait.facts["faces"] = len(meshes)
        reason = "" if len(meshes) == 1 else _SEVERAL if meshes else _NO_FACE
    except NotMeasured as why:
        meshes, reason = [], why.reason
        portrait.absent["faces"] = reason
    if meshes:
        add(_GROUND, lambda: _ground(portrait, allowed), "没有给出允许的背景颜色", _WORN + _TEXT + _RIM)
        add(_TEXT, lambda: _text(portrait), "背景太花，分不清有没有文字")
        add(_RIM, lambda: _rim(portrait), "露出的轮廓太短，没有看边上的颜色")
    else:
        portrait.absent |= dict.fromkeys(_GROUND + _TEXT + _RIM, reason)
    if reason:
        portrait.absent |= dict.fromkeys(_OF_THE_FACE, reason)
    else:
        mesh = portrait.mesh = meshes[0]
        add(_EXPRESSION, lambda: _expression(mesh))
        portrait.add(_PLACE, lambda: _place(portrait, mesh))
        add(_HEAD, lambda: _head(portrait))
        add(_POSE, lambda: _pose(mesh))
        skin = read_skin(picture, mesh)
        add(_LIGHT, lambda: _light(portrait, mesh, skin))
        add(_DETAIL, lambda: _detail(picture, mesh, skin), "照片经过缩小后检查，或脸太小，看不出细节")
        add(_WORN, lambda: _worn(portrait, mesh), "没有分辨出衣服，可能与背景颜色太接近")
        add(_COLORS, lambda: _colors(portrait, mesh), "脸上露出的皮肤太少，没有看颜色")
        add(_OVER, lambda: _over(portrait, mesh), "衣服上像是有字或图案，分不清是衣服自带的还是后加的")
        add(_BESIDE, lambda: _beside(portrait, mesh))
        add(_SHAPE, lambda: _shape(mesh), "脸没有正对镜头，没有量宽窄")
        if wanted is None or not _UNCOVERED.isdisjoint(wanted):
            portrait.add(_COVERS, lambda: _covers(portrait, mesh))
            _correct(portrait, mesh)
        else:
            portrait.absent |= dict.fromkeys(_COVERS, _NOT_WANTED)
    return portrait


def _faces(portrait: Portrait) -> tuple[list[Detection], list[Mesh]]:
    """Detections in which the second network sees a face as well, and its points, best first.

    Of several only those with skin count: a crest beside the person is none.
    """
    picture = portrait.picture
    pairs = [(face, find_mesh(picture, face)) for face in find_faces(picture)[:_MOST_FACES]]
    sure = [(face, mesh) for face, mesh in pairs if mesh is not None]
    if len(sure) > 1:
        sure = with_skin(picture, sure, _parts_of(portrait))
    return [face for face, _ in sure], [mesh for _, mesh in sure]


def _edges(portrait: Portrait) -> Found:
    portrait.frame = find_frame(portrait.picture)
    portrait.corners = cut_corners(portrait.picture)
    portrait.lines = find_lines(portrait.picture)
    return {
        "has_border": portrait.frame is not None or bool(portrait.corners),
        "has_line": bool(portrait.lines),
    }


def _place(portrait: Portrait, mesh: Mesh) -> Found:
    found = portrait.geometry = read_geometry(mesh)
    scale = portrait.picture.scale
    return {
        "left_eye_y": round(found.left_eye[1] * scale, 1),
        "right_eye_y": round(found.right_eye[1] * scale, 1),
        "eye_line_tilt_deg": round(found.tilt, 2),
        "chin_y": round(found.chin[1] * scale, 1),
        "face_width": round(found.width * scale, 1),
        "face_center_x": round(found.center_x * scale, 1),
        "left_eye_openness": round(found.left_openness, 3),
        "right_eye_openness": round(found.right_openness, 3),
        "mouth_gap": round(found.mouth_gap, 4),
    }


def _head(portrait: Portrait) -> Found:
    found, picture = portrait.geometry, portrait.picture
    outline = _outline_of(portrait)
    if found is None:
        return {}
    half = 0.6 * found.width  # hair beside the face counts, another thing at the picture's edge does not
    top = outline.top(
        (found.center_x - half) / picture.width, (found.center_x + half) / picture.width, picture.height
    )
    if top is None or top >= found.chin[1]:
        return {}
    sides = outline.sides(top / picture.height, found.chin[1] / picture.height)
    return {
        "hair_top_y": round(top * picture.scale, 1),
        "hair_top_share": round(top / picture.height, 4),
        "head_height_share": round((found.chin[1] - top) / picture.height, 4),
        "left_space_share": round(sides[0], 4),
        "right_space_share": round(1 - sides[1], 4),
    }


def _outline_of(portrait: Portrait) -> Outline:
    if portrait.outline is None:
        portrait.outline = find_outline(portrait.picture)
    return portrait.outline


def _parts_of(portrait: Portrait) -> Floats:
    if portrait.parts is None:
        portrait.parts = find_parts(portrait.picture)
    return portrait.parts


def _pose(mesh: Mesh) -> Found:
    pose = read_pose(mesh)
    return {"yaw_deg": round(pose.yaw, 1), "pitch_deg": round(pose.pitch, 1), "roll_deg": round(pose.roll, 1)}


def _expression(mesh: Mesh) -> Found:
    found = read_expression(mesh)
    return {"eyes_closed_score": round(found.blink, 3), "smile_score": round(found.smile, 3)}


def _light(portrait: Portrait, mesh: Mesh, skin: Skin | None) -> Found:
    picture = portrait.picture
    ratio = side_light(picture, mesh)
    # A face that the parts network does not see may be lost in the dark, or burnt out: then all of it counts.
    lit = portrait.skin = None if skin is None else bare(skin, picture, mesh, _parts_of(portrait)) or skin
    return {
        "overexposed_share": None if lit is None else round(lit.overexposed, 4),
        "underexposed_share": None if lit is None else round(lit.underexposed, 4),
        "side_light_ratio": None if ratio is None else round(ratio, 3),
        "red_eye": has_red_eye(picture, mesh),
    }


def _detail(picture: Picture, mesh: Mesh, skin: Skin | None) -> Found:
    compared = read_skin(picture, mesh, PUPIL_DISTANCE)
    sharp = sharpness(compared) if compared else None
    fine = skin if picture.native and mesh.pupil_distance <= _LARGEST_FOR_DETAIL else None
    return {
        "sharpness": None if sharp is None else round(sharp, 3),
        "resampled": was_enlarged(fine) if fine else None,
    }


def _ground(portrait: Portrait, allowed: Mapping[str, RGB]) -> Found:
    backdrop = read_backdrop(portrait.picture, _outline_of(portrait), max(portrait.frame or (0,)))
    things = find_things(portrait.picture, backdrop)
    between = find_between(backdrop, _outline_of(portrait), _parts_of(portrait))
    portrait.backdrop, portrait.things, portrait.between = backdrop, things, between
    far = distance_to(backdrop.median, allowed)
    skip = things.cells
    return {
        "background_rgb": "#" + "".join(f"{round(float(each)):02x}" for each in backdrop.color()),
        "background_nearest": name_of(backdrop.median),
        "background_distance": None if far is None else round(far, 1),
        "background_unevenness": round(backdrop.unevenness(skip), 1),
        "background_gradient": round(backdrop.gradient(), 1),
        "shadow_share": round(backdrop.shadow(skip, between.shadow & ~backdrop.mask), 3),
        "hard_shadow_share": round(float(between.shadow.mean()), 4),
        "has_object": bool(things.objects.any() or between.objects.any()),
    }


def _text(portrait: Portrait) -> Found:
    if portrait.things is None:
        raise NotMeasured(portrait.absent["has_object"])
    return {"has_text": portrait.things.has_text}


def _rim(portrait: Portrait) -> Found:
    if portrait.backdrop is None or portrait.things is None:
        raise NotMeasured(portrait.absent["has_object"])
    if portrait.things.wild:
        raise NotMeasured("背景太花，分不清轮廓边上的颜色")
    found = portrait.rim = find_rim(portrait.picture, portrait.backdrop, _outline_of(portrait))
    return {"rim_share": None if found.share is None else round(found.share, 3)}


def _colors(portrait: Portrait, mesh: Mesh) -> Found:
    found = read_complexion(portrait.picture, mesh, _parts_of(portrait))
    if found is None:
        return {}
    return {
        "face_color_variety": round(found.variety, 2),
        "skin_color_distance": round(found.astray, 1),
    }


def _over(portrait: Portrait, mesh: Mesh) -> Found:
    parts = _parts_of(portrait)
    found = portrait.overlay = find_overlay(portrait.picture, mesh, _outline_of(portrait), parts)
    sure = bool(found.letters.any())
    return {"text_on_person": None if found.doubtful.any() and not sure else sure}


def _beside(portrait: Portrait, mesh: Mesh) -> Found:
    parts = _parts_of(portrait)
    share = other_face_share(other_face(portrait.picture, mesh, parts), parts)
    return {"other_face_share": round(share, 3)}


def _shape(mesh: Mesh) -> Found:
    times = stretched(mesh)
    return {"face_stretch": None if times is None else round(times, 3)}


def _worn(portrait: Portrait, mesh: Mesh) -> Found:
    picture, backdrop = portrait.picture, portrait.backdrop
    parts = _parts_of(portrait)
    glasses = glasses_share(picture, mesh, parts)
    chin = portrait.geometry.chin[1] / picture.height if portrait.geometry else 1.0
    clothes = clothes_color(picture, parts, _outline_of(portrait), chin)
    near = None if clothes is None or backdrop is None else float(distance(clothes, backdrop.median))
    glare = mirrored_light(picture, mesh) if glasses > GLASSES else 0.0
    return {
        "glasses_share": round(glasses, 3),
        "lens_glare_share": None if glare is None else round(glare, 3),
        "clothes_background_distance": None if near is None else round(near, 1),
    }


def _covers(portrait: Portrait, mesh: Mesh) -> Found:
    picture, parts = portrait.picture, _parts_of(portrait)
    found = portrait.covers = read_covers(picture, mesh, parts)
    tint = found.lenses if glasses_share(picture, mesh, parts) > GLASSES else 0.0
    return {
        "mouth_cover_share": round(found.mouth, 3),
        "eyes_cover_share": round(max(found.eyes), 3),
        "brow_hair_share": round(found.brows, 3),
        "lens_tint": None if tint is None else round(tint, 3),
        "headwear_share": round(found.headwear, 3),
    }


def _correct(portrait: Portrait, mesh: Mesh) -> None:
    """What is seen goes before what the mesh guesses.

    Eyes with a lid over the iris are shut; facts that rest on what is not seen of the face become absent, for
    the reason that is true.
    """
    reasons = too_small(mesh)
    if portrait.covers is not None:
        glasses = glasses_share(portrait.picture, mesh, _parts_of(portrait))
        reasons = hidden(portrait.covers, glasses) | reasons
        sharp = portrait.facts.get("sharpness", 1.0)
        _close(portrait.facts, shut(portrait.covers, mesh, glasses, float(sharp)))
    for name, reason in reasons.items():
        if portrait.facts.pop(name, None) is not None:
            portrait.absent[name] = reason


def _close(facts: dict[str, bool | int | float | str], lids: tuple[float, float]) -> None:
    """The facts of eyes that are seen to be shut."""
    for name, lid in zip(("left_eye_openness", "right_eye_openness"), lids, strict=True):
        if lid and name in facts:
            facts[name] = 0.0
    score = facts.get("eyes_closed_score")
    if isinstance(score, float):
        facts["eyes_closed_score"] = max(score, *(round(lid, 3) for lid in lids))
