"""Evidence pages drawn by code, and what scanners, phones and messengers do to them.

Every page is marked 样张 SPECIMEN, and nobody's: identity numbers carry region codes that do not exist.
Layouts are rough: what counts is which words stand where, and how large.
"""

from __future__ import annotations

import functools
import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Document = Literal[
    "identity_card_front",
    "identity_card_back",
    "household_register",
    "admission_ticket",
    "course_certificate",
]
DOCUMENTS: tuple[Document, ...] = (
    "identity_card_front",
    "identity_card_back",
    "household_register",
    "admission_ticket",
    "course_certificate",
)
NO_FONT = "no Chinese font on this machine: as root, apt-get install fonts-noto-cjk fonts-wqy-microhei"
_FONT_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "wqy-microhei.ttc",
)
_SIMPLIFIED = 2
"""Index of the simplified Chinese face in the collections of Noto; others hold one face only."""

_Text = tuple[float, float, float, str]
"""Left and top in mm, size of a character in mm, text."""


@functools.cache
def fonts() -> tuple[Path, ...]:
    """Debian's Chinese fonts that are installed here."""
    found = {path.name: path for path in Path("/usr/share/fonts").rglob("*.ttc")}
    return tuple(found[name] for name in _FONT_FILES if name in found)


@functools.lru_cache(maxsize=64)
def _font(index: int, pixels: int) -> ImageFont.FreeTypeFont:
    path = fonts()[index % len(fonts())]
    return ImageFont.truetype(str(path), pixels, index=_SIMPLIFIED if "Noto" in path.name else 0)


def identity_number(seed: int, region: str = "99") -> str:
    """18 characters with a right checksum; region codes that begin with 99 do not exist."""
    dice = random.Random(seed)
    body = f"{region}{dice.randrange(10_000):04}{dice.randint(1950, 2004)}{dice.randint(1, 12):02}"
    body += f"{dice.randint(1, 28):02}{dice.randrange(1000):03}"
    rest = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


def ticket_number(seed: int) -> str:
    """12 digits."""
    return f"{random.Random(seed).randrange(10**12):012}"


@dataclass(frozen=True)
class Page:
    """What is printed on a page."""

    document: Document
    ticket: str
    identity: str
    font: int = 0

    @classmethod
    def of(cls, document: Document, seed: int) -> Page:
        """Numbers and font by the seed."""
        return cls(document, ticket_number(seed), identity_number(seed), seed)

    @property
    def number(self) -> str | None:
        """The number that a reader should find on it."""
        if self.document in ("admission_ticket", "course_certificate"):
            return self.ticket
        return None if self.document == "identity_card_back" else self.identity

    @property
    def size_mm(self) -> tuple[float, float]:
        return _LAYOUTS[self.document][0]

    @property
    def digit_mm(self) -> float:
        """Height of the digits of that number, in mm."""
        return 0.73 * _LAYOUTS[self.document][1]

    def draw(self, dpi: float) -> Image.Image:
        """The page as a scanner would see it, in RGB, upright."""
        scale = dpi / 25.4
        width, height = (round(side * scale) for side in self.size_mm)
        paper = Image.new("RGB", (width, height), (250, 248, 242))
        pen = ImageDraw.Draw(paper)
        pen.rectangle((1, 1, width - 2, height - 2), outline=(150, 160, 170), width=max(1, round(scale / 3)))
        for left, top, size, text in _LAYOUTS[self.document][2](self):
            font = _font(self.font, max(2, round(size * scale)))
            pen.text((left * scale, top * scale), text, (28, 28, 34), font=font, anchor="lt")
        mark = _font(self.font, max(2, round(2.4 * scale)))
        pen.text((width - 2 * scale, height - scale), "样张 SPECIMEN", (200, 60, 60), font=mark, anchor="rb")
        return paper


def _card_front(page: Page) -> list[_Text]:
    year, month, day = page.identity[6:10], int(page.identity[10:12]), int(page.identity[12:14])
    return [
        (5, 6, 3, "姓名"), (15, 5.7, 3.4, "样张甲"),
        (5, 13, 3, "性别"), (15, 13, 3, "女"), (25, 13, 3, "民族"), (35, 13, 3, "汉"),
        (5, 20, 3, "出生"), (15, 20, 3, f"{year}年{month}月{day}日"),
        (5, 27, 3, "住址"), (15, 27, 3, "样张省样张市样张区"), (15, 31.5, 3, "样张路1号"),
        (5, 44, 3, "公民身份号码"), (31, 43.7, 3.6, page.identity),
    ]  # fmt: skip


