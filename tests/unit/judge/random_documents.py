"""Random conditions, facts and documents, the same for the same seed.

They use every operator of the table, a new one too.
"""

from __future__ import annotations

from random import Random
from typing import Any

from zikao.judge.operators import COMPARISONS, GROUPS, Shape, fitting

FACTS: dict[str, dict[str, Any]] = {
    "fee_paid": {"type": "boolean", "ask": "交费了吗？"},
    "local": {"type": "boolean", "ask": "户籍在本省吗？"},
    "half": {"type": "choice", "ask": "哪一批？", "options": {"first": "上半年", "second": "下半年"}},
    "level": {
        "type": "choice",
        "ask": "哪个层次？",
        "options": {"low": "专科", "high": "本科", "both": "都有"},
    },
    "papers": {
        "type": "set",
        "ask": "有哪些材料？",
        "options": {"card": "证", "form": "表", "letter": "函"},
        "none": "都没有",
    },
    "courses": {"type": "integer", "ask": "几门课？", "minimum": 0},
    "year": {"type": "integer", "ask": "哪一年？"},
    "score": {"type": "number", "ask": "多少分？"},
    "issued": {"type": "date", "ask": "哪天发证？"},
    "verified": {"type": "date", "ask": "哪天验证？", "none": "还没有"},
    "closes": {"type": "datetime", "ask": "何时截止？", "none": "还没有"},
    "city": {"type": "text", "ask": "在哪个市？"},
    "pages": {"type": "list"},
    "width": {"type": "integer"},
    "readable": {"type": "boolean", "ask": "看得清吗？"},
    "today": {"type": "date"},
}
NAMES = [name for name, fact in FACTS.items() if fact["type"] != "list"]

TABLES: dict[str, dict[str, Any]] = {
    "cutoff": {"first": "06-30", "second": "12-30"},
    "odd_days": {"first": "02-29", "second": "02-30"},
    "floor": {"low": 1, "high": 2.5},
    "opening": {"true": "2026-06-30", "false": "none"},
    "by_count": {"1": "2026-06-29", "2": "2026-07-01T08:00", "10": 3},
}
KEYED_BY = {"cutoff": "half", "odd_days": "half", "floor": "level", "opening": "local", "by_count": "courses"}

DATES = ["2024-02-29", "2025-12-31", "2026-06-29", "2026-06-30", "2026-07-01", "9999-12-31", "1000-01-01"]
MOMENTS = ["2026-06-30T16:30", "2026-06-30T16:31", "2026-07-01T00:00", "2024-02-29T24:00"]
LITERALS: dict[str, list[Any]] = {
    "boolean": [True, False],
    "set": ["card", "form", "letter"],
    "integer": [0, 1, 2, 3, 10, 2025, 2026],
    "number": [0, 1, 1.0, 2.5, 60, 59.9],
    "date": [*DATES, "none", "none", "none"],
    "datetime": [*MOMENTS, "none"],
    "text": ["合肥", "六安", "constructor", ""],
}
MESS: list[Any] = [
    True, 0, 1, -1, 2.5, 1e21, "", "none", "abc", "toString", "2026-02-30", "2026-6-30", "0999-12-31",
    "2026-06-30", "2026-06-30T24:00", "2026-06-30T16:30", "2026-06-30T16:30:00", "Jun 1 2026", [], ["card"],
    ["first"], None,
]  # fmt: skip


