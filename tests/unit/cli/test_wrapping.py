"""Chinese in lines of a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from zikao.cli.wrapping import wrapped

TEXT = "重新裁剪（按 3:4），让头顶上方多留一些背景；文件 photo-of-me.jpg 存成“JPEG”，20KB 到 40KB，品质 70%。"


@pytest.mark.parametrize("width", range(18, 130))
def test_no_line_is_too_wide_and_nothing_is_lost(width: int) -> None:
    lines = wrapped(TEXT, width, "✗ 必须  ")
    assert max(map(cell_len, lines)) <= width
    said = "".join(lines).replace(" ", "")
    assert said == f"✗必须{TEXT}".replace(" ", "")


@pytest.mark.parametrize("width", range(30, 130))
def test_marks_stand_where_they_belong(width: int) -> None:
    first, *others = wrapped(TEXT, width, "✗ 必须  ")
    for line in others:
        assert line.strip()[0] not in "，。；：、）”%"
    for line in (first, *others):
        assert line[-1] not in "（“"


@pytest.mark.parametrize("width", range(40, 130))
def test_words_and_numbers_stay_whole(width: int) -> None:
    text = "\n".join(wrapped(TEXT, width))
    for word in ("3:4", "photo-of-me.jpg", "JPEG", "20KB", "40KB", "70%"):
        assert word in text


def test_later_lines_stand_below_the_text_of_the_first() -> None:
    first, second = wrapped("照片的像素尺寸不对，要重新裁剪。", 30, "✗ 必须  ")
    assert first == "✗ 必须  照片的像素尺寸不对，要"
    assert second == "        重新裁剪。"


def test_lines_are_filled_although_chinese_has_no_spaces() -> None:
    text = "实测 " + "照" * 60
    first, *_ = wrapped(text, 40)
    assert cell_len(first) >= 39


def test_what_is_longer_than_a_line_is_cut() -> None:
    assert wrapped("a" * 50, 20) == ["a" * 20, "a" * 20, "a" * 10]


def test_where_there_is_no_room_nothing_is_indented() -> None:
    assert wrapped("照片不对，重拍。", 12, "✗ 必须  ")[1].startswith("，") is False
    assert not any(line.startswith(" ") for line in wrapped("照片不对，要重拍一张。", 12, "✗ 必须  "))
