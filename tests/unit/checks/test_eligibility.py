"""Answers in, report out."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from ruamel.yaml import YAML

from zikao.checks.answers import FactsInvalid
from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility
from zikao.report import NOTICE
from zikao.rulebook.books import NothingToJudgeError, NotInRulebookError
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library

from .conftest import GOOD, Bench, at, of

CASE = {
    "apply_year": 2026,
    "half": "first",
    "prior_degree": True,
    "cert_date": "2026-06-30",
    "both_levels": False,
    "papers": ["card", "photo"],
    "photo_deadline": "2026-05-30T16:30",
}


def test_everything_met(bench: Bench) -> None:
    report = bench.answers(**CASE)
    assert report.verdict == "pass"
    assert report.summary == "已核对 4 项：4 项符合。"
    assert [(each.id, each.outcome) for each in report.findings] == [
        ("demo/graduation.cert-date", "yes"),
        ("demo/graduation.papers", "yes"),
        ("demo/graduation.in-time", "yes"),
        ("demo/graduation.photo-in-time", "yes"),
    ]
    assert report.next_question is None
    assert (report.check, report.measured_on, report.notice) == ("eligibility", "server", NOTICE)
    assert (report.target.province, report.target.item, report.target.title) == (
        "demo",
        "graduation",
        "毕业申请",
    )
    assert report.rulebook == bench.library.provinces["demo"].stamp


def test_a_procedure_without_rules_is_never_called_met(library: Library, tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "books")
    path = tmp_path / "books/demo/procedures/graduation.yaml"
    tree = YAML().load(path)
    for part in ("rules", "elsewhere", "examples", "rejections"):
        tree.pop(part, None)
    YAML().dump(tree, path)
    with pytest.raises(NothingToJudgeError) as caught:
        check_eligibility(load_library(tmp_path / "books"), "demo/graduation", {})
    assert caught.value.sentence == "“毕业申请”只有步骤和材料，没有可以核对的条件；请看它的指南。"


def test_a_rule_that_is_not_met_says_what_to_do_and_by_which_clause(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "cert_date": "2026-07-01", "same_year": False})
    found = of(report, "cert-date")
    assert report.verdict == "fail"
    assert found.outcome == "no"
    assert found.sentence == "前置学历证书日期 2026年7月1日 晚于本批次截止日。"
    assert found.mend == "改报下一批次。"
    assert [(cite.clause, cite.authority) for cite in found.cites] == [("三", "official")]
    assert found.contradiction is not None
    assert found.contradiction.startswith("截止日的写法不一")


def test_an_exception_with_a_duty(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "cert_date": "2026-07-01", "same_year": True, "verified_on": "none"})
    found = of(report, "cert-date")
    assert (report.verdict, found.outcome, found.by) == ("attention", "yes", "same-year")
    assert found.sentence == "“前置学历证书日期不晚于截止日”这一条可以例外：今年毕业的可以先申请。"
    assert [cite.clause for cite in found.cites] == ["三", "三（二）"]
    (duty,) = report.duties
    assert (duty.rule, duty.exception) == ("demo/graduation.cert-date", "same-year")
    assert (duty.todo, duty.due, duty.state) == ("7月1日前完成验证", "2026-06-30", "pending")
    assert [cite.clause for cite in duty.cites] == ["三（二）"]
    assert report.summary == "已核对 4 项：4 项符合；1 项要在期限内补办。"


def test_a_missing_answer_is_unknown_and_asked_for(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "cert_date": None})
    found = of(report, "cert-date")
    assert (report.verdict, found.outcome, found.reason) == ("unknown", "unknown", "fact missing")
    assert "cert_date" in found.missing
    assert found.sentence == "“前置学历证书日期不晚于截止日”这一条还不能判断。"
    assert found.mend == "看证书右下角。"
    assert report.next_question is not None
    assert report.next_question.fact in report.missing
    assert report.summary == "已核对 3 项：3 项符合；1 项还不能判断。"


def test_whoever_is_not_sure_is_not_asked_again(bench: Bench) -> None:
    known: dict[str, object] = {}
    asked = []
    while (question := bench.answers(**known).next_question) is not None:
        asked.append(question.fact)
        known[question.fact] = None
    report = bench.answers(**known)
    assert len(asked) == len(set(asked)) > 3
    assert report.verdict == "unknown"
    assert set(asked) <= set(report.missing)


def test_not_sure_does_not_hide_what_a_window_says(bench: Bench) -> None:
    asked = {name: answer for name, answer in CASE.items() if name != "deadline"}
    with_window, without = bench.answers(**asked), bench.answers(**{**asked, "deadline": None})
    assert with_window == without


def test_nothing_answered(bench: Bench) -> None:
    report = bench.answers()
    assert report.next_question is not None
    assert (report.verdict, report.next_question.fact) == ("unknown", "apply_year")
    assert report.next_question.ask == "申请哪一年的毕业？"
    assert of(report, "in-time").outcome == "yes"


def test_a_choice_is_asked_with_its_options(bench: Bench) -> None:
    asked = {name: answer for name, answer in CASE.items() if name != "half"}
    question = bench.answers(**{**asked, "cert_date": "2026-08-01"}).next_question
    assert question is not None
    assert (question.fact, question.type) == ("half", "choice")
    assert question.options == {"first": "上半年", "second": "下半年"}


def test_a_rule_that_does_not_apply_gives_no_finding(bench: Bench) -> None:
    report = bench.answers(**{**CASE, "prior_degree": False})
    assert "demo/graduation.cert-date" not in {each.id for each in report.findings}
    assert report.verdict == "pass"


def test_somebody_elses_case(bench: Bench) -> None:
    report = bench.answers(apply_year=2021)
    assert (report.verdict, report.findings, report.next_question) == ("unknown", (), None)
    assert report.elsewhere is not None
    assert report.elsewhere.id == "old"
    assert report.elsewhere.sentence == report.summary == "2021 年的毕业申请已经结束。"
    assert report.elsewhere.mend == "问市自考办。"
    assert report.elsewhere.cites[0].clause == "二"


def test_a_measure_that_breaks_a_limit_does_not_read_like_it(bench: Bench) -> None:
    # The example spec takes 40000 bytes at most; a measure with decimals shows what tells it apart.
    found = of(bench.photo(bytes=40000.004), "bytes")
    assert found.sentence == "文件太大，有 40000.004 字节。"


def test_labels_stand_for_options_in_texts(bench: Bench) -> None:
    assert (
        of(bench.answers(**{**CASE, "papers": ["card"]}), "papers").sentence
        == "材料还没有备齐，现有：身份证。"
    )
    assert (
        of(bench.answers(**{**CASE, "papers": []}), "papers").sentence == "材料还没有备齐，现有：都还没有。"
    )


class TestWindows:
    """Dates that the rulebook knows, while they may be used."""

    def test_an_official_date_in_force_is_taken(self, bench: Bench) -> None:
        found = of(bench.answers(**CASE), "in-time")
        assert (found.outcome, found.required) == ("yes", "2026年5月27日 16:30 以前")

    def test_just_after_the_end(self, bench: Bench) -> None:
        bench.now = at(5, 27, 16, 31)
        assert of(bench.answers(**CASE), "in-time").outcome == "no"

    def test_at_the_end(self, bench: Bench) -> None:
        bench.now = at(5, 27, 16, 30)
        assert of(bench.answers(**CASE), "in-time").outcome == "yes"

    def test_on_the_last_day_of_the_round_it_still_counts(self, bench: Bench) -> None:
        bench.now = at(6, 30, 23, 59)
        assert of(bench.answers(**CASE), "in-time").outcome == "no"

    def test_after_the_round_it_is_unknown(self, bench: Bench) -> None:
        bench.now = at(7, 1, 0, 0)
        found = of(bench.answers(**CASE), "in-time")
        assert (found.outcome, found.reason) == ("unknown", "date unknown")
        assert found.missing == ("deadline", "opens_on")
        assert found.sentence == "“在截止前申请”这一条还不能判断：没有可用的官方日期。"
        assert found.mend == "看示例考试网的当次通知"
        assert found.required is None

    def test_a_date_that_is_not_official_is_never_taken(self, bench: Bench) -> None:
        found = of(bench.answers(**{**CASE, "photo_deadline": None}), "photo-in-time")
        assert (found.outcome, found.reason, found.mend) == ("unknown", "date unknown", "问市自考办")

    def test_an_answer_wins_over_a_window(self, bench: Bench) -> None:
        assert of(bench.answers(**CASE, deadline="2026-05-24T09:00"), "in-time").outcome == "no"

    def test_a_city_has_its_own(self, library: Library) -> None:
        def outcome(hour: int, city: str | None) -> str:
            now = at(5, 25, hour)
            report = check_eligibility(library, "demo/graduation", CASE, Circumstances(city, now))
            return of(report, "in-time").outcome

        assert outcome(13, None) == "yes"
        assert outcome(13, "river") == "no"


class TestClock:
    def test_other_time_zones_are_turned_into_beijing_time(self, bench: Bench) -> None:
        bench.now = datetime(2026, 5, 27, 8, 30, tzinfo=UTC)
        assert of(bench.answers(**CASE), "in-time").outcome == "yes"
        bench.now = datetime(2026, 5, 27, 8, 31, tzinfo=UTC)
        assert of(bench.answers(**CASE), "in-time").outcome == "no"

    def test_a_naive_moment_is_beijing_time_wherever_the_machine_stands(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", "America/New_York")
            time.tzset()
            bench.now = at(5, 27, 16, 30).replace(tzinfo=None)
            assert of(bench.answers(**CASE), "in-time").outcome == "yes"
            bench.now = at(5, 27, 16, 31).replace(tzinfo=None)
            assert of(bench.answers(**CASE), "in-time").outcome == "no"
        time.tzset()

    def test_the_clock_is_read_when_no_moment_is_given(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls(2026, 5, 27, 16, 29, tzinfo=tz)

        monkeypatch.setattr("zikao.clock.datetime", Clock)
        bench.now = None
        assert of(bench.answers(**CASE), "in-time").outcome == "yes"


class TestRefusals:
    def test_wrong_answers_are_all_named_and_never_repeated(self, bench: Bench) -> None:
        with pytest.raises(FactsInvalid) as raised:
            bench.answers(apply_year=1999, half="thrid", SECRET="SECRET", papers=["SECRET"])
        pointers = [each.pointer for each in raised.value.problems]
        assert pointers == ["/apply_year", "/half", "/SECRET", "/papers"]
        said = str(raised.value) + "".join(each.detail for each in raised.value.problems)
        assert "SECRET" not in said
        assert "1999" not in said
        assert "thrid" not in said
        assert str(raised.value).startswith("有 4 项回答不能用：apply_year：请填整数，2020 到 2100；half：")
        assert str(raised.value).endswith("；这里不问这一项。")

    def test_pointers_are_escaped(self, bench: Bench) -> None:
        with pytest.raises(FactsInvalid) as raised:
            bench.answers(**{"a/b~c": 1})
        assert raised.value.problems[0].pointer == "/a~1b~0c"

    def test_the_clock_cannot_be_set_by_answers(self, bench: Bench) -> None:
        with pytest.raises(FactsInvalid):
            bench.answers(**CASE, today="2020-01-01")

    def test_full_width_answers_are_understood(self, bench: Bench) -> None:
        report = bench.answers(**{**CASE, "cert_date": "２０２６-０６-３０ "})
        assert of(report, "cert-date").outcome == "yes"

    def test_an_unknown_procedure(self, library: Library) -> None:
        with pytest.raises(NotInRulebookError):
            check_eligibility(library, "demo/graduaton", {})
