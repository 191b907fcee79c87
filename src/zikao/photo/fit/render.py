"""The original at all its pixels: cut, scaled down, with plain background added where the crop leaves it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from zikao.formats.upright import plain, upright
from zikao.photo.color import distance, lab
from zikao.photo.file import read_file
from zikao.photo.ground.named import name_of
from zikao.photo.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Collection

    from zikao.formats.icc import Colors
    from zikao.formats.room import Share
    from zikao.photo.color import Floats
    from zikao.photo.fit.plan import Plan, Side

_STRIP: Final = 0.02
"""Depth of the border that is looked at before it is continued, as a share of the longer side."""
_EVEN: Final = 4.0
"""dE*ab to the border's median within which 99 of 100 places must lie: what shows no seam."""


@dataclass(frozen=True, slots=True)
class Original:
    """An original as shown.

    Of a JPEG beyond 4 megapixels the decoder makes fewer pixels: `step` shown pixels to one pixel of `rgb`.
    """

    rgb: Image.Image
    step: float
    transparent: bool
    """Somewhere nothing was to be seen: the ground was taken away."""
    colors: Colors
    """What the numbers of `rgb` mean."""

    def may_extend(self, side: Side, start: float, end: float, colors: Collection[str]) -> bool:
        """Whether the border along that stretch, in shown pixels, is even and of one of these colours."""
        seen = self._border(side, start, end)
        median = np.median(seen, axis=0).astype(np.float32)
        return name_of(median) in colors and float(np.percentile(distance(seen, median), 99)) <= _EVEN

    def render(self, plan: Plan, size: tuple[int, int]) -> Image.Image:
        """The crop at the wanted size, in sRGB."""
        box = [each / self.step for each in (plan.left, plan.top, plan.right, plan.bottom)]
        whole = (0, 0, self.rgb.width, self.rgb.height)
        # A few pixels more than the crop, for the filter's reach.
        kept = [
            max(0, math.floor(box[0]) - 8),
            max(0, math.floor(box[1]) - 8),
            min(whole[2], math.ceil(box[2]) + 8),
            min(whole[3], math.ceil(box[3]) + 8),
        ]
        part = self.rgb.crop((kept[0], kept[1], kept[2], kept[3]))
        for side in plan.extend:
            across = side != "top"
            stretch = (plan.top, plan.bottom) if across else (plan.left, plan.right)
            color = self._color(side, *stretch)
            room = math.ceil(max(-box[0], -box[1], box[2] - whole[2])) + 8
            width = part.width + (room if across else 0)
            canvas = Image.new("RGB", (width, part.height + (0 if across else room)), color)
            canvas.paste(part, (room if side == "left" else 0, 0 if across else room))
            part = canvas
            if side != "right":
                kept[0 if across else 1] -= room
        inside = (box[0] - kept[0], box[1] - kept[1], box[2] - kept[0], box[3] - kept[1])
        made = part.resize(size, Image.Resampling.LANCZOS, box=_clipped(inside, part.size))
        return self.colors.srgb(made)

    def _strip(self, side: Side, start: float, end: float) -> Image.Image:
        first, last = math.floor(start / self.step), math.ceil(end / self.step)
        width, height = self.rgb.size
        depth = max(2, round(_STRIP * max(width, height)))
        if side == "top":
            return self.rgb.crop((max(0, first), 0, min(width, last), depth))
        left = 0 if side == "left" else width - depth
        return self.rgb.crop((left, max(0, first), left + depth, min(height, last)))

    def _border(self, side: Side, start: float, end: float) -> Floats:
        """Colours along the border, (n, 3) of L*a*b*, averaged as the eye does."""
        pixels = np.asarray(self.colors.srgb(self._strip(side, start, end).reduce(2)))
        seen: Floats = lab(pixels.reshape(-1, 3))
        return seen

    def _color(self, side: Side, start: float, end: float) -> tuple[int, int, int]:
        """The border's own colour."""
        pixels = np.asarray(self._strip(side, start, end)).reshape(-1, 3)
        red, green, blue = (round(float(each)) for each in np.median(pixels, axis=0))
        return red, green, blue


def open_original(
    data: bytes, name: str | None = None, limits: Limits = DEFAULT_LIMITS, share: Share | None = None
) -> Original | None:
    """The original as shown; None where nothing can be decoded.

    Args:
        data: the file.
        name: its name as the candidate sees it.
        limits: that hold for it.
        share: takes room for it, see `zikao.photo.decode.decode`.

    Raises:
        PhotoTooLargeError: it has more bytes than the limits allow.
    """
    file, image, colors = read_file(data, name, limits=limits, share=share)
    if image is None or colors is None:
        return None
    shown = upright(image, int(file.facts["exif_orientation"]))
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
    with_alpha = image if image.mode in ("RGBA", "LA") or not clear else image.convert("RGBA")
    seen_through = clear and with_alpha.getchannel("A").getextrema() != (255, 255)
    rgb = plain(shown)
    step = float(file.facts["shown_height"]) / rgb.height
    return Original(rgb, step, seen_through, colors)


def _clipped(
    box: tuple[float, float, float, float], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Rounding may put an edge a hair outside."""
    return max(0.0, box[0]), max(0.0, box[1]), min(float(size[0]), box[2]), min(float(size[1]), box[3])
