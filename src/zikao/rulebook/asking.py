r"""The JSON Schema of the answers to a procedure's questions: for server and forms, also those of others.

It keeps to what every validator reads alike: no `\d`, nothing that rests on `format`, a length beside every
pattern, whole numbers within what JavaScript can hold. Which days there are is said by the pattern in full,
29 February too. The keywords that are ours are described in `zikao.rulebook.vocabulary`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zikao.judge.dates import NOT_YET
from zikao.judge.numbers import LARGEST_WHOLE
from zikao.judge.walk import comparisons, leaves
from zikao.rulebook.document import Document, DocumentFact
from zikao.rulebook.matters import matters
from zikao.rulebook.text import UNSURE

Schema = dict[str, Any]
"""A JSON Schema or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMESPACE = "tag:zikao,2026:schema/"
"""What the schemas' ids begin with: names, not addresses."""
MAX_TEXT = 200
MOST_ITEMS = 50
"""Of a list, where its question says nothing else; no curriculum has as many courses."""

FIRST_YEAR, LAST_YEAR = 1950, 2099
"""Years of an answer: a candidate's life and what lies ahead of it. 0026 is a year that was not typed out."""

# Every fourth year of these is a leap year, 2000 too.
_LEAP = "19(5[26]|[68][048]|[79][26])|20([02468][048]|[13579][26])"
_DAY = (
    "((19[5-9]|20[0-9])[0-9]-("
    "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    f"|({_LEAP})-02-29)"
)
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
_WORDS = (
    *("$comment", "title", "description", "format"),
    *("x-type", "x-unsure", "x-when", "x-one"),
)
"""What is said to people and other forms, and changes nothing about which answers are taken."""

DESCRIPTION = f"没有问到的可以不答；问了也不知道的，选“{UNSURE}”。"
COMMENT = (
    "What is left out was not asked yet; null says that the candidate is not sure. What is typed is first "
    "normalised to NFKC and stripped of blanks at both ends. Whether answers can all be true at once is not "
    "said here."
)


def facts_schema(document: Document) -> Schema:
    """JSON Schema 2020-12 of the answers to one procedure's questions.

    Every answer may be left out; none that is not asked for may be given. A description is the question's
    `help`, or else what the answer is for.
    """
    where = [document.province, *(["cities", document.city] if document.city else []), document.id]
    used, when = _used(document), matters(document)
    return {
        "$schema": DIALECT,
        "$id": f"{NAMESPACE}answers/{'/'.join(where)}",
        "$comment": COMMENT,
        "title": document.title,
        "description": DESCRIPTION,
        "type": "object",
        "properties": {
            name: _answer(fact, fact.help or used[name], when.get(name))
            for name, fact in document.facts.items()
            if fact.ask is not None
        },
        "additionalProperties": False,
    }


def bare_schema(document: Document) -> Schema:
    """The same for checking only, as the browser fetches it: it takes the same answers and has no words."""
    return without_words(facts_schema(document))


def without_words(schema: Schema) -> Schema:
    """What `facts_schema` gave, as `bare_schema` has it."""
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": _each_bare(schema["properties"]),
        "additionalProperties": False,
    }


def _each_bare(schemas: Schema) -> Schema:
    """Schemas by the names of what is asked, which may be called like a keyword."""
    return {name: bare(each) for name, each in schemas.items()}


def bare(schema: Any) -> Any:
    """A question's schema without words and without `oneOf`, which costs a validator three times as much."""
    if not isinstance(schema, dict):
        return schema
    made: Schema = {
        key: _each_bare(value) if key == "properties" else bare(value)
        for key, value in schema.items()
        if key not in _WORDS
    }
    options = made.pop("oneOf", ())
    words = [option["const"] for option in options if "const" in option]
    (other,) = [option for option in options if "const" not in option] or [{}]
    if "pattern" in other:
        # Python's $ also matches before a line end: a date is then too long, but a word has to say it.
        either = "|".join(f"{word}(?!\\n)" for word in words if word is not None)
        made |= {"pattern": f"^({other['pattern'][1:-1]}|{either})$", "maxLength": other["maxLength"]}
    elif words and not other and "boolean" not in made["type"]:
        made["enum"] = words
    return made


def _answer(fact: DocumentFact, description: str | None, when: Schema | None) -> Schema:
    shape = {**_SHAPES[fact.type](fact), "x-type": fact.type}
    made = {"title": fact.ask, **({"description": description} if description else {}), **shape}
    if fact.unsure is not None:
        made["x-unsure"] = fact.unsure
    if when is not None:
        made["x-when"] = {"type": "object", **when}
    return made


