"""From an original to a file that a photo spec accepts, by lawful means only, and measured again.

Cropping, scaling down, plain background, density and JPEG quality: nothing that turns, mirrors or retouches.
What no crop can mend is refused, with the rule's own words on what to do instead. What only the original says
of itself, such as its date, is told apart: the candidate vouches for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.fit.spec import CannotFitError, FitSpec
from zikao.checks.heic import NotOpenedError, as_jpeg
from zikao.checks.photo import check_photo, look_at_photo, measure_photo
from zikao.checks.reporting import Known, report_from
from zikao.report import Finding, Note, Report
from zikao.rulebook.library import Library

if TYPE_CHECKING:
    from zikao.photo import Measured
    from zikao.photo.fit import Colors, Encoded, Head, NoPlan, Plan, Wanted

_PLACE: Final = ("hair_top_y", "left_eye_y", "right_eye_y", "face_width", "face_center_x")
_TILT: Final = ("roll_deg", "eye_line_tilt_deg")
_GROUND: Final = (
    *("background_nearest", "background_unevenness", "background_gradient"),
    *("shadow_share", "has_object"),
)
_WHOLE: Final = ("decodes", "truncated", "faces")
"""What is asked of the original itself: a crop or a new file would only hide it."""
_ORIGIN: Final = ("front_camera", "camera", "date_taken", "edited_hint", "editor", "software")
"""What only the original tells; the made file carries no metadata, but is judged with it."""
_OF_THE_FACE: Final = (
    *(*_TILT, "yaw_deg", "pitch_deg", "eyes_closed_score", "mouth_gap", "glasses_share", "lens_glare_share"),
    *("red_eye", "side_light_ratio", "sharpness"),
)
"""Said already where no crop was found; all else depends on the crop."""

_WALL: Final = "请在允许的颜色的平整墙面或背景布前重拍：人离墙一米左右，左右各一盏灯打匀。"
_TURN: Final = "旋转照片是不允许的，本工具不会把头转正。"
_MIRRORED: Final = (2, 4, 5, 7)
_COLORS: Final = {
    "other": "换算颜色：原图自带的颜色描述不是 sRGB，照它换算成了 sRGB，看上去不变；成品不带颜色描述。",
    "srgb": "没有带上原图的颜色描述：它就是 sRGB，颜色不变。",
    "unreadable": "没有带上原图的颜色描述：它读不懂，颜色数值照原样。",
}
_FROM_HEIC: Final = "打开 HEIC 原图：按文件里的标记摆正成看图时的样子，颜色照 sRGB，转成 JPEG 再做。"
_GOOD: Final = "原图已经符合要求，没有作任何改动。"
_LEFT: Final = "没有作任何改动：剩下的问题不是裁剪、另存能解决的，见报告。"
_RENAMED: Final = "改名：把扩展名改成 .jpg，文件内容一个字节也没有动。"
_SIDES: Final = {"top": "上边", "left": "左边", "right": "右边"}
_RETAKE: Final = {
    "too small": "脸在原图里太小：不放大的话脸宽最多 {width:.0f} 像素，规定 {low:g} 到 {high:g} 像素，"
    "头顶和眼睛也要到位。"
    "请向照相馆要没有缩小过的原图，或者走近一些重拍；放大小图是不行的。",
    "proportions": "头顶、眼睛和脸宽没有办法同时落在规定的范围里，多半是头发蓬起或扎高了。"
    "请把头发压平、镜头与眼睛同高后重拍。",
    "cut off": "人像周围留的地方不够，裁不出规定的构图，边上又不是可以补的纯色背景。请找没有裁剪过的原图，"
    "或者重拍：头顶上方和两侧多留背景，下边拍到胸口。",
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """What became of an original."""

    data: bytes | None
    """The made file, a JPEG; None when it was refused."""
    name: str
    """What the made file is called."""
    steps: tuple[Note, ...]
    """What was done, in this order."""
    refused: tuple[Note, ...]
    """Why there is no file, and what to retake and how. Empty when there is one."""
    confirm: tuple[Note, ...]
    """What the file itself cannot show, left to the candidate. Empty when there is none."""
    report: Report
    """Of the made file, measured again; of the original where no file could be cut from it."""


def fit_photo(
    library: Library,
    item: str,
    data: bytes,
    name: str | None,
    circumstances: Circumstances = HERE_AND_NOW,
    *,
    heic: bool = False,
) -> Fitted:
    """Make a file that the spec accepts from a larger original, or say why that cannot be lawful.

    Args:
        library: the rulebooks.
        item: ``province/spec``.
        data: the original; it is left as it is.
        name: its name, as the candidate sees it.
        circumstances: whose rules, which moment, and what the candidate says of the original.
        heic: whether an original in HEIC is opened: on the candidate's own machine only.

    Raises:
        NotInRulebookError: unknown province, city or spec.
        CannotFitError: the spec states no numbers to aim at, the face cannot be measured here, or a HEIC that
            was to be opened cannot be.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    from zikao.photo import DEFAULT_LIMITS
    from zikao.photo.fit import NoPlan, encode, open_original
    from zikao.photo.fit import plan as plan_crop
    from zikao.photo.signature import format_of

    spec = FitSpec(library.compiled("photo", item, circumstances.city))
    values = spec.values
    made_name = f"{PurePath(name).stem if name else '照片'}.jpg"
    if opened := heic and format_of(data) == "heic":
        try:
            data, name = as_jpeg(data, DEFAULT_LIMITS.bytes, told=True), made_name
        except NotOpenedError as error:
            raise CannotFitError(f"原图{error.sentence}") from None
    measured = measure_photo(data, name, backgrounds=values["background_colors"])

    known = Known({**circumstances.declared, **measured.facts}, measured.absent, file=name)
    before = report_from(library, "photo", item, known, circumstances)
    vouched = circumstances.declared.keys() - measured.facts.keys()
    if not opened and (kept := _kept(spec, measured, before)) is not None:
        if kept != _RENAMED:
            confirm = _confirm(spec, before, vouched, "文件")
            return Fitted(data, name or made_name, (Note(what=kept),), (), confirm, before)
        after = check_photo(library, item, data, made_name, circumstances)
        note = Note(what=kept, cites=spec.cites(["extension"]))
        return Fitted(data, made_name, (note,), (), _confirm(spec, after, vouched, "文件"), after)

    def none(*refused: Note) -> Fitted:
        return Fitted(None, made_name, (), refused, (), before)

    if refused := _unusable(spec, measured, before):
        return none(*refused)
    original = open_original(data, name)
    if original is None:
        raise CannotFitError("照片解不开，请重新从原来的设备发送。")
    if original.transparent:
        return none(Note(what="照片的背景是透明的，像是抠过图。" + _WALL, cites=spec.cites(_GROUND)))

    head, wanted, size = _aims(values, measured.facts)
    found = plan_crop(
        head,
        size,
        wanted,
        1 / original.step,
        lambda side, start, end: original.may_extend(side, start, end, values["background_colors"]),
    )
    if isinstance(found, NoPlan):
        return none(_no_plan(spec, found), *_refusals(spec, before, (*_OF_THE_FACE, "background_nearest")))
    dpi = round((values["dpi_min"] + values["dpi_max"]) / 2)
    image = original.render(found, (wanted.width, wanted.height))
    made = encode(image, dpi, values["quality_min"], (values["bytes_sure_min"], values["bytes_sure_max"]))
    if made is None:
        note = Note(
            what=f"品质不低于 {values['quality_min']} 时，文件大小落不进 {values['bytes_sure_min']} 到"
            f" {values['bytes_sure_max']} 字节。请换简单的衣服和平整的背景重拍。",
            cites=spec.cites(["bytes", "jpeg_quality"]),
        )
        return none(note)
    known, _ = look_at_photo(library, item, made.data, made_name, circumstances)
    known = known.told({each: measured.facts[each] for each in _ORIGIN if each in measured.facts})
    after = report_from(library, "photo", item, known, circumstances)
    if refused := _refusals(spec, after):
        return Fitted(None, made_name, (), tuple(refused), (), after)
    first = (Note(what=_FROM_HEIC, cites=spec.cites(["format"])),) if opened else ()
    steps = (*first, *_steps(spec, measured, original.colors, found, made, dpi))
    return Fitted(made.data, made_name, steps, (), _confirm(spec, after, vouched, "原图"), after)


