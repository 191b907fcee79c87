r"""The answers to a procedure's questions: their JSON Schema, their normal form, what is wrong with them.

The schema is the one that the browser renders and checks. It keeps to what every validator reads alike: no
`\d`, no `format`, a length beside every pattern, whole numbers within what JavaScript can hold. Whether
a day exists is beyond such a schema, so `Questions` looks at that itself, and so does the browser.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from zikao.judge import evaluate
from zikao.judge.dates import NOT_YET
from zikao.judge.evaluate import Facts
from zikao.judge.numbers import LARGEST_WHOLE
from zikao.rulebook.document import Document, DocumentFact, DocumentImpossible
from zikao.rulebook.faults import nearest

Schema = dict[str, Any]
"""A JSON Schema or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_TEXT = 200

FIRST_YEAR, LAST_YEAR = 1950, 2099
"""Years of an answer: a candidate's life and what lies ahead of it. 0026 is a year that was not typed out."""

_DAY = "(19[5-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = f"{_DAY}T{_TIME}"
_YEARS = f"年份是四位数，{FIRST_YEAR} 到 {LAST_YEAR}"
_WORDS = ("title", "description", "x-type", "x-none", "x-unsure")


def facts_schema(document: Document) -> Schema:
    """JSON Schema 2020-12 of the answers to one procedure's questions.

    Every answer may be left out; none that is not asked for may be given. `x-type` is the fact's type,
    `x-none` the label of "not yet" (the answer `"none"`) or "none of these" (the empty list), and
    `x-unsure` says where to look when one does not know.
    """
    return {
        "$schema": DIALECT,
        "title": document.title,
        "type": "object",
        "properties": {name: _answer(fact) for name, fact in document.facts.items() if fact.ask is not None},
        "additionalProperties": False,
    }


def _answer(fact: DocumentFact) -> Schema:
    made: Schema = {"title": fact.ask}
    if fact.help is not None:
        made["description"] = fact.help
    made |= _SHAPES[fact.type](fact)
    made["x-type"] = fact.type
    if fact.none is not None:
        made["x-none"] = fact.none
    if fact.unsure is not None:
        made["x-unsure"] = fact.unsure
    return made


def _options(fact: DocumentFact) -> list[dict[str, str]]:
    return [{"const": value, "title": label} for value, label in (fact.options or {}).items()]


def _bounds(fact: DocumentFact) -> Schema:
    return {
        "minimum": -LARGEST_WHOLE if fact.minimum is None else fact.minimum,
        "maximum": LARGEST_WHOLE if fact.maximum is None else fact.maximum,
    }


def _dated(pattern: str, length: int, fact: DocumentFact) -> Schema:
    # Python's $ also matches before a line end: a date is then too long, but "none" has to say it.
    either = f"({pattern}|{NOT_YET}(?!\\n))" if fact.none is not None else pattern
    return {"type": "string", "pattern": f"^{either}$", "maxLength": length}


_SHAPES: Mapping[str, Callable[[DocumentFact], Schema]] = {
    "boolean": lambda fact: {"type": "boolean"},
    "choice": lambda fact: {"type": "string", "oneOf": _options(fact)},
    "set": lambda fact: {
        "type": "array",
        "items": {"type": "string", "oneOf": _options(fact)},
        "uniqueItems": True,
    },
    "integer": lambda fact: {"type": "integer", **_bounds(fact)},
    "number": lambda fact: {"type": "number", **_bounds(fact)},
    "date": lambda fact: _dated(_DAY, 10, fact),
    "datetime": lambda fact: _dated(_MOMENT, 16, fact),
    "text": lambda fact: {"type": "string", "maxLength": MAX_TEXT},
}


def normalise(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are judged: text NFKC-normalised and stripped, what is null left out.

    Full-width digits and letters, as Chinese keyboards give them, become plain ones. Nothing deeper than a
    list of words is an answer, so nothing deeper is touched.
    """
    return {
        name: [_plain(item) for item in value] if isinstance(value, list) else _plain(value)
        for name, value in answers.items()
        if value is not None
    }


def _plain(value: object) -> Any:
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


def impossible(document: Document, facts: Facts) -> list[DocumentImpossible]:
    """The cases of answers that cannot all be true, of which these facts are one."""
    return [each for each in document.impossible if evaluate(each.when, facts, document.tables).truth is True]


class Questions:
    """A procedure's questions, ready to check many sets of answers."""

    def __init__(self, document: Document) -> None:
        from jsonschema import Draft202012Validator

        self.facts = document.facts
        properties = facts_schema(document)["properties"]
        self.fits = {
            name: Draft202012Validator(_bare(schema)).is_valid for name, schema in properties.items()
        }

    def problems(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong with normalised answers: fact name to a zh-CN sentence without the value."""
        return {name: wrong for name, value in answers.items() if (wrong := self._problem(name, value))}

    def _problem(self, name: str, value: object) -> str | None:
        if name not in self.fits:
            near = nearest(name, self.fits)
            return f"这里不问这一项，最接近的是 {near}。" if near else "这里不问这一项。"
        fact = self.facts[name]
        if not _is_shallow(value) or not self.fits[name](value):
            return _wanted(fact)
        if fact.type in ("date", "datetime") and value != NOT_YET and not _exists(value):
            return "没有这一天，请核对日期。"
        return None


def _bare(schema: object) -> Any:
    """The same schema for checking only: no words, and options as one enum, which is three times as fast."""
    if not isinstance(schema, dict):
        return schema
    made = {key: _bare(value) for key, value in schema.items() if key not in _WORDS}
    if "oneOf" in made:
        made["enum"] = [option["const"] for option in made.pop("oneOf")]
    return made


def _is_shallow(value: object) -> bool:
    """Whether a value can be an answer at all; a validator would spell out a monster before refusing it."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return not any(isinstance(item, list | dict) for item in value)
    return not isinstance(value, dict)


def _exists(value: object) -> bool:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _wanted(fact: DocumentFact) -> str:
    """What an answer to this question must look like."""
    kind = fact.type
    not_yet = f"，或者“{fact.none}”（none）" if fact.none is not None else ""
    if kind in ("choice", "set"):
        options = "、".join(f"{label}（{value}）" for value, label in (fact.options or {}).items())
        how = "从这些当中选一项" if kind == "choice" else "从这些当中选，可以选几项，不要重复"
        return f"请{how}：{options}。"
    if kind in ("integer", "number"):
        what = "整数" if kind == "integer" else "数字"
        return f"请填{what}{_range_words(fact)}。"
    return {
        "boolean": "请填 true（是）或 false（否）。",
        "date": f"日期要写成 2026-05-27 的样子，{_YEARS}{not_yet}。",
        "datetime": f"时间要写成 2026-05-27T16:30 的样子，{_YEARS}{not_yet}。",
        "text": f"请填文字，不超过 {MAX_TEXT} 个字。",
    }[kind]


def _range_words(fact: DocumentFact) -> str:
    low, high = fact.minimum, fact.maximum
    if low is not None and high is not None:
        return f"，{low} 到 {high}"
    if low is not None:
        return f"，不小于 {low}"
    return f"，不大于 {high}" if high is not None else ""
