"""JSON Schemas for whoever writes a province in an editor: completion, hover, and pointed messages.

They come from the models. A condition is described once, recursively, with a closed list of words and
exactly one key, so that an editor says which word is wrong instead of "no alternative matched".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel

from zikao.judge.dates import MonthEnd
from zikao.judge.operators import COMPARISONS, GROUPS, Shape
from zikao.rulebook.asking import DIALECT
from zikao.rulebook.authorities import Authorities
from zikao.rulebook.compile import CLOCK, vocabulary
from zikao.rulebook.described import OPERATORS, described_schema, in_both
from zikao.rulebook.document import DocumentFact
from zikao.rulebook.merge import HEARTS
from zikao.rulebook.model import CityOverlay, Procedure, Province, Spec, SpecFile
from zikao.rulebook.model.base import FACT

Schema = dict[str, Any]

_SHAPES = {Shape.ONE: "Compared", Shape.LITERALS: "OneOfSeveral", Shape.ENDS: "WithinSpan"}


def editor_schemas() -> dict[str, Schema]:
    """Schema by the kind of rulebook file: province, procedure, photos, packages, city, authorities."""
    return {
        "province": _file(Province, {}),
        "procedure": _file(Procedure, {}),
        "photos": _file(SpecFile, _known_facts(vocabulary("photo"))),
        "packages": _file(SpecFile, _package_facts()),
        "city": _city(),
        "authorities": _file(Authorities, {}),
    }


def _file(model: type[BaseModel], facts: Mapping[str, str]) -> Schema:
    made: Schema = {"$schema": DIALECT, **tidy(described_schema(model, chinese=True))}
    defs = made.setdefault("$defs", {})
    if "Rule" in defs:
        defs |= _condition_defs(facts)
    if model is Procedure:
        _may_extend(made, defs)
    if "Spec" in defs:
        _may_extend(defs["Spec"], defs)
    return made


def _city() -> Schema:
    """A city's overlay: the parts of a province, with everything optional."""
    made = _file(CityOverlay, {})
    for key, model, facts in (
        ("procedures", Procedure, {}),
        ("photos", Spec, _known_facts(vocabulary("photo"))),
        ("packages", Spec, _package_facts()),
    ):
        part = tidy(described_schema(model, chinese=True))
        defs = {**part.pop("$defs"), **_condition_defs(facts)}
        part.pop("required")
        _loosen(part, defs)
        prefix = key.capitalize()
        made["$defs"] |= {f"{prefix}{name}": _renamed(value, prefix) for name, value in defs.items()}
        made["$defs"][prefix] = _renamed(part, prefix)
        made["properties"][key]["additionalProperties"] = {"$ref": f"#/$defs/{prefix}"}
    return made


def _may_extend(schema: Schema, defs: dict[str, Schema]) -> None:
    """What extends another may leave out what it takes over."""
    required = schema.pop("required")
    schema["required"] = [name for name in required if name == "id"]
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = {"required": required, "properties": _loosen(schema, defs)}


def _loosen(schema: Schema, defs: dict[str, Schema]) -> Schema:
    """Let values, questions, rules and notices be changed in part; returns what an item of its own needs."""
    strict: Schema = {}
    for field, heart in HEARTS.items():
        items = schema["properties"][field]["items"]
        name = items["$ref"].rpartition("/")[2]
        if "id" in defs[name]["properties"]:
            strict[field] = {"items": {"required": [heart]}}
            defs[f"{name}Change"] = {
                **defs[name],
                "required": ["cite"],
                "if": {"required": [heart]},
                "then": {"required": defs[name]["required"]},
                "else": {"required": ["id"]},
            }
            schema["properties"][field]["items"] = {**items, "$ref": f"#/$defs/{name}Change"}
    for field in ("values", "facts"):
        if field in schema["properties"]:
            entries = schema["properties"][field]
            strict[field] = {"additionalProperties": entries["additionalProperties"]}
            name = entries["additionalProperties"]["$ref"].rpartition("/")[2]
            kept = [key for key in defs[name]["required"] if key == "cite"]
            defs[f"{name}Change"] = {**defs[name], "required": kept}
            entries["additionalProperties"] = {"$ref": f"#/$defs/{name}Change"}
    return strict


def _renamed(node: Any, prefix: str) -> Any:
    """A schema whose references point at definitions with a prefix."""
    if isinstance(node, dict):
        return {
            key: f"#/$defs/{prefix}{value.rpartition('/')[2]}" if key == "$ref" else _renamed(value, prefix)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_renamed(item, prefix) for item in node]
    return node


def _known_facts(vocabulary: Mapping[str, DocumentFact]) -> dict[str, str]:
    """A closed list of fact names, each with its label to hover over."""
    names: dict[str, str] = {}
    for facts in (vocabulary, *(fact.items or {} for fact in vocabulary.values()), CLOCK):
        for name, fact in facts.items():
            unit = f"（{fact.unit}）" if fact.unit else ""
            names[name] = f"{fact.label}{unit}"
    return names


def _package_facts() -> dict[str, str]:
    """Facts of one archive, and of several together: an editor cannot tell which rule is over which."""
    return {**_known_facts(vocabulary("together")), **_known_facts(vocabulary("package"))}