class Maker:
    """Makes random pieces; ``messy`` is the share of facts of a wrong type and of ill-fitting operands."""

    def __init__(self, seed: int, messy: float = 0.05) -> None:
        self.random = Random(seed)
        self.messy = messy

    def literal(self, kind: str, name: str = "") -> Any:
        if kind == "choice":
            return self.random.choice([*FACTS[name]["options"]])
        return self.random.choice(LITERALS[kind])

    def value(self, name: str) -> Any:
        fact = FACTS[name]
        if self.random.random() < self.messy:
            return self.random.choice(MESS)
        if fact["type"] == "set":
            return [each for each in fact["options"] if self.random.random() < 0.5]
        return self.literal(fact["type"], name)

    def facts(self, missing: float = 0.4) -> dict[str, Any]:
        known = {name: self.value(name) for name in NAMES if self.random.random() >= missing}
        if self.random.random() >= missing:
            fields = ("width", "readable", "half")
            known["pages"] = [
                {name: self.value(name) for name in fields if self.random.random() >= missing / 2}
                for _ in range(self.random.randrange(4))
            ]
        return known

    def operand(self, kind: str, name: str) -> Any:
        """An operand for a comparison with a fact of this type; now and then one that does not fit."""
        if self.random.random() < self.messy:
            kind = self.random.choice([*LITERALS])
        form = self.random.random()
        if form < 0.5 or kind in ("boolean", "set", "text", "choice"):
            same = [other for other in NAMES if FACTS[other]["type"] == kind]
            if form > 0.9 and same and kind != "set":
                return {"fact": self.random.choice(same)}
            return self.literal(kind, name)
        if kind in ("integer", "number"):
            if form < 0.75:
                return {"fact": self.random.choice(["courses", "score", "year"])}
            return {"table": "floor", "by": "level"}
        made: dict[str, Any]
        if form < 0.65:
            made = {"fact": self.random.choice(["issued", "verified", "closes", "today"])}
        elif form < 0.75:
            table = self.random.choice(["opening", "by_count"])
            made = {"table": table, "by": KEYED_BY[table]}
        elif form < 0.8:
            made = {"literal": self.literal(kind)}
        else:
            table = self.random.choice(["cutoff", "odd_days"])
            day = self.random.choice(["06-30", "02-29", {"table": table, "by": "half"}])
            made = {"year": self.random.choice(["year", "courses", 2024, 2026]), "day": day}
            if kind == "datetime":
                made["time"] = "16:30"
        if self.random.random() < 0.3:
            amounts: dict[str, list[Any]] = {
                "years": [-1, 1, 4],
                "months": [-1, 1, 13],
                "to": ["month_start", "month_end"],
                "days": [-1, 1, 30],
            }
            chosen = self.random.sample([*amounts], self.random.randrange(1, 5))
            made["plus"] = {unit: self.random.choice(amounts[unit]) for unit in chosen}
        return made

    def leaf(self) -> dict[str, Any]:
        name = self.random.choice(NAMES)
        kind = str(FACTS[name]["type"])
        if self.random.random() < self.messy:
            kind = self.random.choice([*LITERALS])
        operator = self.random.choice(fitting(kind))
        match COMPARISONS[operator].shape:
            case Shape.LITERALS:
                several = [self.literal(kind, name) for _ in range(self.random.randrange(1, 4))]
                return {operator: {name: several}}
            case Shape.ENDS:
                return {operator: {name: [self.operand(kind, name), self.operand(kind, name)]}}
            case Shape.ONE:
                return {operator: {name: self.operand(kind, name)}}

    def condition(self, depth: int = 3) -> dict[str, Any]:
        if depth == 0 or self.random.random() < 0.3:
            return self.leaf()
        group = self.random.choice([*GROUPS])
        return {group: [self.condition(depth - 1) for _ in range(self.random.choice([0, 1, 2, 2, 3, 3]))]}

    def duty(self) -> dict[str, Any]:
        done = self.random.choice(["verified", "verified", "closes", "issued"])
        kind = str(FACTS[done]["type"])
        must: dict[str, Any] = {
            self.random.choice(["before", "on_or_before"]): {done: self.operand(kind, done)}
        }
        shape = self.random.random()
        if shape < 0.15:
            must = {"none": [{"is": {done: "none"}}]}
        elif shape < 0.4:
            must = {"all": [must, self.leaf()]}
        return {"must": must, "todo": "去办", "due": self.operand("date", "today")}

    def exception(self, name: str) -> dict[str, Any]:
        made: dict[str, Any] = {"id": name, "when": self.condition(1)}
        if self.random.random() < 0.6:
            made["duties"] = [self.duty() for _ in range(self.random.randrange(1, 3))]
            if self.random.random() < 0.5:
                made["when"] = {"all": []}
        return made

    def rule(self, place: int) -> dict[str, Any]:
        rule: dict[str, Any] = {
            "id": f"rule-{place}",
            "severity": self.random.choice(["must", "must", "should", "advice"]),
            "require": self.condition(2),
        }
        if self.random.random() < 0.3:
            rule["when"] = self.condition(1)
        if self.random.random() < 0.2:
            rule["each"] = "pages"
        if self.random.random() < 0.7:
            rule["exceptions"] = [
                self.exception(f"exception-{place}-{number}") for number in range(self.random.randrange(3))
            ]
        return rule

    def document(self) -> dict[str, Any]:
        return {
            "facts": FACTS,
            "tables": TABLES,
            "elsewhere": [
                {"id": f"place-{place}", "when": self.condition(1)}
                for place in range(self.random.choice([0, 0, 0, 1, 2]))
            ],
            "rules": [self.rule(place) for place in range(self.random.randrange(1, 4))],
        }
