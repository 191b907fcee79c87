"""A trace in words: the rule's tree in zh-CN, with ✓ for true, ✗ for false and ? for unknown."""

from __future__ import annotations

from collections.abc import Iterator

from zikao.judge.dates import NOT_YET
from zikao.judge.document import SEVERITIES, Document, Fact, item_called
from zikao.judge.evaluate import Facts
from zikao.judge.operators import COMPARISONS, GROUPS, Shape
from zikao.judge.rules import REQUIRE
from zikao.judge.trace import Trace, trace

MARKS = {True: "✓", False: "✗", None: "?"}
OUTCOMES = {"yes": "符合", "no": "不符合", "unknown": "还不能判断", "not_applicable": "不适用"}
OUTCOME_TRUTHS = {"yes": True, "not_applicable": True, "no": False, "unknown": None}
DUTY_STATES = {
    "done": "已完成",
    "pending": "待完成",
    "open": "还不能判断",
    "lapsed": "已过期限",
    "failed": "没有做到",
}

Branch = tuple[str, list["Branch"]]
"""A line of the tree and what hangs below it."""


def explain(document: Document, rule_id: str, facts: Facts) -> str:
    """Explanation of one rule over these facts, as lines of plain text.

    Raises:
        KeyError: the document has no such rule.
    """
    words = _Words(document)
    return "\n".join(_lines(words.rule(trace(document, rule_id, facts))))


class _Words:
    """Puts the parts of a trace into words, with the questions and options of its document."""

    def __init__(self, document: Document) -> None:
        self.facts: dict[str, Fact] = dict(document.facts)
        self.lists = {rule.id: rule.each for rule in document.rules if rule.each}
        for fact in document.facts.values():
            self.facts.update(fact.items or {})

    def rule(self, found: Trace) -> Branch:
        title = found["title"] or found["id"]
        name = f"{title}（{found['id']}，{SEVERITIES[found['severity']]}）"
        branches: list[Branch] = []
        if "items" in found:
            listed = self.facts[self.lists[found["id"]]]
            for place, item in enumerate(found["items"]):
                called = item_called(listed, place)
                branches.append((self.verdict(called, item), list(self.body(item))))
        else:
            branches.extend(self.body(found))
        if found["missing"]:
            branches.append(("缺少：" + "".join(map(self.name, found["missing"])), []))
        return self.verdict(name, found), branches

    def verdict(self, name: str, found: Trace) -> str:
        by = found["by"]
        reason = f"，依据例外（{by}）" if by not in (None, REQUIRE) else ""
        return f"{MARKS[OUTCOME_TRUTHS[found['outcome']]]} {name}：{OUTCOMES[found['outcome']]}{reason}"

    def body(self, found: Trace) -> Iterator[Branch]:
        if found["when"]:
            yield self.part("适用条件", found["when"])
        yield self.part("要求", found["require"])
        for exception in found["exceptions"]:
            title = exception["title"] or exception["id"]
            duties = [self.duty(duty) for duty in exception["duties"]]
            head = f"{MARKS[exception['truth']]} 例外（{exception['id']}）：{title}"
            yield head, [self.node(exception["when"]), *duties]

    def part(self, name: str, node: Trace) -> Branch:
        line, below = self.node(node)
        mark, words = line[0], line[2:]
        return f"{mark} {name}：{words}", below

    def duty(self, duty: Trace) -> Branch:
        until = f"，{duty['due']} 止" if duty["due"] else ""
        head = f"{MARKS[duty['truth']]} 要做的事：{duty['todo']}（{DUTY_STATES[duty['state']]}{until}）"
        return head, [self.node(duty["must"])]

    def node(self, node: Trace) -> Branch:
        mark = MARKS[node["truth"]]
        if "parts" in node:
            return f"{mark} {GROUPS[node['operator']].explained}", [self.node(part) for part in node["parts"]]
        name = node["fact"]
        limits = node["limit"] if isinstance(node["limit"], list) else [node["limit"]]
        comparison = COMPARISONS[node["operator"]]
        joint = " 至 " if comparison.shape is Shape.ENDS else "、"
        limit = joint.join("（未知）" if each is None else self.value(name, each) for each in limits)
        words = f"{self.name(name)}{comparison.explained} {limit}"
        return f"{mark} {words}（{self.answer(name, node['value'])}）", []

    def name(self, name: str) -> str:
        fact = self.facts.get(name)
        return f"「{(fact and (fact.label or fact.ask)) or name}」"

    def answer(self, name: str, value: object) -> str:
        if value is not None:
            return f"现为 {self.value(name, value)}"
        fact = self.facts.get(name)
        return "尚未回答" if fact and fact.ask else "没有量到"

    def value(self, name: str, value: object) -> str:
        fact = self.facts.get(name)
        none = fact and fact.none
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list):
            return "、".join(self.value(name, each) for each in value) or none or "无"
        options = (fact and fact.options) or {}
        if value == NOT_YET and value not in options:
            return none or "还没有"
        return options.get(value, value) if isinstance(value, str) else str(value)


def _lines(branch: Branch, lead: str = "", below: str = "") -> Iterator[str]:
    line, branches = branch
    yield lead + line
    for number, each in enumerate(branches, 1):
        last = number == len(branches)
        yield from _lines(each, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "))
