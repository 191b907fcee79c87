"""Questions whose answer is a list of items: lint, the compiled document, when they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.judge.explain import explain
from zikao.judge.rules import judge
from zikao.rulebook.asking import facts_schema
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library

from .exemption import exemption
from .places import DAY

MARK = "mark: {type: number, ask: 证书或原课程的成绩, minimum: 0, maximum: 100, unsure: 看成绩单。}"
COURSE = "course: {type: text, ask: 课程名称}"
EACH = "each: courses                 #"
ENOUGH = "require: {at_least: {mark: 60}}"
GIVEN = "given: {courses: [{course: 英语, ground: diploma}]}"
NO_FIELD = "每一项都要填这一栏，却没有规则用到它"
NO_ITEMS = "这里要写列表，一项写成"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    one: 一门课程\n", "", "list 类型要写 one：一项怎么称呼，例如 一门课程"),
        ("one: 一门课程", "one: 课程", "one 要以“一”开头，带上量词，例如 一门课程"),
        ("one: 一门课程", "one: 一", "one 要以“一”开头，带上量词，例如 一门课程"),
        ("maximum: 10\n", "maximum: 51\n", "列表的 maximum 是项数，要写 1 到 50 的整数"),
        ("minimum: 1\n", "minimum: 0.5\n", "列表的 minimum 是项数，要写 1 到 50 的整数"),
        ("maximum: 10\n", "maximum: 10\n    none: 一门也没有\n", None),
        ("minimum: 1\n", "minimum: 2\n    none: 没有\n", "写了 none 就可以一项也没有，不能再写 minimum"),
        ("    minimum: 1\n", "", "一项也没有的人答不了"),
        (COURSE, "courses: {type: text, ask: 课程名称}", "courses 已经是一个问题的名字，栏目要另起一个"),
        (COURSE, "today: {type: text, ask: 课程名称}", "today 由程序给出，不能自己定义"),
        (COURSE, "course: {type: list, ask: 课程名称}", "boolean"),
        (MARK, MARK.replace("unsure", "from_window"), "from_window"),
        (COURSE, f"{COURSE}\n      code: {{type: text, ask: 课程代码}}", NO_FIELD),
        ("{certificate: 证书,", "{certificate: 证书, other: 别的,", "没有条件区分这些选项：other、diploma"),
        (EACH, "each: mark #", "没有列表 mark"),
        (EACH, "each: today #", "today 不是列表，each 只能逐项判断 list 类型"),
        (EACH, "#", "没有名为「mark」的事实"),
        (ENOUGH, "require: {at_least: {mrak: 60}}", "没有名为「mrak」的事实"),
        (ENOUGH, "require: {is: {courses: 60}}", "列表"),
        ("- {course: 高等数学,", "- {cuorse: 高等数学,", "courses 没有栏目 cuorse"),
        ("ground: diploma, mark: 58", "ground: diplom, mark: 58", "选项里没有「diplom」"),
        (GIVEN, "given: {courses: [英语]}", NO_ITEMS),
        (GIVEN, "given: {courses: 英语}", NO_ITEMS),
        ("if_no: 申请免考的课程，成绩不能低于 60 分。", "if_no: 只有 {mark} 分。", "网页上还没有 mark 的值"),
    ],
)  # fmt: skip
def test_a_slip_in_a_list_is_told(old: str, new: str, said: str | None, tmp_path: Path) -> None:
    faults = [str(fault) for fault in lint(exemption(tmp_path / "made", (old, new)), today=DAY)]
    assert [fault for fault in faults if said and said in fault] if said else not faults, faults


def test_a_list_compiles_to_items_of_facts(tmp_path: Path) -> None:
    document = load_library(exemption(tmp_path / "made")).compiled("procedure", "demo/exemption")
    asked = document.as_json()["facts"]["courses"]
    assert list(asked) == ["type", "ask", "items", "one", "minimum", "maximum"]
    assert list(asked["items"]) == ["course", "ground", "mark", "issued_on"]
    assert asked["items"]["issued_on"] == {"type": "date", "ask": "证书的发证日期", "none": "还没有发证"}


def test_the_explanation_calls_items_by_their_number_and_fields_by_their_captions(tmp_path: Path) -> None:
    document = load_library(exemption(tmp_path / "made")).compiled("procedure", "demo/exemption")
    said = explain(document, "mark", {"courses": [{"mark": 60}, {"mark": 59}, {}]})
    assert "✗ 第 2 门课程：不符合" in said
    assert "「证书或原课程的成绩」不少于 60（现为 59）" in said
    assert "? 第 3 门课程：还不能判断" in said
    assert "尚未回答" in said


def test_a_list_is_asked_for_only_where_a_rule_over_it_may_apply(tmp_path: Path) -> None:
    """By the judge, and by the schema that forms of others go by."""
    root = exemption(
        tmp_path / "made",
        ("facts:\n", "facts:\n  exempt: {type: boolean, ask: 申请免考吗？}\n"),
        (EACH, "each: courses\n    when: {is: {exempt: true}} #"),
        ("when: {is: {ground:", "when: {all: [{is: {exempt: true}}, {is: {ground:"),
        ("certificate}}\n    require", "certificate}}]}\n    require"),
    )  # fmt: skip
    document = load_library(root).compiled("procedure", "demo/exemption")
    assert judge(document, {}).next == "exempt"
    assert judge(document, {"exempt": True}).next == "courses"
    without = judge(document, {"exempt": False})
    assert (without.verdict, without.next) == ("pass", None)
    assert {each.outcome for each in without.outcomes} == {"not_applicable"}
    when = facts_schema(document)["properties"]["courses"]["x-when"]
    assert when["required"] == ["exempt"]
