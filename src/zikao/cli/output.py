"""Reports on a terminal, for 80 columns and with or without colour: what to mend first, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zikao.cli.wrapping import wrapped
from zikao.clock import spoken
from zikao.judge.document import SEVERITIES
from zikao.report import TO_MEND, VERDICTS, ByEye, Citation, Finding, Region, Report

STYLES = {"pass": "bold green", "attention": "bold yellow", "fail": "bold red", "unknown": "bold cyan"}
"""Of the verdicts, for rich."""
AUTHORITIES = {
    "official": "",
    "mirror": "（转载）",
    "unofficial": "（非官方）",
    "tool": "（本工具的技术检查）",
}
UNCONCERNED, MEASURED = "不涉及", "能测的符合"
"""In place of 符合, where nothing applies and where points are left to the reader's eye."""
BY_EYE = "量不出来，没有算在上面的结果里；对着文件一条一条看"

BRIEF = 5
"""Unchecked items that are named unless everything is asked for."""

_WRONG = {"must": ("✗", "red"), "should": ("!", "yellow"), "advice": ("·", "yellow")}
_INDENT = " " * 8
"""Below the text of a line that begins with a mark and its weight."""


class Line(NamedTuple):
    """One file of many; small, so that thousands of them can wait for their turn."""

    name: str
    word: str
    style: str
    remark: str
    """The first thing to mend, or why it could not be checked."""


def print_report(console: Console, report: Report, *, name: str, everything: bool) -> None:
    """One report, whole; findings that are met are only counted unless `everything` is asked for."""
    out = _Printer(console)
    style = "bold cyan" if report.unconcerned else STYLES[report.verdict]
    out.line(f"{name}  {report.target.title}", "bold")
    out.line(report.heading, style)
    out.line(report.summary)
    instead = report.elsewhere or report.unconcerned
    if report.elsewhere and report.elsewhere.mend:
        out.line(report.elsewhere.mend, lead="→ ")
    if instead and instead.cites:
        out.line(_clauses(instead.cites), "dim")
    _Findings(out, report.findings).print(everything=everything)
    if report.duties:
        out.heading("还要做的")
    for duty in report.duties:
        out.line(f"{duty.todo}（{f'最迟 {spoken(duty.due)}' if duty.due else '日期未定'}）", lead="□ ")
        out.line(_clauses(duty.cites), "dim", lead="  ")
    if question := report.next_question:
        out.heading("还需要知道")
        out.line(f"{question.ask}  {question.fact}", lead="? ")
    if report.by_eye:
        _print_by_eye(out, report.by_eye)
    if not everything and (met := sum(each.outcome == "yes" for each in report.findings)):
        out.line("")
        out.line(f"符合的 {met} 项没有列出，加 --all 逐条看。", "dim")
    stamp = report.rulebook
    out.line("")
    out.line(
        f"规则 {stamp.id} {stamp.version}，核对于 {spoken(stamp.reviewed_on)}，{stamp.sha256[:12]}", "dim"
    )
    out.line(report.notice, "dim")
    out.line("")


def line(name: str, result: Report | str) -> Line:
    """What an overview says of one file."""
    if isinstance(result, str):
        return Line(name, "没能检查", "magenta", result)
    wrong = next((each for each in result.findings if each.outcome == "no"), None)
    told = f"{wrong.sentence}（{wrong.id}）" if wrong else result.summary
    return Line(name, word(result), STYLES[result.verdict], told)


def word(report: Report) -> str:
    """The verdict in a word, which says no more than was looked at."""
    if report.unconcerned:
        return UNCONCERNED
    return MEASURED if report.verdict == "pass" and report.by_eye else VERDICTS[report.verdict]


def print_overview(console: Console, lines: Sequence[Line]) -> None:
    """Many files: of each the word, its name, and below it what to mend first; then the counts."""
    out = _Printer(console)
    widest = max(cell_len(each.word) for each in lines)
    for each in lines:
        pad = " " * (widest - cell_len(each.word))
        out.line(each.name, "bold", lead=f"{each.word}{pad}  ", lead_style=each.style)
        out.line(each.remark, lead=" " * (widest + 2))
    counts = Counter(each.word for each in lines)
    out.line("")
    out.line(
        f"共 {len(lines)} 个文件：" + "，".join(f"{count} 个{word}" for word, count in counts.items()) + "。"
    )
    if MEASURED in counts:
        out.line("“能测的符合”的，还有几点要你自己看：一次检查一个文件就会列出来。", "dim")
    out.line("")


def place(region: Region) -> str:
    """An item that was answered; an entry of an archive, and the page of it where that is a PDF."""
    if region.item:
        return region.item
    return f"{region.entry} 第 {region.page} 页" if region.page else str(region.entry)


def named(finding: Finding) -> list[Region]:
    """The places that have a name; boxes and lines of a picture have none."""
    return [each for each in finding.regions if each.entry or each.item]


def where(regions: Sequence[Region]) -> str:
    """What stands before the names of places."""
    return "其中" if regions[0].item else "位置"


def told_apart(finding: Finding) -> list[str]:
    """The places, each with what was measured there; none where they do not differ in it."""
    lines = [f"{place(each)}：{each.measured}" for each in named(finding) if each.measured]
    more = finding.count - len(finding.regions)
    return [*lines, f"还有 {more} 处"] if lines and more > 0 else lines


