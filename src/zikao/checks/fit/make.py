"""From an original that may be cut to the bytes of a file: plan, render, encode, and say what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zikao.checks.fit.aims import SIDES, aims, scaled_to
from zikao.checks.fit.original import Original
from zikao.checks.fit.refusals import no_crop, no_ground, no_quality
from zikao.checks.fit.spec import PLACE, CannotFitError, FitSpec
from zikao.formats.room import ROOM
from zikao.report import Note

if TYPE_CHECKING:
    from zikao.formats.room import Share
    from zikao.photo.fit import Colors, Encoded, Plan

_MIRRORED: Final = (2, 4, 5, 7)
_COLORS: Final = {
    "other": "换算颜色：原图自带的颜色描述不是 sRGB，照它换算成了 sRGB，看上去不变；成品不带颜色描述。",
    "srgb": "没有带上原图的颜色描述：它就是 sRGB，颜色不变。",
    "unreadable": "没有带上原图的颜色描述：它读不懂，颜色数值照原样。",
}
_FROM_HEIC: Final = "打开 HEIC 原图：按文件里的标记摆正成看图时的样子，颜色照 sRGB，转成 JPEG 再做。"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and how."""

    plan: Plan
    colors: Colors
    """What the original's numbers meant."""
    encoded: Encoded
    dpi: int


@dataclass(frozen=True, slots=True)
class NotMade:
    """Nothing could lawfully be cut."""

    why: Note
    of_the_crop: bool
    """Whether it is for want of a crop: what else is wrong with the person then stays to be said."""


def make(spec: FitSpec, original: Original) -> Made | NotMade:
    """Cut the file.

    Args:
        spec: the numbers to aim at.
        original: one whose face was measured.

    Raises:
        CannotFitError: it cannot be decoded.
    """
    with ROOM.share() as share:
        return _made(spec, original, share)


def _made(spec: FitSpec, original: Original, share: Share) -> Made | NotMade:
    from zikao.photo.fit import NoPlan, encode, open_original, plan

    values = spec.values
    picture = open_original(original.data, original.name, share=share)
    if picture is None:
        raise CannotFitError("照片解不开，请重新从原来的设备发送。")
    if picture.transparent:
        return NotMade(no_ground(spec), of_the_crop=False)
    head, wanted, size = aims(values, original.measured.facts)
    found = plan(
        head,
        size,
        wanted,
        1 / picture.step,
        lambda side, start, end: picture.may_extend(side, start, end, values["background_colors"]),
    )
    if isinstance(found, NoPlan):
        return NotMade(no_crop(spec, found), of_the_crop=True)
    dpi = round((values["dpi_min"] + values["dpi_max"]) / 2)
    image = picture.render(found, (wanted.width, wanted.height))
    band = (values["bytes_sure_min"], values["bytes_sure_max"])
    encoded = encode(image, dpi, values["quality_min"], band)
    if encoded is None:
        return NotMade(no_quality(spec), of_the_crop=False)
    return Made(found, picture.colors, encoded, dpi)


def steps(spec: FitSpec, original: Original, made: Made) -> Iterator[Note]:
    """What was done, in the order of doing."""
    values, facts, found = spec.values, original.measured.facts, made.plan
    if original.heic:
        yield Note(what=_FROM_HEIC, cites=spec.cites(["format"]))
    orientation = int(facts["exif_orientation"])
    if orientation != 1:
        how = "含镜像，请核对左右是否与本人一致" if orientation in _MIRRORED else "没有另作旋转"
        what = f"按文件里的方向标记（{orientation}）摆正成看图时的样子，{how}。"
        yield Note(what=what, cites=spec.cites(["exif_orientation"]))
    left, top, right, bottom = (round(each) for each in (found.left, found.top, found.right, found.bottom))
    if (left, top, right, bottom) != (0, 0, facts["shown_width"], facts["shown_height"]):
        yield Note(
            what=f"裁剪：取原图横向 {left} 到 {right}、纵向 {top} 到 {bottom} 像素，"
            "让头顶、眼睛、脸宽都靠近规定范围的中间，脸居中。",
            cites=spec.cites(PLACE),
        )
    if found.extend:
        sides = "、".join(SIDES[side] for side in found.extend)
        what = f"补背景：原图{sides}留得不够，用边上原有的纯色补足，人像没有改动。"
        yield Note(what=what, cites=spec.cites([*PLACE, "background_nearest"]))
    size, share = f"{values['width_px']}×{values['height_px']}", scaled_to(found)
    if share:
        what = f"缩小：缩到原来的 {share}，成为 {size} 像素，没有放大。"
    else:
        what = f"没有缩小，也没有放大，成品是 {size} 像素。"
    yield Note(what=what, cites=spec.cites(["width", "height"]))
    if made.colors.told in _COLORS:
        yield Note(what=_COLORS[made.colors.told], cites=spec.cites(["color_mode"]))
    if facts.get("format") != "jpeg":
        yield Note(what="另存为 24 位彩色 JPEG。", cites=spec.cites(["format", "bits_per_pixel"]))
    yield Note(what=f"写明分辨率 {made.dpi}dpi。", cites=spec.cites(["dpi_x"]))
    encoded, least, most = made.encoded, values["bytes_sure_min"], values["bytes_sure_max"]
    chroma = "4:4:4（颜色不减）" if encoded.full_color else "4:2:0"
    yield Note(
        what=f"保存：品质 {encoded.quality}（不低于 {values['quality_min']}），色度 {chroma}，"
        f"共 {len(encoded.data)} 字节，在 {least} 到 {most} 字节之间。",
        cites=spec.cites(["jpeg_quality", "bytes"]),
    )
    if facts.get("extension") not in (None, "jpg"):
        yield Note(what="文件名的扩展名写成 .jpg。", cites=spec.cites(["extension"]))
    yield Note(what="没有带上原图里的拍摄信息（地点、设备等）；请自己留好原图。")
