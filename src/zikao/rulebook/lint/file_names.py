"""What a file has to be called: braces that stand for something typed, an extension that fits the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zikao.rulebook.conditions import items_of
from zikao.rulebook.faults import Fault, nearest
from zikao.rulebook.file_names import TYPED
from zikao.rulebook.library import Library
from zikao.rulebook.model import Spec
from zikao.rulebook.text import placeholders


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
                yield spot.fault(message, nearest=nearest(name, TYPED))
        if model.file_class == "archive" and not pattern.endswith(".zip"):
            yield spot.fault("压缩包的文件名要以 .zip 结尾")
        if "." not in pattern.rpartition("}")[2]:
            yield spot.fault("文件名要写到扩展名，例如 .jpg、.zip", severity="warning")
