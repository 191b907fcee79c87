"""The committed schemas: current, in the subset, and of use to whoever writes a province."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zikao import schemas
from zikao.rulebook.editor import editor_schemas
from zikao.rulebook.reader import parse, read
from zikao.rulebook.tree import plain

ROOT = Path(__file__).resolve().parents[3]
GOOD = ROOT / "tests" / "fixtures" / "rulebooks" / "good"

SUBSET = {
    *("$schema", "$id", "$comment", "title", "description", "format", "type", "const", "enum"),
    *("properties", "required", "additionalProperties", "oneOf", "anyOf", "allOf", "not"),
    *("pattern", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("items", "minItems", "maxItems", "uniqueItems", "contains"),
    *("x-type", "x-unsure", "x-years", "x-when", "x-one"),
}

EDITOR = {kind: Draft202012Validator(schema) for kind, schema in editor_schemas().items()}


def test_the_committed_schemas_are_current() -> None:
    assert schemas.stale(ROOT) == [], "run make schemas"


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and all below it; the names of properties are no keywords."""
    yield schema
    for key, value in schema.items():
        children = value.values() if key == "properties" else value if isinstance(value, list) else [value]
        for child in children:
            if isinstance(child, dict):
                yield from subschemas(child)


ANSWERS = sorted((ROOT / "schemas" / "eligibility").rglob("*.schema.json"))


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_answers_schemas_keep_to_the_subset(path: Path) -> None:
    for schema in subschemas(json.loads(path.read_text(encoding="utf-8"))):
        assert set(schema) <= SUBSET
        if "pattern" in schema:
            assert "maxLength" in schema
            assert not {"\\d", "\\w", "\\s"} & {
                schema["pattern"][at : at + 2] for at in range(len(schema["pattern"]))
            }


def test_there_is_one_for_every_procedure() -> None:
    assert len(ANSWERS) == len(list((ROOT / "provinces").glob("*/procedures/*.yaml")))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the good example as its provinces and current schemas."""
    shutil.copytree(GOOD, tmp_path / "provinces")
    schemas.write(tmp_path)
    return tmp_path


def test_writing_twice_changes_nothing(checkout: Path) -> None:
    assert schemas.stale(checkout) == []
    assert schemas.write(checkout) == []


def test_what_is_outdated_missing_or_left_over_is_stale(checkout: Path) -> None:
    (checkout / "schemas/report.schema.json").write_text("{}", encoding="utf-8")
    (checkout / "schemas/eligibility/demo/graduation.schema.json").unlink()
    (checkout / "schemas/eligibility/demo/gone.schema.json").write_text("{}", encoding="utf-8")
    (checkout / "schemas/openapi.json").write_text("{}", encoding="utf-8")
    expected = [
        "schemas/eligibility/demo/gone.schema.json",
        "schemas/eligibility/demo/graduation.schema.json",
        "schemas/report.schema.json",
    ]
    assert schemas.stale(checkout) == expected
    assert schemas.write(checkout) == expected
    assert schemas.stale(checkout) == []


def test_what_is_made_elsewhere_is_written_with_the_rest(checkout: Path) -> None:
    extra = {"schemas/openapi.json": "{}\n"}
    assert schemas.stale(checkout, extra) == ["schemas/openapi.json"]
    assert schemas.write(checkout, extra) == ["schemas/openapi.json"]
    assert (checkout / "schemas/openapi.json").read_text(encoding="utf-8") == "{}\n"
    assert schemas.stale(checkout, extra) == []


KINDS = {"province.yaml": "province", "photos.yaml": "photos", "packages.yaml": "packages"}


def kind_of(path: Path) -> str:
    return KINDS.get(path.name) or ("city" if path.parent.name == "cities" else "procedure")


OF_OUR_OWN = "coverage.yaml"
"""What is no rulebook: where each fact of a province's sources stands. Lint checks it."""
RULEBOOKS = sorted(
    path
    for path in [*GOOD.rglob("*.yaml"), *(ROOT / "provinces").glob("*/**/*.yaml")]
    if path.name != OF_OUR_OWN
)


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_rulebook_file_fits_its_editor_schema(path: Path) -> None:
    tree, _ = read(path, path.name)
    assert [error.message for error in EDITOR[kind_of(path)].iter_errors(plain(tree))] == []


