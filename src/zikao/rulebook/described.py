"""JSON Schemas of models with the docstrings that stand below their fields: hover texts, the browser's types.

Pydantic reads them where a class is made, which takes longer than all else of it; here they are read by
those who write schemas, and by no function that starts cold.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema


def described_schema(
    model: type[BaseModel], *, mode: Literal["validation", "serialization"] = "validation"
) -> dict[str, Any]:
    """The model's schema; a field without a description of its own has the docstring below it."""
    return model.model_json_schema(schema_generator=_Described, mode=mode)


class _Described(GenerateJsonSchema):
    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        fields = schema["cls"].model_fields
        for name, text in _below(schema["cls"]).items():
            key = fields[name].alias or name
            if key in made.get("properties", ()):
                made["properties"][key].setdefault("description", text)
        return made


def _below(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings below the fields of a model and of those that it is made from."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _below_own(base)
    return found


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
