"""Portraits with one labelled defect each. Names say what is wrong and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from _photo_faces import eyes_closed, mouth_open, spectacles, turned
from _photo_samples import (
    HEIGHT,
    LIGHT_BLUE,
    WHITE,
    WIDTH,
    Color,
    Floats,
    Layout,
    Original,
    cast,
    cut,
    cut_out_of,
    saved,
)
from PIL import Image, ImageDraw, ImageFilter, ImageOps

Make = Callable[[Original, Layout, Color], bytes]

_Y, _X = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
_X /= WIDTH
_Y /= HEIGHT


def fitting(image: Image.Image, **options: Any) -> bytes:
    """Saved at the best quality that stays below 40,000 bytes."""
    for quality in range(88, 58, -6):
        data = saved(image, quality, **options)
        if len(data) < 40_000:
            return data
    return data


def compliant(original: Original, layout: Layout, ground: Color) -> bytes:
    return fitting(cut(original, ground, layout))


def _on(change: Callable[[Image.Image], Image.Image]) -> Make:
    return lambda original, layout, ground: fitting(change(cut(original, ground, layout)))


def covered(change: Callable[[Image.Image], Image.Image]) -> Make:
    """Something over the face of a portrait that is compliant otherwise."""
    return _on(change)


def _before(change: Callable[[Floats], Floats]) -> Make:
    """A defect of the background only; `change` is given the plain one."""

    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        plain = np.broadcast_to(np.asarray(ground, np.float32), (HEIGHT, WIDTH, 3))
        return fitting(cut(original, change(plain).clip(0, 255), layout))

    return make


def _placed(change: Callable[[Layout], Layout]) -> Make:
    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        return fitting(cut(original, ground, change(layout)))

    return make


def _plain(color: Color) -> Make:
    return _before(lambda ground: np.broadcast_to(np.asarray(color, np.float32), ground.shape))


def _times(light: Floats) -> Callable[[Floats], Floats]:
    return lambda ground: ground * light[..., None]


def shadow(depth: float) -> Floats:
    """Cast to the right of head and shoulders, with a soft edge."""
    shape = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(shape)
    draw.ellipse((200, 90, 440, 460), fill=255)
    draw.rectangle((200, 380, 470, HEIGHT), fill=255)
    soft = np.asarray(shape.filter(ImageFilter.GaussianBlur(14)), np.float32) / np.float32(255)
    return np.float32(1) - np.float32(depth) * soft


def _drawn(draw_on: Callable[[ImageDraw.ImageDraw], None]) -> Callable[[Floats], Floats]:
    def change(ground: Floats) -> Floats:
        image = Image.fromarray(ground.astype(np.uint8))
        draw_on(ImageDraw.Draw(image))
        return np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)), np.float32)

    return change


def _lines(draw: ImageDraw.ImageDraw) -> None:
    for x in range(12, WIDTH, 40):
        draw.line((x, 0, x, HEIGHT), fill=(90, 120, 160), width=2)


def _text(draw: ImageDraw.ImageDraw) -> None:
    draw.text((12, 24), "SAMPLE 2024", fill=(60, 70, 90), font_size=26)


def _watermark(draw: ImageDraw.ImageDraw) -> None:
    for y in range(10, HEIGHT, 90):
        draw.text((8, y), "photo", fill=(190, 205, 215), font_size=30)
        draw.text((390, y), "photo", fill=(190, 205, 215), font_size=30)


def _door(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((400, 0, WIDTH, HEIGHT), fill=(150, 110, 70))


def _plant(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((10, 180, 90, 330), fill=(50, 110, 60))


def _frame(width: int, color: Color) -> Callable[[Image.Image], Image.Image]:
    def change(image: Image.Image) -> Image.Image:
        ImageDraw.Draw(image).rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=color, width=width)
        return image

    return change


def _bars(image: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 9, HEIGHT), fill=0)
    draw.rectangle((WIDTH - 10, 0, WIDTH, HEIGHT), fill=0)
    return image


def _enlarged(times: float, how: Image.Resampling = Image.Resampling.BICUBIC) -> Make:
    small = (round(WIDTH / times), round(HEIGHT / times))
    return _on(lambda image: image.resize(small, Image.Resampling.LANCZOS).resize((WIDTH, HEIGHT), how))


def _brighter(times: float) -> Make:
    return _on(lambda image: image.point(lambda value: min(255, value * times)))


def _lit_from_side(loss: float) -> Make:
    fall = 1 - loss / (1 + np.exp(-(_X - 0.5) * 14))

    def change(image: Image.Image) -> Image.Image:
        return Image.fromarray((np.asarray(image, np.float32) * fall[..., None]).astype(np.uint8))

    return _on(change)


def _rim(old: Color, width: int) -> Make:
    return lambda original, layout, ground: fitting(cut_out_of(old, original, ground, layout, width))


def _own_shadow(depth: float, soft: float) -> Make:
    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        wall = np.asarray(ground, np.float32) * cast(original, layout, depth, soft)[..., None]
        return fitting(cut(original, wall, layout))

    return make


def _behind(x: float, y: float, scale: float) -> Make:
    """The same person once more behind: pupils so far aside and below, by so much smaller."""

    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        there = replace(layout, x=layout.x + x, y=layout.y + y, scale=layout.scale * scale)
        return fitting(cut(original, np.asarray(cut(original, ground, there), np.float32), layout))

    return make


def _over_the_face(text: str, color: Color, size: int) -> Make:
    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        image = cut(original, ground, layout)
        ImageDraw.Draw(image).text(
            (layout.x, layout.y + 60), text, color, anchor="mm", font_size=size, stroke_width=1
        )
        return fitting(image)

    return make


def _scanner_line(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).line((250, 0, 250, HEIGHT), (150, 255, 150), 1)
    return image


def _cut_corners(original: Original, layout: Layout, ground: Color) -> bytes:
    mask = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), 40, fill=255)
    beyond = Image.new("RGB", (WIDTH, HEIGHT), (0, 0, 0) if ground == WHITE else WHITE)
    return fitting(Image.composite(cut(original, ground, layout), beyond, mask))


def _tinted(*times: float) -> Make:
    def change(image: Image.Image) -> Image.Image:
        return Image.fromarray((np.asarray(image) * np.array(times)).clip(0, 255).astype(np.uint8))

    return _on(change)


def _stretched(times: float) -> Make:
    """So many times as wide, on a canvas of the same size."""

    def make(original: Original, layout: Layout, ground: Color) -> bytes:
        wide = cut(original, ground, layout).resize((round(WIDTH * times), HEIGHT), Image.Resampling.BICUBIC)
        return fitting(ImageOps.pad(wide.crop(_middle(wide)), (WIDTH, HEIGHT), color=ground))

    return make


def _middle(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of the columns that a portrait has room for."""
    more = max(0, image.width - WIDTH) // 2
    return more, 0, image.width - more, HEIGHT


