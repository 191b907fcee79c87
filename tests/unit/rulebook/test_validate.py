"""Faults against the models, in words."""

from __future__ import annotations

import json
import re

import pytest
from pydantic import BaseModel

from zikao.rulebook.model import CityOverlay, Procedure, Province, Spec
from zikao.rulebook.reader import parse
from zikao.rulebook.validate import _SHAPES, validate

HEAD = "id: a\ntitle: t\nsummary: s\nneeds: [n]\nbasis: {source: s, clause: c}\n"


def said(text: str) -> list[str]:
    tree, faults = parse(text.encode(), "x.yaml")
    assert tree is not None
    return [str(fault).removeprefix("x.yaml:") for fault in [*faults, *validate(Procedure, tree)[1]]]


@pytest.mark.parametrize("model", [Province, CityOverlay, Procedure, Spec])
def test_every_pattern_of_the_models_has_its_words(model: type[BaseModel]) -> None:
    schema = json.dumps(model.model_json_schema())
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\\\]|\\\\.)*")', schema))
    assert patterns
    assert {json.loads(pattern) for pattern in patterns} <= _SHAPES.keys()


def test_nothing_is_said_of_a_good_file() -> None:
    assert said(HEAD) == []


def test_a_misspelt_key_is_one_fault_not_two() -> None:
    assert said(HEAD.replace("summary", "sumary")) == ["3:1 sumary：没有 sumary 这个键，是不是 summary？"]


def test_a_key_that_is_like_nothing_is_two() -> None:
    assert set(said(HEAD.replace("summary", "zzz"))) == {"1:1：缺少 summary。", "3:1 zzz：没有 zzz 这个键。"}


def test_the_nearest_key_is_one_that_is_still_free() -> None:
    assert said(HEAD + "titel: x\n") == ["6:1 titel：没有 titel 这个键。"]


def test_a_lone_cite_is_pointed_at_without_an_index() -> None:
    assert said(HEAD.replace("clause: c", "clause: ''")) == ["5:28 basis.clause：文字不能是空的。"]


def test_the_second_of_several_cites() -> None:
    two = HEAD.replace("{source: s, clause: c}", "[{source: s, clause: c}, {source: s}]")
    assert said(two) == ["5:33 basis[2]：缺少 clause。"]


def test_a_number_of_either_kind_is_one_fault() -> None:
    fact = "facts: {a: {type: integer, ask: x, minimum: 'low'}}\n"
    assert said(HEAD + fact) == ["6:45 facts.a.minimum：这里要写整数。"]


def test_a_long_text() -> None:
    assert said(HEAD.replace("title: t", "title: " + "长" * 2001)) == ["2:8 title：文字超过 2000 个字。"]


def test_items_go_by_their_id_in_a_path() -> None:
    step = "steps: [{id: go, title: t, cite: {source: s}}]\n"
    assert said(HEAD + step) == ["6:34 steps[go].cite：缺少 clause。"]


def test_quotes_are_asked_for_where_a_number_stands_for_text() -> None:
    wanted = '2:8 title：这里要写文字，数字要加引号，是不是 "5"？'
    assert said(HEAD.replace("title: t", "title: 5")) == [wanted]
