"""The keywords of ours: described, and read alike by validators that are strict and by those that are not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, validate
from jsonschema.validators import validator_for

from tests.books import rulebooks
from zikao.rulebook.asking import facts_schema
from zikao.rulebook.document import Document
from zikao.rulebook.vocabulary import FORMATS, vocabulary

from .test_schemas import subschemas

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LIBRARY = rulebooks()
SCHEMAS = [
    facts_schema(Document.model_validate_json((FIXTURES / "every-type.json").read_bytes())),
    *(
        facts_schema(LIBRARY.compiled("procedure", f"{name}/{each}"))
        for name, book in LIBRARY.provinces.items()
        for each in book.procedures
    ),
]
META = Draft202012Validator(vocabulary())
NEAR: list[Any] = [
    *(None, True, 1, 0, -1, 2026, 2026.5, 2**53, "", "none", "none\n", [], ["none"], [None], {}),
    *("2027-02-29", "2028-02-29", "2026-02-30", "2026-04-31", "0000-01-01", "2026-05-27", "2026-05-27\n"),
    *("2027-02-29T16:30", "2026-05-27T24:00", "2026-05-27T23:59", "２０２６-05-27", " 2026-05-27"),
]


def test_each_schema_is_one_of_the_vocabulary() -> None:
    for schema in SCHEMAS:
        assert [error.message for error in META.iter_errors(schema)] == []
        for each in schema["properties"].values():
            assert META.is_valid(each)


@pytest.mark.parametrize(
    "wrong",
    [
        {"x-type": "lists"},
        {"x-one": 1},
        {"x-years": [1950]},
        {"x-when": 1},
        {"x-unsure": []},
        {"format": "date-time"},
    ],
)
def test_what_the_vocabulary_does_not_have_is_refused(wrong: dict[str, Any]) -> None:
    assert not META.is_valid(wrong)


def test_every_keyword_of_ours_is_described_and_used() -> None:
    used = {key for schema in SCHEMAS for each in subschemas(schema) for key in each if key.startswith("x-")}
    assert used == {key for key in vocabulary()["properties"] if key.startswith("x-")}
    shapes = {each["format"] for schema in SCHEMAS for each in subschemas(schema) if "format" in each}
    assert shapes == set(FORMATS)


def test_every_schema_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len({schema["$id"] for schema in SCHEMAS}) == len(SCHEMAS)
    for schema in SCHEMAS:
        assert schema["title"]
        assert schema["description"]
        assert schema["$comment"]


def test_a_validator_that_knows_none_of_it_reads_them() -> None:
    for schema in SCHEMAS:
        assert validator_for(schema) is Draft202012Validator
        validate({}, schema)


def cases() -> Iterator[tuple[int, Any, bool]]:
    for number, schema in enumerate(SCHEMAS):
        takes = Draft202012Validator(schema).is_valid
        for name, ask in schema["properties"].items():
            words = [each.get("const") for each in ask.get("oneOf", ask.get("items", {}).get("oneOf", ()))]
            for value in [*NEAR, *words, words[:1], words[:1] * 2]:
                yield number, {name: value}, takes({name: value})


def test_ajv_compiles_them_in_strict_mode_and_takes_the_same(root: Path, tmp_path: Path) -> None:
    whens = [
        each["x-when"] for schema in SCHEMAS for each in schema["properties"].values() if "x-when" in each
    ]
    held = list(cases())
    taken = [each[2] for each in held]
    assert min(taken.count(True), taken.count(False)) > 300
    given = {"vocabulary": vocabulary(), "schemas": SCHEMAS, "whens": whens, "cases": held}
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    command = [root / "scripts" / "node", Path(__file__).with_name("ajv.mjs"), tmp_path / "given.json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) == len(held)


PUBLISHED = {
    "https://GUIDE.EXAMPLE/schemas/answers-vocabulary.schema.json": "schemas/answers-vocabulary.schema.json",
    "https://GUIDE.EXAMPLE/schemas/eligibility/anhui/graduation.schema.json": "schemas/eligibility/anhui/"
    "graduation.schema.json",
}
USED = """
const { default: assert } = await import("node:assert/strict");
assert.deepEqual(shown({}), ["hefei_candidate"]);
assert.deepEqual(shown({ hefei_candidate: true }), ["hefei_candidate"]);
const next = shown({ hefei_candidate: false, level: "bachelor" });
assert.ok(next.includes("both_levels") && !next.includes("college_confirmed"));
assert.ok(takes({ level: null, cert_date: plain(" ２０２８-02-29　") }));
assert.ok(!takes({ cert_date: "2027-02-29" }));
console.log("fine");
"""


def test_the_example_for_other_forms_does_what_it_says(root: Path) -> None:
    page = (root / "docs" / "forms.md").read_text(encoding="utf-8")
    example = page.partition("```js\n")[2].partition("```")[0]
    texts = {address: json.loads((root / path).read_text("utf-8")) for address, path in PUBLISHED.items()}
    answer = "async (address) => ({ json: async () => texts[address] })"
    fetch = f"const texts = {json.dumps(texts)}; globalThis.fetch = {answer};"
    command: list[str | Path] = [root / "scripts" / "node", "--input-type=module", "-"]
    done = subprocess.run(
        command, input=fetch + example + USED, cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr[-3000:]