def _card_back(page: Page) -> list[_Text]:
    return [
        (30, 8, 5, "中华人民共和国"), (30, 17, 6.4, "居民身份证"),
        (18, 38, 3, "签发机关"), (34, 38, 3, "样张市公安局样张分局"),
        (18, 45, 3, "有效期限"), (34, 45, 3, "2015.03.01-2035.03.01"),
    ]  # fmt: skip


def _register(page: Page) -> list[_Text]:
    rows = [
        ("姓名", "样张乙", "户主或与户主关系", "之女"), ("曾用名", "", "性别", "女"),
        ("出生地", "样张省样张市", "民族", "汉族"), ("籍贯", "样张省样张市", "宗教信仰", ""),
        ("公民身份证件编号", page.identity, "", ""), ("文化程度", "大学专科", "婚姻状况", "未婚"),
        ("服务处所", "", "职业", ""), ("何时由何地迁来本市（县）", "", "", ""),
    ]  # fmt: skip
    texts: list[_Text] = [(45, 5, 5, "常住人口登记卡")]
    for place, cells in enumerate(rows):
        lefts = (6, 26 if len(cells[0]) < 6 else 38, 78, 112)
        texts += [(left, 16 + 9 * place, 3, cell) for left, cell in zip(lefts, cells, strict=True) if cell]
    return [*texts, (6, 92, 3, "承办人签章：样张"), (78, 92, 3, "登记日期：2016年8月1日")]


def _ticket(page: Page) -> list[_Text]:
    texts: list[_Text] = [
        (34, 10, 6, "样张省高等教育自学考试"), (62, 20, 7, "准考证"),
        (12, 36, 3.6, "准考证号："), (34, 36, 3.8, page.ticket), (12, 44, 3.6, "姓名：样张丙"),
        (12, 52, 3.6, "性别：女"), (12, 60, 3.6, f"身份证号：{page.identity}"),
        (12, 68, 3.6, "报考专业：汉语言文学（专科）"), (12, 76, 3.6, "考点：样张中学"),
        (12, 88, 3.2, "课程代码"), (34, 88, 3.2, "课程名称"), (72, 88, 3.2, "考试时间"),
        (116, 88, 3.2, "考场"), (130, 88, 3.2, "座位"),
    ]  # fmt: skip
    courses = ("中国古代文学作品选", "写作", "现代汉语", "大学语文", "马克思主义基本原理概论")
    for place, course in enumerate(courses):
        cells = (
            f"0{530 + place}",
            course,
            "10月25日 9:00-11:30",
            f"0{place + 3}",
            f"{place * 7 % 30 + 1:02}",
        )
        lefts = (12, 34, 72, 116, 130)
        texts += [(left, 96 + 7 * place, 3, cell) for left, cell in zip(lefts, cells, strict=True)]
    notices = ("考生须知", "1. 考生凭准考证和有效身份证件入场。", "2. 开考十五分钟后不得入场。")
    return texts + [(12, 140 + 7 * place, 3, notice) for place, notice in enumerate(notices)]


def _certificate(page: Page) -> list[_Text]:
    return [
        (58, 16, 8, "高等教育自学考试"), (66, 30, 10, "课程合格证书"),
        (30, 56, 4.2, "准考证号："), (56, 56, 4.2, page.ticket), (130, 56, 4.2, "姓名：样张丁"),
        (30, 70, 4.2, "参加高等教育自学考试下列课程，成绩合格，特发此证。"),
        (30, 84, 4.2, "课程名称：中国古代文学作品选（一）"), (130, 84, 4.2, "成绩：78"),
        (30, 110, 3.6, f"证书编号：{page.ticket[:4]}{page.identity[8:17]}0"),
        (108, 118, 4, "样张省高等教育自学考试委员会"), (128, 126, 4, "2017年12月20日"),
    ]  # fmt: skip


