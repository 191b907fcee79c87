"""Traces as data and as text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zikao.judge.explain import explain
from zikao.judge.trace import trace

from .fixtures import EXAMPLES, RULE_ID, document, prior_diploma


def example(name: str) -> dict[str, Any]:
    return next(each["given"] for each in EXAMPLES if each["name"] == name)


def test_trace_of_a_pending_duty() -> None:
    found = trace(prior_diploma(), RULE_ID, example("not verified yet, last day"))
    assert json.loads(json.dumps(found)) == found
    assert (found["outcome"], found["by"], found["severity"]) == ("yes", "fresh-graduate", "must")
    assert found["when"] is None
    assert found["require"] == {
        "operator": "on_or_before",
        "truth": False,
        "missing": [],
        "fact": "diploma_date",
        "value": "2026-07-05",
        "operand": {"year": "apply_year", "day": {"table": "cutoff", "by": "half"}},
        "limit": "2026-06-30",
    }
    fresh, two_levels = found["exceptions"]
    assert [part["truth"] for part in fresh["when"]["parts"]] == [True, True, True]
    (duty,) = fresh["duties"]
    assert (duty["truth"], duty["state"], duty["due"], duty["must"]["truth"]) == (
        True,
        "pending",
        "2026-06-30",
        False,
    )
    assert two_levels["truth"] is False


def test_trace_names_what_is_missing_at_each_part() -> None:
    found = trace(prior_diploma(), RULE_ID, {})
    assert (found["require"]["truth"], found["require"]["limit"]) == (None, None)
    assert found["require"]["missing"] == ["diploma_date", "apply_year", "half"]
    assert found["exceptions"][0]["when"]["parts"][1]["missing"] == ["graduates_this_year"]


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"verified_on": "none", "today": "2026-07-01"}, "lapsed"),
        ({"verified_on": "2026-07-01", "today": "2026-07-02"}, "failed"),
        ({"verified_on": "2026-07-01", "today": "2026-06-02"}, "failed"),
        ({"verified_on": "2026-06-30"}, "done"),
        ({}, "open"),
    ],
)
def test_trace_tells_a_lapsed_duty_from_one_done_too_late(given: dict[str, Any], state: str) -> None:
    facts = {**example("late, but a fresh graduate: verification decides"), **given}
    assert trace(prior_diploma(), RULE_ID, facts)["exceptions"][0]["duties"][0]["state"] == state


def test_trace_of_a_list_has_one_for_each_item() -> None:
    facts = {"pages": {"type": "list", "items": {"width": {"type": "integer", "label": "宽"}}}}
    rule = {"each": "pages", "when": {"at_least": {"width": 1}}, "require": {"between": {"width": [10, 20]}}}
    whole = document(rule, facts=facts)
    found = trace(whole, "rule-1", {"pages": [{"width": 15}, {"width": 21}, {}]})
    assert [item["outcome"] for item in found["items"]] == ["yes", "no", "unknown"]
    assert found["items"][1]["require"]["limit"] == [10, 20]
    assert explain(whole, "rule-1", {"pages": [{"width": 21}, {}]}).splitlines() == [
        "✗ rule-1（rule-1，必须）：不符合",
        "├─ ✗ 第 1 项：不符合",
        "│  ├─ ✓ 适用条件：「宽」不少于 1（现为 21）",
        "│  └─ ✗ 要求：「宽」介于 10 至 20（现为 21）",
        "└─ ? 第 2 项：还不能判断",
        "   ├─ ? 适用条件：「宽」不少于 1（没有量到）",
        "   └─ ? 要求：「宽」介于 10 至 20（没有量到）",
    ]
    assert explain(whole, "rule-1", {}).splitlines() == [
        "? rule-1（rule-1，必须）：还不能判断",
        "└─ 缺少：「pages」",
    ]


def test_explain_says_by_which_exception_and_until_when() -> None:
    facts = example("not verified yet, last day")
    assert explain(prior_diploma(), RULE_ID, facts).splitlines() == [
        "✓ 前置学历证书的日期不晚于批次截止日（prior-diploma-date，必须）：符合，依据例外（fresh-graduate）",
        "├─ ✗ 要求：「前置学历证书落款是哪一天？」不晚于 2026-06-30（现为 2026-07-05）",
        "├─ ✓ 例外（fresh-graduate）：应届毕业生凭学校证明先行申请",
        "│  ├─ ✓ 以下全部成立",
        "│  │  ├─ ✓ 「你申请哪个批次？」为 上半年（现为 上半年）",
        "│  │  ├─ ✓ 「你的前置学历是今年应届吗？」为 是（现为 是）",
        "│  │  └─ ✓ 「学校给你开具应届证明了吗？」为 是（现为 是）",
        "│  └─ ✓ 要做的事：六月底前通过学历验证（待完成，2026-06-30 止）",
        "│     └─ ✗ 「哪天通过了学历验证？」早于 2026-07-01（现为 还没有）",
        "└─ ✗ 例外（two-levels）：专科与本科一并申请",
        "   └─ ✗ 「你是否一并申请专科与本科？」为 是（现为 否）",
    ]


def test_explain_shows_sets_and_unknown_limits() -> None:
    facts = {
        "papers": {
            "type": "set",
            "ask": "有哪些？",
            "options": {"card": "证", "form": "表"},
            "none": "都没有",
        },
        "day": {"type": "date", "label": "日子"},
    }
    rule = {"require": {"none": [{"includes": {"papers": "card"}}, {"after": {"day": {"fact": "other"}}}]}}
    whole = document(rule, facts=facts)
    assert explain(whole, "rule-1", {"papers": []}).splitlines()[1:4] == [
        "├─ ? 要求：以下全不成立",
        "│  ├─ ✗ 「有哪些？」含有 证（现为 都没有）",
        "│  └─ ? 「日子」晚于 （未知）（没有量到）",
    ]
    assert "现为 证、表" in explain(whole, "rule-1", {"papers": ["card", "form"]})


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        trace(prior_diploma(), "no-such-rule", {})
