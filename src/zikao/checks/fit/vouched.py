"""What no made file can show and nobody but the candidate can vouch for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from zikao.checks.fit.spec import ORIGIN, FitSpec
from zikao.report import Finding, Note, Report


def to_confirm(
    spec: FitSpec, report: Report, vouched: Collection[str], where: Literal["文件", "原图"]
) -> tuple[Note, ...]:
    """What was believed, and what nothing was said about.

    Args:
        spec: the spec.
        report: on the file.
        vouched: facts that count by the candidate's word alone.
        where: what told the others.
    """
    without = "" if where == "文件" else "做好的文件里也没有，"
    told: dict[str, list[Finding]] = {
        "是照你自己说的判断的，是否属实由你自己保证。": [],
        f"是照{where}里写的拍摄信息判断的。这种信息可以改动，{without}是否属实由你自己保证。": [],
        f"没有检查，因为{where}里没有写。请你自己确认符合。": [],
    }
    by_word, by_file, unsaid = told.values()
    for each in report.findings:
        facts = spec.facts_of(each)
        if not facts.isdisjoint(ORIGIN):
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
