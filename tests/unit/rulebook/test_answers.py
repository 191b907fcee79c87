"""Answers: their schema, their normal form, and what is said of wrong ones."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from zikao.rulebook.answers import BLANKS, Questions, normalise
from zikao.rulebook.document import Document

from .places import FIXTURES

EVERY_TYPE = Document.model_validate_json((FIXTURES / "every-type.json").read_bytes())
"""A procedure with a question of every type."""
QUESTIONS = Questions(EVERY_TYPE)


def test_text_is_normalised_and_not_sure_stays() -> None:
    assert normalise(
        {
            "issued_on": " ２０２６－０６－３０　",
            "papers": ["ｃａｒｄ "],
            "year": 2026,
            "name": None,
            "half": "first",
        }
    ) == {"issued_on": "2026-06-30", "papers": ["card"], "year": 2026, "name": None, "half": "first"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("graduated", False),
        ("half", "second"),
        ("papers", []),
        ("papers", ["book", "card"]),
        ("year", 2030),
        ("year", 2026.0),
        ("count", -3),
        ("score", 59.5),
        ("issued_on", "2024-02-29"),
        ("verified_on", "none"),
        ("deadline", "2026-05-27T16:30"),
        ("name", "张三"),
        ("issued_on", " ２０２６－０６－３０　"),
        ("verified_on", "none\n"),
        ("half", "ｆｉｒｓｔ"),
        ("papers", ["card\ufeff"]),
        ("courses", []),
        ("courses", [{}]),
        ("courses", [{"title": "ｱ", "mark": 60, "passed_on": "none", "kind": "exam"}, {"mark": None}, {}]),
        ("proofs", [{"original": True}, {"original": None}]),
        # Normalised, it is eighteen times as long.
        ("name", "\ufdfa" * 200),
        *((name, None) for name in EVERY_TYPE.facts if name != "today"),
    ],
)
def test_good_answers(name: str, value: object) -> None:
    assert QUESTIONS.problems({name: value}) == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("graduated", "yes", "请填 true（是）或 false（否）。"),
        ("graduated", 1, "请填 true（是）或 false（否）。"),
        ("half", "third", "请从这些当中选一项：上半年（first）、下半年（second）。"),
        ("papers", "card", "请从这些当中选，可以选几项，不要重复：身份证（card）、户口本（book）。"),
        (
            "papers",
            ["card", "card"],
            "请从这些当中选，可以选几项，不要重复：身份证（card）、户口本（book）。",
        ),
        ("papers", ["none"], "请从这些当中选，可以选几项，不要重复：身份证（card）、户口本（book）。"),
        ("year", 2019, "请填整数，2020 到 2030。"),
        ("year", 2026.5, "请填整数，2020 到 2030。"),
        ("year", True, "请填整数，2020 到 2030。"),
        ("count", 2**53, "请填整数。"),
        ("score", -0.5, "请填数字，不小于 0。"),
        ("score", float("nan"), "请填数字，不小于 0。"),
        ("score", float("inf"), "请填数字，不小于 0。"),
        ("issued_on", "2026-6-30", "日期要写成 2026-05-27 的样子，年份是四位数，1950 到 2099。"),
        ("issued_on", "none", "日期要写成 2026-05-27 的样子，年份是四位数，1950 到 2099。"),
        ("issued_on", "2026-02-30", "没有这一天，请核对日期。"),
        ("issued_on", "0000-01-01", "日期要写成 2026-05-27 的样子，年份是四位数，1950 到 2099。"),
        ("issued_on", "٢٠٢٦-٠١-٠١", "日期要写成 2026-05-27 的样子，年份是四位数，1950 到 2099。"),
        (
            "verified_on",
            "还没有",
            "日期要写成 2026-05-27 的样子，年份是四位数，1950 到 2099，或者“还没有”（none）。",
        ),
        ("deadline", "2026-05-27", "时间要写成 2026-05-27T16:30 的样子，年份是四位数，1950 到 2099。"),
        ("deadline", "2026-02-30T16:30", "没有这一天，请核对日期。"),
        ("deadline", "2026-05-27T24:00", "没有 24:00 这个写法，一天的最后一刻请写 23:59。"),
        ("deadline", "２０２６－０５－２７Ｔ２４：００", "没有 24:00 这个写法，一天的最后一刻请写 23:59。"),
        ("deadline", "2026-05-27T25:00", "时间要写成 2026-05-27T16:30 的样子，年份是四位数，1950 到 2099。"),
        ("issued_on", "2027-02-29", "没有这一天，请核对日期。"),
        ("name", "长" * 201, "请填文字，不超过 200 个字。"),
        ("name", {"a": 1}, "请填文字，不超过 200 个字。"),
        ("today", "2026-01-01", "这里不问这一项。"),
        ("today", None, "这里不问这一项。"),
        ("haalf", "first", "这里不问这一项，最接近的是 half。"),
    ],
)
def test_wrong_answers_get_one_sentence_without_the_value(name: str, value: object, said: str) -> None:
    assert QUESTIONS.problems({name: value}) == {(name,): said}


def test_every_wrong_answer_is_named() -> None:
    wrong = QUESTIONS.problems({"year": 1, "half": 2, "graduated": True, "x": 1})
    assert set(wrong) == {("year",), ("half",), ("x",)}


def test_a_wrong_field_of_an_item_is_named_as_its_reader_finds_it() -> None:
    courses = [
        {"title": "英语", "mark": 60},
        {"title": "数学", "mark": 101, "kind": "exmpt", "SECRET": 1},
        {},
    ]
    assert QUESTIONS.problems({"courses": courses}) == {
        ("courses", 1, "mark"): "第 2 门课程的成绩：请填数字，0 到 100。",
        ("courses", 1, "kind"): "第 2 门课程的类型：请从这些当中选一项：统考（exam）、免考（exempt）。",
        ("courses", 1, "SECRET"): "第 2 门课程：这里不问这一项。",
    }


@pytest.mark.parametrize("value", [[{}] * 4, [1], {"title": "英语"}, "英语", [dict.fromkeys("abcde", 1)]])
def test_a_list_of_another_shape_or_length_is_told_once(value: object) -> None:
    said = "请逐一填写，1 到 3 项，一项写成一个对象：{title、mark、passed_on、kind}；一门也没有就写 []。"
    assert QUESTIONS.problems({"courses": value}) == {("courses",): said}


@pytest.mark.parametrize("value", [[], [{}]])
def test_a_list_with_a_fewest_number_says_so(value: object) -> None:
    (said,) = QUESTIONS.problems({"proofs": value}).values()
    assert said == "请逐一填写，2 到 50 项，一项写成一个对象：{original}。"


def test_what_is_typed_into_an_item_is_normalised_too() -> None:
    sent = {"courses": [{"title": "　英语 ", "passed_on": "２０２６－０６－３０", "mark": None}]}
    assert QUESTIONS.problems(sent) == {}
    assert normalise(sent) == {"courses": [{"title": "英语", "passed_on": "2026-06-30", "mark": None}]}


def test_hostile_depth_is_only_wrong() -> None:
    nested: list[Any] = []
    for _ in range(5000):
        nested = [nested]
    item = {"title": nested}
    wrong = QUESTIONS.problems(normalise({"papers": nested, "year": nested, "courses": [item]}))
    assert set(wrong) == {("papers",), ("year",), ("courses", 0, "title")}


def test_what_is_stripped_is_what_javascript_strips(root: Path) -> None:
    script = (
        "console.log(JSON.stringify(Array.from({ length: 0x110000 }, (_, code) => code)"
        ".filter((code) => !String.fromCodePoint(code).trim())))"
    )
    done = subprocess.run(
        [root / "scripts" / "node", "-e", script], capture_output=True, text=True, check=True
    )
    assert sorted(map(ord, BLANKS)) == json.loads(done.stdout)