def messages(kind: str, text: str) -> list[str]:
    tree, faults = parse(text.encode(), "x.yaml")
    assert faults == []
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in EDITOR[kind].iter_errors(plain(tree))
    ]


HEAD = "id: a\ntitle: t\nsummary: s\nneeds: [n]\nbasis: {source: s, clause: c}\n"
RULE = "rules: [{id: r, title: t, severity: must, if_no: x, cite: {source: s, clause: c}, require: %s}]\n"


def test_a_wrong_word_in_a_condition_is_pointed_at() -> None:
    (said,) = messages("procedure", HEAD + RULE % "{all: [{on_or_befor: {d: '2026-01-01'}}]}")
    assert said.startswith("rules/0/require/all/0: 'on_or_befor' is not one of ['all', 'any', 'none', 'is'")


def test_two_words_in_one_condition_are_pointed_at() -> None:
    (said,) = messages("procedure", HEAD + RULE % "{is: {a: 1}, in: {a: [1]}}")
    assert said.startswith("rules/0/require: ")
    assert said.endswith("has too many properties")


def test_a_wrong_operand_is_pointed_at() -> None:
    (said,) = messages("procedure", HEAD + RULE % "{is: {a: {tabel: t}}}")
    assert said.startswith("rules/0/require/is/a: 'tabel' is not one of ['fact', 'table'")


def test_a_rule_is_amended_only_where_something_is_extended_and_with_a_cite() -> None:
    def said(spec: str) -> list[str]:
        return messages("photos", f"specs: {{p: {{title: t, summary: s, file_class: portrait, {spec}}}}}")

    amended = "rules: [{id: r, severity: must, cite: {source: s, clause: c}}]"
    assert said(f"extends: cn/portrait, {amended}") == []
    assert said(amended) == ["specs/p/rules/0: 'require' is a required property"]
    (missing,) = said("extends: cn/portrait, rules: [{id: r, severity: must}]")
    assert missing == "specs/p/rules/0: 'cite' is a required property"


def test_facts_of_files_are_a_closed_list() -> None:
    head = "specs: {p: {title: t, summary: s, file_class: portrait, "
    (said,) = messages("photos", head + RULE.strip() % "{is: {widht: 480}}" + "}}")
    assert said.startswith("specs/p/rules/0/require/is: 'widht' is not one of ['bytes', ")
    assert messages("photos", head + RULE.strip() % "{is: {width: {spec: w}}}" + "}}") == []


def test_what_extends_another_may_leave_out_what_it_takes_over() -> None:
    assert messages("photos", "specs: {p: {extends: cn/portrait}}") == []
    assert len(messages("photos", "specs: {p: {gaps: [x]}}")) == 3


def test_a_city_may_change_one_value_with_its_own_cite() -> None:
    head = "id: c\nname: n\nversion: 1.0.0\nreviewed_on: '2026-01-01'\nphotos: {p: {values: {w: {value: 1"
    assert messages("city", head + ", cite: {source: s, clause: c}}}}}") == []
    (said,) = messages("city", head + "}}}}")
    assert said == "photos/p/values/w: 'cite' is a required property"


def test_every_property_says_what_it_is() -> None:
    silent = [
        f"{kind}: {name}"
        for kind, validator in EDITOR.items()
        for schema in subschemas(validator.schema)
        if schema.get("type") == "object"
        for name, entry in schema.get("properties", {}).items()
        if "description" not in entry
    ]
    assert silent == []
