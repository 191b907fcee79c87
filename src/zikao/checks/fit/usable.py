"""Whether anything may be cut from an original, judged as it is: it can stay, or it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from zikao.checks.fit.refusals import broken_rules
from zikao.checks.fit.spec import ORIGIN, PLACE, WHOLE, CannotFitError, FitSpec
from zikao.photo.seen_words import NOT_LOADED, NOT_READY
from zikao.report import Note, Report
from zikao.rulebook.named import FACT

_GOOD: Final = "原图已经符合要求，没有作任何改动。"
_LEFT: Final = "没有作任何改动：剩下的问题不是裁剪、另存能解决的，见报告。"
UNABLE: Final = (NOT_READY, NOT_LOADED)
"""Why nobody looked, whatever there is to be seen."""
RENAMED: Final = "改名：只改了文件名，文件内容一个字节也没有动。"


class Seen(Protocol):
    """What was measured of an original, and why the rest was not."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """By name."""

    @property
    def absent(self) -> Mapping[str, str]:
        """Reasons in zh-CN, by the fact that is missing."""


def why_left_alone(spec: FitSpec, seen: Seen, before: Report, *, renames: bool) -> str | None:
    """What to say of a file that can stay as it is, byte for byte; None where it cannot.

    A new file would have no trace of an editor and no date any more: where that is all that is wrong with the
    old one, a new one would mend nothing and hide it. `RENAMED`: all but its name, where it would get another
    one (`renames`).
    """
    facts = seen.facts
    faults = [each for each in before.findings if each.outcome == "no"]
    misnamed = [each for each in faults if spec.facts_of(each) in ({"extension"}, {FACT})]
    others = [each for each in faults if each not in misnamed]
    whole = all(each in facts for each in (*PLACE, "background_nearest"))
    if (
        not whole
        or facts.get("format") != "jpeg"
        or any(each.severity == "must" or not spec.facts_of(each) <= {*ORIGIN} for each in others)
    ):
        return None
    if misnamed and renames:
        return RENAMED
    return _LEFT if faults else _GOOD


def unusable(spec: FitSpec, seen: Seen, before: Report) -> list[Note]:
    """What is wrong with the original before any crop is thought of.

    Raises:
        CannotFitError: the face cannot be measured here at all.
    """
    facts = seen.facts
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
        why = seen.absent.get("decodes", "照片解不开").rstrip("。")
        what = f"{why}，做不了照片。请从原来的设备重新发送，或另存为 JPG 再试。"
        return [Note(what=what, cites=spec.cites(["format", "decodes"]))]
    unseen = [name for name in ("faces", *PLACE) if name not in facts]
    # Of what was not looked at nothing is said about the head.
    if unseen and (unseen[0] == "faces" or seen.absent.get(unseen[0]) in UNABLE):
        raise CannotFitError(f"{seen.absent[unseen[0]].rstrip('。')}，所以做不了照片。")
    if unseen or float(facts["hair_top_y"]) < 1:
        note = Note(
            what="头没有完整地、单独地在照片里，头顶或脸被切掉的补不回来。请一个人重拍：头顶上方和两侧多留背景。",
            cites=spec.cites([*PLACE, "faces"]),
        )
        return [note]
    return []
