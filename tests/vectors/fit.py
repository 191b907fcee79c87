"""Vectors of fitting: the encoder's files, crops on numbers, and what is cut from an original."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from PIL import Image, ImageDraw

from tests.unit.photo.test_profile import wide
from tests.vectors import geometry, seen
from tests.vectors.photo import decoder
from tests.vectors.pictures import exif
from tests.vectors.shown import SRGB
from zikao.photo.file import measure_file
from zikao.photo.fit import Head, NoPlan, Plan, Range, Wanted, encode, open_original, plan

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from zikao.photo.fit.plan import MayExtend

PATH: Final = "photo/fit"
QUALITIES: Final = (1, 25, 60, 75, 85, 95, 100)
SIZES: Final = ((1, 1), (7, 19), (16, 16), (61, 83), (97, 41))
DPI: Final = 300
BAND: Final = (2_000, 9_000)
QUALITY_MIN: Final = 60
COLORS: Final = ("white", "light_blue")
PLANS: Final = 80
LIGHT_BLUE, SKIN = (100, 197, 255), (224, 172, 140)


def document() -> dict[str, Any]:
    """All of it; the pictures that are not among the others' are beside it."""
    own = {label: data for label, data, _ in originals()}
    heads = {label: head for label, _, head in originals()}
    files = {**own, **{each.label: each.file.data for each in seen.seen()}}
    heads |= {each.label: head for each in seen.seen() if (head := _head(each.portrait.facts))}
    return {
        "decoder": decoder(),
        "jpeg": dict(_encoded()),
        "plans": list(_plans()),
        "band": BAND,
        "quality_min": QUALITY_MIN,
        "dpi": DPI,
        "colors": COLORS,
        "profile": base64.b64encode(SRGB).decode(),
        "own": {label: base64.b64encode(zlib.compress(data, 9)).decode() for label, data in own.items()},
        "of": {label: _fitted(files[label], head) for label, head in heads.items()},
    }


