"""What a reader is told first, and what is left to the reader's eye."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.checks.reporting import Known, report_from
from zikao.report import Report
from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .conftest import GOOD, Bench, at
from .test_eligibility import CASE

NOTICES: list[dict[str, Any]] = [
    {"text": "最好不化妆。", "id": "bare", "severity": "advice", "ask": "没有化妆吗？"},
    {"text": "耳朵要露出来。", "id": "ears", "severity": "must", "ask": "两只耳朵都露出来了吗？"},
    {"text": "戴眼镜的戴着拍。"},
    {"text": "要写明分辨率。", "id": "stated", "severity": "must", "ask": "写明了吗？", "unless": ["dpi"]},
]
FINE: dict[str, Any] = {
    "width": 480,
    "height": 640,
    "bytes": 30000,
    "background_nearest": "white",
    "dpi_stated": True,
    "faces": 1,
}

Change = Callable[[dict[str, Any], dict[str, Any]], None]


@pytest.fixture
def books(tmp_path: Path) -> Callable[[Change], Library]:
    """The good example rulebook with its photo spec and procedure changed."""

    def make(change: Change) -> Library:
        shutil.copytree(GOOD, tmp_path / "books")
        paths = [tmp_path / "books/demo" / name for name in ("photos.yaml", "procedures/graduation.yaml")]
        photos, procedure = (YAML().load(path) for path in paths)
        change(photos["specs"]["graduation"], procedure)
        for path, tree in zip(paths, (photos, procedure), strict=True):
            YAML().dump(tree, path)
        return load_library(tmp_path / "books")

    return make


def noticed(spec: dict[str, Any], procedure: dict[str, Any]) -> None:
    spec["notices"] = [{**each, "cite": {"source": "guide", "clause": "五"}} for each in NOTICES]


def photo(library: Library, absent: dict[str, str] | None = None, **facts: Any) -> Report:
    return report_from(
        library, "photo", "demo/graduation", Known(facts, absent or {}), Circumstances(now=at(5, 25))
    )


def test_what_nothing_measures_is_asked_the_gravest_first(books: Callable[[Change], Library]) -> None:
    library = books(noticed)
    report = photo(library, **FINE)
    assert [(each.id, each.severity, each.ask) for each in report.by_eye] == [
        ("photo.ears", "must", "两只耳朵都露出来了吗？"),
        ("photo.bare", "advice", "没有化妆吗？"),
    ]
    (ears, _) = report.by_eye
    assert (ears.sentence, ears.cites[0].clause) == ("耳朵要露出来。", "五")


def test_a_pass_says_that_only_what_was_measured_is_in_order(books: Callable[[Change], Library]) -> None:
    library = books(noticed)
    report = photo(library, **FINE)
    assert report.verdict == "pass"
    assert report.heading == "能测的都符合，还有 2 点请你自己看"
    assert report.summary.endswith("项符合；2 点要你自己看。")


def test_what_this_file_could_not_answer_is_asked_too(books: Callable[[Change], Library]) -> None:
    library = books(noticed)
    known = {name: value for name, value in FINE.items() if name != "dpi_stated"}
    report = photo(library, {"dpi_stated": "读不出"}, **known)
    assert [each.id for each in report.by_eye] == ["photo.ears", "photo.stated", "photo.bare"]


def test_the_points_for_the_eye_stand_beside_every_verdict(books: Callable[[Change], Library]) -> None:
    library = books(noticed)
    report = photo(library, **{**FINE, "width": 1})
    assert (report.verdict, report.heading, len(report.by_eye)) == ("fail", "不符合", 2)


def test_without_such_points_a_pass_is_a_pass(library: Library) -> None:
    report = photo(library, **FINE)
    assert (report.heading, report.by_eye) == ("符合", ())
    assert "自己看" not in report.summary


@pytest.mark.parametrize(
    ("notice", "fault"),
    [
        ({"ask": "露耳了吗？", "severity": "must"}, "还要写 id"),
        ({"ask": "露耳了吗？", "id": "ears"}, "还要写 severity"),
        ({"ask": "露耳了吗？", "id": "dpi", "severity": "must"}, "在 rules 里已经用过"),
        ({"ask": "露耳了吗？", "id": "ears", "severity": "must", "unless": ["dpl"]}, "没有规则 dpl"),
    ],
)
def test_a_point_for_the_eye_is_written_whole(
    books: Callable[[Change], Library], notice: dict[str, Any], fault: str
) -> None:
    def change(spec: dict[str, Any], procedure: dict[str, Any]) -> None:
        spec["notices"] = [{**notice, "text": "露耳。", "cite": {"source": "guide", "clause": "五"}}]

    with pytest.raises(RulebookFaults) as caught:
        books(change)
    assert fault in str(caught.value)


def nothing_applies(spec: dict[str, Any], procedure: dict[str, Any]) -> None:
    """Every rule for those who apply for a bachelor's diploma only."""
    for rule in procedure["rules"]:
        rule["when"] = {"is": {"prior_degree": True}}
    del procedure["examples"]


