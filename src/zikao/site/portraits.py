"""Drawn portraits: the picture that a photo spec asks for, and pairs of right and wrong.

Everything that is shown comes from the spec: bands and the size of the head from what its rules demand, the
ground from its colours, a fault as far beyond its limit as it takes to be seen, the words from the rules.
Colours of person and ground are a photo's and stay in the dark; lines and words are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from zikao.checks.bands import frame_of
from zikao.judge.walk import Leaf, leaves
from zikao.photo.ground.colors import BACKGROUND_COLORS
from zikao.site.heads import Head, Look, person

if TYPE_CHECKING:
    from zikao.report import Band, Frame
    from zikao.rulebook.document import Document
    from zikao.rulebook.model import Rule

PAIRS: Final = 6
"""Pairs that are drawn at most: more would be read by nobody."""
_WIDTH, _HEIGHT = 480, 640
"""Units of a drawing; a spec's own pixels are scaled to this width."""
_LABELS, _FOOT = 200, 80
"""Units for the words at the right and below."""
_PLAIN: Final = Head()


def template(document: Document) -> Markup:
    """The picture with its bands, and the bands in words below it; empty where the spec states none."""
    frame = frame_of(document)
    if frame is None or not frame.bands:
        return Markup()
    scale = _WIDTH / frame.width
    height = frame.height * scale
    bands: dict[str, Band] = {band.line: band for band in frame.bands}
    head = _head(bands, scale, frame)
    # One within the other cuts off what lies outside the picture.
    shown = Markup('<svg aria-hidden="true" width="{0:g}" height="{1:g}">{2}{3}</svg>').format(
        _WIDTH, height, _ground(_color(document), _WIDTH, height), person(head, height)
    )
    drawn = [shown, *(_band(band, scale, height, head) for band in frame.bands)]
    told = "；".join(f"{band.name}{_told(band)}" for band in frame.bands)
    size = f"{frame.width}×{frame.height}"
    return Markup(
        '<figure class="zg-frame"><svg viewBox="0 0 {0} {1:.0f}" role="img" aria-label="{2}">{3}'
        '<text class="zg-p-size" x="0" y="{4:.0f}">{5}</text></svg></figure>'
    ).format(
        _WIDTH + _LABELS,
        height + _FOOT,
        f"照片的样子：{size} 像素。{told}。",
        Markup().join(drawn),
        height + 66,
        f"整张 {size} 像素",
    )


def _told(band: Band) -> str:
    """Where a band lies, in words."""
    reach = f"{band.low:g} 到 {band.high:g} 像素"
    return {
        "hair_top": f"离上边 {reach}",
        "eye_line": f"离上边 {reach}",
        "face_width": f" {reach}",
        "face_center": f"离左边 {reach}",
        "side_space": f"各 {reach}",
    }[band.line]


def _head(bands: Mapping[str, Band], scale: float, frame: Frame) -> Head:
    """A head in the middle of all bands; what none tells is as in any portrait."""

    def middle(line: str, else_: float) -> float:
        band = bands.get(line)
        return (band.low + band.high) / 2 * scale if band else else_

    top = middle("hair_top", _PLAIN.top)
    if "side_space" in bands:
        # Head and ears between the two spaces; eyes below the middle of it, as in the plain one.
        width = (frame.width * scale - 2 * middle("side_space", 0)) * 0.62
    else:
        width = middle("face_width", _PLAIN.width)
    eyes = middle("eye_line", top + (_PLAIN.eyes - _PLAIN.top) * width / _PLAIN.width)
    return Head(top, eyes, width, middle("face_center", _WIDTH / 2))


def _band(band: Band, scale: float, height: float, head: Head) -> Markup:
    """One band with its name and limits at the right of the picture, or below it."""
    low, high = band.low * scale, band.high * scale
    label = f"{band.low:g}–{band.high:g}"
    group = Markup('<g class="zg-p-{}">{}</g>')
    if band.line in ("hair_top", "eye_line"):
        return group.format(
            band.line, _area(0, low, _WIDTH, high) + _words(_WIDTH + 14, (low + high) / 2, band.name, label)
        )
    if band.line == "side_space":
        sides = _area(low, 0, high, height) + _area(_WIDTH - high, 0, _WIDTH - low, height)
        return group.format(band.line, sides + _words(_WIDTH + 14, height * 0.5, band.name, label))
    if band.line == "face_width":
        cheek = head.eyes + 0.35 * (head.chin - head.eyes)
        ends = Markup().join(
            _area(head.center + side * low / 2, cheek - 44, head.center + side * high / 2, cheek + 44)
            for side in (-1, 1)
        )
        return group.format(band.line, ends + _words(_WIDTH + 14, cheek + 44, band.name, label))
    middle = Markup('<path d="M{0:g} {1:g}V{2:g}M{3:g} {1:g}V{2:g}"></path>').format(
        low, height - 70, height, high
    )
    return group.format(
        band.line, middle + _words((low + high) / 2 - 96, height + 30, band.name, label, one_line=True)
    )


def _area(left: float, top: float, right: float, bottom: float) -> Markup:
    left, right = sorted((left, right))
    return Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}"></rect>').format(
        left, top, right - left, bottom - top
    )


