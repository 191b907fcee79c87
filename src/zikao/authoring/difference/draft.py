"""A draft of `changes`: what a version brings, as far as the data says it in a candidate's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zikao.authoring.difference.report import Part, Province
from zikao.authoring.difference.told import Line
from zikao.authoring.difference.words import KEYS, VERDICTS
from zikao.authoring.yaml_text import flow, scalar

EDGES = {"start": "开始时间", "end": "截止时间"}
NEW = {
    "rules": "多了一条要求",
    "materials": "多了一份材料",
    "steps": "多了一步",
    "facts": "多问一项",
    "windows": "多了一段时间",
}
GONE = {
    "rules": "不再要求",
    "materials": "不再要",
    "steps": "去掉了一步",
    "facts": "不再问",
    "windows": "不再列出",
}
TOLD = {"rules": "要求改了", "materials": "要求改了", "steps": "做法改了", "facts": "问法改了"}
MOST = 6
"""Sentences of one entry; the rest is counted, and shortened by who pastes it."""


@dataclass(frozen=True)
class Entry:
    """One entry of `changes`, to be looked over by a person."""

    version: str
    on: str
    text: str
    procedures: tuple[str, ...]
    """Empty where it touches all, or none that can be named."""
    remark: str | None
    """What it means for made-up candidates: a comment, for whoever words it."""

    def yaml(self) -> str:
        """Lines to paste below `changes:`."""
        lines = [f"  # {self.remark}"] if self.remark else []
        lines += [f"  - version: {self.version}", f'    on: "{self.on}"', f"    text: {scalar(self.text)}"]
        if self.procedures:
            lines.append(f"    procedures: {flow(list(self.procedures))}")
        return "\n".join(lines)


def draft(province: Province, today: date) -> list[Entry]:
    """The entries of a province whose meaning changed; of one that is new or gone none is drafted."""
    if province.how != "changed" or province.wanted is None or province.now is None:
        return []
    version = province.now if province.raised else province.wanted
    ids = {title: key for key, title in province.procedures.items()}
    found: dict[tuple[str, str | None], list[str]] = {}
    for part in province.parts:
        sentences = list(_sentences(part))
        if not sentences:
            continue
        left = len(sentences) - MOST
        text = "".join(sentences[:MOST]) + (f"另有 {left} 处。" if left > 0 else "")
        procedures = [part.id] if part.kind == "procedure" else [ids[title] for title in part.used]
        found.setdefault((text, _remark(part)), []).extend(procedures)
    every = set(province.procedures)
    return [
        Entry(version, today.isoformat(), text, () if set(names) == every else tuple(names), remark)
        for (text, remark), names in found.items()
    ]


def _sentences(part: Part) -> Iterator[str]:
    if part.how == "added":
        yield f"新增“{part.title}”。"
    elif part.how == "removed":
        yield f"不再有“{part.title}”。"
    lead = f"{part.title}：" if part.kind == "city" else ""
    said: dict[str, None] = {}
    reworded = 0
    for line in part.lines:
        sentence = _sentence(line)
        reworded += sentence is None
        if sentence is not None:
            said[f"{lead}{sentence}"] = None
    if not part.lines:
        said |= {f"“{title}”判断的办法改了。": None for title in _judged(part)}
    yield from said
    if reworded:
        yield f"{lead}有 {reworded} 处说明改了。"


def _judged(part: Part) -> Iterator[str]:
    """The rules that came to a change from elsewhere, such as a spec that this one extends."""
    for effect in part.effects:
        yield from (effect.titles[rule] for rule in effect.found.parts if rule in effect.titles)


def _sentence(line: Line) -> str | None:
    """What a candidate should know of one difference; None for what is only said otherwise."""
    steps = line.path.split(".")
    name = line.about.split(" · ")[0]
    if len(steps) == 2 and line.how == "added" and line.section in NEW:
        return f"{NEW[line.section]}：{name}。"
    if len(steps) == 2 and line.how == "removed" and line.section in GONE:
        return f"{GONE[line.section]}：{name}。"
    if line.section in ("windows", "cycles") and len(steps) == 3 and steps[2] in EDGES:
        return _edge(name, EDGES[steps[2]], line)
    if line.section == "values" and steps[-1] == "value":
        return f"{name}由 {line.before} 改为 {line.now}。" if line.before and line.now else f"{name}改了。"
    if line.section == "rules" and steps[-1] == "severity":
        return f"{name}由“{line.before}”改为“{line.now}”。"
    if line.section in TOLD and steps[-1] in _DECIDES:
        return f"{name}：{TOLD[line.section]}。"
    if line.section == "contacts":
        return (
            f"{name}：{KEYS.get(steps[-1], '联系方式')}改了。"
            if len(steps) == 3
            else f"{name}：联系方式改了。"
        )
    if line.section == "tables":
        return f"对照的日期或数值改了：{line.before or '没有'} 改为 {line.now or '没有'}。"
    return None


_DECIDES = (
    "require", "when", "must", "due", "exceptions", "each", "form", "copies", "host", "after", "papers",
    "type",
)  # fmt: skip


def _edge(name: str, edge: str, line: Line) -> str:
    if line.before and line.now:
        return f"{name}的{edge}由 {line.before} 改为 {line.now}。"
    return f"{name}的{edge}有了：{line.now}。" if line.now else f"{name}的{edge}不再写明。"


def _remark(part: Part) -> str | None:
    turned: dict[str, None] = {}
    for effect in part.effects:
        one = "位考生" if effect.kind == "procedure" else "种文件"
        for group in effect.found.verdicts:
            verdicts = f"以前{VERDICTS[group.before]}，现在{VERDICTS[group.now]}"
            turned[f"编出来的 {len(group.candidates)} {one}{verdicts}"] = None
    return "；".join(turned) or None
