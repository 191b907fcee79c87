"""The portrait with what was measured drawn on it, beside what a spec allows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zikao.photo.face.geometry import Geometry
    from zikao.photo.portrait import Portrait

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

Band: TypeAlias = tuple[float, float]
Color: TypeAlias = tuple[int, int, int]

FITS: Final[Color] = (11, 138, 62)
OFFENDS: Final[Color] = (208, 2, 27)
NEUTRAL: Final[Color] = (31, 95, 191)
"""Where nothing is demanded, or nothing can be compared."""

NAMES: Final = (
    *("发顶", "眼睛", "脸宽", "下巴", "脸的中线和照片正中"),
    *("照片与规格的宽高比例不同，没有画允许范围", "数字已换算成规格的像素"),
    "没有脸，或者不止一张，没有画测量线",
)
"""What is drawn or said; where no font has Chinese characters its number, from 1, stands for it."""

_STAGE: Final = (480, 640)
_GUTTER: Final = 188
_NARROWEST: Final = 480
_MOST_ENLARGED: Final = 8
_SAME_ASPECT: Final = 0.01
_STRIP, _DASH, _PAD = 24, 8, 8
_FINE: Final = 4
"""Steps in a pixel of the sloping line."""
_TEXT: Final = (34, 34, 34)
_FAINT: Final = (96, 96, 96)
_LARGE, _SMALL = 22, 18
_ROW: Final = 28
_MARKS: Final = {
    FITS: ((1, 17), (6, 22), (15, 10)),
    OFFENDS: ((2, 10), (14, 22), (8, 16), (14, 10), (2, 22)),
}
"""A tick and a cross, for those who do not tell red from green."""
_FONTS: Final = (
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


@dataclass(frozen=True, slots=True)
class Bands:
    """What a spec allows, inclusive, in pixels of its own frame of `width` by `height`."""

    width: int
    height: int
    hair_top: Band | None = None
    eyes: Band | None = None
    face_width: Band | None = None

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Bands | None:
        """Out of a spec's values by name, such as `eyes_min_px`; None where it states no frame."""

        def number(name: str) -> float | None:
            value = values.get(name)
            return value if isinstance(value, int | float) else None

        def band(name: str) -> Band | None:
            low, high = number(f"{name}_min_px"), number(f"{name}_max_px")
            return None if low is None or high is None else (low, high)

        width, height = number("width_px"), number("height_px")
        if not width or not height:
            return None
        return cls(int(width), int(height), band("hair_top"), band("eyes"), band("face_width"))


def draw(portrait: Portrait, bands: Bands | None) -> bytes:
    """A PNG of at most about 670 by 750 pixels: the picture as shown with its lines, labels at the right.

    What lies in its band is green, what does not is red, what is not compared blue. The bands are scaled to
    the picture where both have the same aspect; elsewhere they are left out, and the drawing says so.
    """
    out = io.BytesIO()
    _Sheet(portrait, bands).drawn().save(out, "PNG")
    return out.getvalue()


def legend() -> tuple[str, ...]:
    """What the numbers in a drawing mean, from 1; empty where the drawing says it in words."""
    return () if _chinese(_LARGE) else NAMES


