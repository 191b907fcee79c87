"""What a crop aims at, and how it is told: shared by who makes one and who only says what it would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zikao.photo.fit import Head, Plan, Wanted

SIDES: Final = {"top": "上边", "left": "左边", "right": "右边"}
"""At which plain background may be added."""


def aims(values: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Head, Wanted, tuple[int, int]]:
    """Measured places, places wanted, and the original's size as shown."""
    from zikao.photo.fit import Head, Range, Wanted

    def range_of(name: str) -> Range:
        return Range(values[f"{name}_min_px"], values[f"{name}_max_px"])

    eyes = (float(facts["left_eye_y"]), float(facts["right_eye_y"]))
    head = Head(float(facts["hair_top_y"]), eyes, float(facts["face_width"]), float(facts["face_center_x"]))
    wanted = Wanted(
        values["width_px"],
        values["height_px"],
        range_of("hair_top"),
        range_of("eyes"),
        range_of("face_width"),
    )
    return head, wanted, (int(facts["shown_width"]), int(facts["shown_height"]))


def scaled_to(plan: Plan) -> str | None:
    """How small a crop becomes, in percent; None where it stays as it is or rounds to that."""
    percent = round(100 * plan.scale)
    return f"{percent}%" if percent < 100 else None
