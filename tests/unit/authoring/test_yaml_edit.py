"""Changing values of a file: the rest stays byte for byte, and what cannot be changed safely is refused."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zikao.authoring.yaml_edit import EditError, Editing
from zikao.authoring.yaml_text import flow
from zikao.rulebook.reader import parse
from zikao.rulebook.tree import plain

TEXT = """\
# 文件头
windows:
  a:   # 第一段
    title: 甲
    end: "2026-12-10T16:30"   # 到点就关
    cite: {source: guide, clause: 二}

  # 第二段
  b: {title: 乙, cite: {source: guide, clause: 三}}
list: [a, b]   # 列表
contacts:
  - who: 市招办
    how: 电话

lines:
  - a
after: 末尾
"""


def lines(before: str, after: str) -> list[str]:
    """What is different, as a diff of git would show it."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line.startswith(("+ ", "- "))]


@pytest.mark.parametrize(
    ("act", "shown"),
    [
        (lambda e: e.set(["windows", "a", "title"], "丙"), ["-     title: 甲", "+     title: 丙"]),
        (
            lambda e: e.set(["windows", "a", "end"], "2026-12-11"),
            ['-     end: "2026-12-10T16:30"   # 到点就关', '+     end: "2026-12-11"   # 到点就关'],
        ),
        (
            lambda e: e.set(["windows", "a", "start"], "2026-12-01", after="title"),
            ['+     start: "2026-12-01"'],
        ),
        (lambda e: e.set(["windows", "a", "look_up"], "看通知"), ["+     look_up: 看通知"]),
        (
            lambda e: e.set(["windows", "b", "stated"], "没有: 日期", after="title"),
            [
                "-   b: {title: 乙, cite: {source: guide, clause: 三}}",
                '+   b: {title: 乙, stated: "没有: 日期", cite: {source: guide, clause: 三}}',
            ],
        ),
        (lambda e: e.remove(["windows", "a", "end"]), ['-     end: "2026-12-10T16:30"   # 到点就关']),
        (
            lambda e: e.remove(["windows", "b", "title"]),
            [
                "-   b: {title: 乙, cite: {source: guide, clause: 三}}",
                "+   b: {cite: {source: guide, clause: 三}}",
            ],
        ),
        (
            lambda e: e.set(
                ["windows", "c"], {"title": "丁", "cite": {"source": "guide", "clause": "四"}}, "a"
            ),
            ["+   c:", "+     title: 丁", "+     cite: {source: guide, clause: 四}"],
        ),
        (
            lambda e: e.insert_after(["list"], "a", "c"),
            ["- list: [a, b]   # 列表", "+ list: [a, c, b]   # 列表"],
        ),
        (lambda e: e.insert_after(["lines"], "a", "b"), ["+   - b"]),
        (
            lambda e: e.append(["contacts"], {"who": "省院", "how": "网页"}),
            ["+   - who: 省院", "+     how: 网页"],
        ),
        (lambda e: e.set(["more"], {"x": {"title": "新"}}), ["+ more:", "+   x:", "+     title: 新"]),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_what_changes_changes(act: Any, shown: list[str], ends: str, mark: str) -> None:
    text = mark + TEXT.replace("\n", ends)
    editing = Editing(text, "x.yaml")
    act(editing)
    made = editing.text
    assert lines(TEXT, made.removeprefix("\ufeff").replace("\r\n", "\n")) == shown
    assert made.startswith(mark) and made.count("\n") == made.count(ends)


def test_several_changes_at_once_keep_their_order() -> None:
    editing = Editing(TEXT, "x.yaml")
    editing.set(["windows", "a", "look_up"], "一")
    editing.set(["windows", "a", "stated"], "二")
    editing.set(["windows", "a", "title"], "丙")
    assert lines(TEXT, editing.text) == [
        "-     title: 甲",
        "+     title: 丙",
        "+     look_up: 一",
        "+     stated: 二",
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: &x {title: 甲}\nb: *x\n", ["b", "title"]),
        ("a: &x 甲\nb: *x\n", ["a"]),
    ],
)
def test_what_is_shared_is_not_changed_behind_somebodys_back(text: str, path: list[str]) -> None:
    editing = Editing(text, "x.yaml")
    with pytest.raises(EditError) as refused:
        editing.set(path, "乙")
        _ = editing.text
    assert "x.yaml" in refused.value.sentence


def test_an_alias_gives_way_to_a_value_of_its_own() -> None:
    editing = Editing("a: &x 甲\nb: *x\n", "x.yaml")
    editing.set(["b"], "乙")
    assert editing.text == "a: &x 甲\nb: 乙\n"


@given(st.one_of(st.text(max_size=40), st.integers(-(10**9), 10**9), st.booleans()))
def test_every_value_reads_back(value: Any) -> None:
    """In a block and inside braces alike."""
    if isinstance(value, str) and any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in value):
        value = "".join(sign for sign in value if sign.isprintable())
    if isinstance(value, str):
        value = "".join(sign for sign in value if sign.isprintable())
    for text in (f"a: {flow(value)}\n", f"a: {{b: {flow(value)}, c: [{flow(value)}]}}\n"):
        tree, faults = parse(text.encode(), "x")
        assert faults == [] and tree is not None
        assert plain(tree) in ({"a": value}, {"a": {"b": value, "c": [value]}})
