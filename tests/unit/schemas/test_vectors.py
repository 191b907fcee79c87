"""Golden vectors: Python's validator and the browser's must say the same of every one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zikao.rulebook.answers import Questions, normalise
from zikao.rulebook.asking import facts_schema
from zikao.rulebook.document import Document

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT / "tests" / "fixtures" / "vectors"
EVERY_TYPE = Document.model_validate_json((ROOT / "tests" / "fixtures" / "every-type.json").read_bytes())


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


CASES = [(path.stem, case) for path in sorted(VECTORS.glob("*.json")) for case in read(path)]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['why']}" for name, case in CASES])
def test_a_vector_in_python(name: str, case: dict[str, Any]) -> None:
    schema = read(VECTORS / case["schema"])
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(case["value"]) is case["valid"]


ANSWERS = [case for name, case in CASES if name == "answers" and isinstance(case["value"], dict)]


@pytest.mark.parametrize("case", ANSWERS, ids=[case["why"] for case in ANSWERS])
def test_the_check_of_answers_says_the_same_once_they_are_normalised(case: dict[str, Any]) -> None:
    taken = Draft202012Validator(facts_schema(EVERY_TYPE)).is_valid
    assert (Questions(EVERY_TYPE).problems(case["value"]) == {}) is (
        case["valid"] or taken(normalise(case["value"]))
    )


def test_the_vectors_in_the_browsers_validator() -> None:
    if not (ROOT / "node_modules" / "@cfworker" / "json-schema").is_dir():
        pytest.skip("node_modules lacks @cfworker/json-schema: make test puts it there")
    runner = ROOT / "scripts" / "node"
    node = str(runner) if runner.exists() else shutil.which("node")
    if node is None:
        pytest.skip("no Node.js on this machine")
    done = subprocess.run(
        [node, "--test", "tests/js/vectors.test.mjs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # One test for each file beside one for each vector.
    assert f"# pass {len(CASES) + len(list(VECTORS.glob('*.json')))}" in done.stdout


def test_the_answers_vectors_use_the_schema_that_is_generated() -> None:
    assert read(VECTORS / "schemas" / "answers.schema.json") == facts_schema(EVERY_TYPE)


def test_each_set_of_vectors_has_both_kinds() -> None:
    for path in VECTORS.glob("*.json"):
        assert {case["valid"] for case in read(path)} == {True, False}