def _encoded() -> Iterator[tuple[str, list[Any]]]:
    """Bytes and digest of what the encoder makes of one picture, by how: what the label says."""
    for width, height in SIZES:
        picture = geometry.noise().resize((width, height), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            for subsampling in (0, 2):
                label = f"{width} {height} {quality} {subsampling}"
                yield label, _saved(picture, quality=quality, subsampling=subsampling, dpi=(DPI, DPI))
        yield f"{width} {height} 85 grey", _saved(picture.convert("L"), quality=85)
        yield f"{width} {height} 85 profile", _saved(picture, quality=85, icc_profile=SRGB)
    large = bytes(70_000)
    yield "61 83 75 two segments", _saved(geometry.noise(), quality=75, icc_profile=large)


def _saved(picture: Image.Image, **options: Any) -> list[Any]:
    out = io.BytesIO()
    picture.save(out, "JPEG", optimize=True, **options)
    return [out.tell(), hashlib.sha256(out.getvalue()).hexdigest()]


def wanted(width: int) -> Wanted:
    """A made file of this width, with the places of a common spec."""
    share = width / 480
    heights = ((50, 110), (200, 300), (180, 300))
    hair, eyes, face = (Range(low * share, high * share) for low, high in heights)
    return Wanted(width, width * 4 // 3, hair, eyes, face)


def _plans() -> Iterator[dict[str, Any]]:
    chance = random.Random(29)
    for _ in range(PLANS):
        face = chance.uniform(150, 900)
        center = chance.uniform(0.6, 1.4) * face * 1.2
        hair = chance.uniform(-0.05, 0.8) * face
        eyes = hair + chance.uniform(0.55, 0.85) * face
        head = Head(hair, (eyes, eyes + chance.uniform(0, 0.04) * face), face, center)
        size = (round(face * chance.uniform(1.4, 3)), round(face * chance.uniform(2, 3.5)))
        largest = chance.choice((0.25, 0.5, 1.0, 1.0, 1.0))
        may = [side for side in ("top", "left", "right") if chance.random() < 0.6]
        found = plan(head, size, wanted(480), largest, _allowing(may))
        yield {
            "head": _told_head(head),
            "size": size,
            "largest": largest,
            "may": may,
            "found": _told(found),
        }


def _allowing(sides: Collection[str]) -> MayExtend:
    return lambda side, *_: side in sides


def originals() -> Iterator[tuple[str, bytes, Head]]:
    """Drawn heads on plain grounds: sides cut, an uneven edge, profiles, marks, too many pixels."""
    whole = ((420, 560), Head(90, (230, 232), 190, 205))
    cases: dict[str, tuple[tuple[int, int], Head, dict[str, Any]]] = {
        "room on every side": (*whole, {}),
        "no room above": ((420, 560), Head(34, (174, 176), 190, 205), {}),
        "no room on the left": ((380, 560), Head(90, (230, 232), 190, 130), {}),
        "no room on the right": ((380, 560), Head(90, (230, 232), 190, 250), {}),
        "no room on three sides": ((240, 560), Head(34, (174, 176), 190, 120), {}),
        "a wide profile": ((420, 560), Head(34, (174, 176), 190, 205), {"icc_profile": wide()}),
        "turned by its mark": (*whole, {"exif": exif({0x0112: 3})}),
        "larger than is decoded": ((2200, 2600), Head(300, (900, 906), 800, 1100), {}),
        "a ground that was taken away": (*whole, {"kind": "PNG"}),
        "too small": ((120, 160), Head(22, (62, 62), 40, 60), {}),
    }
    for label, (size, head, options) in cases.items():
        yield label, drawn(size, head, **options), head
    size, head = (420, 560), Head(34, (174, 176), 190, 205)
    yield "an uneven edge", drawn(size, head, edge=(60, 90, 120)), head


def drawn(
    size: tuple[int, int],
    head: Head,
    edge: tuple[int, int, int] | None = None,
    kind: str = "JPEG",
    **options: Any,
) -> bytes:
    """A picture of this size with a head at these places; `edge`: a spot of another colour at the top."""
    picture = Image.new("RGB", size, LIGHT_BLUE)
    pen = ImageDraw.Draw(picture)
    half, chin = head.face_width / 2, head.hair_top + 1.4 * head.face_width
    pen.ellipse((head.center_x - half, head.hair_top, head.center_x + half, chin), fill=SKIN)
    for eye in (-0.4, 0.4):
        x, y, r = head.center_x + eye * half, head.eyes[0], half / 10
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(40, 30, 30))
    if edge:
        pen.rectangle((size[0] // 2, 0, size[0] // 2 + 40, 30), fill=edge)
    if max(size) < 1000:
        # What makes a crop's every pixel tell.
        chance = random.Random(3)
        grain = Image.frombytes("RGB", size, bytes(chance.randrange(5) for _ in range(3 * size[0] * size[1])))
        picture = Image.blend(picture, grain, 0.03)
    if kind == "PNG":
        alpha = Image.new("L", size, 255)
        ImageDraw.Draw(alpha).rectangle((0, 0, 9, 9), fill=0)
        picture.putalpha(alpha)
    out = io.BytesIO()
    picture.save(out, kind, **(options if kind == "PNG" else {"quality": 70, **options}))
    return out.getvalue()


def _head(facts: Mapping[str, Any]) -> Head | None:
    names = ("hair_top_y", "left_eye_y", "right_eye_y", "face_width", "face_center_x")
    if any(name not in facts for name in names):
        return None
    hair, left, right, width, center = (float(facts[name]) for name in names)
    return Head(hair, (left, right), width, center)


def _fitted(data: bytes, head: Head) -> dict[str, Any]:
    facts = measure_file(data).facts
    original = open_original(data)
    assert original is not None
    size = (int(facts["shown_width"]), int(facts["shown_height"]))
    aim = wanted(240 if max(size) > 400 else 120)
    told: dict[str, Any] = {"head": _told_head(head), "width": aim.width}
    told |= {"step": original.step, "transparent": original.transparent, "colors": original.colors.told}
    found = plan(
        *(head, size, aim, 1 / original.step),
        lambda side, start, end: original.may_extend(side, start, end, COLORS),
    )
    told["found"] = _told(found)
    if isinstance(found, NoPlan):
        return told
    image = original.render(found, (aim.width, aim.height))
    encoded = encode(image, DPI, QUALITY_MIN, BAND)
    told["rendered"] = geometry.digest(image)
    told["made"] = encoded and {
        "quality": encoded.quality,
        "full_color": encoded.full_color,
        "bytes": len(encoded.data),
        "sha256": hashlib.sha256(encoded.data).hexdigest(),
    }
    return told


def _told_head(head: Head) -> list[Any]:
    return [head.hair_top, head.eyes, head.face_width, head.center_x]


def _told(found: Plan | NoPlan) -> list[Any]:
    if isinstance(found, NoPlan):
        return [found.reason, found.face_width]
    return [found.left, found.top, found.right, found.bottom, found.scale, found.extend]