def _words(x: float, y: float, name: str, label: str, *, one_line: bool = False) -> Markup:
    if one_line:
        return Markup('<text x="{:g}" y="{:g}">{} {}</text>').format(x, y, name, label)
    return Markup('<text x="{0:g}" y="{1:g}">{2}<tspan x="{0:g}" dy="32">{3}</tspan></text>').format(
        x, y - 4, name, label
    )


def _ground(color: str, width: float, height: float) -> Markup:
    return Markup('<rect class="zg-p-ground" width="{:g}" height="{:g}" fill="{}"></rect>').format(
        width, height, color
    )


_COLORS: Final[Mapping[str, tuple[int, int, int]]] = {
    str(name): rgb for name, rgb in BACKGROUND_COLORS.items()
}


def _hex(name: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*_COLORS[name])


def _color(document: Document) -> str:
    """The most coloured ground that the spec allows: white is no picture on a white page."""
    allowed = _allowed(document)
    return _hex(next((each for each in allowed if each != "white"), allowed[0]))


def _allowed(document: Document) -> list[str]:
    """The colours that a spec allows and that have a value; light blue where it names none."""
    named = next(
        (
            leaf.operands()
            for rule in document.rules
            for leaf in leaves(rule.require)
            if leaf.fact == "background_nearest"
        ),
        [],
    )
    return [str(each) for each in named if each in BACKGROUND_COLORS] or ["light_blue"]


_MAIN: Final = ("width", "bytes", "format", "dpi_x", "background_nearest")


def main(document: Document, rules: list[Rule]) -> list[Rule]:
    """The rules that a photographer has to hear first; those of a spec that only advises are none."""
    own = {rule.id: rule for rule in rules}
    first = {next(leaves(rule.require)).fact: rule for rule in document.rules if rule.severity != "advice"}
    every = {
        leaf.fact: rule
        for rule in document.rules
        for leaf in leaves(rule.require)
        if rule.severity != "advice"
    }
    found = (first.get(fact) or every.get(fact) for fact in _MAIN)
    return [own[rule.id] for rule in found if rule and rule.id in own]


@dataclass(frozen=True)
class Pair:
    """What a rule demands and what breaks it, drawn."""

    rule: Rule
    right: Markup
    wrong: Markup

    @property
    def wrong_words(self) -> str:
        """What is wrong, as a report says it."""
        return self.rule.if_no_in_general or self.rule.if_no


def pairs(document: Document, rules: list[Rule]) -> list[Pair]:
    """At most six pairs for rules that the spec really has, in the order in which faults are common."""
    own = {rule.id: rule for rule in rules}
    found: dict[str, Pair] = {}
    for fact, shows in _FAULTS.items():
        for rule in document.rules:
            leaf = next((leaf for leaf in leaves(rule.require) if leaf.fact == fact), None)
            if leaf is None or rule.id in found or rule.id not in own:
                continue
            right, wrong = shows(leaf)
            found[rule.id] = Pair(own[rule.id], _photo(document, right), _photo(document, wrong))
            break
        if len(found) == PAIRS:
            break
    return list(found.values())


def _photo(document: Document, look: Look) -> Markup:
    ground = _ground(look.ground or _color(document), _WIDTH, _HEIGHT)
    return Markup('<svg viewBox="0 0 480 640" aria-hidden="true">{}{}</svg>').format(
        ground, person(look.head, _HEIGHT, look)
    )


def _limit(leaf: Leaf, else_: float, *, low: bool = False) -> float:
    numbers = [each for each in leaf.operands() if isinstance(each, int | float)]
    return (min(numbers) if low else max(numbers)) if numbers else else_


def _tilted(leaf: Leaf) -> tuple[Look, Look]:
    return Look(), Look(turn=2.2 * _limit(leaf, 6))


def _other_ground(leaf: Leaf) -> tuple[Look, Look]:
    allowed = leaf.operands()
    return Look(), Look(ground=_hex("blue" if "red" in allowed else "red"))


def _too_small(leaf: Leaf) -> tuple[Look, Look]:
    low, high = _limit(leaf, 180, low=True), _limit(leaf, 300)
    if high <= 1:
        # A share of the picture's height, as against pixels.
        share = (_PLAIN.chin - _PLAIN.top) / _HEIGHT
        return Look(_PLAIN.scaled((low + high) / 2 / share)), Look(_PLAIN.scaled(0.6 * low / share))
    return Look(), Look(head=_PLAIN.scaled(0.72 * low / _PLAIN.width))


def _shadowed(_: Leaf) -> tuple[Look, Look]:
    return Look(), Look(shadow=True)


_FAULTS: Final[Mapping[str, Callable[[Leaf], tuple[Look, Look]]]] = {
    "background_nearest": _other_ground,
    "roll_deg": _tilted,
    "face_width": _too_small,
    "head_height_share": _too_small,
    "brow_hair_share": lambda _: (Look(), Look(fringe=True)),
    "lens_glare_share": lambda _: (Look(glasses="clear"), Look(glasses="glare")),
    "side_light_ratio": lambda _: (Look(), Look(half_dark=True)),
    "hard_shadow_share": _shadowed,
    "shadow_share": _shadowed,
    "mouth_gap": lambda _: (Look(), Look(mouth_open=True)),
    "eyes_closed_score": lambda _: (Look(), Look(eyes_shut=True)),
}
"""How a fact looks where it is right and where it breaks its rule; what is seen at a glance first."""
