"""Keys and values of a rulebook in the words of those who keep it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zikao.clock import spoken
from zikao.judge.dates import NOT_YET
from zikao.judge.document import SEVERITIES
from zikao.judge.operators import COMPARISONS, GROUPS, Shape

SECTIONS: Mapping[str, str] = {
    "windows": "时间",
    "cycles": "轮次",
    "facts": "问题",
    "rules": "条件",
    "elsewhere": "去别处办的",
    "unconcerned": "不涉及的",
    "impossible": "对不上的回答",
    "values": "数值",
    "tables": "对照表",
    "together": "几个文件一起看",
    "parts": "压缩包里的内容",
    "materials": "材料",
    "steps": "步骤",
    "statuses": "状态",
    "channels": "办理渠道",
    "audience": "申请主体",
    "conditions": "其他条件",
    "notices": "提醒",
    "rejections": "退回原因",
    "labels": "官方检测的提示",
    "definitions": "名词",
    "faq": "常见问题",
    "gaps": "来源没有写的",
    "needs": "考生的说法",
    "numbers": "号码的写法",
    "hosts": "网站",
    "contacts": "联系方式",
    "contradictions": "来源说法不一",
    "sources": "来源",
    "basis": "依据",
    "related": "相关事项",
}
"""In the order in which they are told; what is not here comes first, by its key."""

KEYS: Mapping[str, str] = {
    "title": "标题",
    "summary": "简介",
    "order": "排列次序",
    "name": "名称",
    "authority": "机构（性质）",
    "code": "代码",
    "extends": "沿用",
    "start": "开始",
    "end": "结束",
    "cycle": "轮次",
    "rounds": "各轮",
    "yearly": "每年",
    "daily": "每天的时段",
    "workdays": "只在工作日",
    "opens": "从某日起",
    "stated": "来源的原话",
    "look_up": "到哪里查",
    "valid_from": "有效起",
    "valid_until": "有效止",
    "valid_to": "有效止",
    "follows": "接替",
    "between": "两者之间的日子",
    "severity": "轻重",
    "require": "要求",
    "when": "适用于",
    "who": "适用于（写法）",
    "exceptions": "例外",
    "duties": "还要做的",
    "must": "要做到",
    "todo": "要做的事",
    "due": "最后一天",
    "if_yes": "符合时说",
    "if_no": "不符合时说",
    "if_no_in_general": "不符合时页面上说",
    "if_unknown": "不能判断时说",
    "measured": "量到的",
    "required": "要求（写法）",
    "mend": "怎么办",
    "tolerance_from": "界限由谁定",
    "contradiction": "说法不一",
    "each": "逐项判断",
    "ask": "问法",
    "help": "问题下的说明",
    "unsure": "不知道时看哪里",
    "options": "选项",
    "called": "称呼",
    "one": "一项的称呼",
    "fields": "每项的栏目",
    "none": "“还没有”的写法",
    "type": "类型",
    "minimum": "最小",
    "maximum": "最大",
    "from_window": "由时间回答",
    "from_city": "由所在市回答",
    "value": "数值",
    "unit": "单位",
    "label": "叫法",
    "note": "备注",
    "body": "做法",
    "group": "分组",
    "by": "由谁办",
    "host": "网站",
    "menu": "菜单",
    "papers": "用到的材料",
    "after": "先做完",
    "confirm": "操作前的提醒",
    "why_rejected": "被退回的原因",
    "form": "形式",
    "copies": "份数",
    "any_of": "可以互相代替",
    "check": "可以检查",
    "spec": "检查规格",
    "means": "意思",
    "do": "怎么办",
    "state": "哪一类",
    "next": "接下来",
    "back": "退回到",
    "asks": "要考生做的",
    "why": "原因",
    "term": "名词",
    "meaning": "解释",
    "answer": "回答",
    "what": "没有写的",
    "about": "问什么",
    "how": "联系方式",
    "phone": "电话",
    "hours": "办公时间",
    "place": "地点",
    "for": "给谁",
    "address": "网址",
    "publisher": "发布机构",
    "issued": "发布日期",
    "read": "核对日期",
    "use": "用途",
    "says": "各方说法",
    "safe": "稳妥的做法",
    "text": "文字",
    "cite": "出处",
    "photo": "照片规格",
    "packages": "压缩包规格",
    "file_class": "文件类别",
    "addressed_to": "来源写给谁",
    "file_name": "文件名",
    "forms": "写法",
    "per": "按什么准备",
    "their_fix": "来源给的办法",
    "better_fix": "更好的办法",
    "unless": "由条件代答",
    "again": "再问的一项",
    "say": "提示的话",
    "time_limit": "办理时限",
    "fee": "收费",
    "result": "办理结果",
    "timezone": "时区",
    "procedures": "事项",
    "photos": "照片规格",
    "id": "编号",
    "clause": "条款",
    "authority_site": "考试院的官网",
    "from": "从",
    "to": "到",
    "digits": "位数",
    "first": "第一位",
    "last": "最后一位",
    "source": "来源",
}

VERDICTS: Mapping[str, str] = {
    "pass": "可以",
    "attention": "可以，有要留意的",
    "fail": "不可以",
    "unknown": "还不能判断",
    "elsewhere": "要去别处办",
    "unconcerned": "不涉及",
    "impossible": "回答对不上，要再问",
}
HOW: Mapping[str, str] = {"added": "新增", "removed": "删去", "changed": "改", "moved": "次序变了"}

CONDITIONS = ("require", "when", "must")
OPERANDS = ("due",)

_WORDS: Mapping[str, Mapping[str, str]] = {
    "severity": SEVERITIES,
    "authority": {"official": "官方", "mirror": "转载", "unofficial": "非官方", "tool": "本工具"},
    "state": {"waiting": "等待", "done": "办好", "rejected": "退回", "other": "其他"},
}


class Words:
    """Values of one item, by the names that its facts, sources and spec values have."""

    def __init__(
        self, facts: Mapping[str, Any], sources: Mapping[str, Any], labels: Mapping[str, str] | None = None
    ) -> None:
        self.facts = facts
        self.sources = sources
        self.labels = labels or {}

    def value(self, key: str, value: Any) -> str:
        """What stands under a key, in one line."""
        if key in CONDITIONS and isinstance(value, Mapping):
            return self.condition(value)
        if key in OPERANDS:
            return self.operand("", value)
        if key in ("cite", "basis"):
            return self.cites(value)
        if isinstance(value, str):
            return _WORDS.get(key, {}).get(value) or _dated(value)
        return self.plain(value)

    def plain(self, value: Any) -> str:
        """Any data in one line."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Mapping):
            return "，".join(f"{KEYS.get(key, key)} {self.value(key, each)}" for key, each in value.items())
        if isinstance(value, list):
            return "、".join(self.plain(each) for each in value) or "无"
        return _dated(str(value))

    def cites(self, value: Any) -> str:
        """《Title》clause, of one cite or several."""
        cites = value if isinstance(value, list) else [value]
        return "；".join(self._cite(each) for each in cites if isinstance(each, Mapping))

    def _cite(self, cite: Mapping[str, Any]) -> str:
        source = self.sources.get(str(cite.get("source")), {})
        note = f"（{cite['note']}）" if "note" in cite else ""
        return f"《{source.get('title', cite.get('source'))}》{cite.get('clause', '')}{note}"

    def condition(self, condition: Mapping[str, Any], *, inside: bool = False) -> str:
        """A condition as one clause; what cannot be read is shown as it is."""
        if len(condition) != 1:
            return self.plain(condition)
        ((name, body),) = condition.items()
        if name in GROUPS and isinstance(body, list):
            group = GROUPS[name]
            parts = [self.condition(each, inside=True) for each in body if isinstance(each, Mapping)]
            joined = group.clause.format(group.joint.join(parts))
            return f"（{joined}）" if inside and len(parts) > 1 and not group.denies else joined
        if name not in COMPARISONS or not isinstance(body, Mapping) or len(body) != 1:
            return self.plain(condition)
        ((fact, operand),) = body.items()
        comparison = COMPARISONS[name]
        several = operand if isinstance(operand, list) else [operand]
        limits = [self.operand(fact, each) for each in several]
        if comparison.shape is Shape.ENDS and len(limits) == 2:
            return f"{self.name(fact)}{comparison.clause.format(*limits)}"
        return f"{self.name(fact)}{comparison.clause.format('、'.join(limits))}"

    def operand(self, fact: str, operand: Any) -> str:
        """What something is compared with."""
        if not isinstance(operand, Mapping):
            return self.answer(fact, operand)
        if "spec" in operand:
            return f"〔{self.labels.get(operand['spec'], operand['spec'])}〕"
        if "table" in operand:
            said = f"对照表 {operand['table']} 里按{self.name(str(operand.get('by')))}查到的"
        elif "fact" in operand:
            said = self.name(str(operand["fact"]))
        elif "year" in operand:
            year, day = operand["year"], operand.get("day")
            said_year = self.name(year) if isinstance(year, str) else str(year)
            said = f"{said_year}年的 {self.operand('', day)}"
        else:
            said = self.answer(fact, operand.get("literal"))
        return f"{said}（再推 {self.plain(operand['plus'])}）" if "plus" in operand else said

    def name(self, fact: str) -> str:
        """How a fact is called: its noun, else its question."""
        known = self.known(fact)
        listed, _, field = fact.partition(".")
        one = (self.facts.get(listed) or {}).get("one") if field else None
        said = known.get("called") or known.get("label") or known.get("ask") or fact
        return f"「{one}的{said}」" if one else f"「{said}」"

    def known(self, fact: str) -> Mapping[str, Any]:
        """What is written of a fact, or of a field of a list: `mark` or `courses.mark`.

        A rulebook has them under `fields`, the document that it compiles to under `items`.
        """
        if fact in self.facts:
            return self.facts[fact] or {}
        listed, _, field = fact.rpartition(".")
        lists = [self.facts.get(listed)] if listed else self.facts.values()
        fields = (each.get("fields") or each.get("items") or {} for each in lists if each)
        return next((each[field] for each in fields if field in each), {})

    def step(self, key: str) -> str:
        """A key that is an answer of some question, as in a table; else as it is."""
        for fact in self.facts.values():
            label = (fact.get("options") or {}).get(key) if isinstance(fact, Mapping) else None
            if isinstance(label, str):
                return label
        return key

    def answer(self, fact: str, value: Any) -> str:
        """An answer as the candidate sees it."""
        known = self.known(fact)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list):
            return "、".join(self.answer(fact, each) for each in value) or known.get("none") or "一样也没有"
        if value == NOT_YET and NOT_YET not in (known.get("options") or {}):
            return known.get("none") or "还没有"
        return (known.get("options") or {}).get(str(value)) or _dated(str(value))


def _dated(text: str) -> str:
    """A day as it is spoken, also one of every year."""
    found = re.fullmatch(r"(\d{2})-(\d{2})", text)
    return f"{int(found[1])}月{int(found[2])}日" if found else spoken(text)