def test_where_no_rule_applies_nothing_is_called_met(books: Callable[[Change], Library]) -> None:
    report = check_eligibility(books(nothing_applies), "demo/graduation", {**CASE, "prior_degree": False})
    assert (report.verdict, report.findings, report.next_question) == ("pass", (), None)
    assert report.heading == "不涉及你"
    assert report.summary == "按你的回答，这里没有一条要求适用于你。"
    assert report.unconcerned is not None
    assert report.unconcerned.cites == ()
    assert "符合" not in report.heading + report.summary


def test_the_rulebooks_own_sentence_goes_first(books: Callable[[Change], Library]) -> None:
    def change(spec: dict[str, Any], procedure: dict[str, Any]) -> None:
        nothing_applies(spec, procedure)
        cite = {"source": "guide", "clause": "六"}
        procedure["unconcerned"] = [
            {"id": "second", "when": {"is": {"half": "second"}}, "text": "下半年的不用看。", "cite": cite},
            {
                "id": "first",
                "when": {"is": {"half": "first"}},
                "text": "{apply_year} 年的不用看。",
                "cite": cite,
            },
        ]

    report = check_eligibility(books(change), "demo/graduation", {**CASE, "prior_degree": False})
    assert report.unconcerned is not None
    assert report.summary == report.unconcerned.sentence == "2026 年的不用看。"
    assert report.unconcerned.cites[0].clause == "六"


def test_who_is_concerned_hears_nothing_of_it(bench: Bench) -> None:
    report = bench.answers(**CASE)
    assert (report.unconcerned, report.heading) == (None, "符合")


def test_of_a_case_nothing_final_is_said(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "papers": ["card"]})
    assert (report.verdict, report.heading) == ("fail", "现在还不符合")


def test_somebody_elses_case_is_no_verdict(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "apply_year": 2021})
    assert (report.heading, report.unconcerned) == ("你的情况不走本事项", None)


def test_of_a_file_that_no_rule_is_about(books: Callable[[Change], Library]) -> None:
    def change(spec: dict[str, Any], procedure: dict[str, Any]) -> None:
        noticed(spec, procedure)
        rule = {**spec["rules"][0], "when": {"is": {"faces": 2}}}
        spec["rules"] = [{**rule, "id": name} for name in ("size", "bytes", "background", "dpi")]
        del spec["examples"]

    report = photo(books(change), **FINE)
    assert (report.heading, report.by_eye) == ("没有一条要求适用", ())
    assert report.summary == "这里没有一条要求适用于这个文件。"


def test_what_weighs_most_comes_first(library: Library) -> None:
    report = photo(library, width=100, bytes=1, faces=2, background_nearest="red", dpi_stated=False)
    outcomes, severities = ("no", "unknown", "not checked", "yes"), ("must", "should", "advice")
    ranks = [(outcomes.index(each.outcome), severities.index(each.severity)) for each in report.findings]
    assert len(set(ranks)) > 3
    assert ranks == sorted(ranks)
