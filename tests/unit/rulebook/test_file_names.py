"""What a file has to be called: alike in Python and JavaScript, told on its page, followed by the packer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.site.reading import words
from zikao.checks.pack import CannotPackError, Packer
from zikao.numbers import TICKET, fold
from zikao.rulebook.file_names import NAME, difference, example, file_name, in_words, person
from zikao.rulebook.library import Library
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library
from zikao.site import package_form
from zikao.site.render import render

from .laid import laid
from .places import DAY, FIXTURES
from .test_docs import NAMED

ROWS = json.loads((FIXTURES / "declared/file-names.json").read_text("utf-8"))
DIFFERENT = json.loads((FIXTURES / "declared/name-differences.json").read_text("utf-8"))
[BLOCK] = (block for block in NAMED if "file_name:" in block)
ITEM = "demo/evidence"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(laid([BLOCK], tmp_path / "provinces"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['pattern']} {row['typed']!r}")
def test_a_name_is_filled_with_what_was_typed(row: dict[str, Any]) -> None:
    typed = {TICKET: fold(row["number"]), NAME: person(row["typed"]) or ""}
    assert file_name(row["pattern"], typed) == row["name"]


@pytest.mark.parametrize("row", DIFFERENT, ids=lambda row: f"{row['file']} {row['pattern']}")
def test_what_is_other_in_a_name_is_told(row: dict[str, Any]) -> None:
    typed = {TICKET: row["number"], NAME: row["person"]}
    assert difference(row["pattern"], row["file"], typed, "[0-9]{12}") == row["difference"]


def test_a_pattern_is_told_in_words_and_by_a_made_up_example() -> None:
    pattern = "{admission_ticket_number}{name}-照片.jpg"
    assert in_words(pattern) == "准考证号＋姓名-照片.jpg"
    assert example(pattern) == "010112345678张三-照片.jpg"
    assert example(pattern, "G010112345678") == "G010112345678张三-照片.jpg"


def test_the_packer_calls_archives_as_the_source_wants(library: Library) -> None:
    assert Packer(library, ITEM, ["0101-1234-5678"], person="张三").names == ["010112345678张三.zip"]
    with pytest.raises(CannotPackError, match="--name 姓名"):
        Packer(library, ITEM, ["010112345678"])
    with pytest.raises(CannotPackError, match="姓名只写汉字"):
        Packer(library, ITEM, ["010112345678"], person="../张三")


def test_the_page_tells_the_name_and_its_builder_asks_for_what_it_needs(library: Library) -> None:
    page = {page.path: page for page in render(library, today=DAY)}["demo/packages/evidence.md"].markdown
    text = words(page)
    assert "准考证号＋姓名.zip，例如 010112345678张三.zip" in text
    assert page.count('id="check-package-evidence-person"') == 1
    assert page.index('id="check-package-evidence-person"') < page.index("zk-maker")
    assert 'declares="ticket-number person"' in page
    spec = library.provinces["demo"].packages["evidence"]
    assert (
        json.loads(package_form.told(library, ITEM, spec))["named"] == "{admission_ticket_number}{name}.zip"
    )


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{nmae}.zip", "花括号里只能写 admission_ticket_number、name、id_number，没有 nmae，是不是 name？"),
        ("{name}.rar", "压缩包的文件名要以 .zip 结尾。"),
        ("{name}和{name}.zip", "{name} 只能写一次。"),
        ("a/{name}.zip", '文件名里不能有 \\ / : * ? " < > |，不超过 120 个字。'),
    ],
)
def test_a_pattern_that_nobody_can_follow_is_a_fault(tmp_path: Path, pattern: str, said: str) -> None:
    wrong = BLOCK.replace("{admission_ticket_number}{name}.zip", pattern)
    [fault] = lint(laid([wrong], tmp_path / "provinces"), today=DAY)
    assert str(fault).endswith(f"specs.evidence.file_name.pattern：{said}")
