"""A tree against a model: an instance, or faults in words that a person who writes a province understands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from zikao.rulebook.dated import DAY_OR_MOMENT, misdated
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.model.base import FACT, SLUG
from zikao.rulebook.phones import PHONE, meant
from zikao.rulebook.reader import EMPTY
from zikao.rulebook.repair import spaced
from zikao.rulebook.tree import Loc, Map, Spot
from zikao.rulebook.widths import plain, signs, told

M = TypeVar("M", bound=BaseModel)

_SHAPES = {
    SLUG: "只能用小写字母、数字和中间的连字符，例如 photo-2021",
    FACT: "只能用小写字母、数字和下划线，并以字母开头，例如 apply_year",
    r"^[a-z][a-z0-9_-]*$": "只能用小写字母、数字、下划线和连字符，并以字母开头",
    r"^[a-z0-9][a-z0-9_-]*$": "只能用小写字母、数字、下划线和连字符",
    r"^[a-z0-9-]+/[a-z0-9-]+$": "要写成 省份/名称，例如 cn/portrait",
    r"^([a-z0-9-]+/)?[a-z0-9-]+$": "要写成 名称 或 省份/名称",
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "要写成三段版本号，例如 1.0.0",
    r"^[\u4e00-\u9fffA-Za-z0-9]{1,12}$": "只能用 1 到 12 个汉字、字母或数字，例如 身份证",
    r"^[0-9]{2}$": '要写成两位数字并加引号，例如 "33"',
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "日期要写成 YYYY-MM-DD",
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|undated)$": "日期要写成 YYYY-MM-DD，没有日期写 undated",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$": (
        "时间要写成 YYYY-MM-DDTHH:MM；来源没有写钟点的，只写日期 YYYY-MM-DD"
    ),
    r"^[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$": (
        "每年的日期要写成 MM-DD，例如 03-16；有钟点的写成 MM-DDTHH:MM"
    ),
    r"^[0-9]{2}:[0-9]{2}$": '钟点要写成两位数字的 HH:MM 并加引号，例如 "08:30"',
    PHONE: "电话只写数字和连字符，例如 020-12345678；分机写成 020-12345678转8001",
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$": "要写成域名，不带 https:// 和路径",
    r'^[^\\/:*?"<>|\n]{1,120}$': '文件名里不能有 \\ / : * ? " < > |，不超过 120 个字',
    r"^https?://[^\s]+$": "网址要以 http:// 或 https:// 开头，中间没有空格",
}
"""What each pattern of the models asks for."""

_TYPES = {
    "string_type": "这里要写文字",
    "int_type": "这里要写整数",
    "float_type": "这里要写数字",
    "bool_type": "这里要写 true 或 false",
    "list_type": "这里要写列表，每项一行、以 - 开头",
    "dict_type": "这里要写 键: 值",
    "model_type": "这里要写 键: 值",
    "unreal_date": "没有这一天或这个时刻",
    "leap_day": "不是每年都有 2 月 29 日；每年的日期写 02-28 或 03-01",
}

_BOUNDS = {
    "greater_than_equal": ("ge", "不能小于"),
    "greater_than": ("gt", "要大于"),
    "less_than_equal": ("le", "不能大于"),
    "less_than": ("lt", "要小于"),
}

_TAKEN_FOR = {"valid_to": "valid_until"}
"""Keys of one model that another has under another name."""

_IN_CHINESE = {
    "must": ("必须", "须", "不得"),
    "should": ("应", "应当", "应该", "原则上"),
    "advice": ("建议", "可", "可以"),
    "official": ("官方", "官方的"),
    "mirror": ("转载", "转载的"),
    "unofficial": ("非官方", "不是官方的"),
    "tool": ("本工具",),
    "boolean": ("是非", "是否", "对错"),
    "choice": ("单选", "选择"),
    "set": ("多选",),
    "integer": ("整数",),
    "number": ("数字", "小数"),
    "date": ("日期",),
    "datetime": ("时刻", "时间"),
    "text": ("文字",),
    "list": ("列表",),
    "yes": ("符合", "是"),
    "no": ("不符合", "否"),
    "unknown": ("还不能判断", "不知道"),
    "not_applicable": ("不涉及", "不适用"),
}
"""What somebody who thinks in the notice's words writes for a word of the format."""

OTHERWISE = "写法不对"

_RUN_ON = re.compile(r"^[a-z_]+\s*[：:]|[，；;、]\s*[a-z_]+\s*[：:]")
"""Keys in what was read as one text."""
_APART = "几项写连了：项与项之间要有半角的逗号和空格，冒号后面要空一格"
_HALVES = {
    "int_type": r"^-?[0-9]+$",
    "float_type": r"^-?[0-9]+(\.[0-9]+)?$",
    "bool_type": "^(true|false)$",
    "list_type": r"^\[.*\]$",
    "model_type": r"^\{.*\}$",
    "dict_type": r"^\{.*\}$",
}
"""What a text would have to be like for each of these, were its signs not full-width."""


def validate(model: type[M], tree: Map, *, whole: bool = True) -> tuple[M | None, list[Fault]]:
    """The model's instance, or None and every fault of the tree, at the place where it was written.

    With `whole` false, what is missing is no fault: the tree could not take over what it extends.
    """
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
    faults: dict[Loc, Fault] = {}
    swallowed = {
        (*detail["loc"][:-1], key)
        for detail in details
        if isinstance(detail["input"], str) and _RUN_ON.search(detail["input"])
        for key in re.findall(r"[a-z_]+(?=\s*[：:])", detail["input"])
    }
    for detail in details:
        if detail["type"] == "missing" and (not whole or detail["loc"] in swallowed):
            continue
        loc = _in_tree(tree, detail["loc"])
        faults.setdefault(loc, _fault(model, Spot(tree, loc), detail))
    misspelt = {(*loc[:-1], fault.nearest) for loc, fault in faults.items() if fault.nearest}
    return None, [fault for loc, fault in faults.items() if loc not in misspelt]


