"""Laws of three-valued logic, on trees that Hypothesis makes up: what is decided stays decided."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from zikao.judge.document import Document
from zikao.judge.evaluate import evaluate
from zikao.judge.rules import judge, judge_rule

from .random_documents import FACTS, TABLES, Maker

seeds = st.integers(min_value=0, max_value=2**32)
makers = seeds.map(Maker)
shares = st.floats(min_value=0.1, max_value=0.9)
booleans = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([True, False, None]), max_size=6)
trees: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.sampled_from("abcdef").map(lambda name: {"is": {name: True}}),
    lambda parts: st.builds(
        lambda word, children: {word: children},
        st.sampled_from(["all", "any", "none"]),
        st.lists(parts, max_size=4),
    ),
    max_leaves=12,
)


@given(trees, booleans)
def test_de_morgan(tree: dict[str, Any], facts: dict[str, Any]) -> None:
    other = {"none": [{"all": []}, tree]}
    assert evaluate(other, facts, {}).truth is False
    truth = evaluate(tree, facts, {}).truth
    assert evaluate({"none": [tree]}, facts, {}).truth is (None if truth is None else not truth)
    assert evaluate({"none": [{"none": [tree]}]}, facts, {}) == evaluate(tree, facts, {})


@given(st.lists(trees, max_size=4), booleans)
def test_groups_do_not_depend_on_order(parts: list[dict[str, Any]], facts: dict[str, Any]) -> None:
    for word in ("all", "any", "none"):
        one, two = evaluate({word: parts}, facts, {}), evaluate({word: parts[::-1]}, facts, {})
        assert one.truth is two.truth
        assert set(one.missing) == set(two.missing)


@given(trees, booleans)
def test_missing_names_absent_facts_of_unknown_conditions_only(
    tree: dict[str, Any], facts: dict[str, Any]
) -> None:
    truth, missing = evaluate(tree, facts, {})
    assert (truth is None) == bool(missing)
    assert all(facts.get(name) is None for name in missing)
    assert len(set(missing)) == len(missing)


@given(trees, booleans)
def test_a_decided_tree_agrees_with_every_completion(tree: dict[str, Any], facts: dict[str, Any]) -> None:
    """And an unknown one is decided once the facts it names are known."""
    truth, missing = evaluate(tree, facts, {})
    rest = [name for name in "abcdef" if facts.get(name) is None]
    found = set()
    for number in range(2 ** len(rest)):
        answers = {name: bool(number >> place & 1) for place, name in enumerate(rest)}
        found.add(evaluate(tree, {**facts, **answers}, {}).truth)
        named = {name: answers[name] for name in missing}
        assert evaluate(tree, {**facts, **named}, {}).truth is not None
    if truth is not None:
        assert found == {truth}


def learn(maker: Maker, facts: dict[str, Any], share: float) -> dict[str, Any]:
    """The same facts and some more; what is known stays."""
    more = {name: value for name, value in maker.facts(missing=share).items() if value is not None}
    return {**more, **{name: value for name, value in facts.items() if value is not None}}


@settings(max_examples=400)
@given(makers, shares)
def test_learning_more_never_turns_a_condition(maker: Maker, share: float) -> None:
    condition, facts = maker.condition(), maker.facts()
    before = evaluate(condition, facts, TABLES)
    after = evaluate(condition, learn(maker, facts, share), TABLES)
    if before.truth is not None:
        assert after.truth is before.truth


@settings(max_examples=600)
@given(makers, shares)
def test_learning_more_never_turns_a_rule(maker: Maker, share: float) -> None:
    """With exceptions, duties that lapse, and lists: a yes never becomes a no, nor a no a yes."""
    document, facts = Document.model_validate(maker.document()), maker.facts()
    more = learn(maker, facts, share)
    for rule in document.rules:
        before, after = judge_rule(rule, document, facts), judge_rule(rule, document, more)
        if before.outcome in ("yes", "not_applicable"):
            assert after.outcome in ("yes", "not_applicable")
        elif before.outcome == "no":
            assert after.outcome == "no"


@settings(max_examples=300)
@given(makers)
def test_once_all_that_is_missing_is_known_no_fact_is_missing(maker: Maker) -> None:
    """Then only a fact of a wrong type can still be named."""
    condition, facts = maker.condition(), maker.facts()
    for name in evaluate(condition, facts, TABLES).missing:
        if facts.get(name) is None:  # an answer of a wrong type stays, and stays named
            facts[name] = maker.literal(FACTS[name]["type"], name) if FACTS[name]["type"] != "set" else []
    assert all(facts.get(name) is not None for name in evaluate(condition, facts, TABLES).missing)


@settings(max_examples=300)
@given(makers)
def test_the_next_question_is_missing_askable_and_only_asked_while_open(maker: Maker) -> None:
    document, facts = Document.model_validate(maker.document()), maker.facts()
    judgement = judge(document, facts)
    if judgement.next is not None:
        assert judgement.verdict in ("unknown", "attention")
        assert judgement.next in judgement.missing
        assert FACTS[judgement.next].get("ask")
