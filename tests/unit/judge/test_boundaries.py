"""Cases generated from a rule: what they cover, and that no slip of the pen in a rule survives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from zikao.judge.boundaries import Grid, boundaries
from zikao.judge.document import Document
from zikao.judge.rules import judge_rule

from .fixtures import EXAMPLES, RULE_ID, document, prior_diploma, prior_diploma_json

Rule = dict[str, Any]
BOOLEAN = {"type": "boolean"}


def values_of(grid: Grid, name: str) -> set[Any]:
    return {case.facts.get(name) for case in grid.cases}


@pytest.fixture(scope="module")
def grid() -> Grid:
    return boundaries(prior_diploma(), RULE_ID)


class TestWhatIsCovered:
    def test_the_day_before_the_day_and_the_day_after(self, grid: Grid) -> None:
        first_half = {
            case.facts.get("diploma_date")
            for case in grid.cases
            if (case.facts.get("apply_year"), case.facts.get("half")) == (2024, "first")
        }
        assert first_half == {"2024-06-29", "2024-06-30", "2024-07-01", None}

    def test_not_yet_where_it_is_offered(self, grid: Grid) -> None:
        assert "none" in values_of(grid, "verified_on")
        assert "none" not in values_of(grid, "diploma_date")

    def test_every_option_each_boolean_and_missing(self, grid: Grid) -> None:
        assert values_of(grid, "half") == {"first", "second", None}
        assert values_of(grid, "both_levels") == {True, False, None}

    def test_the_last_day_of_a_duty(self, grid: Grid) -> None:
        assert {"2024-06-29", "2024-06-30", "2024-07-01"} <= values_of(grid, "today")

    def test_every_outcome_and_every_way_to_it(self, grid: Grid) -> None:
        found = {(case.outcome.outcome, case.outcome.by) for case in grid.cases}
        ways = [("yes", "require"), ("yes", "fresh-graduate"), ("yes", "two-levels")]
        assert found == {*ways, ("no", None), ("unknown", None)}

    def test_numbers_texts_sets_and_moments(self) -> None:
        facts = {
            "score": {"type": "integer"},
            "city": {"type": "text"},
            "papers": {"type": "set", "options": {name: name for name in "abcde"}},
            "sent": {"type": "datetime"},
        }
        require = {
            "all": [
                {"at_least": {"score": 60}},
                {"in": {"city": ["合肥", "六安"]}},
                {"includes": {"papers": "a"}},
                {"on_or_before": {"sent": "2026-08-30T16:30"}},
            ]
        }
        grid = boundaries(document({"require": require}, facts=facts), "rule-1")
        assert values_of(grid, "score") == {59, 60, 61, None}
        assert values_of(grid, "city") == {"合肥", "六安", "", None}
        assert values_of(grid, "sent") == {"2026-08-30T16:29", "2026-08-30T16:30", "2026-08-30T16:31", None}
        assert {tuple(case.facts["papers"]) for case in grid.cases if "papers" in case.facts} == {(), ("a",)}

    def test_of_many_options_each_alone_and_all_together(self) -> None:
        options = {name: name for name in "abcd"}
        require = {"all": [{"includes": {"papers": name}} for name in options]}
        facts = {"papers": {"type": "set", "options": options}}
        grid = boundaries(document({"require": require}, facts=facts), "rule-1")
        chosen = {"".join(case.facts["papers"]) for case in grid.cases if "papers" in case.facts}
        assert chosen == {"", "a", "b", "c", "d", "abcd"}

    def test_a_rule_over_a_list_gets_a_list_of_one(self) -> None:
        facts = {
            "pages": {"type": "list", "items": {"width": {"type": "integer"}}},
            "strict": {"type": "boolean"},
        }
        require = {"any": [{"at_least": {"width": 100}}, {"is": {"strict": False}}]}
        grid = boundaries(document({"each": "pages", "require": require}, facts=facts), "rule-1")
        widths = {case.facts["pages"][0].get("width") for case in grid.cases}
        assert widths == {99, 100, 101, None}
        assert values_of(grid, "strict") == {True, False, None}

    def test_facts_that_are_limits_of_each_other(self) -> None:
        facts = {"one": {"type": "integer"}, "two": {"type": "integer"}}
        require = {"all": [{"at_least": {"one": {"fact": "two"}}}, {"at_most": {"two": {"fact": "one"}}}]}
        assert boundaries(document({"require": require}, facts=facts), "rule-1").cases

    def test_an_unknown_rule_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            boundaries(prior_diploma(), "no-such-rule")


class TestThinning:
    def test_says_how_many_were_left_out(self, grid: Grid) -> None:
        assert grid.total == 3 * 3 * 4 * 3 * 3 * 3 * 5 * 4
        assert grid.thinned == grid.total - 5000

    def test_a_small_grid_is_whole(self) -> None:
        rule = {"require": {"all": [{"is": {"a": True}}, {"at_least": {"n": 3}}]}}
        facts = {"a": {"type": "boolean"}, "n": {"type": "integer"}}
        grid = boundaries(document(rule, facts=facts), "rule-1")
        assert (grid.total, grid.thinned, len(grid.cases)) == (12, 0, 12)

    def test_takes_no_combination_twice(self) -> None:
        for columns in (2, 3, 5, 7, 15):
            facts = {"n": {"type": "integer"}, **{f"c{number}": BOOLEAN for number in range(3)}}
            limits = [{"is": {"n": 10 * place}} for place in range(columns)]
            rule = {"require": {"any": [*limits, *({"is": {f"c{number}": True}} for number in range(3))]}}
            grid = boundaries(document(rule, facts=facts), "rule-1", most=50)
            assert len(grid.cases) == min(50, grid.total)

    def test_keeps_every_value_and_is_the_same_each_time(self) -> None:
        thin = boundaries(prior_diploma(), RULE_ID, most=100)
        assert thin == boundaries(prior_diploma(), RULE_ID, most=100)
        assert len(thin.cases) <= 100
        assert values_of(thin, "half") == {"first", "second", None}
        assert values_of(thin, "both_levels") == {True, False, None}
        assert "none" in values_of(thin, "verified_on")


def duty(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = rule["exceptions"][0]["duties"][0]
    return found


def replace(node: Any, path: str, value: Any) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        node = node[step]
    node[last] = value


def rename(node: Any, path: str, old: str, new: str) -> None:
    for step in path.split("."):
        node = node[int(step)] if step.isdigit() else node[step]
    node[new] = node.pop(old)


WHEN = "exceptions.0.when.all"
MUST = "exceptions.0.duties.0.must"
MUTANTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "first cut-off a day early": lambda d: replace(d, "tables.cutoff.first", "06-29"),
    "first cut-off a day late": lambda d: replace(d, "tables.cutoff.first", "07-01"),
    "second cut-off a day late": lambda d: replace(d, "tables.cutoff.second", "12-31"),
    "second cut-off a day early": lambda d: replace(d, "tables.cutoff.second", "12-29"),
    "cut-offs swapped": lambda d: replace(d, "tables.cutoff", {"first": "12-30", "second": "06-30"}),
    "before for on or before": lambda d: rename(d["rules"][0], "require", "on_or_before", "before"),
    "after for on or before": lambda d: rename(d["rules"][0], "require", "on_or_before", "on_or_after"),
    "the year is fixed": lambda d: replace(d, "rules.0.require.on_or_before.diploma_date.year", 2024),
    "the cut-off of one half for both": lambda d: replace(
        d, "rules.0.require.on_or_before.diploma_date.day", "06-30"
    ),
    "a year later": lambda d: replace(d, "rules.0.require.on_or_before.diploma_date.plus", {"years": 1}),
    "no half demanded": lambda d: d["rules"][0]["exceptions"][0]["when"]["all"].pop(0),
    "no graduation demanded": lambda d: d["rules"][0]["exceptions"][0]["when"]["all"].pop(1),
    "no letter demanded": lambda d: d["rules"][0]["exceptions"][0]["when"]["all"].pop(2),
    "the other half": lambda d: replace(d, f"rules.0.{WHEN}.0.is.half", "second"),
    "letter must be absent": lambda d: replace(d, f"rules.0.{WHEN}.2.is.has_letter", False),
    "any for all": lambda d: rename(d["rules"][0], "exceptions.0.when", "all", "any"),
    "no duty": lambda d: d["rules"][0]["exceptions"][0]["duties"].clear(),
    "duty on or before": lambda d: rename(d["rules"][0], MUST, "before", "on_or_before"),
    "duty a day shorter": lambda d: replace(d, f"rules.0.{MUST}.before.verified_on.day", "06-30"),
    "due a day early": lambda d: replace(duty(d["rules"][0]), "due.day", "06-29"),
    "due a day late": lambda d: replace(duty(d["rules"][0]), "due.day", "07-01"),
    "no first exception": lambda d: d["rules"][0]["exceptions"].pop(0),
    "no second exception": lambda d: d["rules"][0]["exceptions"].pop(1),
    "second exception turned round": lambda d: replace(d, "rules.0.exceptions.1.when.is.both_levels", False),
    "only where it applies": lambda d: replace(d, "rules.0.when", {"is": {"both_levels": True}}),
}


def same_over(cases: Iterable[dict[str, Any]], mutant: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether a changed rule comes out as before over all these facts."""
    written = prior_diploma_json()
    mutant(written)
    whole, changed = prior_diploma(), Document.model_validate(written)
    return all(
        judge_rule(whole.rules[0], whole, facts) == judge_rule(changed.rules[0], changed, facts)
        for facts in cases
    )


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_every_mutant_is_found(grid: Grid, mutant: Callable[[dict[str, Any]], Any]) -> None:
    assert not same_over((case.facts for case in grid.cases), mutant)


def test_what_means_the_same_is_not_found(grid: Grid) -> None:
    assert same_over(
        (case.facts for case in grid.cases),
        lambda d: replace(
            d, "rules.0.exceptions.1.when", {"all": [{"is": {"both_levels": True}}, {"all": []}]}
        ),
    )


def test_hand_written_examples_miss_some() -> None:
    """Why boundary cases are generated at all."""
    given = [example["given"] for example in EXAMPLES[:9]]
    assert [name for name, mutant in MUTANTS.items() if same_over(given, mutant)]
