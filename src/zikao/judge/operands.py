"""The guard over operands: literals, other facts, tables, and dates put together from parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args

from zikao.judge.dates import FIRST_YEAR, LAST_YEAR, NOT_YET, MonthEnd, compose, date_kind
from zikao.judge.document import Fact, FactType
from zikao.judge.evaluate import Tables
from zikao.judge.numbers import LARGEST_WHOLE, is_number

Path = tuple[str | int, ...]
Declared = Mapping[str, Fact]
"""The facts that a condition may name."""

TYPE_NAMES = {
    "boolean": "是非",
    "choice": "单选",
    "set": "多选",
    "integer": "整数",
    "number": "数字",
    "date": "日期",
    "datetime": "时刻",
    "text": "文字",
    "list": "列表",
}

_LEAP_YEAR = 2024
_FORMS = {
    "fact": {"fact", "plus"},
    "table": {"table", "by", "plus"},
    "year": {"year", "day", "time", "plus"},
    "literal": {"literal", "plus"},
}
_MOST_PLUS = {"years": 100, "months": 1200, "days": 36600}
_MONTH_ENDS = get_args(MonthEnd)


class Problem(NamedTuple):
    """One fault.

    Its place from the root of what was checked, a sentence without its full stop, and the nearest right word
    if there is one.
    """

    path: Path
    message: str
    nearest: str | None = None


def check_operand(
    operand: object, facts: Declared, tables: Tables, wanted: FactType = "date"
) -> list[Problem]:
    """Faults of an operand that stands alone, as a duty's `due`; `wanted` is the type it must have."""
    return list(operand_problems(operand, Fact(type=wanted), facts, tables, ()))


def operand_problems(
    operand: object, fact: Fact, facts: Declared, tables: Tables, path: Path
) -> Iterator[Problem]:
    """What is wrong with one operand that a fact is compared with."""
    if not isinstance(operand, Mapping):
        yield from literal_problems(operand, fact, path)
        return
    forms = [form for form in _FORMS if form in operand]
    if len(forms) != 1:
        yield Problem(
            path,
            "要比的值写成对象时，须有且只有「fact」「table」「year」「literal」中的一个",
            None if forms else nearest_of(next(iter(operand), ""), _FORMS),
        )
        return
    form = forms[0]
    for key in operand:
        if key not in _FORMS[form]:
            yield Problem((*path, key), f"「{form}」的值里没有「{key}」这一项", nearest_of(key, _FORMS[form]))
    if form == "fact":
        yield from _other_fact(operand["fact"], fact, facts, (*path, "fact"))
    elif form == "table":
        yield from _table(operand, facts, tables, path, lambda value: literal_fault(value, fact))
    elif form == "year":
        yield from _date_in_year(operand, fact, facts, tables, path)
    else:
        yield from literal_problems(operand["literal"], fact, (*path, "literal"))
    if "plus" in operand:
        yield from _plus(operand["plus"], fact, (*path, "plus"))


def literal_problems(value: object, fact: Fact, path: Path) -> Iterator[Problem]:
    """What is wrong with a literal that a fact is compared with."""
    fault = literal_fault(value, fact)
    if fault:
        yield Problem(path, fault, nearest_option(value, fact))


def literal_fault(value: object, fact: Fact) -> str | None:
    """Why a literal can never be an answer to a fact; None where it can."""
    kind = fact.type
    if kind in ("choice", "set") and fact.options:
        return None if value in _answers(fact) else f"选项里没有{_show(value)}"
    if kind in ("date", "datetime"):
        if value == NOT_YET and fact.none:
            return None
        found = date_kind(value)
        if found == kind:
            return None
        if found:
            return f"这里要{TYPE_NAMES[kind]}，写的却是{TYPE_NAMES[found]}{_show(value)}；两者不能相比"
        shape = "2026-06-30" if kind == "date" else "2026-06-30T16:30"
        return f"{_show(value)}不是有的{TYPE_NAMES[kind]}；{TYPE_NAMES[kind]}写成 {shape} 这样"
    if kind == "boolean":
        right = isinstance(value, bool)
    elif kind in ("integer", "number"):
        right = is_number(value) and abs(value) <= LARGEST_WHOLE and (kind == "number" or value == int(value))
    else:
        right = isinstance(value, str)
    return None if right else f"这里要{TYPE_NAMES[kind]}，写的却是{_show(value)}"


def unknown_name(name: object, declared: Mapping[str, object], what: str, path: Path) -> Problem | None:
    """A problem, unless the name is declared."""
    if isinstance(name, str) and name in declared:
        return None
    return _no_such(name, declared, what, path)


def _no_such(name: object, declared: Mapping[str, object], what: str, path: Path) -> Problem:
    return Problem(path, f"没有名为{_show(name)}的{what}", nearest_of(name, declared))


def nearest_of(word: object, words: Iterable[str]) -> str | None:
    """The word that was probably meant, if one is close."""
    return next(iter(get_close_matches(str(word), list(words), n=1)), None)


def _answers(fact: Fact) -> list[str]:
    extra = [NOT_YET] if fact.type == "choice" and fact.none else []
    return [*(fact.options or ()), *extra]


def _other_fact(name: object, fact: Fact, facts: Declared, path: Path) -> Iterator[Problem]:
    if not isinstance(name, str) or name not in facts:
        yield _no_such(name, facts, "事实", path)
    elif _family(facts[name].type) != _family(fact.type):
        ours, theirs = TYPE_NAMES[fact.type], TYPE_NAMES[facts[name].type]
        yield Problem(path, f"这里要{ours}，事实「{name}」却是{theirs}；两者不能相比")


