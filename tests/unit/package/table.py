"""The tables of docs/developers/package-facts.md as rules, and what they find in a measured archive."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from zikao.judge.document import Document
from zikao.judge.rules import judge
from zikao.package.facts import VOCABULARY, Measured

PAGE = Path(__file__).resolve().parents[3] / "docs" / "developers" / "package-facts.md"


def code(rule: str) -> str:
    """The code of the table of bad archives for a rule id."""
    return rule.removeprefix("package.").replace("-", "_").upper()


CODES, PAGES = "## From codes to rules", "### Rules for pages"


@functools.cache
def rows(heading: str = CODES) -> tuple[dict[str, str], ...]:
    """The rows of the table under a heading by column name, without the ticks around code."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n{heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    head, _, *body = cells
    return tuple(dict(zip(head, row, strict=True)) for row in body)


@functools.cache
def rulebook(heading: str = CODES) -> Document:
    """A judgeable document."""
    rules = [
        {
            "id": row["rule"],
            "severity": row["severity"],
            "require": json.loads(row["require"]),
            **({"each": row["each"]} if row["each"] else {}),
            **({"when": json.loads(row["when"])} if row.get("when") else {}),
        }
        for row in rows(heading)
    ]
    return Document.model_validate({"facts": VOCABULARY, "tables": {}, "rules": rules})


def outcomes(measured: Measured, heading: str = CODES) -> dict[str, str]:
    """Code and outcome of every rule of the table."""
    facts = measured.model_dump(mode="json")["facts"]
    return {code(each.id): each.outcome for each in judge(rulebook(heading), facts).outcomes}


def found(measured: Measured) -> set[str]:
    """Codes whose rule is not held to."""
    return {code for code, outcome in outcomes(measured).items() if outcome == "no"}
