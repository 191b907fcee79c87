"""Which facts of a face rest on what cannot be seen of it, and why: they are not measured then.

The networks answer for what they guess as firmly as for what they see. What is said of lips behind a mask, of
an eye behind a patch, or of a face of a few pixels is such a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zikao.photo.face.worn import GLASSES
from zikao.photo.seen_words import BEHIND_EYES, BEHIND_LENSES, BEHIND_MOUTH, TOO_SMALL

if TYPE_CHECKING:
    from zikao.photo.face.covers import Covers
    from zikao.photo.face.mesh import Mesh

LEAST_PUPILS: Final = 28.0
"""Pixels between the pupils from which on more than the place of a face can be told. From 30 on the networks
agree with themselves on the whole picture within a degree and 0.03; at 24 a face may stand on its head."""
_MOUTH: Final = 0.25
"""Share of the lower face under something else, from which on lips and chin are guesses. Of plain portraits,
beards included, nothing is covered; real masks cover 0.4 and more in nine of ten."""
_DARK: Final = 0.3
"""How far lenses at least are from clear ones that the eyes behind them are not seen."""
_EYE: Final = 0.5
"""Share of the skin around an eye that is not seen, from which on the eye is a guess. Thick rims: 0.4."""

_LID: Final = 0.5
"""Share of an iris's place that looks like skin, from which on a lid lies over it."""
_SHARP: Final = 0.7
"""Sharpness below which pupils melt into the skin around them, and nothing is said of lids."""

_OF_THE_FINE: Final = (
    *("eye_line_tilt_deg", "left_eye_openness", "right_eye_openness", "mouth_gap", "yaw_deg", "pitch_deg"),
    *(
        "roll_deg",
        "eyes_closed_score",
        "smile_score",
        "red_eye",
        "side_light_ratio",
        "sharpness",
        "resampled",
    ),
    *("overexposed_share", "underexposed_share", "glasses_share", "lens_glare_share", "lens_tint"),
    *("mouth_cover_share", "eyes_cover_share", "brow_hair_share"),
)
_OF_THE_MOUTH: Final = (
    *("mouth_gap", "smile_score", "chin_y", "head_height_share", "yaw_deg", "pitch_deg"),
    *("side_light_ratio", "overexposed_share", "underexposed_share", "sharpness", "resampled"),
)
_OF_THE_EYES: Final = (
    *("left_eye_y", "right_eye_y", "eye_line_tilt_deg", "left_eye_openness", "right_eye_openness"),
    *("eyes_closed_score", "red_eye"),
)
_OF_THE_EXPOSURE: Final = ("overexposed_share", "underexposed_share")
"""A bar or a lock of hair goes beyond the eyes, into the skin that they are read from."""
_OF_THE_LENSES: Final = ("glasses_share", "lens_glare_share", "lens_tint")


def too_small(mesh: Mesh) -> dict[str, str]:
    """Facts that a face of so few pixels does not bear, with their reason."""
    return dict.fromkeys(_OF_THE_FINE, TOO_SMALL) if mesh.pupil_distance < LEAST_PUPILS else {}


def guessed(reason: str) -> dict[str, str]:
    """Facts that something over the face could take away, where nobody could look whether there is any."""
    return dict.fromkeys((*_OF_THE_MOUTH, *_OF_THE_EYES, *_OF_THE_LENSES), reason)


def hidden(covers: Covers, glasses: float) -> dict[str, str]:
    """Facts that rest on what is covered, with their reason. `glasses` is the share that is spectacles."""
    found: dict[str, str] = {}
    if covers.mouth > _MOUTH:
        found |= dict.fromkeys(_OF_THE_MOUTH, BEHIND_MOUTH)
    if max(covers.eyes) > _EYE:
        if behind_lenses(covers, glasses):
            found |= dict.fromkeys((*_OF_THE_EYES, "eyes_cover_share"), BEHIND_LENSES)
        else:
            found |= dict.fromkeys((*_OF_THE_EYES, *_OF_THE_LENSES, *_OF_THE_EXPOSURE), BEHIND_EYES)
    return found


def behind_lenses(covers: Covers, glasses: float) -> bool:
    """Whether what covers the eyes is spectacles: over both eyes alike, and the nose seen between them."""
    return glasses > GLASSES and covers.bridge and covers.lenses is not None and covers.lenses > _DARK


def shut(covers: Covers, mesh: Mesh, glasses: float, sharpness: float) -> tuple[float, float]:
    """Of each eye, the picture's left one first: how much of the iris's place is under a lid that is seen.

    0 where none is. The mesh follows lids that are shut in nine of ten faces, and guesses an open eye in the
    others. Behind spectacles nothing is said: what their lenses mirror may lie over a pupil like skin.
    """
    if glasses > GLASSES or sharpness < _SHARP:
        return 0.0, 0.0
    left, right = (share if share > _LID else 0.0 for share in covers.lids)
    return (right, left) if mesh.upside_down else (left, right)
