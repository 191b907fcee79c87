"""Conditions, dates and values in words."""

from __future__ import annotations

from typing import Any

import pytest

from zikao.rulebook.document import DocumentDates, DocumentYearly
from zikao.rulebook.model import Fact, Rule, SpecValue
from zikao.site import words

FACTS = {
    "level": Fact(type="choice", ask="哪个层次？", options={"bachelor": "本科", "college": "专科"}),
    "papers": Fact(type="set", ask="有哪些材料？", options={"card": "身份证"}, none="以上都没有"),
    "issued": Fact(type="date", ask="何时发证？", none="还没有"),
    "count": Fact(type="integer", ask="有几个？"),
    "merged": Fact(type="boolean", ask="合并过吗？"),
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"is": {"level": "bachelor"}}, "「哪个层次？」是“本科”"),
        ({"is": {"merged": False}}, "「合并过吗？」是“否”"),
        ({"is": {"issued": "none"}}, "「何时发证？」是“还没有”"),
        ({"in": {"level": ["bachelor", "college"]}}, "「哪个层次？」是“本科”或“专科”"),
        ({"includes": {"papers": "card"}}, "「有哪些材料？」包括“身份证”"),
        ({"at_least": {"count": 2}}, "「有几个？」不少于 2"),
        ({"between": {"count": [2, 4]}}, "「有几个？」在 2 至 4 之间"),
        ({"on_or_before": {"issued": "2026-06-30"}}, "「何时发证？」不晚于2026年6月30日"),
        (
            {"before": {"issued": {"year": "y", "day": "06-30", "time": "16:30"}}},
            "「何时发证？」早于当年6月30日 16:30",
        ),
        (
            {"after": {"issued": {"year": 2026, "day": {"table": "t", "by": "level"}}}},
            "「何时发证？」晚于2026年按「哪个层次？」所定的日期",
        ),
        (
            {"on_or_after": {"issued": {"fact": "today", "plus": {"years": -1}}}},
            "「何时发证？」不早于今天（前 1 年）",
        ),
        (
            {"after": {"issued": {"literal": "2026-01-01", "plus": {"days": 3}}}},
            "「何时发证？」晚于2026年1月1日（后 3 天）",
        ),
        (
            {
                "all": [
                    {"is": {"merged": True}},
                    {"any": [{"at_most": {"count": 1}}, {"is": {"level": "college"}}]},
                ]
            },
            "「合并过吗？」是“是”，并且（「有几个？」不超过 1，或者「哪个层次？」是“专科”）",
        ),
        ({"none": [{"is": {"merged": True}}]}, "「合并过吗？」是“否”"),
        ({"none": [{"is": {"level": "college"}}]}, "「哪个层次？」不是“专科”"),
        ({"none": [{"at_least": {"count": 2}}]}, "并非（「有几个？」不少于 2）"),
        ({"before": {"today": "2026-01-01"}}, "今天早于2026年1月1日"),
    ],
)
def test_conditions(condition: dict[str, Any], expected: str) -> None:
    assert words.condition(condition, FACTS) == expected


def test_what_has_to_hold_together_is_told_clause_by_clause() -> None:
    merged, few, college = (
        {"is": {"merged": True}},
        {"at_most": {"count": 1}},
        {"none": [{"is": {"level": "college"}}]},
    )
    assert words.clauses({"all": [{"all": [merged, college]}, {"any": [merged, few]}]}, FACTS) == [
        "「合并过吗？」是“是”",
        "「哪个层次？」不是“专科”",
        "「合并过吗？」是“是”，或者「有几个？」不超过 1",
    ]
    assert words.clauses(few, FACTS) == ["「有几个？」不超过 1"]


def test_days_and_moments() -> None:
    assert words.issued("2026-05-30") == "2026年5月30日发布"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"end": "2024-12-01T24:00"}, "2024年12月1日 24:00 止"),
        ({"start": "2025-03-10", "end": "2025-03-16"}, "2025年3月10日 起，2025年3月16日 止"),
        ({"start": "2025-08-20"}, "2025年8月20日 起"),
        (
            {"end": "2025-03-16", "daily": {"start": "08:30", "end": "17:00"}, "workdays": True},
            "2025年3月16日 止，每天 8:30–17:00，只在工作日",
        ),
    ],
)
def test_when_something_may_be_done(dates: dict[str, Any], said: str) -> None:
    assert words.span(DocumentDates.model_validate({"authority": "official", **dates})) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, ""),
        ({"valid_from": "2026-06-01"}, ""),
        ({"valid_from": "2026-06-02"}, "从 2026年6月2日起"),
        ({"valid_until": "2026-06-01"}, "到 2026年6月1日为止"),
        ({"valid_until": "2026-05-31"}, "已经不用了：只到 2026年5月31日为止"),
        (
            {"valid_from": "2027-01-01", "valid_until": "2027-12-31"},
            "从 2027年1月1日起，到 2027年12月31日为止",
        ),
    ],
)
def test_when_a_rule_is_in_force(days: dict[str, str], said: str) -> None:
    cite = [{"source": "manual", "clause": "一"}]
    rule = {"id": "r", "title": "一条", "severity": "must", "require": {}, "if_no": "不行。", "cite": cite}
    assert words.in_force(Rule.model_validate({**rule, **days}), "2026-06-01") == said


def test_what_comes_every_year() -> None:
    spans = [("03-10", "03-16T17:00"), (None, "08-15"), ("11-01", None), ("12-20", "01-10")]
    assert words.every_year(DocumentYearly(start=start, end=end) for start, end in spans) == (
        "3月10日 到 3月16日 17:00；8月15日 止；11月1日 起；12月20日 到 次年1月10日"
    )


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        ("2024-12-31T24:00", "2025-01-01T00:00+08:00"),
        ("2024-12-01T17:00", "2024-12-01T17:00+08:00"),
        ("2024-12-01", "2024-12-01"),
    ],
)
def test_a_moment_for_machines(moment: str, read: str) -> None:
    """HTML's clock has no 24:00."""
    assert words.machine(moment) == read


def test_texts_are_filled_with_what_is_known_beforehand() -> None:
    cite = [{"source": "manual", "clause": "一"}]
    value = SpecValue.model_validate({"value": 20, "label": "下限", "cite": cite})
    fact = Fact(type="date", ask="哪天截止？", called="通知写的那一天")
    filled = words.fill(
        "不晚于 {deadline} 交，{size} 不少于 {min_kb} KB", {"min_kb": value}, {"deadline": fact}
    )
    assert filled == "不晚于通知写的那一天交，〔见报告〕不少于 20 KB"
