"""A head and shoulders as vector shapes: plain, nobody's in particular, of any size at any place.

Shapes are in units of the face's width, counted from the middle between the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from markupsafe import Markup


@dataclass(frozen=True)
class Head:
    """Places in units of a drawing 480 wide; heights from the upper edge."""

    top: float = 80
    """Top of the hair."""
    eyes: float = 250
    width: float = 240
    """Cheek to cheek, without the ears."""
    center: float = 240

    @property
    def chin(self) -> float:
        """Where the drawn face ends."""
        return self.eyes + _CHIN * self.width

    def scaled(self, by: float) -> Head:
        """Smaller or larger, with its middle where it was."""
        middle = (self.top + self.chin) / 2
        top, eyes = (middle + (each - middle) * by for each in (self.top, self.eyes))
        return replace(self, top=top, eyes=eyes, width=self.width * by)


@dataclass(frozen=True)
class Look:
    """How a person is shown."""

    head: Head = Head()
    turn: float = 0
    """Degrees, clockwise."""
    ground: str | None = None
    """Colour behind; None: as asked for."""
    fringe: bool = False
    glasses: Literal["clear", "glare"] | None = None
    half_dark: bool = False
    shadow: bool = False
    mouth_open: bool = False
    eyes_shut: bool = False


_CHIN: Final = 0.68
_NECK: Final = "M-.24.48V.98q.24.3.48 0V.48z"
_TORSO: Final = "M-1.1 {0:.2f}V1.48C-1.1 1.1-.6 1.03-.27.92H.27C.6 1.03 1.1 1.1 1.1 1.48V{0:.2f}z"
_SHOULDER: Final = 1.48
_CROWN: Final = "M-.55 {3}V{0:.2f}C-.55 {1:.2f}-.33 {2:.2f} 0 {2:.2f}S.55 {1:.2f} .55 {0:.2f}V{3}z"
_FACE: Final = "M-.5-.16Q-.5-.36 0-.36T.5-.16L.48.28C.42.56.2.68 0 .68S-.42.56-.48.28z"
_HALF: Final = "M0-.36Q.5-.36.5-.16L.48.28C.42.56.2.68 0 .68z"
_HAIRLINE: Final = (
    "M-.52-.03V{0:.2f}Q-.52 {1:.2f} 0 {1:.2f}T.52 {0:.2f}V-.03Q.42-.35.2-.33T-.34-.33Q-.46-.33-.52-.03z"
)
_FRINGE: Final = f"M-.47-.42V-.02{6 * 'l.078-.08.078.08'}V-.42z"
_EYE: Final = 0.215
"""Of each pupil from the middle."""
_UPRIGHT: Final = Look()


def person(head: Head, height: float, look: Look = _UPRIGHT) -> Markup:
    """The shapes, from the back to the front; `height` is where the picture ends."""
    top, end = (head.top - head.eyes) / head.width, (height - head.eyes) / head.width
    back = [_shadow(top)] if look.shadow else []
    body = [_path("cloth", _TORSO.format(max(_SHOULDER, end))), _path("skin", _NECK)]
    turned = Markup(' transform="rotate({:g} 0 .78)"').format(look.turn) if look.turn else ""
    return Markup('<g transform="translate({:g} {:g}) scale({:g})">{}<g{}>{}</g></g>').format(
        head.center,
        head.eyes,
        head.width,
        Markup().join([*back, *body]),
        turned,
        Markup().join(_head(top, look)),
    )


def _crown(kind: str, top: float, bottom: float) -> Markup:
    """Hair seen from the front: a dome with straight sides."""
    return _path(kind, _CROWN.format(top + 0.55, top + 0.06, top, bottom))


def _shadow(top: float) -> Markup:
    return Markup('<g transform="translate(.3 .06)">{}</g>').format(_crown("shade", top, 0.9))


def _head(top: float, look: Look) -> list[Markup]:
    drawn = [
        _crown("hair", top, 0.02),
        _oval("skin", -0.5, 0.12, 0.07, 0.14),
        _oval("skin", 0.5, 0.12, 0.07, 0.14),
    ]
    drawn.append(_path("skin", _FACE))
    if look.half_dark:
        drawn.append(_path("dark", _HALF))
    drawn.append(_path("hair", _HAIRLINE.format(top + 0.3, top + 0.02)))
    for x in (-_EYE, _EYE):
        drawn += _eye(x, look)
    drawn.append(_path("fine", "M-.06.27q.06.045.12 0"))
    if look.mouth_open:
        drawn += [_oval("lips", 0, 0.44, 0.13, 0.075), _oval("white", 0, 0.43, 0.1, 0.035)]
    else:
        drawn.append(_path("mouth", "M-.13.44q.13.05.26 0"))
    if look.glasses:
        drawn.append(_path("rim", "M-.06 0q.06-.04.12 0"))
    if look.fringe:
        drawn.append(_path("hair", _FRINGE))
    return drawn


def _eye(x: float, look: Look) -> list[Markup]:
    """With its brow, and a lens before it."""
    drawn = [_path("brow", f"M{x - 0.1:.3g}-.13q.1-.04.2 0")]
    if look.eyes_shut:
        drawn.append(_path("brow", f"M{x - 0.085:.3g} 0q.085.05.17 0"))
    else:
        drawn += [_oval("white", x, 0, 0.085, 0.042), _oval("iris", x, 0, 0.038, 0.038)]
    if look.glasses:
        drawn.append(_oval("rim", x, 0.01, 0.155, 0.115))
    if look.glasses == "glare":
        drawn.append(_oval("glare", x - 0.02, -0.01, 0.11, 0.075))
    return drawn


def _path(kind: str, path: str) -> Markup:
    return Markup('<path class="zg-p-{}" d="{}"></path>').format(kind, path)


def _oval(kind: str, x: float, y: float, rx: float, ry: float) -> Markup:
    return Markup('<ellipse class="zg-p-{}" cx="{:g}" cy="{:g}" rx="{:g}" ry="{:g}"></ellipse>').format(
        kind, x, y, rx, ry
    )