def _kept(spec: FitSpec, measured: Measured, before: Report) -> str | None:
    """What to say of a file that can stay as it is, byte for byte; None where it cannot.

    A new file would have no trace of an editor and no date any more: where that is all that is wrong with the
    old one, a new one would mend nothing and hide it.
    """
    facts = measured.facts
    faults = [each for each in before.findings if each.outcome == "no"]
    misnamed = [each for each in faults if spec.facts_of(each) == {"extension"}]
    others = [each for each in faults if each not in misnamed]
    seen = all(each in facts for each in (*_PLACE, "background_nearest"))
    if (
        not seen
        or facts.get("format") != "jpeg"
        or any(each.severity == "must" or not spec.facts_of(each) <= {*_ORIGIN} for each in others)
    ):
        return None
    if misnamed:
        return _RENAMED
    return _LEFT if others else _GOOD


def _confirm(
    spec: FitSpec, report: Report, vouched: Collection[str], where: Literal["文件", "原图"]
) -> tuple[Note, ...]:
    """What nobody but the candidate can vouch for: what was believed, and what nothing was said about.

    Args:
        spec: the spec.
        report: on the file.
        vouched: facts that count by the candidate's word alone.
        where: what told the others.
    """
    without = "" if where == "文件" else "做好的文件里也没有，"
    told: dict[str, list[Finding]] = {
        "是照您自己说的判断的，是否属实由您自己保证。": [],
        f"是照{where}里写的拍摄信息判断的。这种信息可以改动，{without}是否属实由您自己保证。": [],
        f"没有检查，因为{where}里没有写。请您自己确认符合。": [],
    }
    by_word, by_file, unsaid = told.values()
    for each in report.findings:
        facts = spec.facts_of(each)
        if not facts.isdisjoint(_ORIGIN):
            decided = each.outcome in ("yes", "no")
            (unsaid if not decided else by_file if facts.isdisjoint(vouched) else by_word).append(each)
    return tuple(
        Note(
            what="、".join(f"“{each.title}”" for each in findings) + words,
            cites=tuple(dict.fromkeys(cite for each in findings for cite in each.cites)),
        )
        for words, findings in told.items()
        if findings
    )


