"""TypeScript declarations of a JSON Schema, so that the browser's types come from the models too.

Reads what pydantic writes of closed models, and nothing beyond: references to definitions, closed objects,
maps, lists, tuples, constants, enumerations, unions and plain types.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

PLAIN = {"string": "string", "boolean": "boolean", "integer": "number", "number": "number", "null": "null"}


def declarations(name: str, schema: dict[str, Any]) -> str:
    """A module of types: one for the schema, under this name, and one for each of its definitions.

    Raises:
        ValueError: the schema says something that has no form here.
    """
    head = "/** Types of what Python writes. Made by `zikao schemas`; not written by hand. */"
    named = {name: schema, **schema.get("$defs", {})}
    return "\n\n".join([head, *("\n".join(_interface(*each)) for each in named.items())]) + "\n"


def _interface(name: str, schema: dict[str, Any]) -> Iterator[str]:
    required = schema.get("required", ())
    yield from _comment(schema, "")
    yield f"export interface {name} {{"
    for key, entry in schema["properties"].items():
        yield from _comment(entry, "  ")
        yield f"  {key}{'' if key in required else '?'}: {type_of(entry)};"
    yield "}"


def _comment(schema: dict[str, Any], indent: str) -> Iterator[str]:
    if "description" in schema:
        lines = schema["description"].splitlines()
        if len(lines) == 1:
            yield f"{indent}/** {lines[0]} */"
        else:
            yield f"{indent}/**"
            yield from (f"{indent} * {line}".rstrip() for line in lines)
            yield f"{indent} */"


def type_of(schema: dict[str, Any]) -> str:
    """The type of one schema, on one line.

    Raises:
        ValueError: the schema says something that has no form here.
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return " | ".join(map(_literal, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(map(type_of, schema["anyOf"])))
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(map(type_of, schema['prefixItems']))}]"
        inner = type_of(schema.get("items", {}))
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object" and "properties" not in schema:
        values = schema.get("additionalProperties", True)
        return f"Record<string, {type_of(values) if isinstance(values, dict) else 'any'}>"
    if isinstance(kind, str) and kind in PLAIN:
        return PLAIN[kind]
    if kind is None and not schema.keys() - {"description"}:
        return "any"
    raise ValueError(f"no TypeScript for {json.dumps(schema, ensure_ascii=False)}")


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
