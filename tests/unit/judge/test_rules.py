"""Rules, exceptions, duties, lists, elsewhere and the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from zikao.judge.rules import judge

from .fixtures import EXAMPLES, document, prior_diploma

YES: dict[str, Any] = {"all": []}
NO: dict[str, Any] = {"any": []}
OPEN: dict[str, Any] = {"is": {"answer": True}}
ASKED = {"answer": {"type": "boolean", "ask": "是吗？"}}


def only(judgement: Any) -> Any:
    (outcome,) = judgement.outcomes
    return outcome


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_example(example: dict[str, Any]) -> None:
    judgement = judge(prior_diploma(), example["given"])
    outcome = only(judgement)
    found = {
        "outcome": outcome.outcome,
        "by": outcome.by,
        "verdict": judgement.verdict,
        "missing": list(outcome.missing),
        "next": judgement.next,
        "duties": [[duty.due, duty.state] for duty in outcome.duties],
    }
    assert {key: found[key] for key in example["expect"]} == example["expect"]


def test_as_json_is_the_shape_that_both_languages_share() -> None:
    given = EXAMPLES[4]["given"]
    assert judge(prior_diploma(), given).as_json() == {
        "verdict": "unknown",
        "elsewhere": None,
        "outcomes": [
            {
                "id": "prior-diploma-date",
                "outcome": "unknown",
                "by": None,
                "missing": ["verified_on"],
                "duties": [
                    {
                        "exception": "fresh-graduate",
                        "todo": "六月底前通过学历验证",
                        "due": "2026-06-30",
                        "state": "open",
                    }
                ],
            }
        ],
        "missing": ["verified_on"],
        "next": "verified_on",
    }


@pytest.mark.parametrize(
    ("when", "require", "outcome", "missing"),
    [
        (NO, NO, "not_applicable", ()),
        (NO, OPEN, "not_applicable", ()),
        (YES, YES, "yes", ()),
        (YES, NO, "no", ()),
        (YES, OPEN, "unknown", ("answer",)),
        (OPEN, YES, "yes", ()),
        (OPEN, NO, "unknown", ("answer",)),
    ],
)
def test_a_rule_applies_or_not(when: Any, require: Any, outcome: str, missing: tuple[str, ...]) -> None:
    found = only(judge(document({"when": when, "require": require}, facts=ASKED), {}))
    assert (found.outcome, found.missing) == (outcome, missing)


def test_when_is_met_once_it_is_answered() -> None:
    rule = {"when": OPEN, "require": NO}
    assert only(judge(document(rule, facts=ASKED), {"answer": True})).outcome == "no"
    assert only(judge(document(rule, facts=ASKED), {"answer": False})).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("severity", "condition", "verdict"),
    [
        ("must", YES, "pass"),
        ("must", NO, "fail"),
        ("must", OPEN, "unknown"),
        ("should", NO, "attention"),
        ("should", OPEN, "attention"),
        ("advice", NO, "attention"),
        ("advice", OPEN, "attention"),
    ],
)
def test_verdict(severity: str, condition: Any, verdict: str) -> None:
    rule = {"severity": severity, "require": condition}
    assert judge(document(rule, facts=ASKED), {}).verdict == verdict


def test_a_failed_must_outweighs_everything() -> None:
    rules: list[dict[str, Any]] = [
        {"require": OPEN},
        {"require": NO},
        {"severity": "should", "require": OPEN},
    ]
    judgement = judge(document(*rules, facts=ASKED, elsewhere=[{"id": "city", "when": OPEN}]), {})
    assert (judgement.verdict, judgement.next) == ("fail", None)


def test_an_unknown_must_outweighs_a_failed_should() -> None:
    judgement = judge(document({"require": OPEN}, {"severity": "should", "require": NO}, facts=ASKED), {})
    assert (judgement.verdict, judgement.next) == ("unknown", "answer")


class TestNextQuestion:
    def test_is_asked_for_an_unknown_should(self) -> None:
        assert judge(document({"severity": "should", "require": OPEN}, facts=ASKED), {}).next == "answer"

    def test_is_asked_for_an_unknown_advice(self) -> None:
        assert judge(document({"severity": "advice", "require": OPEN}, facts=ASKED), {}).next == "answer"

    def test_is_not_one_that_was_answered_with_not_sure(self) -> None:
        other = {**ASKED, "more": {"type": "boolean", "ask": "？"}}
        both = {"all": [OPEN, {"is": {"more": True}}]}
        assert judge(document({"require": both}, facts=other), {}).next == "answer"
        judgement = judge(document({"require": both}, facts=other), {"answer": None})
        assert (judgement.verdict, judgement.missing, judgement.next) == (
            "unknown",
            ("answer", "more"),
            "more",
        )

    def test_an_advice_that_nobody_is_sure_of_is_no_pass(self) -> None:
        found = judge(document({"severity": "advice", "require": OPEN}, facts=ASKED), {"answer": None})
        assert (found.verdict, found.next) == ("attention", None)

    def test_an_advice_that_nobody_can_be_asked_about_is_no_doubt(self) -> None:
        measured = {"answer": {"type": "boolean"}}
        found = judge(document({"severity": "advice", "require": OPEN}, facts=measured), {})
        assert (found.verdict, found.next) == ("pass", None)

    def test_is_not_a_fact_that_nobody_can_be_asked(self) -> None:
        judgement = judge(document({"require": OPEN}, facts={"answer": {"type": "boolean"}}), {})
        assert (judgement.verdict, judgement.missing, judgement.next) == ("unknown", ("answer",), None)


class TestElsewhere:
    CITY = {"facts": {"city": {"type": "text", "ask": "在哪？"}}}
    PLACES = [
        {"id": "hefei", "when": {"is": {"city": "合肥"}}},
        {"id": "luan", "when": {"in": {"city": ["六安"]}}},
    ]

    def test_the_first_true_one_ends_the_matter(self) -> None:
        places = [{"id": "never", "when": NO}, {"id": "first", "when": YES}, {"id": "second", "when": YES}]
        judgement = judge(document({"require": NO}, elsewhere=places), {})
        assert judgement.as_json() == {
            "verdict": "unknown", "elsewhere": "first", "outcomes": [], "missing": [], "next": None,
        }  # fmt: skip

    def test_an_unknown_one_keeps_the_verdict_open(self) -> None:
        judgement = judge(document({"require": YES}, **self.CITY, elsewhere=self.PLACES), {})
        assert judgement.verdict == "unknown"
        assert judgement.elsewhere is None
        assert judgement.missing == ("city",)
        assert judgement.next == "city"
        assert only(judgement).outcome == "yes"

    def test_a_false_one_does_nothing(self) -> None:
        judgement = judge(document({"require": YES}, **self.CITY, elsewhere=self.PLACES), {"city": "芜湖"})
        assert (judgement.verdict, judgement.elsewhere) == ("pass", None)

    def test_an_unknown_one_before_a_true_one_is_not_asked_about(self) -> None:
        places = [*self.PLACES, {"id": "gone", "when": YES}]
        judgement = judge(document({"require": YES}, **self.CITY, elsewhere=places), {})
        assert (judgement.elsewhere, judgement.missing, judgement.next) == ("gone", (), None)


class TestEach:
    FACTS = {"pages": {"type": "list", "items": {"width": {"type": "integer"}}}, "wide": {"type": "integer"}}

    def outcome(self, facts: dict[str, Any], **rule: Any) -> Any:
        rule = {"each": "pages", "require": {"at_least": {"width": {"fact": "wide"}}}, **rule}
        return only(judge(document(rule, facts=self.FACTS), {"wide": 10, **facts}))

    def test_no_if_any_is_no(self) -> None:
        found = self.outcome({"pages": [{"width": 10}, {}, {"width": 9}, {"width": 11}, {"width": 8}]})
        assert (found.outcome, found.places, found.missing, found.by) == ("no", (2, 4), (), None)

    def test_else_unknown_if_any_is_unknown(self) -> None:
        found = self.outcome({"pages": [{"width": 10}, {}, {"width": None}]})
        assert (found.outcome, found.places, found.missing) == ("unknown", (1, 2), ("width",))

    def test_else_yes(self) -> None:
        found = self.outcome({"pages": [{"width": 10}, {"width": 11}]})
        assert (found.outcome, found.places, found.by) == ("yes", (), None)

    @pytest.mark.parametrize("pages", [None, "ab", 7, {"width": 3}])
    def test_unknown_without_the_list(self, pages: Any) -> None:
        found = self.outcome({"pages": pages})
        assert (found.outcome, found.places, found.missing) == ("unknown", (), ("pages",))

    def test_without_the_list_what_else_decides_is_missing_too_and_no_field(self) -> None:
        applies = {"all": [{"at_least": {"wide": 11}}, {"at_least": {"width": 5}}]}
        assert self.outcome({"wide": None}, when=applies).missing == ("pages", "wide")
        assert self.outcome({}, when=applies).outcome == "not_applicable"
        assert self.outcome({"wide": 11}, when=applies).missing == ("pages",)

    def test_of_an_empty_list_nothing_is_said(self) -> None:
        found = self.outcome({"pages": []})
        assert (found.outcome, found.places, found.missing) == ("not_applicable", (), ())

    def test_of_items_that_it_does_not_apply_to_nothing_is_said(self) -> None:
        found = self.outcome({"pages": [{"width": 1}, {"width": 2}]}, when={"at_least": {"width": 5}})
        assert (found.outcome, found.places) == ("not_applicable", ())

    def test_items_that_it_may_apply_to_keep_it_open(self) -> None:
        found = self.outcome({"pages": [{"width": 1}, {}]}, when={"at_least": {"width": 5}})
        assert (found.outcome, found.places) == ("unknown", (1,))

    def test_an_item_hides_a_fact_of_the_same_name(self) -> None:
        assert self.outcome({"pages": [{"width": 10, "wide": 12}]}).outcome == "no"

    def test_items_to_which_it_does_not_apply_are_fine(self) -> None:
        found = self.outcome({"pages": [{"width": 1}, {"width": 10}]}, when={"at_least": {"width": 5}})
        assert (found.outcome, found.places) == ("yes", ())

    def test_anything_but_an_object_adds_no_facts(self) -> None:
        assert self.outcome({"pages": [None, "ab", ["width"]]}).missing == ("width",)

    def test_a_field_of_an_item_is_missing_from_the_outcome_only(self) -> None:
        judgement = judge(
            document({"each": "pages", "require": {"at_least": {"width": 1}}}, facts=self.FACTS),
            {"pages": [{}]},
        )
        assert (only(judgement).missing, judgement.missing) == (("width",), ())


class TestDuties:
    FACTS = {
        "first": {"type": "date", "ask": "一", "none": "还没有"},
        "second": {"type": "date", "ask": "二", "none": "还没有"},
        "today": {"type": "date"},
    }
    DUE = "2026-06-30"

    def outcome(self, must: Any, facts: dict[str, Any], due: Any = DUE, when: Any = YES) -> Any:
        exception = {"id": "later", "when": when, "duties": [{"must": must, "todo": "去办", "due": due}]}
        return only(judge(document({"require": NO, "exceptions": [exception]}, facts=self.FACTS), facts))

    def states(self, *arguments: Any, **named: Any) -> list[str]:
        found = self.outcome(*arguments, **named)
        return [found.outcome, *(duty.state for duty in found.duties)]

    BEFORE = {"before": {"first": "2026-07-01"}}

    def test_states(self) -> None:
        assert self.states(self.BEFORE, {"first": "2026-06-30"}) == ["yes", "done"]
        assert self.states(self.BEFORE, {"first": "2026-07-01", "today": "2026-06-01"}) == ["no"]
        assert self.states(self.BEFORE, {}) == ["unknown", "open"]
        assert self.states(self.BEFORE, {"first": "none", "today": "2026-06-30"}) == ["yes", "pending"]
        assert self.states(self.BEFORE, {"first": "none", "today": "2026-07-01"}) == ["no"]
        assert self.states(self.BEFORE, {"first": "none"}) == ["unknown", "open"]

    def test_today_is_named_as_missing(self) -> None:
        assert self.outcome(self.BEFORE, {"first": "none"}).missing == ("today",)

    def test_having_happened_at_all(self) -> None:
        must = {"none": [{"is": {"first": "none"}}]}
        assert self.states(must, {"first": "2020-01-01"}) == ["yes", "done"]
        assert self.states(must, {"first": "none", "today": "2026-06-30"}) == ["yes", "pending"]
        assert self.states(must, {"first": "none", "today": "2026-07-01"}) == ["no"]

    def test_of_two_parts_one_too_late_is_lost(self) -> None:
        must = {"all": [self.BEFORE, {"before": {"second": "2026-07-01"}}]}
        facts = {"first": "none", "today": "2026-06-01"}
        assert self.states(must, {**facts, "second": "2026-07-05"}) == ["no"]
        assert self.states(must, {**facts, "second": "2026-06-05"}) == ["yes", "pending"]
        assert self.states(must, {**facts, "second": "none"}) == ["yes", "pending"]
        assert self.states(must, facts) == ["unknown", "open"]
        assert self.outcome(must, facts).missing == ("second",)

    def test_an_unanswered_when_lists_no_duty(self) -> None:
        assert self.states(self.BEFORE, {}, when={"is": {"answer": True}}) == ["unknown"]

    def test_a_lost_exception_lists_no_duty(self) -> None:
        lost = {
            "id": "lost",
            "when": YES,
            "duties": [
                {"must": {"before": {"first": "2026-07-01"}}, "todo": "甲", "due": self.DUE},
                {"must": {"before": {"second": "2026-07-01"}}, "todo": "乙", "due": self.DUE},
            ],
        }
        rule = {"require": {"is": {"answer": True}}, "exceptions": [lost]}
        facts = {"first": "2026-07-02", "second": "none", "today": "2026-06-01"}
        found = only(judge(document(rule, facts=self.FACTS), facts))
        assert (found.outcome, found.missing, found.duties) == ("unknown", ("answer",), ())

    def test_an_unknown_due_is_null(self) -> None:
        found = self.outcome(
            self.BEFORE, {"first": "none", "today": "2026-06-01"}, due={"year": "year", "day": "06-30"}
        )
        assert (found.outcome, found.missing, found.duties[0].due) == ("unknown", ("year",), None)

    def test_a_due_that_is_no_date_is_null(self) -> None:
        for second in ("none", "2026-02-30", None):
            facts = {"first": "2026-06-30", "second": second}
            found = self.outcome(self.BEFORE, facts, due={"fact": "second"})
            assert (found.outcome, found.duties[0].state, found.duties[0].due) == ("yes", "done", None)

    def test_pending_makes_attention(self) -> None:
        exception = {
            "id": "later",
            "when": YES,
            "duties": [{"must": self.BEFORE, "todo": "去办", "due": self.DUE}],
        }
        rules = document({"require": NO, "exceptions": [exception]}, facts=self.FACTS)
        facts = {"first": "none", "today": "2026-06-30"}
        assert judge(rules, facts).verdict == "attention"
        assert judge(rules, {**facts, "first": "2026-06-30"}).verdict == "pass"

    def test_an_exception_without_a_pending_duty_is_preferred(self) -> None:
        exceptions = [
            {"id": "later", "when": YES, "duties": [{"must": self.BEFORE, "todo": "去办", "due": self.DUE}]},
            {"id": "free", "when": {"is": {"answer": True}}},
        ]
        rules = document({"require": NO, "exceptions": exceptions}, facts=self.FACTS)
        facts = {"first": "none", "today": "2026-06-30"}
        assert only(judge(rules, facts)).by == "later"
        found = only(judge(rules, {**facts, "answer": True}))
        assert (found.by, found.duties) == ("free", ())

    def test_of_two_with_pending_duties_the_first_decides(self) -> None:
        duties = [{"must": self.BEFORE, "todo": "去办", "due": self.DUE}]
        exceptions = [{"id": name, "when": YES, "duties": duties} for name in ("one", "two")]
        rules = document({"require": NO, "exceptions": exceptions}, facts=self.FACTS)
        assert only(judge(rules, {"first": "none", "today": "2026-06-30"})).by == "one"


def test_missing_is_in_the_order_of_declaration() -> None:
    facts = {name: {"type": "boolean"} for name in ("one", "two", "three")}
    rules: list[dict[str, Any]] = [
        {"require": {"is": {"three": True}}},
        {"require": {"all": [{"is": {"two": True}}, {"is": {"one": True}}]}},
    ]
    judgement = judge(document(*rules, facts=facts), {})
    assert judgement.missing == ("one", "two", "three")
    assert [outcome.missing for outcome in judgement.outcomes] == [("three",), ("two", "one")]


def test_further_keys_and_explicit_nulls_are_ignored() -> None:
    rule: dict[str, Any] = {"require": YES, "when": None, "each": None, "title": "标题", "cites": [{}]}
    facts = {"answer": {"type": "boolean", "ask": None, "help": "…", "none": None, "unsure": "…"}}
    assert judge(document(rule, facts=facts, values={}), {}).verdict == "pass"
