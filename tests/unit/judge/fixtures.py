"""What the tests of the judge share: the vectors and the example document that both languages run."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from zikao.judge.document import Document, Fact

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "judge"


def fixture(name: str) -> dict[str, Any]:
    """A fixture file, read."""
    found: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return found


VECTORS = fixture("vectors.json")
_PRIOR_DIPLOMA = fixture("prior_diploma.json")
EXAMPLES: list[dict[str, Any]] = _PRIOR_DIPLOMA["examples"]
RULE_ID = "prior-diploma-date"


def prior_diploma() -> Document:
    """A document with one rule, two exceptions and a duty."""
    return Document.model_validate(prior_diploma_json())


def prior_diploma_json() -> dict[str, Any]:
    """The same as it is written, a fresh copy."""
    return deepcopy(dict(_PRIOR_DIPLOMA["document"]))


def declared(facts: dict[str, Any]) -> dict[str, Fact]:
    """Declarations of facts, as the judge reads them."""
    return {name: Fact.model_validate(fact) for name, fact in facts.items()}


def document(*rules: dict[str, Any], facts: dict[str, Any] | None = None, **more: Any) -> Document:
    """A document around a few rules; ids and severity are filled in."""
    whole = [{"id": f"rule-{number}", "severity": "must", **rule} for number, rule in enumerate(rules, 1)]
    return Document.model_validate({"facts": facts or {}, "tables": {}, "rules": whole, **more})
