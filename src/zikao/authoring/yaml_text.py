"""Values as YAML text that reads back as the same value, in a block and inside braces alike."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(
    r"([0-9]+ ?[\u4e00-\u9fff]|[0-9]+h[0-9]|[^\s\-?:,\[\]{}#&*!|>'\"%@`~=0-9+.])[^:#,\[\]{}\n\r\t\"']*"
)
"""What needs no quotes anywhere: a word, 2026 年上半年, 2026h1; without any of YAML's own signs."""
_WORDS = ("true", "false", "null", "none", "yes", "no", "on", "off", "y", "n")


def scalar(value: Any) -> str:
    """One value in a line; text without quotes where it can do without, as rulebooks are written by hand.

    >>> scalar("毕业申请"), scalar("2026h1"), scalar("2026-06-30"), scalar("冒号: 后面"), scalar(3)
    ('毕业申请', '2026h1', '"2026-06-30"', '"冒号: 后面"', '3')
    """
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS
    return value if plain and value.isprintable() else json.dumps(value, ensure_ascii=False)


def flow(value: Any) -> str:
    """Any value in one line: `{source: guide, clause: 二}`, `[a, b]`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)
