"""Letters for drawings: the machine's Chinese font, where it has one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PIL import ImageFont

if TYPE_CHECKING:
    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FONTS: Final = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
)
"""File and the number of the face in it; the first one found is used."""


def font(size: int) -> Font:
    """That of `chinese`, or one that has digits and capitals at least."""
    return chinese(size) or ImageFont.load_default(size)


@cache
def chinese(size: int) -> ImageFont.FreeTypeFont | None:
    """The first font of the machine, by name, that has Chinese characters."""
    for name, index in FONTS:
        try:
            return ImageFont.truetype(name, size, index)
        except OSError:
            continue
    return None


def wrapped(text: str, size: int, width: float) -> list[str]:
    """Chinese text in lines that fit into so many pixels."""
    lines = [""]
    for letter in text:
        if lines[-1] and font(size).getlength(lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines
