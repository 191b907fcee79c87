"""The portrait with what was measured drawn on it, beside what a spec allows."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from PIL import Image, ImageDraw

from zikao.photo.lettering import chinese, font, wrapped
from zikao.photo.marks import OFFENDS, ROW, SIZE, draw_letter, draw_marks, explained, lettered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zikao.photo.face.geometry import Geometry
    from zikao.photo.marks import Mark
    from zikao.photo.portrait import Portrait

Band: TypeAlias = tuple[float, float]
Color: TypeAlias = tuple[int, int, int]

FITS: Final[Color] = (11, 138, 62)
NEUTRAL: Final[Color] = (31, 95, 191)
"""Where nothing is demanded, or nothing can be compared."""

NAMES: Final = (
    *("发顶", "眼睛", "脸宽", "下巴", "脸的中线"),
    *("照片与规格的宽高比例不同，没有画允许范围", "数字已换算成规格的像素"),
    *("没有脸，或者不止一张，没有画测量线", "双眼倾斜", "歪头"),
)
"""What is drawn or said; where no font has Chinese characters its number, from 1, stands for it."""

_STAGE: Final = (480, 640)
_GUTTER: Final = 210
_NARROWEST: Final = 480
_MOST_ENLARGED: Final = 8
_SAME_ASPECT: Final = 0.01
_STRIP, _DASH, _PAD = 24, 8, 8
_FINE: Final = 4
"""Steps in a pixel of the sloping line."""
_TEXT: Final = (34, 34, 34)
_FAINT: Final = (96, 96, 96)
_LARGE: Final = 24
_MARKS: Final = {
    FITS: ((1, 17), (6, 22), (15, 10)),
    OFFENDS: ((2, 10), (14, 22), (8, 16), (14, 10), (2, 22)),
}
"""A tick and a cross, for those who do not tell red from green."""


@dataclass(frozen=True, slots=True)
class Bands:
    """What a spec allows, inclusive, in pixels of its own frame of `width` by `height`."""

    width: int
    height: int
    hair_top: Band | None = None
    eyes: Band | None = None
    face_width: Band | None = None
    center: Band | None = None
    tilt: Band | None = None
    """Degrees of the eye line."""
    roll: Band | None = None
    """Degrees of the head."""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Bands | None:
        """Out of a spec's values by name, such as `eyes_min_px`; None where it states no frame."""

        def number(name: str) -> float | None:
            value = values.get(name)
            return value if isinstance(value, int | float) else None

        def band(name: str, unit: str = "px") -> Band | None:
            low, high = number(f"{name}_min_{unit}"), number(f"{name}_max_{unit}")
            return None if low is None or high is None else (low, high)

        width, height = number("width_px"), number("height_px")
        if not width or not height:
            return None
        return cls(
            *(int(width), int(height)),
            *(band("hair_top"), band("eyes"), band("face_width"), band("center")),
            *(band("eye_line", "deg"), band("roll", "deg")),
        )


def draw(portrait: Portrait, bands: Bands | None, marks: Sequence[Mark] = ()) -> bytes:
    """A PNG of some 690 by 750 pixels: the picture as shown with its lines, labels at the right.

    What lies in its band is green, what does not is red, what is not compared blue. The bands are scaled to
    the picture where both have the same aspect; elsewhere they are left out, and the drawing says so. `marks`
    are the rules that said no: their boxes are red and have letters, explained below, and lines that they
    name are red whatever the band.
    """
    out = io.BytesIO()
    _Drawing(portrait, bands, marks).drawn().save(out, "PNG")
    return out.getvalue()


def legend() -> tuple[str, ...]:
    """What the numbers in a drawing mean, from 1; empty where the drawing says it in words."""
    return () if chinese(_LARGE) else NAMES


