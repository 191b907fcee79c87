"""Declared courses on certificates: seen, unclear or missing, and never one for another."""

from __future__ import annotations

import pytest

from zikao.package.declarable import LONGEST_COURSE, MOST_COURSES
from zikao.package.text.courses import declarable, look
from zikao.package.text.lines import Box, Line


def said(name: str, *texts: str) -> str:
    """What lines far below each other say of one declared course."""
    courses = declarable([name])
    assert courses is not None
    lines = [Line(text, 0.98, Box(0, place * 300, 200, 20, 0)) for place, text in enumerate(texts)]
    found = look(courses, lines)
    assert found.seen | found.unclear <= {courses[0].name}
    return "seen" if found.seen else "unclear" if found.unclear else "missing"


@pytest.mark.parametrize(
    ("declared", "printed"),
    [
        ("中国古代文学作品选（一）", "课程名称：中国古代文学作品选（一）"),
        ("中国古代文学作品选(一)", "课程名称:中国古代文学作品选(一)成绩:78"),
        ("中国古代文学作品选一", "中国古代文学作品选【一】"),
        ("中国古代文学作品选Ⅰ", "中国古代文学作品选（一"),
        ("中国古代文学作品选 1", "《中国古代文学作品选（－）》"),
        ("00532 中国古代文学作品选（一）", "00532 中国古代文学作品选(Ⅰ)"),
        ("大学语文", "参加大学语文课程考试，成绩合格"),
        ("大学语文", "单科：大学语文 3 学分"),
        ("线性代数（经管类）", "《线性代数(经管类)》"),
        ("英语（二）", "英语二"),
        ("C++程序设计", "课程名称：C++ 程序设计"),
    ],
)
def test_one_name_written_in_two_ways_is_seen(declared: str, printed: str) -> None:
    assert said(declared, printed) == "seen"


@pytest.mark.parametrize(
    ("declared", "printed"),
    [
        ("高等数学（二）", "课程名称：高等数学（一）"),
        ("高等数学", "课程名称：高等数学（一）"),
        ("语文", "课程名称：大学语文"),
        ("线性代数", "线性代数（经管类）"),
        ("数据库系统原理", "数据库系统原理（实践）"),
        ("中国古代文学史", "中国现代文学史"),
        ("英语", "英语课程设计"),
        ("中国古代文学作品选", "课程名称：中国古代文学作品迭"),
        ("中国古代文学作品选", "课程名称：中国古代文作品选"),
        ("马克思主义基本原理", "马克思主义基本原理概论"),
    ],
)
def test_what_is_only_like_it_is_unclear(declared: str, printed: str) -> None:
    assert said(declared, printed) == "unclear"


@pytest.mark.parametrize(
    ("declared", "printed"),
    [
        ("写作", "课程名称：中国古代文学作品选（一）"),
        ("现代汉语", "课程名称：古代汉诗"),
        ("大学语文", ""),
        ("高等数学（一）", "（一）"),
    ],
)
def test_what_is_not_there_is_missing(declared: str, printed: str) -> None:
    assert said(declared, printed) == "missing"


def test_a_name_may_go_on_in_the_line_below() -> None:
    courses = declarable(["马克思主义基本原理概论"])
    assert courses is not None
    first = Line("课程名称：马克思主义基本", 0.98, Box(100, 0, 200, 20, 0))
    below = Line("原理概论", 0.98, Box(140, 28, 80, 20, 0))
    beside = Line("原理概论", 0.98, Box(300, 0, 80, 20, 0))
    assert look(courses, [below, first]).seen == {"马克思主义基本原理概论"}
    aside = Line("原理概论", 0.98, Box(400, 28, 80, 20, 0))
    assert look(courses, [beside, first]).seen == set()
    assert look(courses, [aside, first]).seen == set()


def test_a_page_made_of_half_a_name_is_done_with_at_once() -> None:
    courses = declarable([f"高等数学{place:02}" for place in range(MOST_COURSES)])
    assert courses is not None
    lines = [Line("高等数学" * 200, 0.98, Box(0, place * 20, 200, 20, 0)) for place in range(2000)]
    assert look(courses, lines).seen == set()


def test_names_are_told_as_declared_and_once() -> None:
    courses = declarable(["高等数学（一）", "高等数学(Ⅰ)", "高等\u202e数学"])
    assert courses is not None
    assert [each.name for each in courses] == ["高等数学（一）", "高等[U+202E]数学"]


@pytest.mark.parametrize(
    "names",
    [
        "写作",
        7,
        [7],
        [""],
        ["  "],
        ["（）"],
        ["写" * (LONGEST_COURSE + 1)],
        ["写作"] * (MOST_COURSES + 1),
        {"写作": 1},
    ],
)
def test_what_is_no_list_of_names_cannot_be_compared(names: object) -> None:
    assert declarable(names) is None


def test_none_is_a_list_too() -> None:
    assert declarable([]) == ()
