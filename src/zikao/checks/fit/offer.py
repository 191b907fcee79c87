"""What making a file would do to a checked portrait, told before it is made; nothing where it cannot help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from zikao.checks.fit.aims import SIDES, aims, scaled_to
from zikao.checks.fit.refusals import refuses
from zikao.checks.fit.spec import GROUND, MENDED, CannotFitError, FitSpec
from zikao.checks.fit.usable import RENAMED, Seen, unusable, why_left_alone
from zikao.report import Finding, Fitting, Report

if TYPE_CHECKING:
    from zikao.photo.fit import Plan


def offered(spec: FitSpec, seen: Seen, report: Report, made_name: str) -> Fitting | None:
    """The same decisions as in making, from what was measured alone: the picture is not opened again.

    Whether the ground can be continued is seen only by whoever opens it; there the words are "if".

    Args:
        spec: the numbers to aim at.
        seen: what was measured of the original.
        report: on the original.
        made_name: what a made file would be called.

    Returns:
        None where no fault would be mended, or one would be left for which a file is refused.
    """
    faults = [each for each in report.findings if each.outcome == "no"]
    if not faults:
        return None
    left_alone = why_left_alone(spec, seen, report, renames=made_name != report.target.file)
    if left_alone:
        return Fitting(will=("只改文件名，文件内容一个字节也不动。",)) if left_alone == RENAMED else None
    crop = _crop(spec, seen, report)
    if crop is None:
        return None
    mended = [each for each in faults if _mends(spec, each, crop)]
    for each in faults:
        if refuses(spec, each) and each not in mended:
            return None
    if not mended:
        return None
    box = tuple(round(side, 1) for side in (crop.left, crop.top, crop.right, crop.bottom))
    whole = (0, 0, seen.facts["shown_width"], seen.facts["shown_height"])
    return Fitting(
        will=tuple(_will(spec.values, crop, cropped=box != whole)),
        crop=(box[0], box[1], box[2], box[3]) if box != whole else None,
    )


def _crop(spec: FitSpec, seen: Seen, report: Report) -> Plan | None:
    from zikao.photo.fit import NoPlan, plan

    if not {"shown_width", "shown_height"} <= seen.facts.keys():
        return None
    try:
        if unusable(spec, seen, report):
            return None
    except CannotFitError:
        return None
    head, wanted, size = aims(spec.values, seen.facts)
    plain = seen.facts.get("background_nearest") in spec.values["background_colors"]
    found = plan(head, size, wanted, 1.0, lambda *_: plain)
    return None if isinstance(found, NoPlan) else found


def _mends(spec: FitSpec, fault: Finding, crop: Plan) -> bool:
    """Whether a new file does away with it: by itself, or by cutting off all places where it was seen."""
    facts = spec.facts_of(fault)
    if facts <= MENDED:
        return True
    boxes = [region.box for region in fault.regions if region.box and not region.line]
    seen_whole = len(boxes) == len(fault.regions) == fault.count > 0
    return facts <= {*GROUND, "has_border"} and seen_whole and all(_outside(box, crop) for box in boxes)


def _outside(box: tuple[float, float, float, float], crop: Plan) -> bool:
    left, top, right, bottom = box
    return right <= crop.left or left >= crop.right or bottom <= crop.top or top >= crop.bottom


def _will(values: Mapping[str, Any], crop: Plan, *, cropped: bool) -> Iterator[str]:
    size = f"{values['width_px']}×{values['height_px']}"
    if cropped:
        yield "裁剪：只留图上虚线框里的部分，让头顶、眼睛、脸宽都落在规定的范围里。"
    if crop.extend:
        sides = "、".join(SIDES[side] for side in crop.extend)
        yield f"补背景：{sides}留得不够，用边上的纯色补足；边上要不是纯色，就做不了，会说明原因。"
    share = scaled_to(crop)
    if share:
        yield f"缩小：缩到 {size} 像素，是原来的 {share}。"
    dpi = round((values["dpi_min"] + values["dpi_max"]) / 2)
    yield (
        f"另存：{dpi}dpi 的 JPG，品质不低于 {values['quality_min']}，"
        f"文件大小在 {values['bytes_sure_min']} 到 {values['bytes_sure_max']} 字节之间。"
    )
