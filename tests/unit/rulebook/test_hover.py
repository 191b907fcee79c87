"""What an editor shows beside a key: Chinese and English, each written in one place, and none missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from zikao.judge.operators import COMPARISONS, GROUPS
from zikao.rulebook.authorities import Authorities
from zikao.rulebook.described import OPERATORS, WHOLE, field_texts, hover_texts
from zikao.rulebook.editor import editor_schemas
from zikao.rulebook.model import CityOverlay, Procedure, Province, SpecFile

HAN = re.compile(r"[\u4e00-\u9fff]")


def models(*roots: Any) -> Iterator[type[BaseModel]]:
    """Every model of which these are made."""
    waiting, seen = list(roots), set()
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type) and issubclass(each, BaseModel) and each not in seen:
            seen.add(each)
            waiting += [field.annotation for field in each.model_fields.values()]
            yield each


MODELS = sorted(
    models(Province, Procedure, SpecFile, CityOverlay, Authorities), key=lambda each: each.__name__
)


def described(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each property of a schema with its path."""
    if isinstance(schema, dict):
        for name, inside in schema.get("properties", {}).items():
            if isinstance(inside, dict):
                yield f"{path}.{name}", inside
        for key, inside in schema.items():
            if key != "then":  # says more of a property that is described already
                yield from described(inside, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, inside in enumerate(schema):
            yield from described(inside, f"{path}/{index}")


def test_each_field_and_operator_is_said_in_chinese() -> None:
    """Whoever adds a field adds its line in hover.zh-CN.yaml, under the model that declares it."""
    wanted = {(owner.__name__, name) for model in MODELS for owner, name, _ in field_texts(model)}
    wanted |= {(model.__name__, WHOLE) for model in MODELS if model.__doc__}
    wanted |= {(OPERATORS, name) for name in (*GROUPS, *COMPARISONS)}
    said = {(owner, name) for owner, texts in hover_texts().items() for name in texts}
    assert sorted(wanted - said) == []


def test_each_text_is_chinese_and_ends_as_a_sentence() -> None:
    for owner, texts in hover_texts().items():
        for name, text in texts.items():
            assert HAN.search(text), f"{owner}.{name}"
            assert text[-1] in "。）", f"{owner}.{name}"


@pytest.mark.parametrize(("kind", "schema"), editor_schemas().items())
def test_a_clerk_reads_chinese_over_each_key_and_english_below(kind: str, schema: dict[str, Any]) -> None:
    properties = dict(described(schema))
    assert len(properties) > 10
    silent = [path for path, inside in properties.items() if not HAN.search(inside.get("description", ""))]
    assert silent == []
    title = properties[".id" if kind in ("province", "procedure", "city") else next(iter(properties))]
    assert re.search(r"。\n\n[A-Z]", title["description"])
