"""An answer in Traditional Chinese: its sentences are converted, and all else in it is data and stays.

What the reader wrote (a file's name, those inside an archive, courses, answers) stays as it is too where a
sentence repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from zikao.api import models
from zikao.api.problems import FieldProblem, Problem
from zikao.report import (
    Band,
    ByEye,
    Citation,
    Duty,
    Elsewhere,
    Finding,
    Fitting,
    Note,
    PageRead,
    Question,
    Region,
    Report,
    Target,
    Unconcerned,
)

SENTENCES: Final[Mapping[type[BaseModel], frozenset[str]]] = {
    Report: frozenset({"heading", "summary", "notice"}),
    Target: frozenset({"title"}),
    Finding: frozenset({"title", "sentence", "measured", "required", "mend", "contradiction", "why"}),
    Region: frozenset({"item", "measured"}),
    Citation: frozenset({"title", "clause", "publisher"}),
    Duty: frozenset({"todo"}),
    ByEye: frozenset({"ask", "sentence"}),
    Elsewhere: frozenset({"sentence", "mend"}),
    Unconcerned: frozenset({"sentence"}),
    Question: frozenset({"ask", "options", "none", "help", "unsure"}),
    Note: frozenset({"what"}),
    Band: frozenset({"name"}),
    PageRead: frozenset({"taken_for"}),
    Fitting: frozenset({"will"}),
    Problem: frozenset({"title", "detail"}),
    FieldProblem: frozenset({"detail"}),
    models.RulebookEntry: frozenset({"name", "authority"}),
    models.RulebookDetails: frozenset({"name", "authority"}),
    models.City: frozenset({"name"}),
    models.ProcedureEntry: frozenset({"title", "summary", "facts"}),
    models.SpecEntry: frozenset({"title", "summary"}),
    models.PhotoEntry: frozenset({"title", "summary"}),
}
"""The fields that a reader reads, by model; every other text is an id, a name, a date, an address, a digest.
Of a mapping the values are read, not the keys; what is no Chinese stays as it is anyhow."""

_CHINESE: Final = "[\u3400-\u9fff]"
_PRIVATE: Final = "[\ue000-\uf8ff]+"
"""What the converter would take for its own marks."""

Model = TypeVar("Model", bound=BaseModel)


def in_traditional(answer: Model, words: Callable[[str], str], given: Iterable[object] = ()) -> Model:
    """The answer with its sentences converted.

    Args:
        answer: in Simplified Chinese.
        words: the conversion of a text.
        given: what the reader wrote, as plain values.
    """
    data = {text for each in (answer, *given) for text in _data(each) if not text.isascii()}
    kept = re.compile(f"({'|'.join(_kept(data, words))})")

    @cache
    def say(text: str) -> str:
        pieces = kept.split(text)
        pieces[::2] = map(words, pieces[::2])
        return "".join(pieces)

    told: Model = _told(answer, say)
    return told


def _kept(data: Iterable[str], words: Callable[[str], str]) -> list[str]:
    """Patterns for texts that would change, a longer one first.

    A name with its extension is one wherever it stands. Others, such as a course's, may be part of our own
    words, and are only kept where they stand alone.
    """
    parts = {part for text in data for part in (text, text.rpartition(".")[2]) if words(part) != part}
    return [
        re.escape(part) if "." in part else f"(?<!{_CHINESE}){re.escape(part)}(?!{_CHINESE})"
        for part in sorted(parts, key=len, reverse=True)
    ] + [_PRIVATE]


def _data(value: object, *, read: bool = False) -> Iterator[str]:
    """Every text that is not a sentence."""
    if isinstance(value, BaseModel):
        ours = SENTENCES.get(type(value), frozenset())
        for name in type(value).model_fields:
            yield from _data(getattr(value, name), read=name in ours)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _data(inner, read=read)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _data(inner, read=read)
    elif isinstance(value, str) and not read:
        yield value


def _told(value: Any, say: Callable[[str], str], *, read: bool = False) -> Any:
    """The same with its sentences said otherwise."""
    if isinstance(value, BaseModel):
        ours = SENTENCES.get(type(value), frozenset())
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(
            update={name: _told(inner, say, read=name in ours) for name, inner in fields.items()}
        )
    if isinstance(value, Mapping):
        return {key: _told(inner, say, read=read) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_told(inner, say, read=read) for inner in value)
    return say(value) if read and isinstance(value, str) else value
