"""Rulebook data in words: conditions, dates, weights of rules, standing of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from zikao.clock import spoken
from zikao.judge.dates import NOT_YET, date_kind
from zikao.judge.document import SEVERITIES
from zikao.judge.evaluate import Tables
from zikao.judge.operators import ALL, COMPARISONS, GROUPS, Shape
from zikao.rulebook.document import DocumentDates, DocumentYearly
from zikao.rulebook.in_force import Dated
from zikao.rulebook.model import Asked, Fact, SpecValue
from zikao.rulebook.text import NO_TABLES, PLACEHOLDER, day_of_year, shown, table_entry

NOT_STATED = "来源未载明"
IN_REPORT = "〔见报告〕"
"""Stands where only a report can tell. Lint asks for words that a page can say instead."""

SEVERITY = SEVERITIES
SEVERITY_MEANS = {
    "must": "不符合就会被退回",
    "should": "来源用较缓的措辞要求，或仅见于非官方来源",
    "advice": "建议或参考值",
}
AUTHORITY = {"official": "官方", "mirror": "转载，非官方", "unofficial": "非官方", "tool": "本工具"}
FILE_KINDS = {"folder": "文件夹", "link": "快捷方式（链接）"}
"""What an archive may hold beside files; measuring names them, and no report shows them."""

_SPACED = re.compile(f"( ?){PLACEHOLDER.pattern}( ?)")
_RESERVED = {"today": "今天", "now": "现在"}


def issued(text: str) -> str:
    """A source's date of issue."""
    return "未注明日期" if text == "undated" else f"{spoken(text)}发布"


def span(dates: DocumentDates) -> str:
    """From when to when and at what hours, as far as it is known."""
    start = f"{spoken(dates.start)} 起" if dates.start else ""
    end = f"{spoken(dates.end)} 止" if dates.end else ""
    return "，".join(filter(None, (start, end, *hours(dates))))


def hours(dates: DocumentDates) -> list[str]:
    """At what hours and on which days of that time, as far as the source says it."""
    daily = [f"每天 {_hour(dates.daily.start)}–{_hour(dates.daily.end)}"] if dates.daily else []
    return [*daily, "只在工作日"] if dates.workdays else daily


def in_force(rule: Dated, today: str) -> str:
    """From when or until when a rule or a spec is in force, where that is not always; empty where it is."""
    if rule.valid_until and rule.valid_until < today:
        return f"已经不用了：只到 {spoken(rule.valid_until)}为止"
    start = f"从 {spoken(rule.valid_from)}起" if rule.valid_from and rule.valid_from > today else ""
    end = f"到 {spoken(rule.valid_until)}为止" if rule.valid_until else ""
    return "，".join(filter(None, (start, end)))


def every_year(spans: Iterable[DocumentYearly]) -> str:
    """What comes every year, such as 3月10日 到 3月16日；8月15日 止."""
    return "；".join(_each_year(span.start, span.end) for span in spans)


def _each_year(start: str | None, end: str | None) -> str:
    if start and end:
        return f"{_in_year(start)} 到 {'次年' if end[:5] < start[:5] else ''}{_in_year(end)}"
    return f"{_in_year(start)} 起" if start else f"{_in_year(end or '')} 止"


def _in_year(text: str) -> str:
    day, _, time = text.partition("T")
    month, of_month = day.split("-")
    return f"{int(month)}月{int(of_month)}日{f' {time}' if time else ''}"


def _hour(time: str) -> str:
    return time.removeprefix("0")


def machine(moment: str) -> str:
    """A day or moment of the rulebook as HTML has it: its clock knows no 24:00."""
    if moment.endswith("T24:00"):
        return f"{date.fromisoformat(moment[:10]) + timedelta(days=1)}T00:00+08:00"
    return f"{moment}+08:00" if "T" in moment else moment


def fill(
    text: str, values: Mapping[str, SpecValue], facts: Mapping[str, Fact], tables: Tables = NO_TABLES
) -> str:
    """Replace `{name}`: values of the spec by their value, facts by what they are called.

    For `{TABLE.by.FACT}` every entry of the table stands there, each with the answer that it goes with.
    Words take no space beside them, as numbers do.
    """

    def one(match: re.Match[str]) -> str:
        before, name, after = match.groups()
        if value := values.get(name):
            return f"{before}{shown(value.value)}{after}"
        if entry := table_entry(name):
            return _entries(tables[entry[0]], facts.get(entry[1]))
        fact = facts.get(name)
        return (fact and fact.called) or IN_REPORT

    return _SPACED.sub(one, text)


