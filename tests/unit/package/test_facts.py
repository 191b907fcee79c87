"""The vocabulary, and that every measured document speaks about all of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from zikao.package.facts import VOCABULARY, EntryFacts, PackageFacts, PageFacts
from zikao.package.limits import Limits
from zikao.package.measuring import measure

from .archives import ROWS, good_utf8
from .lookalikes import more

ENTRY = VOCABULARY["contents"]["items"]
PAGE = VOCABULARY["pages"]["items"]
ARCHIVES = {name: row.make for name, row in ROWS.items()} | {
    name: (lambda data=data: data) for name, (data, _) in more().items()
}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("facts", [VOCABULARY, ENTRY, PAGE], ids=["archive", "entry", "page"])
def test_each_fact_is_described(facts: dict[str, Any]) -> None:
    types = {"boolean", "choice", "set", "integer", "number", "text", "list"}
    for name, fact in facts.items():
        assert re.fullmatch("[a-z][a-z0-9_]*", name)
        assert fact["type"] in types
        assert CHINESE.search(fact["label"])
        assert isinstance(fact["unit"], str)
        assert ("options" in fact) or fact["type"] != "choice"


def test_options_are_the_values_of_the_models() -> None:
    def values(schema: dict[str, Any]) -> list[Any]:
        return schema.get("enum") or next(
            (
                found
                for part in [*schema.get("anyOf", []), schema.get("items", {})]
                if part and (found := values(part))
            ),
            [],
        )

    for model, facts in ((PackageFacts, VOCABULARY), (EntryFacts, ENTRY), (PageFacts, PAGE)):
        properties = model.model_json_schema()["properties"]
        for name, fact in facts.items():
            if "options" in fact:
                assert set(values(properties[name])) == set(fact["options"]), name


def test_facts_of_archive_and_entry_have_different_names() -> None:
    assert VOCABULARY.keys() & (ENTRY.keys() | PAGE.keys()) == set()
    assert ENTRY.keys() & PAGE.keys() == {"index", "name"}


@pytest.mark.parametrize("name", ARCHIVES)
def test_each_fact_is_there_or_has_its_reason(name: str) -> None:
    document = measure(ARCHIVES[name](), name).model_dump(mode="json")
    json.dumps(document, allow_nan=False)
    facts, absent = document["facts"], document["absent"]
    assert VOCABULARY.keys() <= facts.keys() | absent.keys()
    assert facts.keys() & absent.keys() == set()
    for entry in facts.get("contents", []):
        assert ENTRY.keys() <= entry.keys() | absent.keys()
    lacking = {fact for entry in facts.get("contents", []) for fact in ENTRY.keys() - entry.keys()}
    assert absent.keys() & ENTRY.keys() == lacking | (PAGE.keys() & ENTRY.keys() & absent.keys())
    pages = facts.get("pages", [])
    for page in pages:
        assert PAGE.keys() <= page.keys() | absent.keys()
    lacking_pages = {fact for page in pages for fact in PAGE.keys() - page.keys()}
    assert absent.keys() & PAGE.keys() - ENTRY.keys() == lacking_pages - ENTRY.keys()
    assert all(CHINESE.search(reason) for reason in absent.values())


def test_limits_are_among_the_facts() -> None:
    facts = measure(good_utf8(), limits=Limits(entries=7, ratio=8.5)).facts
    assert (facts.limit_entries, facts.limit_ratio) == (7, 8.5)


def test_a_refused_value_is_not_repeated() -> None:
    with pytest.raises(ValidationError) as caught:
        EntryFacts.model_validate({"kind": "CANARY-7d1f", "name": 7})
    assert "CANARY" not in str(caught.value)
