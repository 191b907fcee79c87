"""The register of facts: complete, true to the documents, and every path leads to what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.rulebook.coverage import (
    Coverage,
    NoSuchPlaceError,
    carried,
    carrying,
    check,
    load_coverage,
    numbers_below,
    resolve,
    summary,
)
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.references import CITING
from zikao.rulebook.tree import Spot

ROOT = Path(__file__).resolve().parents[3]
PROVINCES = ROOT / "provinces"
LIBRARY = rulebooks()
COVERAGE = load_coverage(PROVINCES)
TOTAL = 244

WITHOUT_CLAUSE = {1, 57, 58, 95, 127, 137, 194, 242, 243, 244}
"""The title, what stands all over a document or nowhere in it, its frame, and what is lost from it."""


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Coverage:
    """The register with some of its text replaced; every replacement must find its place once."""
    text = (PROVINCES / "coverage.yaml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (tmp_path / "coverage.yaml").write_text(text, "utf-8")
    return load_coverage(tmp_path)


def messages(coverage: Coverage) -> list[str]:
    return [fault.sentence for fault in check(LIBRARY, coverage)]


def test_every_fact_has_its_place() -> None:
    assert messages(COVERAGE) == []
    assert sorted(COVERAGE.rows) == list(range(1, TOTAL + 1))
    assert summary(LIBRARY, COVERAGE).startswith(f"{TOTAL} / {TOTAL}（")


def test_what_is_left_out_says_why() -> None:
    left_out = {number: row.why_not for number, row in COVERAGE.rows.items() if not row.carried_by}
    assert set(left_out) == {244}
    assert all(left_out.values())


def test_numbers_documents_and_clauses_are_those_of_the_catalogue(shared: Callable[[str, str], Path]) -> None:
    path = shared("facts/catalogue.json", "every fact of the sources by number")
    catalogue = json.loads(path.read_text("utf-8"))
    theirs = {row["n"]: (row["doc"], row["clause"]) for row in catalogue}
    ours = {number: (COVERAGE.document_of(number), row.clause) for number, row in COVERAGE.rows.items()}
    assert len(theirs) == TOTAL
    assert ours == theirs


def clause_key(document: str, clause: str) -> str:
    """A clause as the catalogue names it, in the form in which `written_clause` puts the rulebooks' cites."""
    if document == "D1":
        clause = re.sub(r"answer ([123])", lambda match: f"第{'一二三'[int(match[1]) - 1]}个回答", clause)
        return clause.replace(", opening", "开头").replace(", end", "末尾").replace("related Q", "相关问题")
    if document == "D2":
        return re.split(r"[ (]", clause)[0]
    return re.sub(r" lead| \(by structure\)", "", clause)


def written_clause(clause: str) -> str:
    """A cite's clause with the marks of the catalogue."""
    return clause.translate(str.maketrans("（）、", "()."))


def cites(spot: Spot) -> Iterator[Any]:
    """Every cite at a piece or below it."""
    for child in spot:
        if child.name in CITING:
            yield from (cite.value for cite in spot.each(child.name))
        else:
            yield from cites(child)


@pytest.mark.parametrize("number", sorted(set(range(1, TOTAL + 1)) - WITHOUT_CLAUSE))
def test_a_fact_is_carried_by_something_that_cites_its_clause(number: int) -> None:
    document = COVERAGE.document_of(number)
    source = COVERAGE.register.documents[document].source.rpartition("/")[2]
    wanted = [
        clause_key(document, part.strip()).replace(" ", "")
        for part in COVERAGE.rows[number].clause.split(";")
    ]
    found = [
        written_clause(cite["clause"]).replace(" ", "")
        for path in COVERAGE.rows[number].carried_by
        for cite in cites(resolve(LIBRARY, path))
        if cite["source"] == source
    ]
    assert any(part in clause for part in wanted for clause in found), (wanted, found)


def test_a_fact_is_found_from_both_sides() -> None:
    assert "anhui/photos/graduation#rules.pixels" in carried(COVERAGE)[226]
    assert 244 not in carried(COVERAGE)
    assert 226 in carrying(COVERAGE)["anhui/photos/graduation#rules.pixels"]
    assert set(numbers_below(COVERAGE, "anhui/registration-form")) == {*range(186, 193)}
    assert numbers_below(COVERAGE, "anhui/registration-form#rules.up-to-now") == [187]
    assert set(numbers_below(COVERAGE, "anhui/hefei#steps")) <= set(numbers_below(COVERAGE, "anhui"))


