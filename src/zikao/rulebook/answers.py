"""The answers to a procedure's questions: their normal form, and what is wrong with them.

Which answers are taken is said by one schema (`zikao.rulebook.asking`); here it gets its sentences.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zikao.judge.document import item_called
from zikao.judge.evaluate import Facts, evaluate
from zikao.rulebook.asking import FIRST_YEAR, LAST_YEAR, MAX_TEXT, MOST_ITEMS, Schema, bare_schema
from zikao.rulebook.document import Document, DocumentFact, DocumentImpossible
from zikao.rulebook.faults import nearest

_YEARS = f"年份是四位数，{FIRST_YEAR} 到 {LAST_YEAR}"
BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What is stripped off the ends of a text: what JavaScript's `trim` takes, so that all forms agree."""


def normalise(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are judged: text NFKC-normalised and stripped of `BLANKS`. Null, "not sure", stays.

    Full-width digits and letters, as Chinese keyboards give them, become plain ones. Nothing deeper than a
    list of items with fields is an answer, so nothing deeper is touched.
    """
    return {name: _plain(value) for name, value in answers.items()}


def _plain(value: object) -> Any:
    if isinstance(value, list):
        return [
            {name: _plain_part(part) for name, part in item.items()}
            if isinstance(item, dict)
            else _plain_text(item)
            for item in value
        ]
    return _plain_text(value)


def _plain_part(value: object) -> Any:
    """The same of one field of an item."""
    return [*map(_plain_text, value)] if isinstance(value, list) else _plain_text(value)


def _plain_text(value: object) -> Any:
    return unicodedata.normalize("NFKC", value).strip(BLANKS) if isinstance(value, str) else value


def impossible(document: Document, facts: Facts) -> list[DocumentImpossible]:
    """The cases of answers that cannot all be true, of which these facts are one."""
    return [each for each in document.impossible if evaluate(each.when, facts, document.tables).truth is True]


Where = tuple[str | int, ...]
"""Where in the answers something stands: a question's name, and below it the place of an item and a field."""


def is_asked(where: Where, facts: Mapping[str, DocumentFact]) -> bool:
    """Whether these names are a question's, or a field's of one."""
    name, *below = where
    if name not in facts or not below:
        return name in facts
    return below[-1] in (facts[str(name)].items or {})


class Questions:
    """A procedure's questions, ready to check many sets of answers."""

    def __init__(self, document: Document) -> None:
        self.asked = _Asked(document.facts, bare_schema(document)["properties"])
        self.lists = {
            name: _Asked(fact.items, schema["items"]["properties"])
            for name, schema in self.asked.schemas.items()
            if (fact := document.facts[name]).items
        }

    def problems(self, answers: Mapping[str, Any]) -> dict[Where, str]:
        """What is wrong with answers as they were sent: where, and a zh-CN sentence without the value."""
        return {
            where: wrong for name, value in answers.items() for where, wrong in self._problems(name, value)
        }

    def _problems(self, name: str, value: object) -> Iterator[tuple[Where, str]]:
        fields = self.lists.get(name)
        if fields is None or not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            if wrong := self.asked.problem(name, value):
                yield (name,), wrong
            return
        fact = self.asked.facts[name]
        # What has more fields than are asked for is not looked through: each unknown name has its price.
        crowded = any(len(item) > len(fields.facts) for item in value)
        if crowded or not self.asked.fits[name]([{} for _ in value]):
            yield (name,), _wanted(fact)
            return
        for place, item in enumerate(value):
            for field, part in item.items():
                if wrong := fields.problem(field, part):
                    yield (name, place, field), f"{_of_item(fact, place, field)}：{wrong}"


class _Asked:
    """What may be answered to some questions, or to the fields of one item of a list."""

    def __init__(self, facts: Mapping[str, DocumentFact], schemas: Mapping[str, Schema]) -> None:
        from jsonschema import Draft202012Validator

        self.facts = facts
        self.schemas = schemas
        self.fits = {name: Draft202012Validator(schema).is_valid for name, schema in schemas.items()}

    def problem(self, name: str, value: object) -> str | None:
        if name not in self.fits:
            near = nearest(name, self.fits)
            return f"这里不问这一项，最接近的是 {near}。" if near else "这里不问这一项。"
        plain = _plain(value)
        # A text may grow when it is normalised; one that fits as it was sent is an answer, too.
        if _is_shallow(value) and (self.fits[name](plain) or self.fits[name](value)):
            return None
        fact = self.facts[name]
        dated = fact.type in ("date", "datetime")
        return (_misdated(fact, plain) if dated else None) or _wanted(fact)


def _of_item(fact: DocumentFact, place: int, field: str) -> str:
    """A field of an item as a reader finds it: 第 2 门课程的成绩. One that is not asked for has no name."""
    asked = (fact.items or {}).get(field)
    return item_called(fact, place) + (f"的{asked.ask.rstrip('？?')}" if asked and asked.ask else "")


def _is_shallow(value: object) -> bool:
    """Whether a value can be an answer at all; a validator would spell out a monster before refusing it."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return not any(isinstance(item, list | dict) for item in value)
    return not isinstance(value, dict)


def _misdated(fact: DocumentFact, value: object) -> str | None:
    """What is wrong with a day that is written as asked and is none, or with the end of one."""
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    if (found["time"] is None) != (fact.type == "date"):
        return None
    try:
        date.fromisoformat(found["day"])
    except ValueError:
        return "没有这一天，请核对日期。"
    return "没有 24:00 这个写法，一天的最后一刻请写 23:59。" if found["time"] == "24:00" else None


_WRITTEN = re.compile(r"(?P<day>(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2})(T(?P<time>[0-9]{2}:[0-9]{2}))?")


def _wanted(fact: DocumentFact) -> str:
    """What an answer to this question must look like."""
    kind = fact.type
    not_yet = f"，或者“{fact.none}”（none）" if fact.none is not None else ""
    if kind in ("choice", "set"):
        options = "、".join(f"{label}（{value}）" for value, label in (fact.options or {}).items())
        how = "从这些当中选一项" if kind == "choice" else "从这些当中选，可以选几项，不要重复"
        return f"请{how}：{options}。"
    if kind == "list":
        few, most = int(fact.minimum or 1), int(fact.maximum or MOST_ITEMS)
        nothing = f"；{fact.none}就写 []" if fact.none is not None else ""
        return (
            f"请逐一填写，{few} 到 {most} 项，一项写成一个对象：{{{'、'.join(fact.items or ())}}}{nothing}。"
        )
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
