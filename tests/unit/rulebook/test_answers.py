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
        # Normalised, it is eighteen times as long.
        ("name", "\ufdfa" * 200),
        *((name, None) for name in QUESTIONS.fits),
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
    assert QUESTIONS.problems({name: value}) == {name: said}


def test_every_wrong_answer_is_named() -> None:
    assert set(QUESTIONS.problems({"year": 1, "half": 2, "graduated": True, "x": 1})) == {"year", "half", "x"}


def test_hostile_depth_is_only_wrong() -> None:
    nested: list[Any] = []
    for _ in range(5000):
        nested = [nested]
    assert set(QUESTIONS.problems(normalise({"papers": nested, "year": nested}))) == {"papers", "year"}


def test_what_is_stripped_is_what_javascript_strips(root: Path) -> None:
    script = (
        "console.log(JSON.stringify(Array.from({ length: 0x110000 }, (_, code) => code)"
        ".filter((code) => !String.fromCodePoint(code).trim())))"
    )
    done = subprocess.run(
        [root / "scripts" / "node", "-e", script], capture_output=True, text=True, check=True
    )
    assert sorted(map(ord, BLANKS)) == json.loads(done.stdout)
