"""Lists of answers in what a change means and in what is signed: fields by their captions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.rulebook.exemption import exemption
from zikao.cli import run


def test_a_rule_over_a_list_that_changes_is_told_in_a_candidates_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = exemption(tmp_path / "old")
    new = exemption(
        tmp_path / "new",
        ("require: {at_least: {mark: 60}}", "require: {at_least: {mark: 70}}"),
        ("ask: 凭什么免考", "ask: 免考的根据"),
    )
    run(["diff", str(old), str(new)])
    said = capsys.readouterr().out
    assert "每项的栏目 · “免考的根据” · 问法" in said
    assert "新  「证书或原课程的成绩」不少于70" in said
    assert "「一门课程的证书或原课程的成绩」69，其余都照要求" in said
    assert "以前可以，现在不可以" in said


def test_what_is_signed_says_that_each_item_is_looked_at(tmp_path: Path) -> None:
    page = tmp_path / "signed.html"
    folder = exemption(tmp_path / "made")
    assert run(["sign-off", "demo/exemption", "--rulebooks", str(folder), "--out", str(page)]) == 0
    said = re.sub(r"<[^>]+>|\s+", "", page.read_text("utf-8"))
    assert "适用于「凭什么免考」是“证书”逐项核对每门课程各核对一次要求「证书的发证日期」不晚于今天" in said
