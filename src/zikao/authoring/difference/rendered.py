"""A difference to read: on a terminal, as Markdown, as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

from zikao.authoring.difference.candidates import Candidate, Group
from zikao.authoring.difference.draft import Entry, draft
from zikao.authoring.difference.report import Difference, Effect, Part, Province
from zikao.authoring.difference.told import Line
from zikao.authoring.difference.weight import number
from zikao.authoring.difference.words import SECTIONS, VERDICTS

KINDS = {
    "province": "",
    "procedure": "",
    "photo": "照片规格 ",
    "package": "压缩包规格 ",
    "together": "几个文件一起看 ",
    "city": "市 ",
}
WEIGHTS = {
    "words": "只有文字、来源、联系方式这些变了",
    "matter": "时间、条件、材料、步骤或问题变了",
    "gone": "有事项或规格被删去了，别处写的地址会失效",
}
HOW = {"added": "新增", "removed": "删去"}
MOST_GROUPS, MOST_CANDIDATES, MOST_ANSWERS, MOST_USERS = 12, 3, 8, 4
"""Shown to be read; JSON has all."""

Row = tuple[int, str]
"""How deep a line stands, and the line."""


def rows(found: Difference, today: date) -> Iterator[Row]:
    """Everything in lines: 0 the whole, 1 a province, 2 a procedure, 3 a section, 4 and 5 what differs."""
    yield 0, f"旧：{found.old.label}"
    yield 0, f"新：{found.new.label}"
    for version, side in ((found.old, "旧"), (found.new, "新")):
        if version.faults:
            first = version.faults[0].sentence
            yield 0, f"{side}的一边有 {len(version.faults)} 处错误，读不了的没有比，如 {first}"
    if not found.provinces:
        yield 0, "内容没有变。"
    for province in found.provinces:
        yield from _province(province, today)


def _province(province: Province, today: date) -> Iterator[Row]:
    named = f"{province.name}（{province.id}）"
    if province.how != "changed":
        yield 1, f"{named}：整个{HOW[province.how]}"
        return
    yield 1, f"{named}  {province.before} → {province.now}"
    yield 4, version_sentence(province)
    for city, (before, now, weight) in province.cities.items():
        if weight and before and now and number(now) <= number(before):
            yield 4, f"市 {city} 的内容变了，版本号还是 {now}：也要升。"
    for part in province.parts:
        yield from _part(part)
    entries = draft(province, today)
    if entries:
        yield 2, "changes 的草稿（改好措辞再贴到 province.yaml 的 changes 最前面）"
        yield 6, yaml(entries)


def version_sentence(province: Province) -> str:
    """Whether the version has to rise, whether it did, and to what."""
    if province.weight is None:
        return "自己的文件没有变，版本号不用升；变的是它沿用的内容。"
    why = WEIGHTS[province.weight]
    if not province.raised:
        return f"版本号要升：{why}，从 {province.before} 升到 {province.wanted}。"
    if province.now and province.wanted and number(province.now) < number(province.wanted):
        return f"版本号升了；{why}，通常升到 {province.wanted}。"
    return f"版本号已经升了：{why}。"


def yaml(entries: list[Entry]) -> str:
    """The draft as it is pasted."""
    return "\n".join(each.yaml() for each in entries)


def _part(part: Part) -> Iterator[Row]:
    how = f"：{HOW[part.how]}" if part.how in HOW else ""
    more = f" 等 {len(part.used)} 项" if len(part.used) > MOST_USERS else ""
    used = f"  用于：{'、'.join(part.used[:MOST_USERS])}{more}" if part.used else ""
    named = f"（{part.id}）" if part.id else ""
    yield 2, f"{KINDS[part.kind]}{part.title}{named}{how}{used}"
    sections: dict[str, list[Line]] = {}
    for line in part.lines:
        sections.setdefault(line.section if line.section in SECTIONS else "", []).append(line)
    for section in sorted(sections, key=lambda name: list(SECTIONS).index(name) if name else -1):
        yield 3, SECTIONS.get(section, "概况")
        for line in sections[section]:
            yield from _line(line)
    for effect in part.effects:
        yield from _effect(effect)


def _line(line: Line) -> Iterator[Row]:
    yield (
        4,
        f"{line.heading}{f'  {line.old or line.new}' if line.before is None and line.now is None else ''}",
    )
    if line.before is not None:
        yield 5, f"旧  {line.before}  〔{line.old}〕"
    if line.now is not None:
        yield 5, f"新  {line.now}  〔{line.new}〕"


def _effect(effect: Effect) -> Iterator[Row]:
    where = f"，按 {effect.city} 市的规则" if effect.city else ""
    heading = f"编出来的考生（试了 {effect.found.tried} 种{where}）"
    if effect.kind != "procedure":
        heading = f"编出来的文件（试了 {effect.found.tried} 种{where}）"
    yield 3, heading
    if not effect.found.verdicts:
        yield 4, "没有一位的结论变了。"
    for group in effect.found.groups[:MOST_GROUPS]:
        yield from _group(group, effect)
    if (more := len(effect.found.groups) - MOST_GROUPS) > 0:
        yield 4, f"还有 {more} 组，见 --format json。"


def _group(group: Group, effect: Effect) -> Iterator[Row]:
    rules = "、".join(part_name(part, effect) for part in group.parts)
    verdict = (
        f"以前{VERDICTS[group.before]}，现在{VERDICTS[group.now]}"
        if group.before != group.now
        else f"结论不变（{VERDICTS[group.now]}），单条不同"
    )
    counted = f"{len(group.candidates)} 位" if effect.kind == "procedure" else f"{len(group.candidates)} 种"
    yield 4, f"{verdict}：{counted}{f'，因为{rules}' if rules else ''}"
    for candidate in group.candidates[:MOST_CANDIDATES]:
        yield 5, candidate_sentence(candidate, effect)
    if (more := len(group.candidates) - MOST_CANDIDATES) > 0:
        yield 5, f"还有 {more} {'位' if effect.kind == 'procedure' else '种'}。"


def part_name(part: str, effect: Effect) -> str:
    """A rule, or what stands beside the rules, as a clerk finds it: by its title and its id."""
    kind, colon, name = part.partition(":")
    if colon:
        return f"{SECTIONS[kind]}（{name}）"
    return f"“{effect.titles.get(part, part)}”（{part}）"


def candidate_sentence(candidate: Candidate, effect: Effect) -> str:
    """A made-up candidate by the answers that make the difference."""
    words = effect.words
    told = [f"{words.name(name)}{words.answer(name, value)}" for name, value in candidate.reason.items()]
    if not told:
        return "不管怎么回答" if effect.kind == "procedure" else "不管是什么样的文件"
    more = f"；另 {len(told) - MOST_ANSWERS} 项" if len(told) > MOST_ANSWERS else ""
    rest = "，其余都照要求" if len(candidate.answers) > len(candidate.reason) else ""
    return f"{'；'.join(told[:MOST_ANSWERS])}{more}{rest}"


_INDENT = {0: "", 1: "", 2: "", 3: "  ", 4: "    ", 5: "      ", 6: ""}
_MARKS = {1: "## ", 2: "### ", 3: "#### ", 4: "- ", 5: "    - "}


def as_text(found: Difference, today: date) -> str:
    """For a terminal; blank lines between provinces and procedures."""
    lines = []
    for depth, text in rows(found, today):
        if depth in (1, 2):
            lines.append("")
        lines.append(f"{_INDENT[depth]}{text}")
    return "\n".join(lines)


def as_markdown(found: Difference, today: date) -> str:
    """To be pasted into a mail or a note; signs that Markdown reads are kept from it."""
    lines = ["# 规则变了什么", ""]
    for depth, text in rows(found, today):
        if depth == 6:
            lines += ["", "```yaml", text, "```", ""]
            continue
        if depth < 4:
            lines.append("")
        lines.append(f"{_MARKS.get(depth, '')}{_escaped(text)}")
        if depth < 4:
            lines.append("")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_<>[]#|" else sign for sign in text)


def as_json(found: Difference, today: date) -> dict[str, Any]:
    """Plain data, whole."""
    return {
        "old": {"label": found.old.label, "faults": [each.sentence for each in found.old.faults]},
        "new": {"label": found.new.label, "faults": [each.sentence for each in found.new.faults]},
        "provinces": [_province_json(each, today) for each in found.provinces],
    }


def _province_json(province: Province, today: date) -> dict[str, Any]:
    return {
        "id": province.id,
        "name": province.name,
        "how": province.how,
        "version": {
            "old": province.before, "new": province.now, "wanted": province.wanted, "raised": province.raised,
            "weight": province.weight,
        },
        "cities": {
            city: {"old": before, "new": now, "weight": weight}
            for city, (before, now, weight) in province.cities.items()
        },
        "parts": [_part_json(each) for each in province.parts],
        "changes": [dataclasses.asdict(each) for each in draft(province, today)],
    }  # fmt: skip


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "id": part.id,
        "title": part.title,
        "how": part.how,
        "used": list(part.used),
        "lines": [dataclasses.asdict(each) for each in part.lines],
        "effects": [
            {
                "kind": each.kind,
                "city": each.city,
                "rules": list(each.found.parts),
                "tried": each.found.tried,
                "groups": [dataclasses.asdict(group) for group in each.found.groups],
            }
            for each in part.effects
        ],
    }  # fmt: skip
