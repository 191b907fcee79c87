"""What the rules of a file spec are about, so that a long list of them can be folded into a few.

A rule belongs where the first fact belongs that it asks for. Every fact of a portrait has its place here; of
a package those about its papers and numbers, and all others go by what their rule is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.judge.walk import leaves
from zikao.photo.file_facts import FileFacts

if TYPE_CHECKING:
    from zikao.rulebook.document import Document
    from zikao.rulebook.model import Rule

_ORIGIN: Final = frozenset(
    ("date_taken", "camera", "front_camera", "software", "editor", "edited_hint", "exif_orientation")
)
SUBJECTS: Final[Mapping[str, frozenset[str]]] = {
    "文件": frozenset(FileFacts.model_fields) - _ORIGIN,
    "头的大小和位置": frozenset(
        (
            *("hair_top_y", "chin_y", "left_eye_y", "right_eye_y", "face_width", "face_center_x"),
            *("hair_top_share", "head_height_share", "left_space_share", "right_space_share"),
        )
    ),
    "脸、姿势和穿戴": frozenset(
        (
            *("faces", "other_face_share", "eye_line_tilt_deg", "yaw_deg", "pitch_deg", "roll_deg"),
            *("left_eye_openness", "right_eye_openness", "eyes_closed_score", "mouth_gap", "smile_score"),
            *("glasses_share", "lens_glare_share", "lens_tint", "mouth_cover_share", "eyes_cover_share"),
            *("brow_hair_share", "headwear_share", "clothes_background_distance"),
        )
    ),
    "背景": frozenset(
        (
            *("background_rgb", "background_nearest", "background_distance", "background_unevenness"),
            *("background_gradient", "shadow_share", "hard_shadow_share", "rim_share"),
            *("has_border", "has_line", "has_text", "text_on_person", "has_object"),
        )
    ),
    "光线、清晰和真实": _ORIGIN
    | frozenset(
        (
            *("sharpness", "resampled", "overexposed_share", "underexposed_share", "side_light_ratio"),
            *("face_color_variety", "skin_color_distance", "face_stretch", "red_eye"),
            *("mirrored", "beautified"),
        )
    ),
}
_NUMBERS: Final = "准考证号和身份证号"
_OVER: Final[Mapping[str | None, str]] = {
    "pages": "每一页看得清",
    "contents": "里面的文件和名字",
    None: "文件本身",
}
"""What a rule of a package is over, and what that is about."""
_PAPERS: Final[Mapping[str, frozenset[str]]] = {
    "材料齐不齐": frozenset(
        (
            *("identity_card_seen", "household_register_seen", "admission_ticket_seen"),
            *("course_certificate_seen", "courses_certified", "certificates", "pages_seen"),
        )
    ),
    _NUMBERS: frozenset(
        (
            *("ticket_number_seen", "page_ticket_number", "ticket_numbers_found"),
            *("page_card_holder", "page_identity_number"),
        )
    ),
    **{title: frozenset() for title in _OVER.values()},
}


@dataclass(frozen=True)
class Subject:
    """Rules about one thing."""

    title: str
    rules: list[Rule]
    musts: int
    """How many of them weigh most."""


def by_subject(rules: Iterable[Rule], document: Document) -> list[Subject]:
    """A file spec's rules by what they are about; the gravest of each first, and no empty subject."""
    compiled = {rule.id: rule for rule in document.rules}
    order = ("must", "should", "advice")
    subjects = SUBJECTS if document.kind == "photo" else _PAPERS
    found: dict[str, list[Rule]] = {title: [] for title in subjects}
    for rule in rules:
        first = next(leaves(compiled[rule.id].require)).fact
        told = next((title for title, facts in subjects.items() if first in facts), None)
        found[told or _OVER[compiled[rule.id].each]].append(rule)
    return [
        Subject(
            title,
            sorted(these, key=lambda rule: order.index(compiled[rule.id].severity)),
            sum(compiled[rule.id].severity == "must" for rule in these),
        )
        for title, these in found.items()
        if these
    ]