class _Drawing:
    """One drawing while it is made; its coordinates are pixels of the drawing."""

    def __init__(self, portrait: Portrait, bands: Bands | None, marks: Sequence[Mark]) -> None:
        picture = portrait.picture
        self.marks = lettered(marks)
        self.wrong = frozenset(line for mark in marks for line in mark.lines)
        """Names of lines that a rule objects to."""
        self.facts, self.faces, self.geometry = portrait.facts, portrait.faces, portrait.geometry
        k = min(_STAGE[0] / picture.width, _STAGE[1] / picture.height, _MOST_ENLARGED)
        self.image = picture.rgb.resize((max(1, round(picture.width * k)), max(1, round(picture.height * k))))
        self.kx, self.ky = self.image.width / picture.width, self.image.height / picture.height
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.notes: list[tuple[int, str]] = []
        self.labels: list[_Label] = []
        self.bands = self._comparable(bands, picture.width * picture.scale, picture.height * picture.scale)
        self.unit = self.bands.height / (picture.height * picture.scale) if self.bands else 1.0
        """Pixels of the spec's frame in a shown pixel; 1 where the two are not compared."""
        self.pixel = self.ky / picture.scale / self.unit
        """Pixels of the drawing in a pixel of the frame."""
        self.scale = (self.kx / picture.scale, self.ky / picture.scale)
        """Pixels of the drawing in a shown pixel."""

    def _comparable(self, bands: Bands | None, width: float, height: float) -> Bands | None:
        if bands is None:
            return None
        seen, wanted = f"{width:.0f}×{height:.0f}", f"{bands.width}×{bands.height}"
        if abs(width / height * bands.height / bands.width - 1) > _SAME_ASPECT:
            self.notes.append((6, f"照片是 {seen}，和规格 {wanted} 比例不同，没有画允许范围"))
            return None
        if round(height) != bands.height:
            self.notes.append((7, f"照片是 {seen}，图上的数字已换算成 {wanted} 的"))
        return bands

    def drawn(self) -> Image.Image:
        if self.geometry is None:
            self._faces()
        else:
            self._lines(self.geometry, self.bands or Bands(0, 0))
        draw_marks(self.pen, self.marks, self.scale)
        return self._with_labels()

    def _faces(self) -> None:
        for face in () if self.marks else self.faces:
            left, top, right, bottom = (float(each) for each in face.box)
            box = (left * self.kx, top * self.ky, right * self.kx, bottom * self.ky)
            self.pen.rectangle(box, outline=OFFENDS, width=3)
        found = f"找到 {len(self.faces)} 张脸" if self.faces else "没有找到可以测量的脸"
        self.notes.append((8, f"{found}，没有画测量线"))

    def _lines(self, face: Geometry, bands: Bands) -> None:
        hair_top = self._in_frame("hair_top_y")
        eyes = [self._in_frame("left_eye_y"), self._in_frame("right_eye_y")]
        width, chin = self._in_frame("face_width"), self._in_frame("chin_y")
        center = face.center_x * self.kx
        cheeks = (0.65 * (face.left_eye[1] + face.right_eye[1]) / 2 + 0.35 * face.chin[1]) * self.ky
        for band in (bands.hair_top, bands.eyes):
            if band:
                self._zone((0, band[0] * self.pixel, self.image.width - 1, band[1] * self.pixel))
        if bands.face_width:
            low, high = (each * self.pixel / 2 for each in bands.face_width)
            for near, far in ((-high, -low), (low, high)):
                self._zone((center + near, cheeks - _STRIP, center + far, cheeks + _STRIP))
        if bands.center:
            low, high = (each * self.pixel for each in bands.center)
            self._zone((low, self.image.height - 2 * _STRIP, high, self.image.height - 1))
        self._leaning(face, bands)
        color = self._judged("face_center", [self._in_frame("face_center_x") or 0], bands.center)
        self._dashes(center, color)
        if bands.center:
            self._bar(center - 1, self.image.height - 2 * _STRIP, center + 1, self.image.height - 1, color)
        if chin is not None:
            color = self._judged("chin", [chin], None)
            self._across(chin * self.pixel, color)
            self._label(chin * self.pixel, 4, [chin], None, color)
        if hair_top is not None:
            color = self._judged("hair_top", [hair_top], bands.hair_top)
            self._across(hair_top * self.pixel, color)
            self._label(hair_top * self.pixel, 1, [hair_top], bands.hair_top, color)
        if width is not None:
            half, color = width * self.pixel / 2, self._judged("face_width", [width], bands.face_width)
            self._across(cheeks, color, center - half, center + half)
            for end in (center - half, center + half):
                self._bar(end - 1, cheeks - _STRIP, end + 1, cheeks + _STRIP, color)
            self._label(cheeks, 3, [width], bands.face_width, color)
        if (known := [each for each in eyes if each is not None]) and len(known) == len(eyes):
            self._tilted(face, bands.tilt)
            self._eye_line(face, known, bands.eyes)

    def _leaning(self, face: Geometry, bands: Bands) -> None:
        """How far the head may lean, and how it does; only where it leans too far."""
        chin, roll = self._on_drawing(face.chin), self.facts.get("roll_deg")
        if isinstance(roll, float) and self._judged("face_axis", [roll], bands.roll) == OFFENDS:
            ends = [self._leant(chin, angle) for angle in (*(bands.roll or ()), roll)]
            if bands.roll:
                self.pen.polygon([chin, *ends[:2]], fill=(*FITS, 48), outline=(*FITS, 150))
            self.pen.line((*chin, *ends[-1]), (255, 255, 255, 150), 5)
            self.pen.line((*chin, *ends[-1]), OFFENDS, 3)
            self._label(0, 10, [roll], bands.roll, OFFENDS, "°")

    def _leant(self, chin: tuple[float, float], degrees: float) -> tuple[float, float]:
        """Where a line up from the chin leaves the picture."""
        return chin[0] + chin[1] * math.tan(math.radians(degrees)), 0.0

    def _tilted(self, face: Geometry, band: Band | None) -> None:
        """How far the eye line may slope; only where it slopes too far."""
        tilt = self.facts.get("eye_line_tilt_deg")
        if band is None or not isinstance(tilt, float) or _judged([tilt], band) == FITS:
            return
        (x, y), (x2, y2) = self._on_drawing(face.left_eye), self._on_drawing(face.right_eye)
        middle = ((x + x2) / 2, (y + y2) / 2)
        for reach in (-middle[0], self.image.width - middle[0]):
            ends = [(middle[0] + reach, middle[1] + reach * math.tan(math.radians(each))) for each in band]
            self.pen.polygon([middle, *ends], fill=(*FITS, 70), outline=(*FITS, 150))
        end = middle[1] + (self.image.width - middle[0]) * math.tan(math.radians(tilt))
        self._label(end, 9, [tilt], band, OFFENDS, "°")

    def _on_drawing(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self.kx, point[1] * self.ky

    def _judged(self, line: str, values: list[float], band: Band | None) -> Color:
        return OFFENDS if line in self.wrong else _judged(values, band)

    def _in_frame(self, name: str) -> float | None:
        """A measured number in pixels of the frame."""
        value = self.facts.get(name)
        return round(value * self.unit, 1) if isinstance(value, int | float) else None

    def _zone(self, box: tuple[float, float, float, float]) -> None:
        self.pen.rectangle([round(each) for each in box], fill=(*FITS, 48), outline=(*FITS, 150))

    def _bar(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """A straight line on whole pixels, with a light edge that shows it on dark hair."""
        box = [round(each) for each in (left, top, right, bottom)]
        self.pen.rectangle((box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1), fill=(255, 255, 255, 150))
        self.pen.rectangle(box, fill=color)

    def _across(self, y: float, color: Color, left: float = 0, right: float | None = None) -> None:
        y = round(y)
        self._bar(left, y - 1, self.image.width - 1 if right is None else right, y + 1, color)

    def _dashes(self, x: float, color: Color) -> None:
        for top in range(0, self.image.height, 2 * _DASH):
            self._bar(x, top, x, min(top + _DASH, self.image.height) - 1, color)

    def _eye_line(self, face: Geometry, heights: list[float], band: Band | None) -> None:
        """Through both pupils and beyond them, smooth although it slopes; each pupil has its own colour."""
        pupils = [self._on_drawing(eye) for eye in (face.left_eye, face.right_eye)]
        (x, y), (x2, y2) = pupils
        slope = (y2 - y) / (x2 - x) if x2 != x else 0.0
        ends = [(at, y + (at - x) * slope) for at in (0.0, float(self.image.width))]
        line = self._judged("eye_line", heights, band)
        for color, width in (((255, 255, 255), 4.5), (line, 2.5)):
            mask = Image.new("L", (self.image.width * _FINE, self.image.height * _FINE))
            fine = [(round(at * _FINE), round(down * _FINE)) for at, down in ends]
            ImageDraw.Draw(mask).line(fine, fill=255, width=round(width * _FINE))
            self.image.paste(color, mask=mask.reduce(_FINE))
        for (across, down), height in zip(pupils, heights, strict=True):
            self.pen.circle((across, down), 7, fill=_judged([height], band), outline=(255, 255, 255), width=2)
        self._label(ends[1][1], 2, heights, band, _judged(heights, band))

    def _label(
        self, y: float, number: int, values: list[float], band: Band | None, color: Color, unit: str = ""
    ) -> None:
        shown = "/".join(dict.fromkeys(_figure(value, band) for value in values)) + unit
        self.labels.append(_Label(y, number, shown, _range(band) + unit if band else "", color))

    def _with_labels(self) -> Image.Image:
        """The drawing beside its labels: each at its line, or as near as the one above lets it."""
        width = max(_NARROWEST, self.image.width + _GUTTER)
        marks = explained(self.marks, width - 2 * _PAD - ROW)
        notes = [text for number, note in self.notes for text in _lines(number, note, width - 2 * _PAD)]
        strip = ROW if self.geometry else 0
        least = len(self.labels) * 2 * ROW
        below = strip + (len(marks) + len(notes)) * ROW
        height = max(self.image.height, least) + below + (2 * _PAD if below else 0)
        sheet = Image.new("RGB", (width, height), "white")
        sheet.paste(self.image)
        pen = ImageDraw.Draw(sheet)
        self._in_gutter(pen, max(self.image.height, least))
        y = max(self.image.height, least) + _PAD // 2
        if self.geometry:
            self._center_text(pen, y, self.geometry)
            y += strip + _PAD // 2
        for letter, text in marks:
            if letter:
                draw_letter(pen, letter, _PAD + ROW / 2 - 2, y + ROW / 2)
            pen.text((_PAD + ROW, y + ROW / 2), text, OFFENDS, font(SIZE), anchor="lm")
            y += ROW
        for note in notes:
            pen.text((_PAD, y), note, _TEXT, font(SIZE))
            y += ROW
        return sheet

    def _in_gutter(self, pen: ImageDraw.ImageDraw, bottom: int) -> None:
        labels = sorted(self.labels, key=lambda label: (round(label.y), label.number))
        free = 0.0
        for place, label in enumerate(labels):
            tall = 2 * ROW if label.allowed else ROW
            rest = sum(2 * ROW if each.allowed else ROW for each in labels[place:])
            top = max(free, min(label.y - ROW / 2, bottom - rest))
            free = top + tall
            left = self.image.width
            if label.y > 0:
                pen.line((left, label.y, left + 12, top + ROW / 2), label.color, 2)
            pen.text((left + 38, top), label.text(), label.color, font(_LARGE))
            _tick(pen, left + 16, top, label.color)
            if label.allowed:
                pen.text((left + 38, top + ROW - 2), label.permitted(), _FAINT, font(SIZE))

    def _center_text(self, pen: ImageDraw.ImageDraw, y: float, face: Geometry) -> None:
        center, band = self._in_frame("face_center_x") or 0.0, self.bands.center if self.bands else None
        color = self._judged("face_center", [center], band)
        label = _Label(y, 5, _figure(center, band), _range(band), color)
        middle = f"{self.image.width / 2 / self.pixel:.0f}"
        beside = label.permitted() if band else f"照片正中 {middle}" if chinese(SIZE) else f"/ {middle}"
        wide = pen.textlength(label.text(), font(_LARGE)), pen.textlength(beside, font(SIZE))
        left = face.center_x * self.kx - sum(wide) / 2 - _PAD
        left = max(_PAD + 22.0, min(left, self.image.width - sum(wide) - 2 * _PAD))
        _tick(pen, left - 22, y, color)
        pen.text((left, y), label.text(), color, font(_LARGE))
        pen.text((left + wide[0] + 2 * _PAD, y + 5), beside, _FAINT, font(SIZE))


@dataclass(frozen=True, slots=True)
class _Label:
    y: float
    number: int
    shown: str
    allowed: str
    color: Color

    def text(self) -> str:
        if chinese(_LARGE):
            return f"{NAMES[self.number - 1]} {self.shown}"
        return f"{self.number}: {self.shown}".replace("°", "")

    def permitted(self) -> str:
        return (
            f"允许 {self.allowed}"
            if chinese(_LARGE)
            else self.allowed.replace("–", "-").replace("±", "+-").replace("°", "")
        )


def _tick(pen: ImageDraw.ImageDraw, left: float, top: float, color: Color) -> None:
    """A tick or a cross before a label; nothing where nothing was judged."""
    if color in _MARKS:
        pen.line([(left + x, top + y) for x, y in _MARKS[color]], color, 3)


def _range(band: Band | None) -> str:
    if band is None:
        return ""
    return f"±{band[1]:g}" if band[0] == -band[1] else f"{band[0]:g}–{band[1]:g}"


def _judged(values: list[float], band: Band | None) -> Color:
    if band is None:
        return NEUTRAL
    return FITS if all(band[0] <= value <= band[1] for value in values) else OFFENDS


def _figure(value: float, band: Band | None) -> str:
    """Whole pixels, unless rounding would hide or invent a breach."""
    whole = float(round(value))
    return f"{whole:.0f}" if _judged([whole], band) == _judged([value], band) else f"{value:.1f}"


def _lines(number: int, note: str, width: float) -> list[str]:
    """The note in lines that fit; its number alone where no font could show it."""
    return wrapped(note, SIZE, width) if chinese(SIZE) else [f"({number})"]
