"""One colour of an office as the colours of its pages, for light and dark, as readable as they have to be.

The ground, the boxes and the tints take a little of it; ink, warnings and verdicts stay as they are, for they
mean something. Contrast is that of WCAG 2.2: 4.5 for text, 7 in the dark, 9 where a reader asks for more.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zikao.errors import ExitCode, ZikaoError

TEXT: Final = 4.5
"""The least contrast of text with what it stands on."""
DARK: Final = 7.0
"""The same where the ground is dark."""
STRONG: Final = 9.0
"""The same where a reader has asked for strong contrast."""

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

Holds = Callable[[str], bool]
Channels = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""


class ColourError(ZikaoError):
    """What was given is no colour, or none that can be read."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class Side:
    """The colours of one scheme, by the names that the sheets have for them."""

    main: str
    on_main: str
    bar: str
    tint: str
    ground: str
    paper: str


@dataclass(frozen=True)
class Colours:
    """An office's colours."""

    light: Side
    dark: Side
    strong_light: str
    """Links and buttons where strong contrast is asked for."""
    strong_dark: str


OURS: Final = Colours(
    Side("#0e5a6d", "#fff", "#0e4a5a", "#e9f1f2", "#f3f6f6", "#fff"),
    Side("#7fcadb", "#06262e", "#0f2229", "#1e2f36", "#10191d", "#182429"),
    "#00394a",
    "#8ceaff",
)
"""Those that stand in the sheets: of a site that names none."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def read(text: str) -> str:
    """A colour as `#rrggbb`; `#rgb` and both without the sign are taken as well.

    Raises:
        ColourError: it is none.
    """
    found = _HEX.fullmatch(text.strip())
    if not found:
        raise ColourError(f"颜色“{text}”不对：要写成 # 和六位十六进制数字，例如 #1a5fb4。")
    digits = found[1].lower()
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


def colours(text: str) -> Colours:
    """The colours of a site that is to have this one.

    Raises:
        ColourError: no colour, or one too pale to be read on white; the sentence names one of the same hue
            that can be.
    """
    given = read(text)
    tint = _mixed("#ffffff", given, 0.09)
    if (held := contrast(given, tint)) < TEXT:
        other = _moved(given, lambda each: contrast(each, _mixed("#ffffff", each, 0.09)) >= TEXT, -1)
        raise ColourError(
            f"颜色 {given} 太浅：链接和按钮的字与底色的对比度只有 {held:.1f}，至少要 {TEXT} 才看得清；"
            f"色调不变的话，可以改用 {other}。"
        )
    light = Side(given, "#ffffff", given, tint, _mixed("#ffffff", given, 0.05), "#ffffff")
    paper, dark_tint = _mixed("#1b1e20", given, 0.09), _mixed("#20262a", given, 0.14)
    main = _moved(given, lambda each: contrast(each, dark_tint) >= DARK, +1)
    dark = Side(
        main,
        _moved(given, lambda each: contrast(each, main) >= DARK, -1),
        _mixed("#0c1013", given, 0.24),
        dark_tint,
        _mixed("#111416", given, 0.06),
        paper,
    )
    return Colours(
        light,
        dark,
        _moved(given, lambda each: contrast(each, "#f0f0f0") >= STRONG, -1),
        _moved(given, lambda each: contrast(each, "#1c1c1c") >= STRONG, +1),
    )


def sheet(made: Colours) -> str:
    """The style sheet that lays them over those of the package."""
    strong = 'html[data-view~="contrast"] body[data-md-color-scheme="{}"] {{ --zk-main: {}; }}\n'
    return (
        f":root {{ {_declared(made.light)} }}\n"
        f'[data-md-color-scheme="slate"] {{ {_declared(made.dark)} }}\n'
        f"{strong.format('default', made.strong_light)}{strong.format('slate', made.strong_dark)}"
    )


def frame_sheet(made: Colours) -> str:
    """The same for pages in frames, whose ground the portal around them tells; its own colours win."""
    light, dark = (_declared(side, _ELEMENTS) for side in (made.light, made.dark))
    return (
        f":root {{ {light} }}\n:root[theme=dark] {{ {dark} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root[theme=auto] {{ {dark} }} }}\n"
    )


_ELEMENTS: Final = ("main", "on-main", "tint", "paper")
"""Those that the elements have."""
_PAGES: Final = (*_ELEMENTS, "bar", "ground")


def _declared(side: Side, names: tuple[str, ...] = _PAGES) -> str:
    return " ".join(f"--zk-{name}: {getattr(side, name.replace('-', '_'))};" for name in names)


def _channels(colour: str) -> Channels:
    digits = read(colour)[1:]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _written(channels: Channels) -> str:
    return "#" + "".join(f"{round(255 * each):02x}" for each in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(ground: str, colour: str, part: float) -> str:
    """A ground with some of a colour in it."""
    red, green, blue = (
        under * (1 - part) + over * part
        for under, over in zip(_channels(ground), _channels(colour), strict=True)
    )
    return _written((red, green, blue))


def _moved(colour: str, holds: Holds, towards: int) -> str:
    """The nearest colour of the same hue, darker (-1) or lighter (+1), for which something holds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(201):
        at = min(1.0, max(0.0, lightness + towards * step / 200))
        made = _written(colorsys.hls_to_rgb(hue, at, saturation))
        if holds(made):
            return made
    return made
