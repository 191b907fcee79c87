"""The next question is never one whose answer cannot matter, and there is one while an answer can."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest

from zikao.judge.check import check_condition
from zikao.judge.document import Document
from zikao.judge.rules import judge, judge_rule
from zikao.judge.walk import comparisons

from .fixtures import declared, document
from .random_documents import FACTS, TABLES, Maker


def ask(require: dict[str, Any], facts: dict[str, Any], **known: Any) -> str | None:
    asked = {name: {"ask": "？", **fact} for name, fact in facts.items()}
    return judge(document({"require": require}, facts=asked), known).next


DECLARED = declared(FACTS)
BOOLEAN = {"type": "boolean"}
DATE = {"type": "date", "none": "还没有"}


def test_the_first_declared_is_asked_first() -> None:
    both = {"all": [{"is": {"b": True}}, {"is": {"a": True}}]}
    assert ask(both, {"a": BOOLEAN, "b": BOOLEAN}) == "a"
    assert ask(both, {"b": BOOLEAN, "a": BOOLEAN}) == "b"


def test_a_fact_is_passed_over_that_every_answer_leaves_as_it_is() -> None:
    # Whether a is true or false, one of the two holds: only b matters.
    either = {"any": [{"is": {"a": True}}, {"is": {"a": False}}]}
    assert ask({"all": [either, {"is": {"b": True}}]}, {"a": BOOLEAN, "b": BOOLEAN}) == "b"
    assert ask(either, {"a": BOOLEAN}) is None


def test_numbers_are_tried_at_and_beside_their_limits() -> None:
    covered = {"any": [{"at_least": {"n": 5}}, {"at_most": {"n": 4}}]}
    gap = {"any": [{"at_least": {"n": 6}}, {"at_most": {"n": 4}}]}
    assert ask(covered, {"n": {"type": "integer"}}) is None
    assert ask(gap, {"n": {"type": "integer"}}) == "n"


def test_dates_and_moments_are_tried_at_and_beside_their_limits() -> None:
    for kind, day, next_day in (
        ("date", "2026-06-30", "2026-07-01"),
        ("datetime", "2026-06-30T23:59", "2026-07-01T00:00"),
    ):
        covered = {"any": [{"on_or_before": {"d": day}}, {"on_or_after": {"d": next_day}}]}
        assert ask(covered, {"d": {"type": kind}}) is None
        assert ask(covered, {"d": {"type": kind, "none": "还没有"}}) == "d"
        gap = {"any": [{"before": {"d": day}}, {"on_or_after": {"d": next_day}}]}
        assert ask(gap, {"d": {"type": kind}}) == "d"


def test_not_yet_alone_is_a_limit() -> None:
    assert ask({"none": [{"is": {"d": "none"}}]}, {"d": DATE}) == "d"


def test_sets_are_tried_in_combination() -> None:
    options = {name: name for name in "xyz"}
    needs_two = {
        "all": [{"includes": {"s": "x"}}, {"includes": {"s": "y"}}, {"none": [{"includes": {"s": "z"}}]}]
    }
    assert ask(needs_two, {"s": {"type": "set", "options": options}}) == "s"
    always = {"any": [{"includes": {"s": "x"}}, {"none": [{"includes": {"s": "x"}}]}]}
    assert ask(always, {"s": {"type": "set", "options": options}}) is None


def test_a_choice_that_a_table_goes_by_is_tried_option_by_option() -> None:
    same = {"at_least": {"n": {"table": "floor", "by": "c"}}}
    facts = {"c": {"type": "choice", "ask": "？", "options": {"x": "甲", "y": "乙"}}}
    whole = document({"require": same}, facts=facts, tables={"floor": {"x": 1, "y": 2}})
    assert judge(whole, {"n": 1}).next == "c"
    assert judge(whole, {"n": 2}).next is None


def test_other_texts_than_those_named_count() -> None:
    assert ask({"none": [{"in": {"t": ["甲", "乙"]}}]}, {"t": {"type": "text"}}) == "t"


def test_where_a_limit_is_missing_itself_everything_may_matter() -> None:
    limit = {"on_or_before": {"d": {"year": "y", "day": "06-30"}}}
    assert ask(limit, {"d": DATE, "y": {"type": "integer"}}) == "d"
    assert ask(limit, {"d": DATE, "y": {"type": "integer"}}, d="2026-01-01") == "y"


def test_too_many_ways_to_answer_make_everything_matter() -> None:
    names = [f"n{number}" for number in range(7)]
    never = {"any": [{"is": {"n0": True}}, {"is": {"n0": False}}]}
    rest: list[dict[str, Any]] = [{"at_least": {name: 5}} for name in names[1:]]
    facts = {"n0": BOOLEAN, **{name: {"type": "integer"} for name in names[1:]}}
    assert ask({"all": [never, *rest[:5]]}, facts) == "n1"
    assert ask({"all": [never, *rest]}, facts) == "n0"


def test_today_is_never_asked_for() -> None:
    rule = {"require": {"before": {"today": "2026-07-01"}}}
    assert judge(document(rule, facts={"today": {"type": "date"}}), {}).next is None


DOMAIN: dict[str, list[Any]] = {
    "fee_paid": [True, False],
    "half": ["first", "second"],
    "courses": [*range(-1, 13), *range(2023, 2029)],
    "verified": [
        *("2024-02-28", "2024-02-29", "2024-03-01", "2025-06-15", "2025-12-30", "2025-12-31", "2026-01-01"),
        *("2026-06-28", "2026-06-29", "2026-06-30", "2026-07-01", "2026-07-02", "2027-01-01", "none"),
    ],
}
"""Every answer that the random limits below can tell from another."""


def small_rules(maker: Maker) -> Iterator[dict[str, Any]]:
    """Rules that the guard passes, over the facts of the domain only, with limits inside it."""
    while True:
        rule = {"require": maker.condition(2)}
        text = str(rule)
        inside = not any(f"'{name}'" in text for name in FACTS if name not in DOMAIN)
        inside = inside and not any(word in text for word in ("9999", "1000", "plus"))
        if inside and not check_condition(rule["require"], DECLARED, TABLES):
            yield rule


@pytest.mark.parametrize("seed", range(4))
def test_against_every_answer_of_small_rules(seed: int) -> None:
    """Brute force over whole domains, not over the judge's own choice of values."""
    maker = Maker(seed, messy=0)
    exact = 0
    for rule in islice(small_rules(maker), 600):
        whole = document(rule, facts={name: FACTS[name] for name in DOMAIN}, tables=TABLES)
        known = {name: maker.random.choice(DOMAIN[name]) for name in DOMAIN if maker.random.random() < 0.4}
        judgement = judge(whole, known)
        if judgement.verdict != "unknown":
            continue
        really = [name for name in judgement.missing if matters(name, whole, known, judgement.missing)]
        rests = {fact for each in comparisons(whole.rules[0], known, TABLES) for fact in each.names[1:]}
        if rests:  # a limit is itself missing: every missing fact may matter
            assert judgement.next == judgement.missing[0]
        else:
            exact += 1
            assert judgement.next == (really[0] if really else None), (rule, known)
    assert exact > 20


def matters(name: str, whole: Document, known: dict[str, Any], missing: tuple[str, ...]) -> bool:
    """Whether in some completion another answer changes the outcome."""
    others = [other for other in missing if other != name]
    for values in product(*(DOMAIN[other] for other in others)):
        case = {**known, **dict(zip(others, values, strict=True))}
        if (
            len({judge_rule(whole.rules[0], whole, {**case, name: value}).outcome for value in DOMAIN[name]})
            > 1
        ):
            return True
    return False
