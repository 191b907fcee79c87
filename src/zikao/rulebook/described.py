"""JSON Schemas of models with the docstrings that stand below their fields: hover texts, the browser's types.

Pydantic reads them where a class is made, which takes longer than all else of it; here they are read by
those who write schemas, and by no function that starts cold.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from zikao.rulebook.faults import RulebookFaults
from zikao.rulebook.reader import read
from zikao.rulebook.tree import plain

CHINESE = "hover.zh-CN.yaml"
WHOLE = "whole"
OPERATORS = "Operators"
"""What stands in that file beside the models."""


def described_schema(
    model: type[BaseModel],
    *,
    mode: Literal["validation", "serialization"] = "validation",
    chinese: bool = False,
) -> dict[str, Any]:
    """The model's schema; a field without a description of its own has the docstring below it.

    With `chinese`, what `hover.zh-CN.yaml` says of each field stands first, for clerks who write rulebooks.
    """
    return model.model_json_schema(schema_generator=_Bilingual if chinese else _Described, mode=mode)


def in_both(owner: str, field: str, english: str) -> str:
    """A hover text in Chinese and English; English alone where nobody has said it in Chinese yet."""
    chinese = hover_texts().get(owner, {}).get(field)
    return f"{chinese}\n\n{english}" if chinese else english


@cache
def hover_texts() -> dict[str, dict[str, str]]:
    """What is said in Chinese: by model, then by the field as it is written; `WHOLE` is the model itself.

    Raises:
        RulebookFaults: the file that says it is broken.
    """
    tree, faults = read(Path(__file__).with_name(CHINESE), CHINESE)
    if tree is None or faults:
        raise RulebookFaults(faults)
    texts: dict[str, dict[str, str]] = plain(tree)
    return texts


class _Described(GenerateJsonSchema):
    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        for owner, name, text in field_texts(schema["cls"]):
            if name in made.get("properties", ()):
                self.describe(made["properties"][name], owner, name, text)
        return made

    def describe(self, field: dict[str, Any], owner: type[BaseModel], name: str, text: str) -> None:
        """Put the docstring below a field beside what the schema says of it."""
        field.setdefault("description", text)


class _Bilingual(_Described):
    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        if "description" in made:
            made["description"] = in_both(schema["cls"].__name__, WHOLE, made["description"])
        return made

    def describe(self, field: dict[str, Any], owner: type[BaseModel], name: str, text: str) -> None:
        """The docstring says what this field is for; what its type says holds for every field of the type."""
        field["description"] = in_both(owner.__name__, name, text)


def field_texts(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, str]]:
    """Each field's owner, its name as it is written, and the docstring below it; the last one counts."""
    found: dict[str, tuple[type[BaseModel], str]] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            for name, text in _below_own(base).items():
                found[base.model_fields[name].alias or name] = base, text
    for name, (owner, text) in found.items():
        yield owner, name, text


def _below_own(model: type[BaseModel]) -> dict[str, str]:
    return _of_module(model.__module__).get(model.__qualname__, {})


@cache
def _of_module(name: str) -> dict[str, dict[str, str]]:
    """The docstrings below the fields of each class of a module.

    Read once: to find a class's source means to parse the whole of its file.
    """
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {each.name: _of_class(each) for each in tree.body if isinstance(each, ast.ClassDef)}


def _of_class(defined: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(defined.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
