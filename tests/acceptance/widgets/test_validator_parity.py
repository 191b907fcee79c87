"""The browser takes the answers that Python takes: every question of the rulebooks, every kind of answer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.books import rulebooks
from zikao.judge.numbers import LARGEST_WHOLE
from zikao.rulebook.answers import Questions
from zikao.rulebook.asking import MAX_TEXT, bare_schema
from zikao.rulebook.library import Library

from .made import made_library

STRANGE: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        0.5,
        1.0,
        1e300,
        LARGEST_WHOLE,
        LARGEST_WHOLE + 2,
        -LARGEST_WHOLE - 2,
        "",
        "0",
        "true",
        "none",
    ),
    *("none\n", "None", "甲", "𠮷" * MAX_TEXT, "𠮷" * (MAX_TEXT + 1), "\ud842", "a\u0000b"),
    *("2026-05-20", "2026-05-20\n", "２026-05-20", " 2026-05-20", "2026-5-20", "2026-05-20T16:30"),
    *("2026-02-28", "2026-02-29", "2024-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-05-00"),
    *("2026-05-20T24:00", "2026-05-20T23:59", "2026-02-30T10:00", "2026-05-20T16:30:00", "2026-05-20 16:30"),
    *([], [1], [None], ["none"], {}, {"a": 1}, {"length": 1}, [[]], [{}]),
]
"""What no form gives for most kinds, beside what one may."""


def test_every_question_is_checked_alike_in_both_languages(root: Path, tmp_path: Path) -> None:
    libraries = (rulebooks(), made_library(tmp_path / "rulebooks"))
    questions = [each for library in libraries for each in _questions(library)]
    taken = [verdict for each in questions for verdict in each["taken"]]
    assert {each["ask"]["type"] for each in questions} == {
        *("boolean", "choice", "set", "integer", "number", "date", "datetime", "text", "list"),
    }
    # Neither language may pass by taking all or nothing.
    assert min(taken.count(True), taken.count(False)) > 500

    (tmp_path / "questions.json").write_text(json.dumps(questions), encoding="utf-8")
    script = Path(__file__).with_name("validator_parity.mjs")
    command = [root / "scripts" / "node", script, tmp_path / "questions.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert int(done.stdout) == len(taken)


def _questions(library: Library) -> Iterator[dict[str, Any]]:
    """Each procedure's questions with answers, and which of these Python takes."""
    for province, book in library.provinces.items():
        for procedure in book.procedures:
            compiled = library.compiled("procedure", f"{province}/{procedure}")
            questions = Questions(compiled)
            for name, takes in bare_schema(compiled)["properties"].items():
                answers = [*STRANGE, *_fitting(takes)]
                # Forms normalise what is typed before they check it.
                taken = [questions.asked.fits[name](answer) for answer in answers]
                ask = {**compiled.as_json()["facts"][name], "takes": takes}
                yield {"ask": ask, "answers": answers, "taken": taken}


def _fitting(takes: dict[str, Any]) -> list[Any]:
    """Answers that this question asks for, and those just beyond."""
    if "maxItems" in takes:
        fields = takes["items"]["properties"]
        parts = [(name, each) for name, field in fields.items() for each in [*_fitting(field), "none", None]]
        return [*([{}] * count for count in (1, 2, 5, 6)), *([{name: each}, {}] for name, each in parts)]
    bounds = [
        takes[edge] + step for edge in ("minimum", "maximum") if edge in takes for step in (-1, 0, 0.5, 1)
    ]
    words = [word for word in takes.get("enum", takes.get("items", {}).get("enum", [])) if word]
    sets = [words, words[:1], words[::-1], [*words, "none"], words[:1] * 2]
    return [*bounds, *words, *sets] if words else bounds