def _red_eyes(original: Original, layout: Layout, ground: Color) -> bytes:
    image = cut(original, ground, layout)
    draw = ImageDraw.Draw(image)
    middle = original.eyes().mean(axis=0)
    for x, y in (original.eyes() - middle) * layout.scale + (layout.x, layout.y):
        draw.ellipse((x - 3.4, y - 3.4, x + 3.4, y + 3.4), fill=(176, 34, 40))
    return fitting(image)


def _clothes_like_ground(original: Original, layout: Layout, ground: Color) -> bytes:
    return fitting(cut(original, ground, layout, dye=ground))


def _two(original: Original, layout: Layout, ground: Color) -> bytes:
    half = cut(original, ground, replace(layout, scale=layout.scale * 0.55, x=120, size=(240, HEIGHT)))
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.paste(half, (0, 0))
    image.paste(half, (240, 0))
    return fitting(image)


def _nobody(original: Original, layout: Layout, ground: Color) -> bytes:
    return fitting(Image.new("RGB", (WIDTH, HEIGHT), ground))


DEFECTS: dict[str, Make] = {
    "ground off blue": _plain((130, 190, 225)),
    "ground grey": _plain((200, 200, 200)),
    "ground #438edb": _plain((67, 142, 219)),
    "ground #628bce": _plain((98, 139, 206)),
    "ground red": _plain((217, 0, 27)),
    "gradient 10%": _before(_times(1 - 0.10 * _Y)),
    "gradient 20%": _before(_times(1 - 0.20 * _X)),
    "gradient 35%": _before(_times(1 - 0.35 * _Y)),
    "shadow 15%": _before(_times(shadow(0.15))),
    "shadow 30%": _before(_times(shadow(0.30))),
    "lines": _before(_drawn(_lines)),
    "text": _before(_drawn(_text)),
    "watermark": _before(_drawn(_watermark)),
    "door": _before(_drawn(_door)),
    "plant": _before(_drawn(_plant)),
    "own shadow 15%": _own_shadow(0.15, 0.5),
    "own shadow 25%": _own_shadow(0.25, 1.0),
    "own shadow 40% soft": _own_shadow(0.40, 3.0),
    "face at the edge": _behind(-265, 30, 1.0),
    "small second person": _behind(165, -60, 0.3),
    "letters over the face": _over_the_face("SAMPLE", (255, 255, 255), 34),
    "stamp over the face": _over_the_face("SPECIMEN", (200, 30, 40), 40),
    "scanner line": _on(_scanner_line),
    "cut corners": _cut_corners,
    "grey": _on(lambda image: ImageOps.grayscale(image).convert("RGB")),
    "green skin": _tinted(0.75, 1.2, 1.0),
    "magenta skin": _tinted(1.05, 0.72, 1.1),
    "wider 12%": _stretched(1.12),
    "wider 20%": _stretched(1.2),
    "narrower 20%": _stretched(1 / 1.2),
    "rim green": _rim((40, 140, 60), 2),
    "rim red": _rim((200, 30, 40), 2),
    "rim orange": _rim((230, 150, 60), 3),
    "black frame": _on(_frame(3, (0, 0, 0))),
    "grey frame": _on(_frame(6, (128, 128, 128))),
    "black bars": _on(_bars),
    "blur 0.8": _on(lambda image: image.filter(ImageFilter.GaussianBlur(0.8))),
    "blur 1": _on(lambda image: image.filter(ImageFilter.GaussianBlur(1))),
    "blur 1.5": _on(lambda image: image.filter(ImageFilter.GaussianBlur(1.5))),
    "blur 2.5": _on(lambda image: image.filter(ImageFilter.GaussianBlur(2.5))),
    "enlarged 1.5": _enlarged(1.5),
    "enlarged 2": _enlarged(2),
    "enlarged 2 smooth": _enlarged(2, Image.Resampling.BILINEAR),
    "enlarged 3": _enlarged(3),
    "light x1.35": _brighter(1.35),
    "light x1.7": _brighter(1.7),
    "light x0.5": _brighter(0.5),
    "light x0.25": _brighter(0.25),
    "side light 35%": _lit_from_side(0.35),
    "side light 60%": _lit_from_side(0.60),
    "tilt 8": _placed(lambda layout: replace(layout, turn=8.0)),
    "tilt -12": _placed(lambda layout: replace(layout, turn=-12.0)),
    "shifted 35 px": _placed(lambda layout: replace(layout, x=layout.x + 35)),
    "eyes low": _placed(lambda layout: replace(layout, y=325.0)),
    "eyes high": _placed(lambda layout: replace(layout, y=180.0)),
    "face small": _placed(lambda layout: replace(layout, scale=layout.scale * 0.62)),
    "turned 20": _on(partial(turned, yaw=20)),
    "turned -20": _on(partial(turned, yaw=-20)),
    "chin up 30": _on(partial(turned, pitch=30)),
    "chin down 40": _on(partial(turned, pitch=-40)),
    "eyes painted shut": _on(eyes_closed),
    "mouth open": _on(mouth_open),
    "teeth": _on(partial(mouth_open, gap=9, teeth=True)),
    "dark glasses": _on(partial(spectacles, tint=(18, 18, 20))),
    "lamp in the lenses": _on(partial(spectacles, glare=True)),
    "red eyes": _red_eyes,
    "clothes like ground": _clothes_like_ground,
    "two faces": _two,
    "nobody": _nobody,
    "half the pixels": _on(lambda image: image.resize((WIDTH // 2, HEIGHT // 2))),
    "no density": lambda *which: _resaved(compliant(*which)),
    "quality 40": lambda original, layout, ground: saved(cut(original, ground, layout), 40),
    "too many bytes": lambda original, layout, ground: saved(cut(original, ground, layout), 97),
}

GROUNDS = {"light blue": LIGHT_BLUE, "white": WHITE}


def _resaved(data: bytes) -> bytes:
    """Without the density that its JFIF header states."""
    at = data.index(b"JFIF\0") + 7
    return data[:at] + b"\0\0\x01\0\x01" + data[at + 5 :]