def _entries(table: Mapping[str, Any], fact: Fact | None) -> str:
    """All entries of a table in words: 6月30日（上半年）、12月30日（下半年）."""
    labels = {"true": "是", "false": "否", **((fact.options if fact else None) or {})}
    return "、".join(
        f"{day_of_year(value) if isinstance(value, str) else shown(value)}（{labels.get(key, key)}）"
        for key, value in table.items()
    )


def condition(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    """A condition as one clause, such as 「申请哪个层次？」是“本科”."""
    [(operator, inside)] = tree.items()
    group = GROUPS.get(operator)
    if group is None:
        [(name, operand)] = inside.items()
        return _compared(operator, name, operand, facts)
    if group.denies and len(inside) == 1 and (denied := _denied(inside[0], facts)):
        return denied
    return group.clause.format(group.joint.join(_nested(child, facts) for child in inside))


def clauses(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> list[str]:
    """A condition as clauses that have to hold together: one, unless it asks for several things at once."""
    parts = tree.get(ALL)
    if not parts:
        return [condition(tree, facts)]
    return [clause for part in parts for clause in clauses(part, facts)]


def _denied(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> str | None:
    """A comparison that must not hold, where Chinese has a plain word for that."""
    [(operator, inside)] = tree.items()
    if operator not in COMPARISONS or COMPARISONS[operator].denied is None:
        return None
    [(name, operand)] = inside.items()
    if isinstance(operand, bool):
        return _compared(operator, name, not operand, facts)
    return _compared(operator, name, operand, facts, denied=True)


def _nested(tree: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    text = condition(tree, facts)
    [(operator, inside)] = tree.items()
    bare = operator in GROUPS and not GROUPS[operator].denies and len(inside) > 1
    return f"（{text}）" if bare else text


def _compared(
    operator: str, name: str, operand: Any, facts: Mapping[str, Fact], *, denied: bool = False
) -> str:
    comparison = COMPARISONS[operator]
    limits = operand if isinstance(operand, list) else [operand]
    said = [_operand(limit, _asked(name, facts), facts) for limit in limits]
    if comparison.shape is Shape.LITERALS:
        said = ["或".join(said)]
    clause = comparison.denied if denied and comparison.denied else comparison.clause
    return (_name(name, facts) + clause.format(*said)).rstrip()


def _name(name: str, facts: Mapping[str, Fact]) -> str:
    asked = _asked(name, facts)
    return f"「{asked.ask}」" if asked else _RESERVED.get(name, "该项")


def _asked(name: str, facts: Mapping[str, Fact]) -> Asked | None:
    """A question, or a field of the items of one whose answer is a list."""
    fields = (fact.fields[name] for fact in facts.values() if fact.fields and name in fact.fields)
    return facts.get(name) or next(fields, None)


def _operand(operand: Any, fact: Asked | None, facts: Mapping[str, Fact]) -> str:
    if isinstance(operand, Mapping):
        return _reference(operand, facts) + _shift(operand.get("plus"))
    if fact and fact.options and operand in fact.options:
        return f"“{fact.options[operand]}”"
    if operand == NOT_YET and fact and fact.none:
        return f"“{fact.none}”"
    if date_kind(operand):
        return spoken(operand)
    return f"“{shown(operand)}”" if isinstance(operand, bool | str) else f" {shown(operand)} "


def _reference(operand: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    if "literal" in operand:
        return _operand(operand["literal"], None, facts)
    if "fact" in operand:
        return _name(operand["fact"], facts)
    if "table" in operand:
        return f"按{_name(operand['by'], facts)}所定的值"
    return _year_and_day(operand, facts)


def _year_and_day(operand: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    year, at = operand.get("year"), operand.get("day")
    of_year = f"{year}年" if isinstance(year, int) else "当年"
    time = f" {operand['time']}" if operand.get("time") else ""
    if isinstance(at, str):
        month, of_month = at.split("-")
        return f"{of_year}{int(month)}月{int(of_month)}日{time}"
    by = _name(at["by"], facts) if isinstance(at, Mapping) else ""
    return f"{of_year}按{by}所定的日期{time}"


def _shift(plus: Mapping[str, Any] | None) -> str:
    if not plus:
        return ""
    units = {"years": "年", "months": "个月", "days": "天"}
    ends = {"month_start": "那个月的第一天", "month_end": "那个月的最后一天"}
    parts = [
        ends[plus[unit]]
        if unit == "to"
        else f"{'前' if plus[unit] < 0 else '后'} {abs(plus[unit])} {units[unit]}"
        for unit in ("years", "months", "to", "days")
        if plus.get(unit)
    ]
    return f"（{'，'.join(parts)}）" if parts else ""


def due(operand: Any, facts: Mapping[str, Fact]) -> str:
    """A duty's last day in words."""
    return _operand(operand, None, facts)