def test_a_path_below_does_not_take_a_namesake_for_its_own() -> None:
    """prior-degree must not gather what prior-degree-choice carries."""
    only = {"anhui/prior-degree-choice#rules.one-fits": [136]}
    assert only.items() <= carrying(COVERAGE).items()
    assert "anhui/prior-degree#steps.scan" in carried(COVERAGE)[136]
    assert 93 not in numbers_below(COVERAGE, "general/registration")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("anhui", None),
        ("anhui/graduation#steps.upload-photo", "steps[upload-photo]"),
        ("anhui/photos/graduation#rules.bytes", "rules[bytes]"),
        ("anhui/packages/attachment#values.bytes_max", "values.bytes_max"),
        ("anhui/cities/luan#photos.graduation.values.background_colors", "background_colors"),
        ("zhejiang#hosts.zk", "hosts.zk"),
        ("anhui#contacts.主考院校", "contacts[2]"),
        ("anhui/graduation#statuses.已受理", "statuses[2]"),
        ("anhui/prior-degree#rules.prior-degree-verified.exceptions.paper-route", "exceptions[paper-route]"),
        ("anhui/graduation#gaps.流程图", "gaps[6]"),
    ],
)
def test_a_path_leads_to_its_piece(path: str, name: str | None) -> None:
    found = resolve(LIBRARY, path)
    assert name is None or found.path.endswith(name)


@pytest.mark.parametrize(
    ("path", "says", "near"),
    [
        ("anhiu/graduation", "没有省份", "anhui"),
        ("anhui/graduatoin", "没有事项", "graduation"),
        ("anhui/photos/gradution", "没有照片规格", "graduation"),
        ("anhui/packages/attachments", "没有文件规格", "attachment"),
        ("anhui/cities/lu-an", "没有城市", "luan"),
        ("anhui/photos/graduation/rules", "不是规则手册里的位置", None),
        ("anhui/graduation#step.submit", "没有 step 这个键", "steps"),
        ("anhui/graduation#steps.sumbit", "没有一项", "submit"),
        ("anhui/graduation#gaps.没有", "有几项", None),
        ("anhui/graduation#title.x", "已经到头", None),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_fails(path: str, says: str, near: str | None) -> None:
    with pytest.raises(NoSuchPlaceError) as wrong:
        resolve(LIBRARY, path)
    assert says in wrong.value.message
    assert wrong.value.near == near


def test_a_dead_path_costs_its_row(tmp_path: Path) -> None:
    coverage = changed(
        tmp_path, ("anhui/registration-form#rules.up-to-now", "anhui/registration-form#rules.to-now")
    )
    (said,) = messages(coverage)
    assert re.match(r"coverage\.yaml:\d+:13 documents\.D3\.facts\.187\.carried_by\[1\]：", said)
    assert said.endswith("是不是 up-to-now？")
    assert summary(LIBRARY, coverage).startswith("243 / 244（")


def test_a_lost_row_is_noticed(tmp_path: Path) -> None:
    row = re.search(r"      188:\n(?:        .*\n)+", (PROVINCES / "coverage.yaml").read_text("utf-8"))
    assert row
    coverage = changed(tmp_path, (row[0], ""))
    (said,) = messages(coverage)
    assert said.endswith("缺少 1 条：188。")
    assert summary(LIBRARY, coverage).startswith("243 / 244（")


def test_a_row_of_another_document_is_misplaced(tmp_path: Path) -> None:
    said = messages(changed(tmp_path, ("      58:\n", "      59:\n")))
    assert any("这份文件的编号是 1 到 58" in each for each in said)
    assert any(each.endswith("缺少 1 条：58。") for each in said)


def test_documents_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    said = messages(changed(tmp_path, ("    first: 59\n", "    first: 60\n")))
    assert any("应当从 59 开始编号" in each for each in said)


def test_a_document_is_one_of_the_sources(tmp_path: Path) -> None:
    said = messages(changed(tmp_path, ("source: cn/enrolment-answers", "source: cn/enrolment-answer")))
    assert any(each.endswith("没有来源 cn/enrolment-answer。") for each in said)


def test_a_row_is_carried_or_says_why_not(tmp_path: Path) -> None:
    both = changed(tmp_path, ("about: 考籍不是学籍\n", "about: 考籍不是学籍\n        why_not: 不收\n"))
    (said,) = messages(both)
    assert said.endswith("carried_by 和 why_not 要写一个，也只写一个。")


def test_what_carries_a_fact_cites_its_document(tmp_path: Path) -> None:
    coverage = changed(
        tmp_path, ("anhui/registration-form#rules.up-to-now", "general/pass-mark#rules.passed")
    )
    (said,) = messages(coverage)
    assert said.endswith("写着它的地方，没有一处引用这份文件。")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "缺少这个文件"),
        ("documents: [", "括号没有写完"),
        ("documents: {D0: {source: cn/x, first: 1, last: 1}}", "缺少 facts"),
        ("documents: {D0: {source: cn/x, first: 1, last: 1, facts: {1: {clause: a}}}}", "缺少 about"),
    ],
)
def test_what_is_no_register_is_refused_in_one_sentence(tmp_path: Path, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / "coverage.yaml").write_text(text, "utf-8")
    with pytest.raises(RulebookFaults) as wrong:
        load_coverage(tmp_path)
    assert says in wrong.value.sentence
    assert str(tmp_path) not in wrong.value.sentence
