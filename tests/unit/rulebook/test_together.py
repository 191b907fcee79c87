"""Rules over several archives: a part of a package spec that is judged and linted like the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.judge.rules import judge
from zikao.rulebook.books import NotInRulebookError
from zikao.rulebook.coverage import resolve
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.lint import lint
from zikao.rulebook.store import load_library

from .conftest import Changed

END = '        expect: {not-empty: "no", no-password: "no", readable: unknown}\n        verdict: fail'
TOGETHER = """
    together:
      title: 几个压缩包
      rules:
        - id: number-once
          title: 一个号一个包
          severity: must
          each: archives
          require: {is: {archive_number_again: false}}
          if_no: 号码 {archive_number} 用了两次。
          if_no_in_general: 同一个号码用了两次。
          cite: {source: guide, clause: 五}
      examples:
        - given: {archives: [{archive_number_again: true}]}
          expect: {number-once: "no"}
          verdict: fail
"""


@pytest.fixture
def books(changed: Changed) -> Path:
    return changed("demo/packages.yaml", (END, END + TOGETHER))


def faults(books: Path, old: str, new: str) -> list[str]:
    """What lint says once a word of the part is replaced."""
    path = books / "demo" / "packages.yaml"
    text = path.read_text(encoding="utf-8")
    before, part = text[: text.index("    together:")], text[text.index("    together:") :]
    assert old in part
    path.write_text(before + part.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in lint(books) if fault.severity != "info" and "packages.yaml" in str(fault)]


def test_it_is_judged_over_its_own_facts(books: Path) -> None:
    library = load_library(books)
    document = library.compiled("together", "demo/evidence")
    assert document.title == "几个压缩包"
    assert {"archives", "packages"} <= document.facts.keys()
    assert "contents" not in document.facts
    assert [rule.id for rule in document.rules] == ["number-once"]
    assert document.rules[0].cites[0].clause == "五"
    again = judge(document, {"archives": [{"archive_number_again": True}]})
    assert (again.verdict, again.outcomes[0].places) == ("fail", (0,))
    single = library.compiled("package", "demo/evidence")
    assert "number-once" not in {rule.id for rule in single.rules}


def test_a_spec_without_it_has_none(books: Path) -> None:
    with pytest.raises(NotInRulebookError):
        load_library(books).compiled("together", "demo/nothing")


def test_it_is_free_of_faults_and_can_be_named(books: Path) -> None:
    assert faults(books, "几个压缩包", "两个压缩包") == []
    library = load_library(books)
    rule = resolve(library, "demo/packages/evidence#together.rules.number-once")
    assert rule.value["title"] == "一个号一个包"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expect: {number-once", "expect: {number-one", "没有规则 number-one，是不是 number-once？"),
        ('"no"', '"yes"', "例子不符：规则 number-once 算出 no"),
        ("archive_number_again: false", "encrypted: false", "没有名为「encrypted」的事实"),
        ("each: archives", "each: contents", "没有列表 contents"),
        ("{archive_number} 用", "{archive_nummer} 用", "花括号里的 archive_nummer"),
        ("source: guide", "source: guidance", "没有来源 guidance"),
        ("id: number-once", "id: not-empty", "这个 id 在单个文件的 rules 里已经用过"),
        ("title: 几个压缩包", "titel: 几个压缩包", "titel"),
    ],
)
def test_what_is_wrong_in_it_is_found_where_it_stands(books: Path, old: str, new: str, said: str) -> None:
    found = faults(books, old, new)
    assert any(said in fault and "together" in fault for fault in found), found


def test_a_wrong_one_does_not_load(books: Path) -> None:
    path = books / "demo" / "packages.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("archive_number_again: false", "archive_number_agian: false"), encoding="utf-8"
    )
    with pytest.raises(RulebookFaults):
        load_library(books)
