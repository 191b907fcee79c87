"""What a reader is told first: the heading, the counts in one sentence, and what weighs most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, get_args

from zikao.judge.judgement import Judgement
from zikao.report import (
    HEADINGS,
    OUTCOMES,
    VERDICTS,
    CheckName,
    Elsewhere,
    Finding,
    Severity,
    Unconcerned,
    Verdict,
)

_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)


def heading(check: CheckName, verdict: Verdict, instead: Elsewhere | Unconcerned | None, points: int) -> str:
    """The heading.

    Args:
        check: which check it is; of a person's case nothing final is said, as what is missing today may be
            there tomorrow.
        verdict: of the judge.
        instead: why nothing was judged here.
        points: how many points are left to the reader's eye.
    """
    if isinstance(instead, Elsewhere):
        return HEADINGS["elsewhere"]
    if instead:
        return HEADINGS["unconcerned" if check == "eligibility" else "unconcerned file"]
    if verdict == "fail" and check == "eligibility":
        return HEADINGS["not yet"]
    if verdict == "pass" and points:
        return HEADINGS["left to the eye"].format(count=points)
    return VERDICTS[verdict]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is wrong first, then what is open, then what is met; the gravest of each first."""
    return tuple(
        sorted(findings, key=lambda each: (OUTCOMES.index(each.outcome), _SEVERITIES.index(each.severity)))
    )


def summary(findings: Sequence[Finding], judged: Judgement, points: int) -> str:
    """The counts in one zh-CN sentence. What was not checked is never counted as checked.

    `points` are those left to the reader's eye.
    """
    count = Counter[str](each.outcome for each in findings)
    pending = sum(duty.state == "pending" for outcome in judged.outcomes for duty in outcome.duties)
    decided = _counted((count["yes"], "符合"), (count["no"], "不符合"))
    left = _counted(
        (count["unknown"], "还不能判断"), (count["not checked"], "没有检查"), (pending, "要在期限内补办")
    )
    eye = f"{points} 点要你自己看" if points else ""
    counts = "；".join(part for part in (decided, left, eye) if part) or "还不能判断"
    return f"已核对 {count['yes'] + count['no']} 项：{counts}。"


def _counted(*counts: tuple[int, str]) -> str:
    return "，".join(f"{number} 项{word}" for number, word in counts if number)
