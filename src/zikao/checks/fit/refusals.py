"""Why there is no file, in the rules' own words, and what to retake and how."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from zikao.checks.fit.spec import GROUND, PLACE, TILT, FitSpec
from zikao.report import Finding, Note, Report
from zikao.rulebook.named import FACT

if TYPE_CHECKING:
    from zikao.photo.fit import NoPlan

_WALL: Final = "请在允许的颜色的平整墙面或背景布前重拍：人离墙一米左右，左右各一盏灯打匀。"
_TURN: Final = "旋转照片是不允许的，本工具不会把头转正。"
_RETAKE: Final = {
    "too small": "脸在原图里太小：不放大的话脸宽最多 {width:.0f} 像素，规定 {low:g} 到 {high:g} 像素，"
    "头顶和眼睛也要到位。"
    "请向照相馆要没有缩小过的原图，或者走近一些重拍；放大小图是不行的。",
    "proportions": "头顶、眼睛和脸宽没有办法同时落在规定的范围里，多半是头发蓬起或扎高了。"
    "请把头发压平、镜头与眼睛同高后重拍。",
    "cut off": "人像周围留的地方不够，裁不出规定的构图，边上又不是可以补的纯色背景。请找没有裁剪过的原图，"
    "或者重拍：头顶上方和两侧多留背景，下边拍到胸口。",
}


def refuses(spec: FitSpec, broken: Finding) -> bool:
    """Whether no file is made that breaks this rule.

    A must, and the ground's colour, which is what candidates are sent back for whatever its wording. What a
    file is called keeps none from being made.
    """
    facts = spec.facts_of(broken)
    return (broken.severity == "must" or "background_nearest" in facts) and facts != {FACT}


def broken_rules(spec: FitSpec, report: Report, names: Iterable[str] | None = None) -> list[Note]:
    """The broken rules that forbid a file, in their own words; all of them, or those on some of these facts.

    Which of them do: see `refuses`.
    """
    notes = []
    for each in report.findings:
        facts = spec.facts_of(each)
        if each.outcome != "no" or not refuses(spec, each) or (names is not None and facts.isdisjoint(names)):
            continue
        what, cites = f"{each.sentence}{each.mend or ''}", each.cites
        if not facts.isdisjoint(TILT):
            what += "" if "旋转" in what else _TURN
            cites = tuple(dict.fromkeys([*cites, *spec.cites(["exif_orientation"])]))
        elif not facts.isdisjoint(GROUND):
            what += _WALL
        notes.append(Note(what=what, cites=cites))
    return notes


def no_crop(spec: FitSpec, found: NoPlan) -> Note:
    """Why nothing was found to cut."""
    values = spec.values
    what = _RETAKE[found.reason].format(
        width=found.face_width, low=values["face_width_min_px"], high=values["face_width_max_px"]
    )
    return Note(what=what, cites=spec.cites(["face_width"] if found.reason == "too small" else PLACE))


def no_ground(spec: FitSpec) -> Note:
    """The ground was taken away."""
    return Note(what="照片的背景是透明的，像是抠过图。" + _WALL, cites=spec.cites(GROUND))


def no_quality(spec: FitSpec) -> Note:
    """No quality makes a file of the wanted size."""
    values = spec.values
    return Note(
        what=f"品质不低于 {values['quality_min']} 时，文件大小落不进 {values['bytes_sure_min']} 到"
        f" {values['bytes_sure_max']} 字节。请换简单的衣服和平整的背景重拍。",
        cites=spec.cites(["bytes", "jpeg_quality"]),
    )