def _unusable(spec: FitSpec, measured: Measured, before: Report) -> list[Note]:
    """What is wrong with the original before any crop is thought of.

    Raises CannotFitError where the face cannot be measured here at all.
    """
    facts = measured.facts
    refused = _refusals(spec, before, (*_WHOLE, "front_camera"))
    if facts.get("color_mode") not in ("rgb", "rgba", "palette", None):
        note = Note(
            what="原图不是 RGB 彩色照片，补颜色、换颜色都不允许。请找彩色原图。",
            cites=spec.cites(["color_mode"]),
        )
        return [*refused, note]
    if refused:
        return refused
    if not facts.get("decodes"):
        why = measured.absent.get("decodes", "照片解不开").rstrip("。")
        what = f"{why}，做不了照片。请从原来的设备重新发送，或另存为 JPG 再试。"
        return [Note(what=what, cites=spec.cites(["format", "decodes"]))]
    if "faces" not in facts:
        raise CannotFitError(f"{measured.absent['faces'].rstrip('。')}，所以做不了照片。")
    if any(name not in facts for name in _PLACE) or float(facts["hair_top_y"]) < 1:
        note = Note(
            what="头没有完整地、单独地在照片里，头顶或脸被切掉的补不回来。请一个人重拍：头顶上方和两侧多留背景。",
            cites=spec.cites([*_PLACE, "faces"]),
        )
        return [note]
    return []


