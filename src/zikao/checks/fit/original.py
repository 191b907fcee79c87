"""The original: opened, measured, judged as it is, and whether anything may be cut from it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from zikao.checks.circumstances import Circumstances
from zikao.checks.fit.refusals import broken_rules
from zikao.checks.fit.spec import ORIGIN, PLACE, WHOLE, CannotFitError, FitSpec
from zikao.checks.photo import measure_photo
from zikao.checks.reporting import Known
from zikao.formats.heic import NotOpenedError, as_jpeg
from zikao.formats.signatures import identify
from zikao.report import Note, Report

if TYPE_CHECKING:
    from zikao.photo.facts import Measured

_GOOD: Final = "原图已经符合要求，没有作任何改动。"
_LEFT: Final = "没有作任何改动：剩下的问题不是裁剪、另存能解决的，见报告。"
RENAMED: Final = "改名：把扩展名改成 .jpg，文件内容一个字节也没有动。"


@dataclass(frozen=True, slots=True)
class Original:
    """What is cut from."""

    data: bytes
    """The file; of a HEIC, the JPEG that it became."""
    name: str | None
    """As the candidate sees it."""
    made_name: str
    """What a file made from it is called."""
    heic: bool
    """Whether it came as one, and was opened."""
    measured: Measured

    def known(self, circumstances: Circumstances) -> Known:
        """What there is to judge of it as it is."""
        facts = {**circumstances.declared, **self.measured.facts}
        return Known(facts, self.measured.absent, file=self.name)

    def told(self) -> dict[str, Any]:
        """What it alone tells of how it was taken and treated, for judging what is made from it."""
        return {each: self.measured.facts[each] for each in ORIGIN if each in self.measured.facts}

    def vouched(self, circumstances: Circumstances) -> Set[str]:
        """Facts that count by the candidate's word alone."""
        return circumstances.declared.keys() - self.measured.facts.keys()


def open_and_measure(spec: FitSpec, data: bytes, name: str | None, *, heic: bool) -> Original:
    """All facts of an original, to whatever rule they belong.

    Args:
        spec: whose colours the ground is compared with.
        data: the file.
        name: its name, as the candidate sees it.
        heic: whether one in HEIC is opened.

    Raises:
        CannotFitError: a HEIC that was to be opened cannot be.
        PhotoTooLargeError: beyond the limits of measuring.
    """
    from zikao.photo.limits import DEFAULT_LIMITS

    made_name = f"{PurePath(name).stem if name else '照片'}.jpg"
    if opened := heic and identify(data) == "heic":
        try:
            data, name = as_jpeg(data, DEFAULT_LIMITS.bytes, told=True), made_name
        except NotOpenedError as error:
            raise CannotFitError(f"原图{error.sentence}") from None
    measured = measure_photo(data, name, backgrounds=spec.values["background_colors"])
    return Original(data, name, made_name, opened, measured)


def why_left_alone(spec: FitSpec, measured: Measured, before: Report) -> str | None:
    """What to say of a file that can stay as it is, byte for byte; None where it cannot.

    A new file would have no trace of an editor and no date any more: where that is all that is wrong with the
    old one, a new one would mend nothing and hide it. `RENAMED`: all but its name.
    """
    facts = measured.facts
    faults = [each for each in before.findings if each.outcome == "no"]
    misnamed = [each for each in faults if spec.facts_of(each) == {"extension"}]
    others = [each for each in faults if each not in misnamed]
    seen = all(each in facts for each in (*PLACE, "background_nearest"))
    if (
        not seen
        or facts.get("format") != "jpeg"
        or any(each.severity == "must" or not spec.facts_of(each) <= {*ORIGIN} for each in others)
    ):
        return None
    if misnamed:
        return RENAMED
    return _LEFT if others else _GOOD


def unusable(spec: FitSpec, measured: Measured, before: Report) -> list[Note]:
    """What is wrong with the original before any crop is thought of.

    Raises:
        CannotFitError: the face cannot be measured here at all.
    """
    facts = measured.facts
    refused = broken_rules(spec, before, (*WHOLE, "front_camera"))
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
    if any(name not in facts for name in PLACE) or float(facts["hair_top_y"]) < 1:
        note = Note(
            what="头没有完整地、单独地在照片里，头顶或脸被切掉的补不回来。请一个人重拍：头顶上方和两侧多留背景。",
            cites=spec.cites([*PLACE, "faces"]),
        )
        return [note]
    return []
