"""Reports on a terminal: what is wrong first, then what could not be checked, then what is right."""

from __future__ import annotations

from typing import NamedTuple

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from zikao.judge.explain import SEVERITIES
from zikao.report import VERDICTS, Citation, Finding, Region, Report

STYLES = {"pass": "bold green", "attention": "bold yellow", "fail": "bold red", "unknown": "bold cyan"}
"""Of the verdicts, for rich."""
OUTCOMES = {
    "no": ("✗ 不符合", "red"),
    "unknown": ("? 缺信息", "cyan"),
    "not checked": ("– 未检查", "dim"),
    "yes": ("✓ 符合", "green"),
}
AUTHORITIES = {
    "official": "",
    "mirror": "（转载）",
    "unofficial": "（非官方）",
    "tool": "（本工具的技术检查）",
}

BRIEF = 5
"""Unchecked items that are named unless everything is asked for."""

_ORDER = tuple(OUTCOMES)
_RANK = tuple(SEVERITIES)


def print_report(console: Console, report: Report, *, name: str, everything: bool) -> None:
    """One report, whole; findings that are met are only counted unless `everything` is asked for."""
    word, style = VERDICTS[report.verdict], STYLES[report.verdict]
    console.print(Text.assemble((name, "bold"), "  ", report.target.title))
    console.print(Text.assemble((word, style), "  ", report.summary))
    if report.elsewhere:
        console.print(Text(f"→ {report.elsewhere.sentence}{report.elsewhere.mend or ''}"))
        console.print(Text(_clauses(report.elsewhere.cites), style="dim"))
    shown = {"no", "unknown"} | ({"yes"} if everything else set())
    if findings := [each for each in report.findings if each.outcome in shown]:
        console.print(_table(findings))
    if unchecked := [each for each in report.findings if each.outcome == "not checked"]:
        console.print(Text.assemble((f"没有检查的 {len(unchecked)} 项", "bold"), "（不等于符合）"))
        for each in unchecked if everything else unchecked[:BRIEF]:
            console.print(Text(f"  – {each.sentence}", style="dim"))
        if not everything and len(unchecked) > BRIEF:
            console.print(Text(f"  …… 加 --all 看全部 {len(unchecked)} 项", style="dim"))
    for duty in report.duties:
        due = f"（最迟 {duty.due}）" if duty.due else "（日期未定）"
        console.print(Text.assemble(("还要做  ", "bold yellow"), f"{duty.todo}{due}"))
    if question := report.next_question:
        console.print(Text.assemble(("还需要知道  ", "bold cyan"), f"{question.ask}  [{question.fact}]"))
    stamp = report.rulebook
    console.print(
        Text(f"规则 {stamp.id} {stamp.version}，核对于 {stamp.reviewed_on}，{stamp.sha256[:12]}", style="dim")
    )
    console.print(Text(report.notice, style="dim"))
    console.print()


class Line(NamedTuple):
    """One file of many; small, so that thousands of them can wait for the table."""

    name: str
    word: str
    style: str
    remark: str
    """The first thing to mend, or why it could not be checked."""


def line(name: str, result: Report | str) -> Line:
    """What an overview says of one file."""
    if isinstance(result, str):
        return Line(name, "没能检查", "magenta", result)
    wrong = next((each for each in _sorted(result.findings) if each.outcome == "no"), None)
    told = f"{wrong.sentence}（{wrong.id}）" if wrong else result.summary
    return Line(name, VERDICTS[result.verdict], STYLES[result.verdict], told)


def print_overview(console: Console, lines: list[Line]) -> None:
    """Many files, a line each."""
    table = Table(show_lines=False)
    for heading in ("文件", "结果", "先改这一处"):
        table.add_column(heading, overflow="fold")
    for name, word, style, remark in lines:
        table.add_row(name, Text(word, style=style), remark)
    console.print(table)


def _sorted(findings: tuple[Finding, ...] | list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (_ORDER.index(each.outcome), _RANK.index(each.severity)))


def _table(findings: list[Finding]) -> Table:
    table = Table(show_lines=True, expand=False)
    for heading in ("结果", "级别", "说明", "依据"):
        table.add_column(heading, overflow="fold", no_wrap=heading in {"结果", "级别"})
    for each in _sorted(findings):
        word, style = OUTCOMES[each.outcome]
        table.add_row(
            Text(word, style=style), SEVERITIES[each.severity], _explanation(each), _clauses(each.cites)
        )
    return table


def _explanation(finding: Finding) -> Group:
    lines = [Text(finding.sentence)]
    if finding.measured and finding.outcome == "no":
        required = f"，要求 {finding.required}" if finding.required else ""
        lines.append(Text(f"实测 {finding.measured}{required}", style="dim"))
    if finding.mend and finding.outcome in {"no", "unknown"}:
        lines.append(Text(f"怎么办：{finding.mend}"))
    if finding.outcome == "no" and finding.regions:
        places = [place(region) for region in finding.regions if region.entry]
        if places:
            more = f" 等 {finding.count} 处" if finding.count > len(places) else ""
            lines.append(Text(f"位置：{'、'.join(places)}{more}"))
    if finding.contradiction and finding.outcome == "no":
        lines.append(Text(f"原文有出入：{finding.contradiction}", style="dim"))
    lines.append(Text(finding.id, style="dim"))
    return Group(*lines)


def place(region: Region) -> str:
    """An entry of an archive, and the page of it where that is a PDF."""
    return f"{region.entry} 第 {region.page} 页" if region.page else str(region.entry)


def _clauses(cites: tuple[Citation, ...]) -> str:
    return "\n".join(map(clause, cites))


def clause(cite: Citation) -> str:
    """Where a statement comes from, in a line."""
    return f"《{cite.title}》{cite.clause}{AUTHORITIES[cite.authority]}"