def _condition_defs(facts: Mapping[str, str]) -> dict[str, Schema]:
    """The condition language, over known facts or any."""
    operand = {"$ref": "#/$defs/Operand"}
    several = {"type": "array", "items": {"type": ["string", "number", "boolean"]}}
    span = {"type": "array", "items": operand, "minItems": 2, "maxItems": 2}
    words = {
        word: {
            "description": in_both(OPERATORS, word, group.description),
            "type": "array",
            "items": {"$ref": "#/$defs/Condition"},
        }
        for word, group in GROUPS.items()
    }
    words |= {
        word: {
            "description": in_both(OPERATORS, word, comparison.description),
            "$ref": f"#/$defs/{_SHAPES[comparison.shape]}",
        }
        for word, comparison in COMPARISONS.items()
    }
    return {
        "Condition": {
            "description": "一个条件：几个条件合起来，或者拿一个事实来比较。只能写一个键。\n\n"
            f"Exactly one of: {', '.join(GROUPS)}, or a comparison of one fact.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": {"enum": list(words)},
            "properties": words,
        },
        "Compared": _one_fact(facts, operand),
        "OneOfSeveral": _one_fact(facts, {"anyOf": [several, operand]}),
        "WithinSpan": _one_fact(facts, span),
        "Operand": _operand(facts),
    }


def _one_fact(facts: Mapping[str, str], value: Schema) -> Schema:
    made: Schema = {"type": "object", "minProperties": 1, "maxProperties": 1}
    if facts:
        made["propertyNames"] = {"enum": list(facts)}
        made["properties"] = {name: {"description": label, **value} for name, label in facts.items()}
    else:
        made["propertyNames"] = {"pattern": FACT}
        made["additionalProperties"] = value
    return made


def _operand(facts: Mapping[str, str]) -> Schema:
    fact: Schema = {"enum": list(facts)} if facts else {"type": "string", "pattern": FACT}
    plus: dict[str, Schema] = {
        unit: {
            "type": "integer",
            "description": f"加几{word}，负数往回。\n\nHow many {unit}; negative moves back.",
        }
        for unit, word in (("years", "年"), ("months", "个月"), ("days", "天"))
    }
    plus["to"] = {
        "enum": list(get_args(MonthEnd)),
        "description": "到那个月的第一天或最后一天，天数从那里数。\n\n"
        "The first or the last day of that month; days are counted from there.",
    }
    day = {"type": ["string", "object"], "description": "MM-DD，或 {table, by}。\n\nMM-DD, or {table, by}."}
    properties: dict[str, Schema] = {
        "fact": {"description": "另一个事实的值。\n\nAnother fact's value.", **fact},
        "table": {
            "type": "string",
            "description": "这个文件里的对照表，和 by 一起写。\n\nA table of this file; with by.",
        },
        "by": {"description": "按哪个事实查表。\n\nThe fact whose value is looked up.", **fact},
        "year": {
            "type": ["integer", "string"],
            "description": "年份，或存年份的事实；和 day 一起写。\n\n"
            "A year, or the fact that holds it; with day.",
        },
        "day": day,
        "time": {
            "type": "string",
            "pattern": "^[0-9]{2}:[0-9]{2}$",
            "description": "HH:MM；写了就是时刻。\n\nHH:MM; makes it a moment.",
        },
        "literal": {
            "type": ["string", "number", "boolean"],
            "description": "一个值，再用 plus 加减。\n\nA plain value, to add plus to.",
        },
        "spec": {
            "type": "string",
            "pattern": FACT,
            "description": "这个规格的一个值。\n\nA value of this file spec.",
        },
        "plus": {
            "type": "object",
            "description": "把日期往后或往前移。\n\nMoves a date.",
            "properties": plus,
            "additionalProperties": False,
        },
    }
    return {
        "description": "一个值，或 {fact}、{table, by}、{year, day, time}、{literal, plus}、{spec}。\n\n"
        "A plain value, {fact}, {table, by}, {year, day, time}, {literal, plus} or {spec}.",
        "type": ["string", "number", "boolean", "object"],
        "properties": properties,
        "propertyNames": {"enum": list(properties)},
    }


def tidy(node: Any, *, nulls: bool = False) -> Any:
    """The schema of pydantic without its noise: no made-up titles and defaults.

    Without `nulls`, what may be left out may not be null instead.
    """
    if isinstance(node, list):
        return [tidy(item, nulls=nulls) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: tidy(value, nulls=nulls) for key, value in node.items() if key != "default"}
    if isinstance(made.get("title"), str):
        made.pop("title")
    options = [option for option in made.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1 and not nulls:
        made = {**options[0], **{key: value for key, value in made.items() if key != "anyOf"}}
    if "x-role" in made:
        role = made.pop("x-role")
        made = {
            "$ref": f"#/$defs/{role}",
            **({"description": made["description"]} if "description" in made else {}),
        }
    if made.pop("x-one-or-many", False):
        many = {key: made.pop(key) for key in ("type", "items", "minItems") if key in made}
        made["anyOf"] = [many["items"], many]
    if len(made.get("patternProperties", ())) == 1:
        ((pattern, value),) = made.pop("patternProperties").items()
        made["propertyNames"] = {"pattern": pattern, **made.get("propertyNames", {})}
        made["additionalProperties"] = value
    return made
