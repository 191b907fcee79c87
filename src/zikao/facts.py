"""How facts are described: a plain value with a label, a unit and, where it is a choice, its options."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

FactType = Literal["boolean", "choice", "set", "integer", "number", "date", "text", "list"]


def _real_day(text: str) -> str:
    datetime.date.fromisoformat(text)
    return text


IsoDate = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length=10), AfterValidator(_real_day)
]
"""A day as checked text, so that JSON, Python and JavaScript hold the same value."""


class Facts(BaseModel):
    """Facts of one thing, each optional: None means not measured.

    Their errors never repeat the value they refuse: it may come out of somebody's portrait or archive.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


NEVER: Final = "never"
"""Of a fact that every run measures."""
TOLERANCE: Final = "tolerance"
"""Beside the unit, in what a schema says of a fact."""


@dataclass(frozen=True, slots=True)
class AbsentWhere:
    """When a fact is not measured, for the developers' pages: part of no schema."""

    text: str


def fact(
    label: str,
    unit: str,
    description: str,
    options: Mapping[str, str] | None = None,
    *,
    absent: str,
    tolerance: float | None = None,
    **bounds: Any,
) -> Any:
    """One field of `Facts`.

    Args:
        label: what candidates call it, zh-CN.
        unit: zh-CN; empty where there is none.
        description: what it is, in English.
        options: of a choice, each value's label.
        absent: when it is not measured, in English: goes on from "absent where".
        tolerance: of a number that is measured in JavaScript too, by how much both may differ, in its unit; 0
            for a number that is read, not estimated. None: it is measured in Python alone.
        bounds: as pydantic takes them.
    """
    extra: dict[str, Any] = {"label": label, "unit": unit}
    if tolerance is not None:
        extra[TOLERANCE] = tolerance
    if options is not None:
        extra["options"] = dict(options)
    field: Any = Field(default=None, description=description, json_schema_extra=extra, **bounds)
    field.metadata.append(AbsentWhere(absent))
    return field


def absent_where(model: type[Facts]) -> dict[str, str]:
    """When each fact of a model is not measured."""
    return {
        name: next(each.text for each in field.metadata if isinstance(each, AbsentWhere))
        for name, field in model.model_fields.items()
    }


NameDifference = Literal["nothing", "form", "extension", "number", "person"]
_NAME_DIFFERENCES: Final = {
    "nothing": "没有不同",
    "form": "写法不同",
    "extension": "扩展名不同",
    "number": "准考证号和填的不一样",
    "person": "姓名和填的不一样",
}


NOT_COMPARED: Final = "没有和规格要求的文件名对照"
"""Why it is absent where a file is measured for no spec."""
ON_DEVICE: Final = "这一项要看画面，没有在你的设备上检查"
"""Of a device that reads what a file says and looks at no picture."""


def name_difference() -> Any:
    """The fact by which a file's name is judged; measuring knows of no spec, so whoever judges puts it in."""
    return fact(
        "文件名和要求的不同",
        "",
        "What is other in the name than the spec's `file_name` wants; looked for in this order.",
        _NAME_DIFFERENCES,
        absent="no name was given, the spec has no pattern, or what the pattern names was not typed",
    )


class Described(TypedDict):
    """What a judgeable document says of a measured fact."""

    type: FactType
    label: str
    unit: str
    options: NotRequired[dict[str, str]]
    items: NotRequired[dict[str, "Described"]]


def vocabulary(model: type[Facts]) -> dict[str, Described]:
    """The facts of a model by name: the `facts` of a judgeable document."""
    return {
        name: {**_described(field.annotation), **_judged(field.json_schema_extra)}  # type: ignore[typeddict-item]
        for name, field in model.model_fields.items()
    }


def tolerances(model: type[Facts]) -> dict[str, float]:
    """By how much each number may differ between Python and JavaScript, of those that both measure."""
    stated: dict[str, Any] = {name: field.json_schema_extra for name, field in model.model_fields.items()}
    return {name: each[TOLERANCE] for name, each in stated.items() if TOLERANCE in each}


def _judged(extra: Any) -> dict[str, Any]:
    """What is said of a fact to whoever judges it: how well two languages agree on it is no part of that."""
    return {name: value for name, value in extra.items() if name != TOLERANCE}


def _described(annotation: Any) -> dict[str, Any]:
    """The judge's name for a field's type; every field is optional."""
    (kind,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        listed = isinstance(item, type) and issubclass(item, Facts)
        return {"type": "list", "items": vocabulary(item)} if listed else {"type": "set"}
    if get_origin(kind) is Literal:
        return {"type": "choice"}
    if kind == IsoDate:
        return {"type": "date"}
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    names: dict[Any, FactType] = {bool: "boolean", int: "integer", float: "number", str: "text"}
    return {"type": names[kind]}