_ELSE = "用来核对别的回答。"
_STEPS = "用来挑出该走的步骤、该交的材料。"
_PLACE = "用来分清是不是要办别的事项。"
MOST_TITLES = 3


def _used(document: Document) -> dict[str, str]:
    """What each answer is for, by the titles of the rules that it counts in."""
    titles: dict[str, dict[str, None]] = {}
    places = {leaf.fact for place in document.elsewhere for leaf in leaves(place.when)}
    for rule in document.rules:
        if rule.each:
            titles.setdefault(rule.each, {})[rule.title] = None
        for comparison in comparisons(rule, {}, {}):
            for name in comparison.names:
                titles.setdefault(name, {})[rule.title] = None
    # Whatever no rule reads is there for the guide, which is not in the document, or to find a contradiction.
    found = dict.fromkeys(document.facts, _STEPS)
    found |= dict.fromkeys((leaf.fact for case in document.impossible for leaf in leaves(case.when)), _ELSE)
    found |= dict.fromkeys(places, _PLACE)
    for name, each in titles.items():
        first = "、".join(f"“{title}”" for title in list(each)[:MOST_TITLES])
        found[name] = f"用来核对{first}" + (f"等 {len(each)} 条。" if len(each) > MOST_TITLES else "。")
    return found


def _option(value: object, title: str) -> Schema:
    return {"const": value, "title": title}


def _choices(fact: DocumentFact) -> list[Schema]:
    return [_option(value, label) for value, label in (fact.options or {}).items()]


def _one_of(kind: str, *choices: Schema) -> Schema:
    return {"type": [kind, "null"], "oneOf": [*choices, _option(None, UNSURE)]}


def _set(fact: DocumentFact) -> Schema:
    items = {"items": {"type": "string", "oneOf": _choices(fact)}, "uniqueItems": True}
    if fact.none is None:
        return {"type": ["array", "null"], **items, "minItems": 1}
    some = {"type": "array", "minItems": 1, "title": "选一项或几项"}
    return {**_one_of("array", some, _option([], fact.none)), **items}


def _list(fact: DocumentFact) -> Schema:
    fields = {name: _answer(field, field.help, None) for name, field in (fact.items or {}).items()}
    # What is left out of an item, or null, is not known.
    item = {"type": "object", "properties": fields, "additionalProperties": False}
    items = {"items": item, "maxItems": int(fact.maximum or MOST_ITEMS), "x-one": fact.one}
    if fact.none is None:
        return {"type": ["array", "null"], **items, "minItems": int(fact.minimum or 1)}
    some = {"type": "array", "minItems": 1, "title": f"逐一填写，先填{fact.one}"}
    return {**_one_of("array", some, _option([], fact.none)), **items}


def _numbers(fact: DocumentFact) -> Schema:
    return {
        "type": [fact.type, "null"],
        "minimum": -LARGEST_WHOLE if fact.minimum is None else fact.minimum,
        "maximum": LARGEST_WHOLE if fact.maximum is None else fact.maximum,
    }


def _dated(fact: DocumentFact, pattern: str, length: int, kind: str, title: str) -> Schema:
    # Python's $ also matches before a line end, but then the text is too long.
    text = {"format": kind, "pattern": f"^{pattern}$", "maxLength": length}
    years = {"x-years": [FIRST_YEAR, LAST_YEAR]}
    if fact.none is None:
        return {"type": ["string", "null"], **text, **years}
    day = {"type": "string", "title": title, **text}
    return {**_one_of("string", day, _option(NOT_YET, fact.none)), **years}


_SHAPES: Mapping[str, Callable[[DocumentFact], Schema]] = {
    "boolean": lambda fact: _one_of("boolean", _option(True, "是"), _option(False, "否")),
    "choice": lambda fact: _one_of("string", *_choices(fact)),
    "set": _set,
    "list": _list,
    "integer": _numbers,
    "number": _numbers,
    "date": lambda fact: _dated(fact, _DAY, 10, "date", "哪一天"),
    "datetime": lambda fact: _dated(fact, f"{_DAY}T{_TIME}", 16, "datetime-local", "哪一天几点几分"),
    "text": lambda fact: {"type": ["string", "null"], "maxLength": MAX_TEXT},
}
