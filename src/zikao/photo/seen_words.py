"""What is seen in a portrait, in groups, and why it is not, in zh-CN: for Python and for the browser."""

from __future__ import annotations

import json
from typing import Final

from zikao.facts import tolerances
from zikao.photo.facts import PhotoFacts
from zikao.photo.file_facts import FileFacts
from zikao.runtimes import not_ready

SEEN: Final = tuple(name for name in PhotoFacts.model_fields if name not in FileFacts.model_fields)
"""Facts of the picture, as against those of the file."""

GROUPS: Final = {
    "edges": ("has_border", "has_line"),
    "ground": (
        *("background_rgb", "background_nearest", "background_distance", "background_unevenness"),
        *("background_gradient", "shadow_share", "hard_shadow_share", "has_object"),
    ),
    "text": ("has_text",),
    "rim": ("rim_share",),
    "place": (
        *("left_eye_y", "right_eye_y", "eye_line_tilt_deg", "chin_y", "face_width", "face_center_x"),
        *("left_eye_openness", "right_eye_openness", "mouth_gap"),
    ),
    "head": ("hair_top_y", "hair_top_share", "head_height_share", "left_space_share", "right_space_share"),
    "pose": ("yaw_deg", "pitch_deg", "roll_deg"),
    "expression": ("eyes_closed_score", "smile_score"),
    "light": ("overexposed_share", "underexposed_share", "side_light_ratio", "red_eye"),
    "detail": ("sharpness", "resampled"),
    "worn": ("glasses_share", "lens_glare_share", "clothes_background_distance"),
    "covers": ("mouth_cover_share", "eyes_cover_share", "brow_hair_share", "lens_tint", "headwear_share"),
    "colors": ("face_color_variety", "skin_color_distance"),
    "over": ("text_on_person",),
    "beside": ("other_face_share",),
    "shape": ("face_stretch",),
}
"""Facts that come from one look, and are absent together where it is not taken."""

OF_THE_GROUND: Final = ("ground", "text", "rim")
"""Groups that need a face to be there, be it one of several."""
UNCOVERED: Final = ("place", "pose", "expression", "light", "detail", "worn", "covers")
"""Groups that rest on a face which nothing lies over, and the one that says whether something does."""
OF_THE_FACE: Final = (*UNCOVERED, "head", "colors", "over", "beside", "shape")
"""Groups that need one face, and no other."""

CUT_OFF: Final = "脸没有完整地在照片里"
OTHERWISE: Final = {
    "ground": "没有给出允许的背景颜色",
    "text": "背景太花，分不清有没有文字",
    "rim": "露出的轮廓太短，没有看边上的颜色",
    "detail": "照片经过缩小后检查，或脸太小，看不出细节",
    "worn": "没有分辨出衣服，可能与背景颜色太接近",
    "colors": "脸上露出的皮肤太少，没有看颜色",
    "over": "衣服上像是有字或图案，分不清是衣服自带的还是后加的",
    "shape": "脸没有正对镜头，没有量宽窄",
}
"""Why a fact of a group was not found where the look was taken; of the others `CUT_OFF`."""

NO_FACE: Final = "没有找到人脸"
SEVERAL: Final = "照片里不止一张脸，未逐一测量"
NOT_WANTED: Final = "本次没有规则用到这一项"
LITTLE_GROUND: Final = "露出的背景太少，未检查背景"
WILD: Final = "背景太花，分不清轮廓边上的颜色"
LOST_PARTS: Final = "没有分辨出脸的各个部分，可能脸占满了画面，或光线太暗"
TOO_SMALL: Final = "脸太小，看不清楚"
BEHIND_MOUTH: Final = "有东西挡住了嘴或鼻子，看不到"
BEHIND_EYES: Final = "有东西挡住了眼睛，看不到"
BEHIND_LENSES: Final = "镜片颜色太深，看不到眼睛"
DAMAGED: Final = "图像损坏，解不出完整画面，未检查人像"
NOT_LOADED: Final = "检查这一项要用的模型没有下载到这台设备上"
"""A device may go without a network whose file is large."""
NO_LIBRARIES: Final = not_ready("检查图像")
NOT_READY: Final = not_ready("检查人脸")
UNSEEN: Final = {
    "mirrored": "是否镜像从照片本身看不出来，无法测量",
    "beautified": "是否美颜从照片本身看不出来，无法测量",
}

WIDGETS_FILE: Final = "widgets/photo/seen.json"
"""From the root of a checkout."""


def named(*groups: str) -> tuple[str, ...]:
    """The facts of these groups."""
    return tuple(name for group in groups for name in GROUPS[group])


def for_widgets() -> str:
    """The module for the browser, which sees the same: names and groups of facts, words, tolerances."""
    told = {
        "names": SEEN,
        "tolerances": tolerances(PhotoFacts),
        "groups": GROUPS,
        "of_the_ground": OF_THE_GROUND,
        "uncovered": UNCOVERED,
        "of_the_face": OF_THE_FACE,
        "otherwise": OTHERWISE,
        "reasons": {
            "cut_off": CUT_OFF,
            "no_face": NO_FACE,
            "several": SEVERAL,
            "not_wanted": NOT_WANTED,
            "little_ground": LITTLE_GROUND,
            "wild": WILD,
            "lost_parts": LOST_PARTS,
            "too_small": TOO_SMALL,
            "behind_mouth": BEHIND_MOUTH,
            "behind_eyes": BEHIND_EYES,
            "behind_lenses": BEHIND_LENSES,
            "damaged": DAMAGED,
            "not_loaded": NOT_LOADED,
        },
        "unseen": UNSEEN,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