def _family(kind: str) -> str:
    return {"integer": "number", "choice": "text"}.get(kind, kind)


def _table(
    operand: Mapping[str, Any],
    facts: Declared,
    tables: Tables,
    path: Path,
    fault_of: Callable[[Any], str | None],
) -> Iterator[Problem]:
    """Faults of a look-up: the table, the fact it goes by, answers that are left out, each of the values."""
    if "by" not in operand:
        yield Problem(path, "查表的值还须写明「by」：按哪个事实查")
        return
    by = operand["by"]
    unknown = (
        unknown_name(operand["table"], tables, "表", (*path, "table")),
        unknown_name(by, facts, "事实", (*path, "by")),
    )
    if any(unknown):
        yield from filter(None, unknown)
        return
    name, table = operand["table"], tables[operand["table"]]
    keys = _keys(facts[by])
    if facts[by].type not in ("boolean", "choice", "integer"):
        kind = TYPE_NAMES[facts[by].type]
        yield Problem((*path, "by"), f"查表只能按是非、单选或整数，事实「{by}」却是{kind}")
    elif keys is None:
        for key in table:
            if not key.isdecimal():
                yield Problem((*path, "table"), f"表「{name}」按整数「{by}」查，键「{key}」却不是整数")
    else:
        for key in keys:
            if key not in table:
                yield Problem((*path, "table"), f"表「{name}」缺少「{by}」的答案「{key}」")
        for key in table:
            if key not in keys:
                message = f"表「{name}」的键「{key}」不是「{by}」的答案"
                yield Problem((*path, "table"), message, nearest_of(key, keys))
    for key, value in table.items():
        fault = fault_of(value)
        if fault:
            yield Problem((*path, "table"), f"表「{name}」的「{key}」：{fault}")


def _keys(fact: Fact) -> list[str] | None:
    """The keys under which a fact can be looked up; None where there is no end to them."""
    if fact.type == "boolean":
        return ["true", "false"]
    return _answers(fact) if fact.type == "choice" and fact.options else None


def _date_in_year(
    operand: Mapping[str, Any], fact: Fact, facts: Declared, tables: Tables, path: Path
) -> Iterator[Problem]:
    found = "datetime" if "time" in operand else "date"
    if fact.type != found:
        message = f"这里要{TYPE_NAMES[fact.type]}，写的却是{TYPE_NAMES[found]}；两者不能相比"
        yield Problem(path, message)
    year = operand["year"]
    if isinstance(year, str):
        unknown = unknown_name(year, facts, "事实", (*path, "year"))
        if unknown:
            yield unknown
        elif facts[year].type != "integer":
            yield Problem((*path, "year"), f"年份要整数，事实「{year}」却是{TYPE_NAMES[facts[year].type]}")
    elif isinstance(year, bool) or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        yield Problem((*path, "year"), "年份须是四位整数，或一个整数事实的名字")
    day = operand.get("day")
    if isinstance(day, Mapping):
        for key in day:
            if key not in ("table", "by"):
                message = f"「day」查表只写「table」和「by」，没有「{key}」这一项"
                yield Problem((*path, "day", key), message, nearest_of(key, ("table", "by")))
        if "table" in day:
            yield from _table(day, facts, tables, (*path, "day"), _day_fault)
        else:
            yield Problem((*path, "day"), "「day」写成 06-30 这样，或写明「table」和「by」")
    elif _day_fault(day):
        yield Problem((*path, "day"), f"「day」{_day_fault(day)}")
    if "time" in operand and compose(_LEAP_YEAR, "01-01", str(operand["time"])) is None:
        yield Problem((*path, "time"), f"{_show(operand['time'])}不是有的时间；时间写成 16:30 这样")


def _day_fault(value: object) -> str | None:
    found = compose(_LEAP_YEAR, value)
    return None if date_kind(found) == "date" else f"{_show(value)}不是有的月日；月日写成 06-30 这样"


def _plus(plus: object, fact: Fact, path: Path) -> Iterator[Problem]:
    if fact.type not in ("date", "datetime"):
        yield Problem(path, f"只有日期和时刻能加减，这里要的是{TYPE_NAMES[fact.type]}")
    if not isinstance(plus, Mapping) or not plus:
        yield Problem(path, "「plus」写明加减多少：years、months、days；要按月比的，再写 to")
        return
    for key, amount in plus.items():
        if key == "to":
            if amount not in _MONTH_ENDS:
                message = "「to」是 month_start（当月第一天）或 month_end（当月最后一天）"
                yield Problem((*path, key), message, nearest_of(str(amount), _MONTH_ENDS))
        elif key not in _MOST_PLUS:
            yield Problem(
                (*path, key), f"「plus」里没有「{key}」这一项", nearest_of(key, (*_MOST_PLUS, "to"))
            )
        elif isinstance(amount, bool) or not isinstance(amount, int) or abs(amount) > _MOST_PLUS[key]:
            yield Problem((*path, key), f"「{key}」须是 -{_MOST_PLUS[key]} 到 {_MOST_PLUS[key]} 的整数")


def nearest_option(value: object, fact: Fact) -> str | None:
    """The option that a value was probably meant to be, by its name or its label."""
    options: Mapping[str, str] = fact.options or {}
    by_label = [option for option, label in options.items() if label == value]
    return by_label[0] if by_label else nearest_of(value, options)


def _show(value: object) -> str:
    """A literal as the rulebook would write it, in quotation marks, cut where it is long."""
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f"「{text if len(text) <= 60 else text[:60] + '…'}」"
