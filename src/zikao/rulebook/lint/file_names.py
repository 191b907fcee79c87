"""What a file has to be called: braces that stand for something typed, an extension that fits the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.rulebook.conditions import items_of
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.file_names import TYPED
from zikao.rulebook.library import Library
from zikao.rulebook.lint.texts import wide_braces
from zikao.rulebook.model import Spec
from zikao.rulebook.text import placeholders
from zikao.rulebook.tree import Spot


def check(library: Library, today: date) -> Iterator[Fault]:
    """Patterns that no candidate could follow."""
    for item in items_of(library):
        model = item.model
        if not isinstance(model, Spec) or model.file_name is None or item.kind == "together":
            continue
        spot, pattern = item.spot / "file_name" / "pattern", model.file_name.pattern
        named = placeholders(pattern)
        for name in dict.fromkeys(each for each in named if named.count(each) > 1):
            yield spot.fault(f"{{{name}}} 只能写一次")
        for name in dict.fromkeys(named):
            if name not in TYPED:
                message = f"花括号里只能写 {'、'.join(TYPED)}，没有 {name}"
                whole = next((each for each in TYPED if each.endswith(f"_{name}")), None)
                yield spot.fault(message, nearest=whole or nearest(name, TYPED), wrong=name)
        yield from wide_braces(spot, TYPED, "文件名里")
        yield from _as_they_stand(spot, pattern)
        if model.file_class == "archive" and not pattern.endswith(".zip"):
            yield spot.fault("压缩包的文件名要以 .zip 结尾")
        elif "." not in pattern.rpartition("}")[2]:
            yield spot.fault("文件名要写到扩展名，例如 .jpg、.zip", severity="warning")


def _as_they_stand(spot: Spot, pattern: str) -> Iterator[Fault]:
    """What differs between candidates and is called by its word: every file would bear that word."""
    filled, words = pattern, [word for word in TYPED.values() if word in pattern]
    for name, word in TYPED.items():
        filled = filled.replace(word, f"{{{name}}}")
    if words:
        message = f"每个考生的文件名里都会照样写出{'、'.join(words)}：各人不同的写在花括号里"
        yield spot.fault(message, severity="warning", nearest=filled)
