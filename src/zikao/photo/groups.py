"""What each group of a portrait's facts is made of: what one look gives.

What is None was not found. What a look finds beside its facts is left in the portrait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zikao.photo.color import distance
from zikao.photo.face.complexion import read_complexion
from zikao.photo.face.covers import read_covers
from zikao.photo.face.detector import find_faces
from zikao.photo.face.expression import read_expression
from zikao.photo.face.eyes import has_red_eye, mirrored_light
from zikao.photo.face.geometry import read_geometry
from zikao.photo.face.hidden import guessed, hidden, shut, too_small
from zikao.photo.face.mesh import find_mesh
from zikao.photo.face.networks import NotMeasured
from zikao.photo.face.others import other_face, other_face_share, with_skin
from zikao.photo.face.pose import read_pose
from zikao.photo.face.proportions import stretched
from zikao.photo.face.resampling import was_enlarged
from zikao.photo.face.sharpness import PUPIL_DISTANCE, sharpness
from zikao.photo.face.skin import bare, read_skin, side_light
from zikao.photo.face.worn import GLASSES, clothes_color, glasses_share
from zikao.photo.ground.backdrop import read_backdrop
from zikao.photo.ground.between import find_between
from zikao.photo.ground.border import find_frame
from zikao.photo.ground.corners import cut_corners
from zikao.photo.ground.named import distance_to, name_of
from zikao.photo.ground.overlay import find_lines, find_overlay
from zikao.photo.ground.rim import find_rim
from zikao.photo.ground.things import find_things
from zikao.photo.seen_words import WILD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zikao.photo.face.detector import Detection
    from zikao.photo.face.mesh import Mesh
    from zikao.photo.face.skin import Skin
    from zikao.photo.ground.colors import RGB
    from zikao.photo.picture import Picture
    from zikao.photo.portrait import Found, Portrait

_MOST_FACES: Final = 8
"""Detections that are looked at again; a class photo is no portrait anyway."""
_LARGEST_FOR_DETAIL: Final = 160
"""Pixels between the pupils up to which single pixels still tell whether a picture was enlarged."""


def faces(portrait: Portrait) -> tuple[list[Detection], list[Mesh]]:
    """Detections in which the second network sees a face as well, and its points, best first.

    Of several only those with skin count: a crest beside the person is none.
    """
    picture = portrait.picture
    pairs = [(face, find_mesh(picture, face)) for face in find_faces(picture)[:_MOST_FACES]]
    sure = [(face, mesh) for face, mesh in pairs if mesh is not None]
    if len(sure) > 1:
        sure = with_skin(picture, sure, portrait.parted())
    return [face for face, _ in sure], [mesh for _, mesh in sure]


def edges(portrait: Portrait) -> Found:
    """Frames, cut corners and lines that a program has drawn."""
    portrait.frame = find_frame(portrait.picture)
    portrait.corners = cut_corners(portrait.picture)
    portrait.lines = find_lines(portrait.picture)
    return {
        "has_border": portrait.frame is not None or bool(portrait.corners),
        "has_line": bool(portrait.lines),
    }


def place(portrait: Portrait, mesh: Mesh) -> Found:
    """Where eyes, chin and face are, how far eyes and mouth are open."""
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


def head(portrait: Portrait) -> Found:
    """The top of the hair, and the room around the head; nothing where the hair cannot be told."""
    found, picture = portrait.geometry, portrait.picture
    outline = portrait.outlined()
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


def pose(mesh: Mesh) -> Found:
    """Where the head is turned."""
    found = read_pose(mesh)
    return {
        "yaw_deg": round(found.yaw, 1),
        "pitch_deg": round(found.pitch, 1),
        "roll_deg": round(found.roll, 1),
    }


def expression(mesh: Mesh) -> Found:
    """What the face does."""
    found = read_expression(mesh)
    return {"eyes_closed_score": round(found.blink, 3), "smile_score": round(found.smile, 3)}


def light(portrait: Portrait, mesh: Mesh, skin: Skin | None) -> Found:
    """The light on the face's own skin."""
    picture = portrait.picture
    ratio = side_light(picture, mesh)
    # A face that the parts network does not see may be lost in the dark, or burnt out: then all of it counts.
    lit = portrait.skin = None if skin is None else bare(skin, picture, mesh, portrait.parted()) or skin
    return {
        "overexposed_share": None if lit is None else round(lit.overexposed, 4),
        "underexposed_share": None if lit is None else round(lit.underexposed, 4),
        "side_light_ratio": None if ratio is None else round(ratio, 3),
        "red_eye": has_red_eye(picture, mesh),
    }