class _Sheet:
    """One drawing while it is made; its coordinates are pixels of the drawing."""

    def __init__(self, portrait: Portrait, bands: Bands | None) -> None:
        picture = portrait.picture
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
        return self._with_labels()

    def _faces(self) -> None:
        for face in self.faces:
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
        self._dashes(center)
        if chin is not None:
            self._across(chin * self.pixel, NEUTRAL)
            self._label(chin * self.pixel, 4, [chin], None)
        if hair_top is not None:
            self._across(hair_top * self.pixel, _judged([hair_top], bands.hair_top))
            self._label(hair_top * self.pixel, 1, [hair_top], bands.hair_top)
        if width is not None:
            half, color = width * self.pixel / 2, _judged([width], bands.face_width)
            self._across(cheeks, color, center - half, center + half)
            for end in (center - half, center + half):
                self._bar(end - 1, cheeks - _STRIP, end + 1, cheeks + _STRIP, color)
            self._label(cheeks, 3, [width], bands.face_width)
        if (known := [each for each in eyes if each is not None]) and len(known) == len(eyes):
            self._eye_line(face, known, bands.eyes)

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

    def _dashes(self, x: float) -> None:
        for top in range(0, self.image.height, 2 * _DASH):
            self._bar(x, top, x, min(top + _DASH, self.image.height) - 1, NEUTRAL)

    def _eye_line(self, face: Geometry, heights: list[float], band: Band | None) -> None:
        """Through both pupils and beyond them, smooth although it slopes; each pupil has its own colour."""
        pupils = [(x * self.kx, y * self.ky) for x, y in (face.left_eye, face.right_eye)]
        (x, y), (x2, y2) = pupils
        slope = (y2 - y) / (x2 - x) if x2 != x else 0.0
        ends = [(at, y + (at - x) * slope) for at in (0.0, float(self.image.width))]
        for color, width in (((255, 255, 255), 4.5), (_judged(heights, band), 2.5)):
            mask = Image.new("L", (self.image.width * _FINE, self.image.height * _FINE))
            fine = [(round(at * _FINE), round(down * _FINE)) for at, down in ends]
            ImageDraw.Draw(mask).line(fine, fill=255, width=round(width * _FINE))
            self.image.paste(color, mask=mask.reduce(_FINE))
        for (across, down), height in zip(pupils, heights, strict=True):
            self.pen.circle((across, down), 7, fill=_judged([height], band), outline=(255, 255, 255), width=2)
        self._label(ends[1][1], 2, heights, band)

    def _label(self, y: float, number: int, values: list[float], band: Band | None) -> None:
        shown = "/".join(dict.fromkeys(_figure(value, band) for value in values))
        allowed = "" if band is None else f"{band[0]:g}–{band[1]:g}"
        self.labels.append(_Label(y, number, shown, allowed, _judged(values, band)))

    def _with_labels(self) -> Image.Image:
        """The drawing beside its labels: each at its line, or as near as the one above lets it."""
        width = max(_NARROWEST, self.image.width + _GUTTER)
        notes = [text for number, note in self.notes for text in _wrapped(number, note, width - 2 * _PAD)]
        strip = _ROW if self.geometry else 0
        least = len(self.labels) * 2 * _ROW
        height = max(self.image.height, least) + strip + len(notes) * _ROW + (_PAD if strip or notes else 0)
        sheet = Image.new("RGB", (width, height), "white")
        sheet.paste(self.image)
        pen = ImageDraw.Draw(sheet)
        self._in_gutter(pen, max(self.image.height, least))
        y = max(self.image.height, least) + _PAD // 2
        if self.geometry:
            self._center_text(pen, y, self.geometry)
        for place, note in enumerate(notes):
            pen.text((_PAD, y + strip + place * _ROW), note, _TEXT, _font(_SMALL))
        return sheet

    def _in_gutter(self, pen: ImageDraw.ImageDraw, bottom: int) -> None:
        labels = sorted(self.labels, key=lambda label: label.y)
        free = 0.0
        for place, label in enumerate(labels):
            tall = 2 * _ROW if label.allowed else _ROW
            rest = sum(2 * _ROW if each.allowed else _ROW for each in labels[place:])
            top = max(free, min(label.y - _ROW / 2, bottom - rest))
            free = top + tall
            left = self.image.width
            pen.line((left, label.y, left + 12, top + _ROW / 2), label.color, 2)
            pen.text((left + 38, top), label.text(), label.color, _font(_LARGE))
            if label.allowed:
                pen.line([(left + 16 + x, top + y) for x, y in _MARKS[label.color]], label.color, 3)
                pen.text((left + 38, top + _ROW - 2), label.permitted(), _FAINT, _font(_SMALL))

    def _center_text(self, pen: ImageDraw.ImageDraw, y: float, face: Geometry) -> None:
        center = self._in_frame("face_center_x")
        middle = self.image.width / 2 / self.pixel
        words = ("脸的中线", "照片正中") if _chinese(_LARGE) else ("5:", "/")
        text = f"{words[0]} {center or 0:.0f}  {words[1]} {middle:.0f}"
        wide = pen.textlength(text, _font(_LARGE))
        left = min(max(_PAD, face.center_x * self.kx - wide / 2), self.image.width - wide)
        pen.text((max(_PAD, left), y), text, NEUTRAL, _font(_LARGE))


@dataclass(frozen=True, slots=True)
class _Label:
    y: float
    number: int
    shown: str
    allowed: str
    color: Color

    def text(self) -> str:
        if _chinese(_LARGE):
            return f"{NAMES[self.number - 1]} {self.shown}"
        return f"{self.number}: {self.shown}"

    def permitted(self) -> str:
        return f"允许 {self.allowed}" if _chinese(_LARGE) else self.allowed.replace("–", "-")


def _judged(values: list[float], band: Band | None) -> Color:
    if band is None:
        return NEUTRAL
    return FITS if all(band[0] <= value <= band[1] for value in values) else OFFENDS


def _figure(value: float, band: Band | None) -> str:
    """Whole pixels, unless rounding would hide or invent a breach."""
    whole = float(round(value))
    return f"{whole:.0f}" if _judged([whole], band) == _judged([value], band) else f"{value:.1f}"


def _wrapped(number: int, note: str, width: float) -> list[str]:
    """The note in lines that fit; its number alone where no font could show it."""
    if not _chinese(_SMALL):
        return [f"({number})"]
    lines = [""]
    for letter in note:
        if _font(_SMALL).getlength(lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines


def _font(size: int) -> Font:
    return _chinese(size) or ImageFont.load_default(size)


@cache
def _chinese(size: int) -> ImageFont.FreeTypeFont | None:
    """The first font of the machine, by name, that has Chinese characters."""
    for name, index in _FONTS:
        try:
            return ImageFont.truetype(name, size, index)
        except OSError:
            continue
    return None