def _refusals(spec: FitSpec, report: Report, names: Iterable[str] | None = None) -> list[Note]:
    """The broken rules that forbid a file, in their own words; all of them, or those on some of these facts.

    A must, and the ground's colour, which is what candidates are sent back for whatever its wording.
    """
    notes = []
    for each in report.findings:
        facts = spec.facts_of(each)
        refuses = each.severity == "must" or "background_nearest" in facts
        if each.outcome != "no" or not refuses or (names is not None and facts.isdisjoint(names)):
            continue
        what, cites = f"{each.sentence}{each.mend or ''}", each.cites
        if not facts.isdisjoint(_TILT):
            what += "" if "旋转" in what else _TURN
            cites = tuple(dict.fromkeys([*cites, *spec.cites(["exif_orientation"])]))
        elif not facts.isdisjoint(_GROUND):
            what += _WALL
        notes.append(Note(what=what, cites=cites))
    return notes


def _no_plan(spec: FitSpec, found: NoPlan) -> Note:
    values = spec.values
    what = _RETAKE[found.reason].format(
        width=found.face_width, low=values["face_width_min_px"], high=values["face_width_max_px"]
    )
    return Note(what=what, cites=spec.cites(["face_width"] if found.reason == "too small" else _PLACE))


def _aims(values: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Head, Wanted, tuple[int, int]]:
    """Measured places, places wanted, and the original's size as shown."""
    from zikao.photo.fit import Head, Range, Wanted

    def range_of(name: str) -> Range:
        return Range(values[f"{name}_min_px"], values[f"{name}_max_px"])

    eyes = (float(facts["left_eye_y"]), float(facts["right_eye_y"]))
    head = Head(float(facts["hair_top_y"]), eyes, float(facts["face_width"]), float(facts["face_center_x"]))
    wanted = Wanted(
        values["width_px"],
        values["height_px"],
        range_of("hair_top"),
        range_of("eyes"),
        range_of("face_width"),
    )
    return head, wanted, (int(facts["shown_width"]), int(facts["shown_height"]))


def _steps(
    spec: FitSpec, measured: Measured, colors: Colors, found: Plan, made: Encoded, dpi: int
) -> Iterator[Note]:
    """What was done, in the order of doing."""
    values, facts = spec.values, measured.facts
    orientation = int(facts["exif_orientation"])
    if orientation != 1:
        how = "含镜像，请核对左右是否与本人一致" if orientation in _MIRRORED else "没有另作旋转"
        what = f"按文件里的方向标记（{orientation}）摆正成看图时的样子，{how}。"
        yield Note(what=what, cites=spec.cites(["exif_orientation"]))
    left, top, right, bottom = (round(each) for each in (found.left, found.top, found.right, found.bottom))
    yield Note(
        what=f"裁剪：取原图横向 {left} 到 {right}、纵向 {top} 到 {bottom} 像素，"
        "让头顶、眼睛、脸宽都靠近规定范围的中间，脸居中。",
        cites=spec.cites(_PLACE),
    )
    if found.extend:
        sides = "、".join(_SIDES[side] for side in found.extend)
        what = f"补背景：原图{sides}留得不够，用边上原有的纯色补足，人像没有改动。"
        yield Note(what=what, cites=spec.cites([*_PLACE, "background_nearest"]))
    yield Note(
        what=f"缩小：缩到原来的 {100 * found.scale:.0f}%，"
        f"成为 {values['width_px']}×{values['height_px']} 像素，没有放大。",
        cites=spec.cites(["width", "height"]),
    )
    if colors.told in _COLORS:
        yield Note(what=_COLORS[colors.told], cites=spec.cites(["color_mode"]))
    if facts.get("format") != "jpeg":
        yield Note(what="另存为 24 位彩色 JPEG。", cites=spec.cites(["format", "bits_per_pixel"]))
    yield Note(what=f"写明分辨率 {dpi}dpi。", cites=spec.cites(["dpi_x"]))
    chroma = "4:4:4（颜色不减）" if made.full_color else "4:2:0"
    yield Note(
        what=f"保存：品质 {made.quality}（不低于 {values['quality_min']}），色度 {chroma}，"
        f"共 {len(made.data)} 字节，在 {values['bytes_sure_min']} 到 {values['bytes_sure_max']} 字节之间。",
        cites=spec.cites(["jpeg_quality", "bytes"]),
    )
    if facts.get("extension") not in (None, "jpg"):
        yield Note(what="文件名的扩展名写成 .jpg。", cites=spec.cites(["extension"]))
    yield Note(what="没有带上原图里的拍摄信息（地点、设备等）；请自己留好原图。")
