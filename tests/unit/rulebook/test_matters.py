"""When a question matters, as a schema over the answers so far."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zikao.rulebook.document import Document, DocumentFact
from zikao.rulebook.matters import matters

from .places import FIXTURES

ANY = Document.model_validate_json((FIXTURES / "every-type.json").read_bytes())
ASK = {"ask": "？"}
FACTS = {
    "level": {"type": "choice", "options": {"a": "甲", "b": "乙"}, **ASK},
    "papers": {"type": "set", "options": {"x": "一", "y": "二"}, "none": "都没有", **ASK},
    "count": {"type": "integer", **ASK},
    "issued": {"type": "date", "none": "还没有", **ASK},
    "verified": {"type": "date", "none": "还没有", **ASK},
    "sure": {"type": "boolean", **ASK},
    "today": {"type": "date"},
}
SURE = {"is": {"sure": True}}


def document(*rules: dict[str, Any], elsewhere: dict[str, Any] | None = None) -> Document:
    words = {"title": "甲", "if_no": "不。", "severity": "must", "cites": []}
    place: dict[str, Any] = {"id": "e", "text": "去。", "cites": [], "when": elsewhere}
    return Document.model_validate(
        {
            **ANY.as_json(),
            "facts": {name: DocumentFact.model_validate(fact) for name, fact in FACTS.items()},
            "tables": {"first": {"a": "01-01", "b": "07-01"}},
            "elsewhere": [place] if elsewhere else [],
            "rules": [{"id": f"r{number}", **words, **rule} for number, rule in enumerate(rules)],
        }
    )


def shows(found: Document, **answers: Any) -> bool:
    """Whether a form with these answers shows the question `sure`."""
    schema = matters(found).get("sure", {})
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).is_valid(answers)


@pytest.mark.parametrize(
    ("when", "yes", "no"),
    [
        ({"is": {"level": "a"}}, [{"level": "a"}], [{"level": "b"}]),
        ({"in": {"level": ["a"]}}, [{"level": "a"}], [{"level": "b"}]),
        ({"none": [{"is": {"level": "a"}}]}, [{"level": "b"}], [{"level": "a"}]),
        ({"none": [{"in": {"level": ["a"]}}]}, [{"level": "b"}], [{"level": "a"}]),
        ({"includes": {"papers": "x"}}, [{"papers": ["y", "x"]}], [{"papers": []}, {"papers": ["y"]}]),
        ({"none": [{"includes": {"papers": "x"}}]}, [{"papers": []}], [{"papers": ["x"]}]),
        ({"at_least": {"count": 2}}, [{"count": 2}], [{"count": 1}]),
        ({"none": [{"at_least": {"count": 2}}]}, [{"count": 1}], [{"count": 2}]),
        ({"at_most": {"count": 2}}, [{"count": 2}], [{"count": 3}]),
        ({"none": [{"at_most": {"count": 2}}]}, [{"count": 3}], [{"count": 2}]),
        ({"between": {"count": [2, 3]}}, [{"count": 2}, {"count": 9}], []),
        ({"before": {"issued": "2026-01-01"}}, [{"issued": "2027-01-01"}], [{"issued": "none"}]),
        ({"none": [{"before": {"issued": "2026-01-01"}}]}, [{"issued": "none"}], []),
        ({"is": {"issued": "none"}}, [{"issued": "none"}], [{"issued": "2026-01-01"}]),
    ],
)
def test_a_comparison_around_it(when: dict[str, Any], yes: list[Any], no: list[Any]) -> None:
    found = document({"when": when, "require": SURE})
    assert not shows(found), "it waits until the other is answered"
    (name,) = (*yes, *no)[0]
    assert shows(found, **{name: None}), "not sure rules nothing out"
    assert all(shows(found, **each) for each in yes)
    assert not any(shows(found, **each) for each in no)


def test_a_comparison_with_another_fact_waits_for_both() -> None:
    found = document({"when": {"before": {"verified": {"fact": "issued"}}}, "require": SURE})
    assert not shows(found, verified="2026-01-01")
    assert not shows(found, issued="2026-01-01")
    assert shows(found, issued="2026-01-01", verified="2026-01-01")
    by_table = {"before": {"issued": {"year": "count", "day": {"table": "first", "by": "level"}}}}
    found = document({"when": by_table, "require": SURE})
    assert not shows(found, issued="2026-01-01", count=2026)
    assert shows(found, issued="2026-01-01", count=2026, level="a")


def test_parts_beside_it() -> None:
    level, many = {"is": {"level": "a"}}, {"at_least": {"count": 2}}
    either = document({"require": {"any": [level, SURE]}})
    assert shows(either, level="b")
    assert not shows(either, level="a"), "it is decided without it"
    every = document({"require": {"all": [level, SURE]}})
    assert shows(every, level="a")
    assert not shows(every, level="b"), "it has failed without it"
    nested = document({"require": {"all": [{"any": [level, many]}, SURE]}})
    assert shows(nested, level="b", count=2)
    assert shows(nested, level="a"), "one of them is enough"
    assert not shows(nested, level="b", count=1)
    without = document({"require": {"none": [{"any": [level, many]}, SURE]}})
    assert shows(without, level="b", count=1)
    assert not shows(without, level="b")


def test_an_exception_is_asked_about_once_the_rule_is_not_met() -> None:
    duty = {"must": SURE, "todo": "去办", "due": "2026-06-30"}
    whom = {"id": "x", "title": "甲", "when": {"is": {"level": "a"}}, "duties": [duty], "cites": []}
    found = document({"require": {"at_least": {"count": 2}}, "exceptions": [whom]})
    assert shows(found, count=1, level="a")
    assert not shows(found, count=2, level="a")
    assert not shows(found, count=1, level="b")


def test_whoever_belongs_elsewhere_is_asked_no_more() -> None:
    found = document({"require": SURE}, elsewhere={"is": {"level": "a"}})
    assert shows(found, level="b")
    assert not shows(found, level="a")
    assert "level" not in matters(found), "what decides that is asked first"


def test_of_several_rules_one_is_enough_and_one_without_a_condition_makes_it_matter_always() -> None:
    first = {"when": {"is": {"level": "a"}}, "require": SURE}
    found = document(first, {"when": {"at_least": {"count": 2}}, "require": SURE})
    assert shows(found, level="a")
    assert shows(found, count=2)
    assert not shows(found, level="b", count=1)
    assert "sure" not in matters(document(first, {"require": SURE}))


def test_nothing_waits_for_what_is_asked_after_it_nor_for_what_nobody_is_asked() -> None:
    later = document({"when": SURE, "require": {"is": {"level": "a"}}})
    assert "level" not in matters(later)
    clock = document({"when": {"before": {"today": "2026-01-01"}}, "require": SURE})
    assert "sure" not in matters(clock)