def detail(picture: Picture, mesh: Mesh, skin: Skin | None) -> Found:
    """How much of the face's detail is its own."""
    compared = read_skin(picture, mesh, PUPIL_DISTANCE)
    sharp = sharpness(compared) if compared else None
    fine = skin if picture.native and mesh.pupil_distance <= _LARGEST_FOR_DETAIL else None
    return {
        "sharpness": None if sharp is None else round(sharp, 3),
        "resampled": was_enlarged(fine) if fine else None,
    }


def ground(portrait: Portrait, allowed: Mapping[str, RGB]) -> Found:
    """What lies behind the person. `allowed`: colours by name, as sRGB bytes."""
    backdrop = read_backdrop(portrait.picture, portrait.outlined(), max(portrait.frame or (0,)))
    things = find_things(portrait.picture, backdrop)
    between = find_between(backdrop, portrait.outlined(), portrait.parted())
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


def text(portrait: Portrait) -> Found:
    """Letters on the ground.

    Raises:
        NotMeasured: the ground was not looked at.
    """
    if portrait.things is None:
        raise NotMeasured(portrait.absent["has_object"])
    return {"has_text": portrait.things.has_text}


def rim(portrait: Portrait) -> Found:
    """Colours along the person's outline.

    Raises:
        NotMeasured: the ground was not looked at, or has too many colours of its own.
    """
    if portrait.backdrop is None or portrait.things is None:
        raise NotMeasured(portrait.absent["has_object"])
    if portrait.things.wild:
        raise NotMeasured(WILD)
    found = portrait.rim = find_rim(portrait.picture, portrait.backdrop, portrait.outlined())
    return {"rim_share": None if found.share is None else round(found.share, 3)}


def colors(portrait: Portrait, mesh: Mesh) -> Found:
    """The colours of the skin."""
    found = read_complexion(portrait.picture, mesh, portrait.parted())
    if found is None:
        return {}
    return {
        "face_color_variety": round(found.variety, 2),
        "skin_color_distance": round(found.astray, 1),
    }


def over(portrait: Portrait, mesh: Mesh) -> Found:
    """Letters over the person."""
    parts = portrait.parted()
    found = portrait.overlay = find_overlay(portrait.picture, mesh, portrait.outlined(), parts)
    sure = bool(found.letters.any())
    return {"text_on_person": None if found.doubtful.any() and not sure else sure}


def beside(portrait: Portrait, mesh: Mesh) -> Found:
    """Skin of somebody else."""
    parts = portrait.parted()
    share = other_face_share(other_face(portrait.picture, mesh, parts), parts)
    return {"other_face_share": round(share, 3)}


def shape(mesh: Mesh) -> Found:
    """Whether the face was made narrower or wider."""
    times = stretched(mesh)
    return {"face_stretch": None if times is None else round(times, 3)}


def worn(portrait: Portrait, mesh: Mesh) -> Found:
    """Glasses and clothes."""
    picture, backdrop = portrait.picture, portrait.backdrop
    parts = portrait.parted()
    glasses = glasses_share(picture, mesh, parts)
    chin = portrait.geometry.chin[1] / picture.height if portrait.geometry else 1.0
    clothes = clothes_color(picture, parts, portrait.outlined(), chin)
    near = None if clothes is None or backdrop is None else float(distance(clothes, backdrop.median))
    glare = mirrored_light(picture, mesh) if glasses > GLASSES else 0.0
    return {
        "glasses_share": round(glasses, 3),
        "lens_glare_share": None if glare is None else round(glare, 3),
        "clothes_background_distance": None if near is None else round(near, 1),
    }


def covers(portrait: Portrait, mesh: Mesh) -> Found:
    """What lies over the face."""
    picture, parts = portrait.picture, portrait.parted()
    found = portrait.covers = read_covers(picture, mesh, parts)
    tint = found.lenses if glasses_share(picture, mesh, parts) > GLASSES else 0.0
    return {
        "mouth_cover_share": round(found.mouth, 3),
        "eyes_cover_share": round(max(found.eyes), 3),
        "brow_hair_share": round(found.brows, 3),
        "lens_tint": None if tint is None else round(tint, 3),
        "headwear_share": round(found.headwear, 3),
    }


def correct(portrait: Portrait, mesh: Mesh) -> None:
    """What is seen goes before what the mesh guesses.

    Eyes with a lid over the iris are shut; facts that rest on what is not seen of the face become absent, for
    the reason that is true. Without the network that tells what lies over a face, all of them might.
    """
    reasons = too_small(mesh)
    if portrait.parts is None:
        reasons = guessed(portrait.absent["mouth_cover_share"]) | reasons
    if portrait.covers is not None:
        glasses = glasses_share(portrait.picture, mesh, portrait.parted())
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