def by_reason(findings: Sequence[Finding]) -> list[tuple[str | None, list[Finding]]]:
    """What was not checked, by the reason that several may share, each told once; in their order."""
    groups: dict[str, list[Finding]] = {}
    for each in findings:
        groups.setdefault(each.why or each.id, []).append(each)
    return [(alike[0].why, alike) for alike in groups.values()]


def clause(cite: Citation) -> str:
    """Where a statement comes from, in a line."""
    return f"《{cite.title}》{cite.clause}{AUTHORITIES[cite.authority]}"


class _Printer:
    """Lines of the terminal's own width."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def line(self, text: str, style: str = "", *, lead: str = "", lead_style: str | None = None) -> None:
        """One paragraph, broken as Chinese is."""
        for number, each in enumerate(wrapped(text, self.console.width, lead)):
            shown = Text(each, style)
            if number == 0 and lead_style is not None:
                shown = Text.assemble((each[: len(lead)], lead_style), (each[len(lead) :], style))
            # It is broken already, and a path may be longer than the line.
            self.console.print(shown, soft_wrap=True)

    def heading(self, text: str, note: str = "") -> None:
        """What the lines below it have in common."""
        self.line("")
        self.line(f"{text}{note}", "bold")


class _Findings:
    """The findings in groups, and the contradictions in which they stand, each told once, at the end."""

    def __init__(self, out: _Printer, findings: Sequence[Finding]) -> None:
        self.out = out
        self.findings = findings
        self.told: list[str] = []

    def print(self, *, everything: bool) -> None:
        for severity, heading in TO_MEND.items():
            mark, style = _WRONG[severity]
            self.group(heading, [e for e in self.of("no") if e.severity == severity], mark, style)
        self.group("还不能判断的", self.of("unknown"), "?", "cyan")
        self.unchecked(self.of("not checked"), everything=everything)
        if everything:
            self.group("符合的", self.of("yes"), "✓", "green")
        if self.told:
            self.out.heading("原文有出入的地方")
        for number, text in enumerate(self.told, 1):
            self.out.line(text, lead=f"[{number}] ")

    def of(self, outcome: str) -> list[Finding]:
        return [each for each in self.findings if each.outcome == outcome]

    def group(self, heading: str, findings: list[Finding], mark: str, style: str) -> None:
        if findings:
            self.out.heading(f"{heading} {len(findings)} 项")
        for each in findings:
            self.out.line(each.sentence, lead=_lead(mark, each.severity), lead_style=style)
            for text, text_style in self.details(each):
                self.out.line(text, text_style, lead=_INDENT)

    def details(self, each: Finding) -> Iterable[tuple[str, str]]:
        """What was measured and required, where, the mend, the clause."""
        apart = told_apart(each)
        if each.outcome == "no":
            measured = None if apart else each.measured
            figures = [measured and f"实测 {measured}", each.required and f"要求 {each.required}"]
            if any(figures):
                yield "；".join(filter(None, figures)), ""
        if apart:
            yield from ((line, "") for line in apart)
        elif regions := named(each):
            more = f" 等 {each.count} 处" if each.count > len(regions) else ""
            yield f"{where(regions)}：{'、'.join(map(place, regions))}{more}", ""
        if each.mend:
            yield f"{'怎么办' if each.outcome == 'no' else '到哪里查'}：{each.mend}", ""
        if each.contradiction and each.outcome == "no":
            if each.contradiction not in self.told:
                self.told.append(each.contradiction)
            yield f"原文有出入，见后面的 [{self.told.index(each.contradiction) + 1}]。", ""
        yield f"{_clauses(each.cites)}  {each.id}", "dim"

    def unchecked(self, findings: list[Finding], *, everything: bool) -> None:
        if not findings:
            return
        self.out.heading(f"没有检查的 {len(findings)} 项", "（不等于符合）")
        groups = by_reason(findings)
        for why, alike in groups if everything else groups[:BRIEF]:
            if len(alike) == 1:
                self.out.line(alike[0].sentence, lead=_lead("–", alike[0].severity), lead_style="dim")
                continue
            self.out.line(f"这 {len(alike)} 项没有检查：{why}。", lead="– ", lead_style="dim")
            for severity in SEVERITIES:
                if titles := [each.title for each in alike if each.severity == severity]:
                    self.out.line("；".join(titles), lead=_lead(" ", severity))
        if not everything and len(groups) > BRIEF:
            self.out.line(f"…… 加 --all 看全部 {len(findings)} 项", "dim", lead=_INDENT)


def _print_by_eye(out: _Printer, points: Sequence[ByEye]) -> None:
    out.heading(f"请你自己看 {len(points)} 点", f"（{BY_EYE}）")
    titles = {cite.title for each in points for cite in each.cites}
    for each in points:
        where = "、".join(cite.clause for cite in each.cites) if len(titles) == 1 else _clauses(each.cites)
        out.line(f"{each.ask}  {where}", lead=_lead("□", each.severity))
    if len(titles) == 1:
        out.line(f"条款都在《{titles.pop()}》。", "dim", lead=_INDENT)


def _lead(mark: str, severity: str) -> str:
    return f"{mark} {SEVERITIES[severity]}  "


def _clauses(cites: Sequence[Citation]) -> str:
    """The clauses, each source named once."""
    found: dict[tuple[str, str], list[str]] = {}
    for cite in cites:
        found.setdefault((cite.title, AUTHORITIES[cite.authority]), []).append(cite.clause)
    named = (f"《{title}》{'、'.join(clauses)}{standing}" for (title, standing), clauses in found.items())
    return f"依据：{'；'.join(named)}"