_LAYOUTS: dict[str, tuple[tuple[float, float], float, Callable[[Page], list[_Text]]]] = {
    "identity_card_front": ((85.6, 54.0), 3.6, _card_front),
    "identity_card_back": ((85.6, 54.0), 3.0, _card_back),
    "household_register": ((143.0, 105.0), 3.0, _register),
    "admission_ticket": ((148.0, 176.0), 3.8, _ticket),
    "course_certificate": ((210.0, 148.0), 4.2, _certificate),
}


def photograph(paper: Image.Image, seed: int, long_side: int, noise: float = 6) -> Image.Image:
    """The page on a desk, seen a little from the side, unevenly lit; it fills about three quarters."""
    dice = random.Random(seed)
    landscape = paper.width >= paper.height
    width, height = (long_side, long_side * 3 // 4) if landscape else (long_side * 3 // 4, long_side)
    scale = 0.78 * min(width / paper.width, height / paper.height)
    half_w, half_h = paper.width * scale / 2, paper.height * scale / 2
    tilt = math.radians(dice.uniform(-4, 4))
    lean = 0.05 * min(half_w, half_h)
    corners = []
    for x, y in ((-half_w, -half_h), (half_w, -half_h), (half_w, half_h), (-half_w, half_h)):
        x, y = x + dice.uniform(-lean, lean), y + dice.uniform(-lean, lean)
        corners.append(
            (
                width / 2 + x * math.cos(tilt) - y * math.sin(tilt),
                height / 2 + x * math.sin(tilt) + y * math.cos(tilt),
            )
        )
    desk = Image.new("RGB", (width, height), tuple(dice.randint(60, 130) for _ in range(3)))
    size = (width, height)
    small = paper
    if scale < 0.75:  # Pillow samples without regard to how much it shrinks, so most of it is done before
        small = paper.resize((round(paper.width * scale * 1.3), round(paper.height * scale * 1.3)))
    flat = [(0, 0), (small.width, 0), (small.width, small.height), (0, small.height)]
    matrix = _perspective(corners, flat)
    seen = small.transform(size, Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BICUBIC)
    mask = Image.new("L", small.size, 255).transform(size, Image.Transform.PERSPECTIVE, matrix)
    desk.paste(seen, (0, 0), mask)
    return noisy(shaded(desk, seed), noise, seed)


def _perspective(
    seen: Sequence[tuple[float, float]], flat: Sequence[tuple[float, float]]
) -> tuple[float, ...]:
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(np.linalg.solve(np.array(rows, float), np.array(right, float)))


def shaded(picture: Image.Image, seed: int, depth: float = 0.45) -> Image.Image:
    """Light that falls off towards one side."""
    angle = random.Random(seed + 1).uniform(0, 2 * math.pi)
    x = np.linspace(-0.5, 0.5, picture.width, dtype=np.float32) * math.cos(angle)
    y = np.linspace(-0.5, 0.5, picture.height, dtype=np.float32) * math.sin(angle)
    light = 1 - depth * (0.5 + 0.7 * (x[np.newaxis] + y[:, np.newaxis]))
    return _picture(np.asarray(picture, np.float32) * np.clip(light, 0.2, 1)[:, :, np.newaxis])


def noisy(picture: Image.Image, sigma: float, seed: int) -> Image.Image:
    """Grain of the sensor."""
    if not sigma:
        return picture
    pixels = np.asarray(picture, np.float32)
    grain = np.random.default_rng(seed).standard_normal((*pixels.shape[:2], 1), np.float32)
    return _picture(pixels + sigma * grain)


def _picture(pixels: np.ndarray[Any, Any]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def blurred(picture: Image.Image, sigma: float) -> Image.Image:
    """Out of focus by so many pixels."""
    return picture.filter(ImageFilter.GaussianBlur(sigma)) if sigma else picture


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned clockwise on a desk large enough for it."""
    return picture.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(110, 104, 96))


def jpeg(picture: Image.Image, quality: int = 85, **options: Any) -> bytes:
    """As a JPEG file."""
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, **options)
    return target.getvalue()


def png(picture: Image.Image) -> bytes:
    """As a PNG file."""
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def pdf(pictures: Sequence[Image.Image], dpi: float = 150) -> bytes:
    """As a PDF file of scanned pages."""
    target = io.BytesIO()
    first, *rest = pictures
    first.save(target, "PDF", resolution=dpi, save_all=True, append_images=rest)
    return target.getvalue()
