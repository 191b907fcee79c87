"""The named colours of backgrounds, without a library of arrays: whoever draws with them needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zikao.photo.facts import BackgroundColor

RGB = tuple[int, int, int]

BACKGROUND_COLORS: Final[dict[BackgroundColor, RGB]] = {
    "white": (255, 255, 255),
    "light_blue": (100, 197, 255),
    "blue": (67, 142, 219),
    "red": (217, 0, 27),
}
"""sRGB of what photo studios call so; light blue is the reference value of the national standard."""

ALLOWED_BACKGROUNDS: Final[dict[str, RGB]] = {
    name: BACKGROUND_COLORS[name] for name in ("white", "light_blue")
}
"""What is allowed where the caller says nothing else."""
