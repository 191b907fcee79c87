"""Vectors of several archives of one candidate: what they come to together."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.vectors import store
from zikao.numbers import Written
from zikao.package.declarable import ANY_TICKET
from zikao.package.together import Declared, compare

PATH: Final = "package/together"
CASES: Final = 60
FORMS: Final = (ANY_TICKET, Written("[0-9]{12}", "12 位数字"))
TYPED: Final = (
    *(f"11010000000{last}" for last in range(4)),
    "１１０１ 0000-0001",
    "a12345678",
    "123",
    "",
    None,
)
"""As candidates type numbers: alike in two ways, of no form, and not at all."""
NAMES: Final = ("a.zip", "b.zip", "材料.zip", "a\u202eb.zip", None)
FOUND: Final = (None, 0, 1, 1, 2)


def document() -> dict[str, Any]:
    """Made-up archives, and by a number of each case the facts and reasons."""
    draw = random.Random(4)
    cases, made = {}, {}
    for case in range(CASES):
        # Most candidates type every number: what is read of those is more than one reason.
        typed = TYPED[:5] if draw.random() < 0.6 else TYPED
        archives: list[dict[str, Any]] = [
            {"name": draw.choice(NAMES), "number": draw.choice(typed), "found": draw.choice(FOUND)}
            for _ in range(draw.randint(0, 4))
        ]
        listed = [each for each in draw.choices(typed, k=draw.randint(0, 5)) if each is not None]
        numbers, form = draw.choice((None, listed, listed)), draw.choice(FORMS)
        cases[str(case)] = {"archives": archives, "numbers": numbers, "form": form.for_browsers()}
        facts, absent = compare([declared(**each) for each in archives], numbers, form)
        made[str(case)] = {"facts": facts, "absent": absent}
    return {"module": PATH, "cases": cases, "of": made}


def declared(name: str | None, number: str | None, found: int | None) -> Declared:
    """One of a case."""
    return Declared(name, number, {} if found is None else {"ticket_numbers_found": found})


def make() -> None:
    """Write them anew."""
    store.write(PATH, document())
