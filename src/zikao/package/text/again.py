"""Reading one line anew, from pictures of it that differ from the first in what misleads a reader.

Where one digit of a number is misread for grain, the same line without its finest detail reads another way;
so a number that is to be held against someone has to read alike in all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image, ImageFilter, ImageOps

from zikao.package.text.crops import HEIGHT, Levels
from zikao.package.text.ctc import decode
from zikao.package.text.lines import Line
from zikao.package.text.recognise import line_batch

if TYPE_CHECKING:
    from zikao.package.text.runtime import Models

_BLUR: Final = 1.0
"""Sigma in pixels of a line that is HEIGHT high: it takes grain, and leaves strokes three pixels thick."""
_MEDIAN: Final = 3
"""Pixels along a side: what is one pixel wide is gone."""
_NARROWER: Final = 0.85
"""Width by that of the first reading: the network meets each digit at another place of its grid."""
_TAILS: Final = 1
"""Percent of the darkest and of the lightest levels that do not count for contrast."""


def read_again(page: Levels, line: Line, models: Models) -> tuple[str, ...]:
    """What a line reads as when it is smoothed, without its specks, and narrower.

    Args:
        page: in RGB.
        line: on it.
        models: the networks.
    """
    crop = page.crop(line.box)
    grey = crop.convert("L")
    smooth = ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(_BLUR)), cutoff=_TAILS)
    narrow = crop.resize((round(_NARROWER * crop.width) or 1, HEIGHT), Image.Resampling.BILINEAR)
    variants = (smooth.convert("RGB"), crop.filter(ImageFilter.MedianFilter(_MEDIAN)), narrow)
    return tuple(text for text, _ in decode(models.reader(line_batch(variants)), models.alphabet))
