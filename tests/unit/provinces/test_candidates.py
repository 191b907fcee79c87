"""Made-up candidates of each province, with what has to come of each check, written down before it ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.books import rulebooks
from zikao.checks.circumstances import Circumstances
from zikao.checks.eligibility import check_eligibility

from ...provinces import of_each

LIBRARY = rulebooks()


def candidates() -> Iterator[Any]:
    """Each candidate of each province that has some.

    A candidate has `who` (a name for the test), `procedure`, `facts` and `expect`, and may have `city` and
    `now` (Beijing time). `expect` holds any of: verdict; outcomes, by rule; missing, by rule; duties, the
    last day of each by what is to be done; elsewhere: its id; unconcerned: its sentence; next: the fact that
    is asked for. Null: none. A rule that a report leaves out does not apply.
    """
    for province, those in of_each("candidates.json").items():
        for each in those:
            yield pytest.param(province, each, id=f"{province}-{each['who']}")


@pytest.mark.parametrize(("province", "candidate"), list(candidates()))
def test_a_candidate_is_told_what_was_expected(province: str, candidate: dict[str, Any]) -> None:
    now = datetime.fromisoformat(candidate.get("now", "2026-05-10T10:00"))
    circumstances = Circumstances(city=candidate.get("city"), now=now)
    item = f"{province}/{candidate['procedure']}"
    report = check_eligibility(LIBRARY, item, candidate["facts"], circumstances)
    findings = {each.id.rpartition(".")[2]: each for each in report.findings}
    expect = candidate["expect"]
    rules = {rule.id for rule in LIBRARY.compiled("procedure", item, candidate.get("city")).rules}
    assert set(expect.get("outcomes", ())) <= rules
    told = {
        "verdict": report.verdict,
        "outcomes": {
            rule: findings[rule].outcome if rule in findings else "not_applicable"
            for rule in expect.get("outcomes", ())
        },
        "missing": {rule: list(findings[rule].missing) for rule in expect.get("missing", ())},
        "duties": {each.todo: each.due for each in report.duties},
        "elsewhere": report.elsewhere and report.elsewhere.id,
        "unconcerned": report.unconcerned and report.unconcerned.sentence,
        "next": report.next_question and report.next_question.fact,
    }
    assert expect
    assert {key: told[key] for key in expect} == expect
