"""TypeScript declarations made of JSON Schemas."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from zikao.typescript import declarations, type_of


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": "string", "maxLength": 3}, "string"),
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}]}, "number"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"const": "甲"}, '"甲"'),
        ({"enum": ["a", 1, True]}, '"a" | 1 | true'),
        ({"type": "array", "items": {"$ref": "#/$defs/Rule"}}, "Rule[]"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}, "[number, string]"),
        ({"type": "object"}, "Record<string, any>"),
        ({"type": "object", "additionalProperties": {"$ref": "#/$defs/Fact"}}, "Record<string, Fact>"),
        ({"description": "anything"}, "any"),
    ],
)
def test_types(schema: dict[str, Any], type_: str) -> None:
    assert type_of(schema) == type_


@pytest.mark.parametrize(
    "schema", [{"oneOf": []}, {"type": ["string", "null"]}, {"not": {}}, {"pattern": "x"}]
)
def test_what_has_no_form_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no TypeScript for"):
        type_of(schema)


class Inner(BaseModel):
    """One line."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    kept: bool
    """Whether it is."""


class Outer(BaseModel):
    """First line.

    Another.
    """

    inner: Inner
    name: str | None = None


def test_a_module_of_types() -> None:
    assert declarations("Outer", Outer.model_json_schema()).split("\n\n", 1)[1] == (
        "/**\n * First line.\n *\n * Another.\n */\n"
        "export interface Outer {\n  inner: Inner;\n  name?: string | null;\n}\n\n"
        "/** One line. */\n"
        "export interface Inner {\n  /** Whether it is. */\n  kept: boolean;\n}\n"
    )
