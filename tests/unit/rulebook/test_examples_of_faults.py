"""Each folder under fixtures/rulebooks/bad is laid over the good example and must say just what stands in it.

``expected.txt`` holds every fault: its severity and its whole sentence, and nothing else may be reported.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library

from .places import BAD, DAY, GOOD

CASES = sorted(path.name for path in BAD.iterdir())


def laid_over_good(case: str, tmp_path: Path) -> Path:
    root = tmp_path / "provinces"
    shutil.copytree(GOOD, root)
    shutil.copytree(BAD / case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return root


def expected(case: str) -> list[str]:
    return (BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_the_good_example_has_no_fault() -> None:
    assert lint(GOOD, today=DAY) == []


@pytest.mark.parametrize("case", CASES)
def test_a_bad_example_says_what_is_wrong_and_nothing_else(case: str, tmp_path: Path) -> None:
    found = [f"{fault.severity} {fault}" for fault in lint(laid_over_good(case, tmp_path), today=DAY)]
    assert found == expected(case)


def test_ten_faults_of_one_folder_are_raised_together(tmp_path: Path) -> None:
    with pytest.raises(RulebookFaults) as raised:
        load_library(laid_over_good("ten-faults", tmp_path))
    assert len(raised.value.faults) == 10
    assert str(raised.value).splitlines()[0] == "规则文件有 10 处错误："
    assert str(raised.value).splitlines()[1:] == [
        line.removeprefix("error ") for line in expected("ten-faults")
    ]


def test_only_errors_keep_a_rulebook_from_loading(tmp_path: Path) -> None:
    assert load_library(laid_over_good("dead-source", tmp_path)).provinces