def _in_tree(tree: Map, loc: Loc) -> Loc:
    """The part of pydantic's path that the tree has too: no branch of a union, no index of a lone item."""
    kept: list[str | int] = []
    holder: Any = tree
    for step in loc:
        if _leads_on(holder, step):
            holder = holder[step]
        elif isinstance(step, int) or step == "[key]" or not isinstance(holder, dict):
            continue
        kept.append(step)
    return tuple(kept)


def _leads_on(holder: object, step: str | int) -> bool:
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)


def _fault(model: type[BaseModel], spot: Spot, detail: ErrorDetails) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    at_key = kind == "extra_forbidden" or detail["loc"][-1] == "[key]"
    holder = Spot(spot.root, spot.loc[:-1])
    if kind == "missing" and spot.name in holder.value.blank:
        position = holder.value.blank[spot.name]
        return Fault(position.file, position.line, position.column, spot.path, EMPTY)
    if kind == "missing":
        return holder.fault(f"缺少 {spot.name}")
    if kind == "extra_forbidden":
        free = [name for name in _fields(model, detail["loc"][:-1]) if name not in holder.value]
        other = _TAKEN_FOR.get(spot.name)
        near = other if other in free else nearest(spot.name, free)
        return spot.fault(f"没有 {spot.name} 这个键", nearest=near, key=True)
    if kind == "literal_error":
        words = re.findall(r"'([^']+)'", context["expected"])
        word = plain(str(spot.value)).strip("\"'")
        near = next((each for each in words if word in _IN_CHINESE.get(each, ())), nearest(word, words))
        return spot.fault(f"只能是 {'、'.join(words)} 之一", nearest=near)
    if kind == "string_type" and isinstance(spot.value, int | float):
        return spot.fault(f"{_sentence(kind, context)}，数字要加引号", nearest=json.dumps(str(spot.value)))
    if kind == "model_type" and (wanted := _wanted(model, detail["loc"])):
        message, right = _meant(spot.value, kind, context)
        return spot.fault(message or f"这里要写 键: 值，要有 {'、'.join(wanted)}", nearest=right)
    message, right = _meant(spot.name if at_key else spot.value, kind, context)
    return spot.fault(message or _sentence(kind, context), nearest=right, key=at_key)


def _meant(value: object, kind: str, context: dict[str, Any]) -> tuple[str, str | None]:
    """What is wrong with a scalar and what it should be, where that shows: dates, full-width signs."""
    if not isinstance(value, str):
        return "", None
    pattern = context.get("pattern", DAY_OR_MOMENT if kind == "unreal_date" else "")
    message, right = misdated(value, pattern)
    if message and kind == "unreal_date":
        return message, right
    if message:
        return f"{_SHAPES.get(pattern, OTHERWISE)}；{message}", right
    message, right = meant(value) if pattern == PHONE else ("", None)
    if message:
        return f"{_SHAPES[PHONE]}；{message}", right
    if _RUN_ON.search(value) and (apart := spaced(value)) != value:
        return told(signs(value)) if signs(value) else _APART, apart
    halves = plain(value)
    wanted = pattern or _HALVES.get(kind, "")
    fits = wanted and re.search(wanted, halves.strip("\"'"))
    if fits:
        return told(signs(value)) if halves != value else "不要加引号", halves
    return ("只有一项的列表也要加方括号", f"[{value}]") if kind == "list_type" and value else ("", None)


def _sentence(kind: str, context: dict[str, Any]) -> str:
    if kind == "string_pattern_mismatch":
        return _SHAPES.get(context["pattern"], OTHERWISE)
    if kind == "string_too_short":
        return "文字不能是空的"
    if kind == "string_too_long":
        return f"文字超过 {context['max_length']} 个字"
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"{words} {context[name]}"
    if kind == "too_short":
        return f"至少要写 {context['min_length']} 项"
    return _TYPES.get(kind, OTHERWISE)


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the model knows at a path."""
    found: Any = model
    for step in loc:
        found = _inside(found, step)
    return [name for option in _options(found) if _is_model(option) for name in _written(option)]


def _wanted(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the model asks for at a path."""
    found: Any = model
    for step in loc:
        found = _inside(found, step)
    return [
        field.alias or name
        for option in _options(found)
        if _is_model(option)
        for name, field in option.model_fields.items()
        if field.is_required()
    ]


def _inside(annotation: object, step: str | int) -> Any:
    """The annotation one step further in; None where the step leads nowhere."""
    for option in _options(annotation):
        if _is_model(option) and step in (fields := _written(option)):
            return fields[step]
        if get_origin(option) is list and isinstance(step, int):
            return get_args(option)[0]
        if get_origin(option) is dict and isinstance(step, str):
            return get_args(option)[1]
    return None


def _written(model: type[BaseModel]) -> dict[str, Any]:
    """What each field is, by the key under which it is written: `from` is no name in Python."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _options(annotation: object) -> Iterator[Any]:
    """The members of a union, without their annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _options(member)
    else:
        yield annotation


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)
