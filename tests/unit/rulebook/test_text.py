"""Texts with braces, and values as candidates read them."""

from __future__ import annotations

import pytest

from zikao.judge.document import Fact
from zikao.rulebook.text import fill, fill_whole, placeholders, shown

CHOICE = Fact(type="choice", options={"first": "上半年", "second": "下半年"})


@pytest.mark.parametrize(
    ("value", "fact", "words"),
    [
        (True, None, "是"),
        (False, None, "否"),
        (60, None, "60"),
        (60.0, None, "60"),
        (59.999, None, "60"),
        (0.125, None, "0.13"),
        (-0.375, None, "-0.38"),
        (1.255, None, "1.25"),
        (2.0**100, None, str(2**100)),
        (12.5, None, "12.5"),
        (100.0, None, "100"),
        (-0.001, None, "0"),
        (-0.5, None, "-0.5"),
        ("2026-06-30", None, "2026年6月30日"),
        ("2026-06-30T16:30", None, "2026年6月30日 16:30"),
        ("first", CHOICE, "上半年"),
        ("third", CHOICE, "third"),
        (["first", "second"], CHOICE, "上半年、下半年"),
        ([], Fact(type="set", none="都没有"), "都没有"),
        ([], Fact(type="set"), "无"),
        ("none", Fact(type="date", none="还没有"), "还没有"),
    ],
)
def test_values_in_words(value: object, fact: Fact | None, words: str) -> None:
    assert shown(value, fact) == words


def test_names_in_braces() -> None:
    assert placeholders("{width}×{height} 像素") == ["width", "height"]
    assert placeholders("没有") == []


def test_what_is_not_known_is_said_so() -> None:
    assert fill("{width}×{height}", {"width": 480}, {}) == "480×（未知）"


def test_braces_in_a_value_are_left_alone() -> None:
    assert fill("{name}", {"name": "{width}", "width": 1}, {}) == "{width}"


def test_half_a_measurement_is_none() -> None:
    assert fill_whole("{width}×{height}", {"width": 480}, {}) is None
    assert fill_whole("{width}×{height}", {"width": 480, "height": 640}, {}) == "480×640"
    assert fill_whole(None, {}, {}) is None


@pytest.mark.parametrize(
    ("value", "limits", "words"),
    [
        (0.032, [0.03], "0.032"),
        (0.03, [0.03], "0.03"),
        (0.0304, [0.03], "0.0304"),
        (0.7996, [0.8], "0.7996"),
        (0.032, [0.1], "0.03"),
        (0.032, [0.5, 0.03], "0.032"),
        (0.0300000001, [0.03], "0.03"),
        (-5.004, [-5, 5], "-5.004"),
        (40.001, [40], "40.001"),
    ],
)
def test_what_is_not_the_limit_does_not_read_like_it(value: float, limits: list[float], words: str) -> None:
    assert shown(value, None, limits) == words


def test_a_text_tells_each_fact_apart_from_its_own_limits() -> None:
    known = {"gap": 0.032, "light": 0.032, "gap_max": 0.03}
    text = "{gap} {light} {gap_max}"
    assert fill(text, known, {}, {"gap": [0.03]}) == "0.032 0.03 0.03"
    assert fill_whole(text, known, {}, {"gap": [0.03]}) == "0.032 0.03 0.03"
