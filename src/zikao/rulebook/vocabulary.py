"""The vocabulary of the answers' schemas: what is ours in them beside JSON Schema 2020-12.

Validators pass over keywords that they do not know; a strict one, such as Ajv, wants them declared. The
document is a meta-schema: 2020-12 and, in its `properties`, one schema for each keyword of ours.
"""

from __future__ import annotations

from typing import Any, Final, get_args

from zikao.judge.document import FactType
from zikao.rulebook.asking import DIALECT, NAMESPACE

FORMATS: Final = {
    "date": "RFC 3339's full-date, such as 2026-05-27.",
    "datetime-local": "HTML's valid local date and time, to the minute, in Beijing: 2026-05-27T16:30. "
    "A day's last minute is 23:59; there is no 24:00.",
}
"""By name; the pattern beside each says as much, so that nothing rests on a validator's reading of them."""

_PARTS = ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content")


def vocabulary() -> dict[str, Any]:
    """The meta-schema as plain JSON."""
    base = DIALECT.removesuffix("schema")
    return {
        "$schema": DIALECT,
        "$id": f"{NAMESPACE}answers-vocabulary",
        "$vocabulary": {
            **{f"{base}vocab/{part}": True for part in _PARTS},
            f"{NAMESPACE}vocabulary/questions": False,
        },
        "$dynamicAnchor": "meta",
        "title": "Schemas of answers",
        "description": "JSON Schema 2020-12 with the keywords of questions. None of them changes which "
        "answers are taken: a validator may pass over all of them.",
        "allOf": [{"$ref": DIALECT}],
        "properties": {
            "x-type": {
                "description": "The kind of question. `choice` is one option, `set` several; "
                "`datetime` a day and a time of day, `list` several items of which each has the same fields.",
                "enum": [*get_args(FactType)],
            },
            "x-one": {
                "description": "Of a list: one item with its measure word, in Chinese, 一门课程. "
                "The second is called 第 2 门课程.",
                "type": "string",
            },
            "x-unsure": {
                "description": "Where to look when one does not know, in Chinese: shown beside the question.",
                "type": "string",
            },
            "x-years": {
                "description": "The first and the last year of a date; the pattern takes no other.",
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 2,
                "maxItems": 2,
            },
            "x-when": {
                "description": "A schema over all answers so far. Show the question where it takes them; "
                "where it does not, the answer cannot matter now. Left out: always.",
                "$ref": DIALECT,
            },
            "format": {
                "description": "Which field to draw. "
                + " ".join(f"`{name}`: {FORMATS[name]}" for name in FORMATS),
                "enum": list(FORMATS),
            },
        },
    }
